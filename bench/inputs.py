"""Lays out what is read: the real archive or a made-up county, and a small archive with every kind of bad row."""

import json
import shutil
import sys
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from saferplan.home import Home
from saferplan.sources.finding import holdings
from saferplan.sources.made_up.county import ARCHIVE, write_county
from saferplan.sources.reference import read_reference
from saferplan.terms.months import Month

REAL_ARCHIVE = Path("police-uk/kent-2024-2025.zip")
_BESIDE = ("areas", "boundaries", "deprivation", "population")
_HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)


@dataclass(frozen=True)
class Inputs:
    """A data folder that holds the archive alone and the tables beside it, and the area to assess; paths as text."""

    called: str
    area: str
    data: str
    archive: str
    spoiled: str
    lsoas: str


def laid_out(source: str, folder: Path) -> Inputs:
    """Copy or make the inputs below a folder; `source` is a data folder, or the size of county to make up."""
    data = folder / "data"
    if source in ("small", "county"):
        write_county(
            data, seed=2026, size="small" if source == "small" else "county", first=Month(2024, 1), last=Month(2025, 12)
        )
        called, area, archive = f"a made-up county ({source}), 2024 and 2025", "Northmere", data / ARCHIVE
    else:
        for name in _BESIDE:
            shutil.copytree(Path(source) / name, data / name, copy_function=shutil.copyfile)
        archive = data / REAL_ARCHIVE
        archive.parent.mkdir()
        shutil.copyfile(Path(source) / REAL_ARCHIVE, archive)
        called, area = archive.name, "E07000110"
    lsoas = folder / "lsoas.parquet"
    common = read_reference(holdings(data), Home(folder / "reference-home")).gazetteer.common
    common.write_parquet(lsoas)
    codes = common["lsoa_code"].sort()
    spoiled = folder / "spoiled.zip"
    _write_spoiled(spoiled, codes[0], codes[-1])
    return Inputs(called, area, str(data), str(archive), str(spoiled), str(lsoas))


def _write_spoiled(path: Path, first_code: str, last_code: str) -> None:
    """Two files, of rows that must be refused, each for a reason, and of rows that look doubtful and must be kept."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2025-01/2025-01-made-up-street.csv", _text(_plain_lines(first_code, last_code)))
        lines = [*_plain_lines(first_code, last_code), "torn,row", _line() + ",", '"x' + _line(), _line(place='"A, B"')]
        archive.writestr("2025-02/2025-02-made-up-street.csv", _text(lines).replace("2025-01", "2025-02"))


def _text(lines: list[str]) -> str:
    return "\r\n".join([_HEADINGS, *lines]) + "\r\n"


def _plain_lines(first_code: str, last_code: str) -> list[str]:
    sound = [_line(crime_id=f"id-{number}", lsoa=code) for number, code in enumerate([first_code, last_code] * 20)]
    doubtful = [
        _line(crime_id="id-0"),
        *[_line(crime_id="", kind="Anti-social behaviour")] * 3,
        _line(lsoa="E01999999"),
        _line(lsoa=""),
        _line(x="", y=""),
        _line(place="  spaced out \u00a0"),
        "",
    ]
    refused = [
        _line(month="2024-12"),
        _line(month=""),
        _line(by=""),
        _line(kind=" "),
        _line(x="east"),
        _line(x="181"),
        _line(x="-181", y="1e2"),
        _line(y=""),
        _line(by="", kind="", x="", y="95"),
    ]
    return [*sound, *doubtful, *refused]


def _line(
    crime_id: str = "id",
    *,
    month: str = "2025-01",
    by: str = "Made-up Police",
    x: str = "0.52",
    y: str = "51.27",
    place: str = "On or near High Street",
    lsoa: str = "",
    kind: str = "Burglary",
) -> str:
    return ",".join([crime_id, month, by, "Made-up Police", x, y, place, lsoa, "Anywhere 001A", kind, "", ""])


if __name__ == "__main__":
    print(json.dumps(asdict(laid_out(sys.argv[1], Path(sys.argv[2])))))
