"""Data folders with one thing wrong in them, made from a sound one."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

ARCHIVE = "police-uk/made-up-police-uk.zip"
MARCH = "2025-03/2025-03-farshire-street.csv"


def members(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def write_archive(path: Path, files: dict[str, bytes]) -> None:
    path.unlink(missing_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)


def edit(data: Path, change: Callable[[bytes], bytes], member: str = MARCH) -> None:
    """Change one file of the archive."""
    files = members(data / ARCHIVE)
    changed = change(files[member])
    assert changed != files[member]
    write_archive(data / ARCHIVE, files | {member: changed})


def not_a_zip(data: Path) -> None:
    (data / "police-uk" / "kent.zip").write_text("<html>Your download has expired</html>")


def cut_short(data: Path) -> None:
    whole = (data / ARCHIVE).read_bytes()
    (data / ARCHIVE).write_bytes(whole[: len(whole) // 2])


def zip_bomb(data: Path) -> None:
    write_archive(data / "police-uk" / "bomb.zip", {MARCH: bytes(64 * 1024 * 1024)})


def climbs_out(data: Path) -> None:
    write_archive(data / "police-uk" / "climbing.zip", {"../../outside.csv": b"Crime ID,Month\n"})


def without_a_column(data: Path) -> None:
    edit(data, lambda content: content.replace(b"LSOA code", b"Postcode", 1))


def torn_last_line(data: Path) -> None:
    edit(data, lambda content: content[:-40])


def wrong_encoding(data: Path) -> None:
    edit(data, lambda content: content.replace(b"On or near ", b"Caf\xe9 near ", 1))


def heading_alone(data: Path) -> None:
    edit(data, lambda content: content.splitlines(keepends=True)[0])


def conflict(data: Path) -> None:
    """Another archive with the same month, one of whose rows has another outcome."""
    content = members(data / ARCHIVE)[MARCH].replace(b"Under investigation", b"Local resolution", 1)
    content = content.replace(b"Unable to prosecute suspect", b"Local resolution", 1)
    write_archive(data / "police-uk" / "later.zip", {MARCH: content})


def no_ward_lookup(data: Path) -> None:
    (data / "areas" / "lookup_lsoa21_ward24_ltla24.csv.gz").unlink()


def no_residents(data: Path) -> None:
    (data / "population" / "census_2021_lsoa21.csv.gz").unlink()


def no_archive(data: Path) -> None:
    shutil.rmtree(data / "police-uk")


def unreadable(data: Path) -> None:
    """A file that nobody can read, whoever runs the test: a link that leads nowhere."""
    (data / "police-uk" / "lost.zip").symlink_to(data / "nowhere.zip")
