"""Small street files written by hand, and the real ones where they stand."""

import hashlib
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import polars as pl

from saferplan.places.tables import CommonAreas
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.police_uk import STREET, published_name
from saferplan.sources.raw import RawFile, RawTable
from saferplan.terms.months import Month

HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
MARCH = Month(2025, 3)
# One code of each sort: of 2011 only, of 2021 only, and of both.
OLD, NEW, BOTH = "E01000011", "E01000021", "E01000012"


def lsoas():
    rows = [(OLD, "2011", "C1", None, None), (NEW, "2021", "C1", None, None), (BOTH, "both", BOTH, "E05", "E07")]
    return CommonAreas.validate(pl.DataFrame(rows, schema=CommonAreas.column_names(), orient="row"), cast=True)


def line(
    *,
    crime_id="c1",
    month="2025-03",
    by="Kent Police",
    within="Kent Police",
    longitude="0.52",
    latitude="51.27",
    location="On or near High Street",
    lsoa=BOTH,
    lsoa_name="Maidstone 001A",
    crime_type="Burglary",
    outcome="Under investigation",
    context="",
):
    return ",".join(
        [crime_id, month, by, within, longitude, latitude, location, lsoa, lsoa_name, crime_type, outcome, context]
    )


def content(*lines: str, headings: str = HEADINGS, end: str = "\r\n", last_end: bool = True) -> bytes:
    return (end.join([headings, *lines]) + (end if last_end else "")).encode()


def chosen(folder: Path, written: bytes, *, force: str = "kent", month: Month = MARCH) -> ChosenFile:
    path = folder / f"{month}-{force}-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
    raw = RawFile(hashlib.sha256(written).hexdigest(), path.name, path)
    return ChosenFile(force, month, RawTable(raw, ""))


def every_street_file(archives: Sequence[Path]) -> list[ChosenFile]:
    """Every street file in some archives, each force's month once (the first archive by name wins)."""
    found: dict[tuple[str, Month], ChosenFile] = {}
    for path in sorted(archives):
        raw = RawFile(_sha256(path), path.name, path)
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()
        for member in members:
            name = published_name(member.rpartition("/")[2])
            if name and name.source_key == STREET:
                file = ChosenFile(name.force_code, name.month, RawTable(raw, member))
                found.setdefault((name.force_code, name.month), file)
    return [found[key] for key in sorted(found)]


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
