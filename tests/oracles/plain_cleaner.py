"""The slow, obvious twin of reading and cleaning a street file: the standard library's csv, row by row."""

import csv
import gzip
import io
from collections import Counter
from pathlib import Path


def codes_of_both_lists(shared_data: Path) -> tuple[set[str], set[str]]:
    """The LSOA codes of 2011 and those of 2021, as the lookup of changes gives them."""
    with gzip.open(shared_data / "areas" / "lookup_lsoa11_lsoa21_ltla22.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["lsoa11_code"] for row in rows}, {row["lsoa21_code"] for row in rows}


def plain_rows(content: bytes, *, codes11: set[str], codes21: set[str]) -> list[tuple]:
    """Every row as (ID, month, longitude, latitude, location, LSOA, vintage, type, outcome), empty cells None."""
    rows = []
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        cells = {heading: (text or "").strip() or None for heading, text in row.items()}
        lsoa = cells["LSOA code"]
        rows.append(
            (
                cells["Crime ID"],
                cells["Month"],
                float(cells["Longitude"]) if cells["Longitude"] else None,
                float(cells["Latitude"]) if cells["Latitude"] else None,
                cells["Location"],
                lsoa,
                vintage(lsoa, codes11, codes21),
                cells["Crime type"],
                cells["Last outcome category"],
            )
        )
    return rows


def vintage(lsoa: str | None, codes11: set[str], codes21: set[str]) -> str:
    if lsoa is None:
        return "none"
    if lsoa in codes11:
        return "both" if lsoa in codes21 else "2011"
    return "2021" if lsoa in codes21 else "unlisted"


def plain_repeats(content: bytes) -> tuple[int, int]:
    """Rows beyond the first of each Crime ID, and beyond the first of each equal row without one."""
    ids: Counter[str] = Counter()
    bare: Counter[tuple[str, ...]] = Counter()
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        if row["Crime ID"]:
            ids[row["Crime ID"]] += 1
        else:
            bare[tuple(text.strip() for text in row.values())] += 1
    return sum(ids.values()) - len(ids), sum(bare.values()) - len(bare)
