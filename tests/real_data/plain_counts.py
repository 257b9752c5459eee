"""Counts of the real files in a few lines of the standard library: nothing of Saferplan is in them."""

import csv
import gzip
import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

ASB = "Anti-social behaviour"


def rows_of(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, mode="rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def street_rows(archive: Path, force: str, months: str) -> list[dict[str, str]]:
    """A force's rows of the months whose names begin so: "2025", or "2024-01"."""
    rows = []
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            file = name.rpartition("/")[2]
            if file.startswith(months) and file.endswith(f"-{force}-street.csv"):
                rows += csv.DictReader(io.StringIO(opened.read(name).decode("utf-8-sig"), newline=""))
    return rows


@cache
def place_of(shared_data: Path, column: str) -> dict[str, str]:
    """The ward or district, by name or code, of each LSOA of 2021."""
    lookup = rows_of(shared_data / "areas" / "lookup_lsoa21_ward24_ltla24.csv.gz")
    return {row["lsoa21_code"]: row[column] for row in lookup}


@cache
def district_of_either(shared_data: Path) -> dict[str, str]:
    """The district of each LSOA of 2011 or of 2021; those of 2011 by an LSOA of 2021 that shares land with them."""
    place = place_of(shared_data, "ltla24_code")
    changes = rows_of(shared_data / "areas" / "lookup_lsoa11_lsoa21_ltla22.csv.gz")
    return {row["lsoa11_code"]: place[row["lsoa21_code"]] for row in changes} | place


def crimes_by(rows: list[dict[str, str]], place: dict[str, str]) -> Counter[str]:
    """Crimes without anti-social behaviour by place; rows whose LSOA the lookup lacks count for none."""
    codes = (row["LSOA code"] for row in rows if row["Crime type"] != ASB)
    return Counter(place[code] for code in codes if code in place)


def types_in(rows: list[dict[str, str]], place: dict[str, str], name: str) -> Counter[str]:
    """Rows of one place by crime type."""
    return Counter(row["Crime type"] for row in rows if place.get(row["LSOA code"]) == name)


def residents_by(shared_data: Path, place: dict[str, str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows_of(shared_data / "population" / "census_2021_lsoa21.csv.gz"):
        counts[place[row["lsoa21_code"]]] += int(row["residents"])
    return counts
