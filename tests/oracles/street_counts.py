"""Offences of an archive counted row by row with the csv module alone, and common areas found one by one."""

import csv
import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

Row = dict[str, str]


def street_rows(archive: Path, months: Collection[str], force: str = "kent") -> Iterator[Row]:
    with zipfile.ZipFile(archive) as opened:
        for member in opened.namelist():
            if member.endswith(f"-{force}-street.csv") and Path(member).name[:7] in months:
                yield from csv.DictReader(io.TextIOWrapper(opened.open(member), encoding="utf-8"))


def table(path: Path) -> list[Row]:
    with gzip.open(path, mode="rt", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def district_counts(
    rows: Iterator[Row], homes: dict[str, Row], column: str = "ltla24_code"
) -> Counter[tuple[str, str]]:
    """Rows by place and crime type; those whose LSOA is not in the lookup count for none."""
    return Counter((homes[row["LSOA code"]][column], row["Crime type"]) for row in rows if row["LSOA code"] in homes)


def components(changes: list[Row]) -> dict[str, frozenset[str]]:
    """For each LSOA code of either year, the LSOAs of 2021 of the smallest area both years' codes can be summed to."""
    new_of: dict[str, set[str]] = {}
    old_of: dict[str, set[str]] = {}
    for row in changes:
        new_of.setdefault(row["lsoa11_code"], set()).add(row["lsoa21_code"])
        old_of.setdefault(row["lsoa21_code"], set()).add(row["lsoa11_code"])
    found: dict[str, frozenset[str]] = {}
    for start, first in new_of.items():
        olds, news = {start}, set(first)
        while True:
            more = {old for new in news for old in old_of[new]} - olds
            if not more:
                break
            olds |= more
            news |= {new for old in more for new in new_of[old]}
        for code in olds | news:
            found[code] = frozenset(news)
    return found
