"""Counts the rows of one street file with the standard library alone, for figures to be counted again by."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What one street file holds, counted row by row."""

    by_type_and_lsoa: Mapping[str, Counter[str]]
    read: int
    no_location: int
    no_lsoa: int
    repeat_with_id: int
    repeat_without_id: int

    def counted(self, lsoa_codes: Collection[str] | None, crime_types: Collection[str] | None) -> int:
        """Rows of some types that state one of some codes; None takes every one."""
        chosen = self.by_type_and_lsoa.keys() if crime_types is None else crime_types
        found = [self.by_type_and_lsoa[crime_type] for crime_type in chosen if crime_type in self.by_type_and_lsoa]
        if lsoa_codes is None:
            return sum(by_lsoa.total() for by_lsoa in found)
        return sum(by_lsoa[code] for by_lsoa in found for code in lsoa_codes)


def tally(text: str) -> Tally:
    """Counts the rows of a street file.

    Grain: one tally a file. A repeat is a row after the first with the same Crime ID, or, where there is none, a row
    after the first that is the same in every cell.
    """
    by_type_and_lsoa: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ids: Counter[str] = Counter()
    bare: Counter[tuple[str, ...]] = Counter()
    read = no_location = no_lsoa = 0
    for row in csv.DictReader(io.StringIO(text)):
        read += 1
        lsoa = row["LSOA code"].strip()
        by_type_and_lsoa[row["Crime type"].strip()][lsoa] += 1
        no_lsoa += not lsoa
        no_location += not row["Longitude"].strip()
        if row["Crime ID"].strip():
            ids[row["Crime ID"].strip()] += 1
        else:
            bare[tuple(row.values())] += 1
    return Tally(
        by_type_and_lsoa,
        read,
        no_location,
        no_lsoa,
        sum(ids.values()) - len(ids),
        sum(bare.values()) - len(bare),
    )
