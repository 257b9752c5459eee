"""Finds, anywhere under a folder, the files that Saferplan can read, from their names and headings alone."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from saferplan.definitions import loading
from saferplan.home import Home
from saferplan.sources import police_uk
from saferplan.sources.archives import Archive, open_archive, table_bytes, table_head
from saferplan.sources.headings import Head, headings, source_with
from saferplan.sources.raw import RawFile, RawTable, keep
from saferplan.terms.months import Month
from saferplan.terms.problems import DataProblem, Refusal

_TABLE_ENDINGS = (".csv", ".csv.gz", ".geojson", ".geojson.gz")


@dataclass(frozen=True, slots=True)
class Found:
    """A table whose headings are those of the source `key`: a member of a zip, or ("") the file itself."""

    path: Path
    member: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundStreet:
    """A street file of police.uk, known by its name; `archive` is the zip or folder it lies in, relative to --data."""

    path: Path
    member: str
    name: str
    force_code: str
    month: Month
    size: int
    crc: int | None
    archive: str

    @property
    def called(self) -> tuple[str, str, str]:
        """What people may call it by, shortest first: its archive's name, its archive's path, a path of its own."""
        own_path = f"{self.archive}/{self.member}" if self.member else self.name
        return PurePosixPath(self.archive).name, self.archive, own_path

    def read(self) -> bytes:
        return table_bytes(self.path, self.member, self.archive if self.member else self.name)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a folder holds that Saferplan can read, in an order of its own, and what it could not make out."""

    data: Path
    street: tuple[FoundStreet, ...]
    tables: Mapping[str, tuple[Found, ...]]
    problems: tuple[DataProblem, ...]

    def kept(self, path: Path, home: Home) -> RawFile:
        """Keep one of its files, under the name people know it by."""
        return keep(path, home, path.relative_to(self.data).as_posix())

    def kept_table(self, found: Found, home: Home) -> RawTable:
        """Keep the file a table was found in, and give the table."""
        return RawTable(self.kept(found.path, home), found.member)


_Find = FoundStreet | Found | DataProblem


def holdings(data: Path) -> Holdings:
    """Look through a folder and everything below it. Fails: Refusal naming a zip that is damaged or unsafe."""
    if not data.is_dir():
        raise Refusal(
            f"There is no folder {data}.",
            why="The folder given as --data is where the archives and tables are looked for.",
            next_step="Give the folder that holds the archives downloaded from data.police.uk.",
        )
    finds = [find for path in _files_below(data) for find in _finds_in(path, data)]
    street = [find for find in finds if isinstance(find, FoundStreet)]
    tables: defaultdict[str, list[Found]] = defaultdict(list)
    for find in finds:
        if isinstance(find, Found):
            tables[find.key].append(find)
    return Holdings(
        data,
        tuple(sorted(street, key=lambda found: (found.force_code, found.month, found.name))),
        {key: tuple(sorted(tables[key], key=lambda found: found.name)) for key in sorted(tables)},
        tuple(find for find in finds if isinstance(find, DataProblem)),
    )


def _files_below(folder: Path) -> list[Path]:
    """Every file that is not hidden, in order of its path."""

    def refuse(error: OSError) -> None:
        raise Refusal(
            f"The folder {error.filename} cannot be looked into.",
            why=f"The system says: {error.strerror}.",
            next_step="Allow it to be read, or move it out of the folder given as --data.",
        )

    found: list[Path] = []
    walked: set[Path] = set()
    for here, folders, files in os.walk(folder, onerror=refuse, followlinks=True):
        # A link may lead back to where it came from: each folder is looked through once.
        walked.add(Path(here).resolve())
        folders[:] = [name for name in folders if not name.startswith(".") and Path(here, name).resolve() not in walked]
        named = (Path(here, name) for name in files if not name.startswith("."))
        # A pipe or a device would be waited for and never end.
        found += [path for path in named if path.is_file() or (path.is_symlink() and not path.exists())]
    return sorted(found)


def _finds_in(path: Path, data: Path) -> Iterator[_Find]:
    name = path.relative_to(data).as_posix()
    if path.name.lower().endswith(".zip"):
        with open_archive(path, name) as archive:
            yield from _finds_in_archive(path, archive)
    elif path.name.lower().endswith(_TABLE_ENDINGS):
        published = police_uk.published_name(path.name)
        if published and published.source_key == police_uk.STREET:
            archive_name = _folder_of_archive(PurePosixPath(name)) or data.resolve().name
            size = path.stat().st_size
            yield FoundStreet(path, "", name, published.force_code, published.month, size, None, archive_name)
        else:
            yield from _recognised(path, "", name, partial(table_head, path, name))


def _finds_in_archive(path: Path, archive: Archive) -> Iterator[_Find]:
    unknown: list[str] = []
    holds_street = False
    for member in archive.members:
        inside = PurePosixPath(member.name)
        if any(part.startswith((".", "__MACOSX")) for part in inside.parts):
            continue
        name = f"{archive.name}, {member.name}"
        published = police_uk.published_name(inside.name)
        if published and published.source_key == police_uk.STREET:
            holds_street = True
            yield FoundStreet(
                path,
                member.name,
                name,
                published.force_code,
                published.month,
                member.size,
                member.crc,
                archive.name,
            )
        elif published:
            yield Found(path, member.name, published.source_key, name)
        else:
            finds = list(_recognised(path, member.name, name, partial(archive.head, member.name)))
            yield from finds
            unknown += [] if finds else [member.name]
    if holds_street and unknown:
        yield _not_recognised(archive.name, unknown)


def _recognised(path: Path, member: str, name: str, head: Head) -> Iterator[_Find]:
    """What a table's headings say it is; nothing where no source has them."""
    try:
        key = source_with(headings(member or path.name, head), loading.sources())
    except Refusal as refusal:
        yield DataProblem("file_damaged", name, f"{refusal.what} It was not read.")
        return
    if key == police_uk.STREET:
        yield DataProblem(
            "street_file_unnamed",
            name,
            f"{name} holds street crime, but its name does not say of which force and month, so it was not read. "
            "Name it as data.police.uk does, like 2025-03-kent-street.csv.",
        )
    elif key:
        yield Found(path, member, key, name)


def _not_recognised(archive_name: str, members: Iterable[str]) -> DataProblem:
    listed = sorted(members)
    others = f" and {len(listed) - 1} more" if len(listed) > 1 else ""
    return DataProblem(
        "file_not_recognised",
        archive_name,
        f"{archive_name}: beside its street files stands what Saferplan does not know and did not read: "
        f"{listed[0]}{others}.",
    )


def _folder_of_archive(file: PurePosixPath) -> str:
    """The folder that stands for an unpacked archive: the one above the file's, where that is named for a month."""
    folder = file.parent.parent if police_uk.is_month_folder(file.parent.name) else file.parent
    return "" if folder == PurePosixPath() else folder.as_posix()
