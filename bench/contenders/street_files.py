"""What every peer is given for nothing: the street files of an archive, and which of their lines are out of shape."""

import csv
import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

STREET = re.compile(r"(?:.*/)?(?P<month>\d{4}-\d{2})-(?P<force>[a-z-]+)-street\.csv")
SPACES = " \t\r\n\x0b\x0c\u00a0"
DEGREES = r"[+-]?[0-9]{1,3}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?"
HEADINGS = {
    "crime_id": "Crime ID",
    "month": "Month",
    "reported_by": "Reported by",
    "falls_within": "Falls within",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "location_name": "Location",
    "lsoa_code": "LSOA code",
    "lsoa_name": "LSOA name",
    "crime_type": "Crime type",
    "outcome_category": "Last outcome category",
    "context": "Context",
}
REQUIRED = ("month", "reported_by", "falls_within", "crime_type")
LIMITS = {"longitude": 180, "latitude": 90}
WRONG_MONTH = "Month is not the month of the file"
NOT_A_NUMBER = "Longitude or Latitude is not a number"
HALF_A_POINT = "only one of Longitude and Latitude is given"


@dataclass(frozen=True)
class StreetFile:
    """One street file: where it is from, its bytes, and its lines that are not blank, below the heading."""

    force_code: str
    month: str
    sha256: str
    member: str
    content: bytes
    headings: Sequence[str]
    lines: Sequence[str]

    @property
    def name(self) -> str:
        return f"{self.force_code}-{self.month}"

    @property
    def first_date(self) -> date:
        return date.fromisoformat(f"{self.month}-01")

    @property
    def is_plain(self) -> bool:
        """Whether every comma ends a cell and every line has all its cells, so that any reader reads it rightly."""
        commas = len(self.headings) - 1
        return b'"' not in self.content and all(line.count(",") == commas for line in self.lines)

    def told_apart(self) -> tuple[list[tuple[int | str, ...]], dict[int, str]]:
        """The rows with their numbers, cell by cell, and the reason for every line that is no row."""
        rows: list[tuple[int | str, ...]] = []
        misshapen: dict[int, str] = {}
        for number, line in enumerate(self.lines, 1):
            try:
                cells = next(csv.reader([line], strict=True))
            except csv.Error:
                misshapen[number] = (
                    "its cells cannot be told apart: a quotation mark or line break stands where none may"
                )
                continue
            if len(cells) == len(self.headings):
                rows.append((number, *cells))
            else:
                misshapen[number] = f"it has {len(cells)} cells, and the headings are {len(self.headings)}"
        return rows, misshapen


def street_files(archive: Path) -> Iterator[StreetFile]:
    """Every street file of an archive, by force and month."""
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    with zipfile.ZipFile(archive) as opened:
        found = [
            (match["force"], match["month"], match[0]) for match in map(STREET.fullmatch, opened.namelist()) if match
        ]
        for force_code, month, member in sorted(found):
            content = opened.read(member)
            heading, _, body = content.decode("utf-8").removeprefix("\ufeff").partition("\n")
            lines = [line.rstrip("\r") for line in body.split("\n") if line.strip()]
            headings = heading.rstrip("\r").split(",")
            yield StreetFile(force_code, month, sha256, member, content, headings, lines)
