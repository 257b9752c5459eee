"""Opens zips and compressed files as people download them: nothing in them climbs out, swells up or passes damaged."""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from saferplan.terms.problems import Refusal

MIB = 1024 * 1024
# The largest force's largest month is some 25 MiB, the whole of data.police.uk some 8 GiB, and its files shrink 5 to
# 20 times when zipped. A zip made to harm goes far past one of these limits.
MOST_BYTES_OF_A_TABLE = 512 * MIB
MOST_BYTES_OF_AN_ARCHIVE = 64 * 1024 * MIB
MOST_MEMBERS = 100_000
MOST_EXPANSION = 200
EXPANSION_FLOOR = 16 * MIB  # below this a file may shrink as it likes: unpacked, it can fill nothing
TABLE_ENDINGS = (".csv", ".geojson")

_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_ENCRYPTED = 0x1
_CLIMBS_OUT = re.compile(r"^/|^[A-Za-z]:|\\|\x00|(^|/)\.\.(/|$)")
# What the standard library raises on files that are damaged, forged, or packed in a way it does not know.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    OSError,
)
_AGAIN = "Download it again, or take it out of the folder given as --data."


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip, as the zip's directory describes it: `size` unpacked, `crc` of the unpacked bytes."""

    name: str
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Archive:
    """An open zip that passed every check its directory allows; `name` is the user's word for it."""

    name: str
    members: tuple[Member, ...]
    zip_file: zipfile.ZipFile

    def read(self, member: str) -> bytes:
        """A member's bytes, whole. Fails: Refusal where they are damaged, or not as many as the directory states."""
        name = f"{self.name}, {member}"
        with _unreadable_refused(name):
            stated = self.zip_file.getinfo(member).file_size
            with self.zip_file.open(member) as stream:
                found = _bounded(stream, name)
            if len(found) != stated:
                raise zipfile.BadZipFile(f"it holds {len(found)} bytes where its directory states {stated}")
            return found

    def head(self, member: str, size: int) -> bytes:
        """A member's first bytes, not held against its checksum."""
        with _unreadable_refused(f"{self.name}, {member}"), self.zip_file.open(member) as stream:
            return stream.read(size)


@contextmanager
def open_archive(path: Path, name: str) -> Iterator[Archive]:
    """A zip, open for reading. Fails: Refusal where it is no zip, cut short, a bomb, locked, or climbs out."""
    with _unreadable_refused(name):
        try:
            opened = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            raise _not_a_zip(path, name) from None
    with opened:
        files = [info for info in opened.infolist() if not info.is_dir()]
        _check_listing(files, name)
        _check_sizes(files, path.stat().st_size, name)
        yield Archive(name, tuple(Member(info.filename, info.file_size, info.CRC) for info in files), opened)


def table_bytes(path: Path, member: str, name: str) -> bytes:
    """A table's bytes, unpacked: a member of the zip called `name`, or ("") the file itself, plain or gzipped."""
    if member:
        with open_archive(path, name) as archive:
            return archive.read(member)
    with _unreadable_refused(name), _unpacked(path) as stream:
        found = _bounded(stream, name)
    _check_expansion(len(found), path.stat().st_size, name)
    return found


def table_head(path: Path, name: str, size: int) -> bytes:
    """The first bytes, unpacked, of a file that is plain or gzipped."""
    with _unreadable_refused(name), _unpacked(path) as stream:
        return stream.read(size)


@contextmanager
def _unpacked(path: Path) -> Iterator[io.BufferedIOBase]:
    with path.open("rb") as file:
        is_gzipped = file.read(2) == _GZIP_MAGIC
        file.seek(0)
        if is_gzipped:
            with gzip.open(file) as stream:
                yield stream
        else:
            yield file


def _bounded(stream: io.BufferedIOBase | IO[bytes], name: str) -> bytes:
    """All of a stream, reading no further than the limit whatever its headers promised."""
    found = stream.read(MOST_BYTES_OF_A_TABLE + 1)
    if len(found) > MOST_BYTES_OF_A_TABLE:
        raise _too_large(name, f"it unpacks to more than {_words(MOST_BYTES_OF_A_TABLE)}")
    return found


def _check_listing(files: Sequence[zipfile.ZipInfo], name: str) -> None:
    for info in files:
        if _CLIMBS_OUT.search(info.orig_filename):
            raise Refusal(
                f"{name} is refused: it holds a file whose path leads out of the archive, {info.orig_filename!r}.",
                why="Honest archives name their files below the archive itself; this one could overwrite others.",
                next_step="Do not use it. Take it out of the folder given as --data and find out where it came from.",
            )
    repeated = [member for member, times in Counter(info.filename for info in files).items() if times > 1]
    if repeated:
        raise Refusal(
            f"{name} is refused: it holds {repeated[0]} more than once.",
            why="There is no telling which of the two is meant.",
            next_step=_AGAIN,
        )
    for info in files:
        if info.flag_bits & _ENCRYPTED and info.filename.lower().endswith(TABLE_ENDINGS):
            raise Refusal(
                f"{name} is refused: {info.filename} in it is locked with a password.",
                why="Open data carry no password, and Saferplan asks for none.",
                next_step="Unpack it yourself and put the files in its place, or take it out of the folder.",
            )


def _check_sizes(files: Sequence[zipfile.ZipInfo], packed_size: int, name: str) -> None:
    if len(files) > MOST_MEMBERS:
        raise _too_large(name, f"it holds {len(files):,} files, and {MOST_MEMBERS:,} are allowed")
    total = sum(info.file_size for info in files)
    if total > MOST_BYTES_OF_AN_ARCHIVE:
        raise _too_large(name, f"it unpacks to {_words(total)}, and {_words(MOST_BYTES_OF_AN_ARCHIVE)} are allowed")
    _check_expansion(total, packed_size, name)
    for info in files:
        _check_expansion(info.file_size, info.compress_size, f"{name}, {info.filename}")
        if info.file_size > MOST_BYTES_OF_A_TABLE and info.filename.lower().endswith(TABLE_ENDINGS):
            raise _too_large(f"{name}, {info.filename}", f"it unpacks to {_words(info.file_size)}")


def _check_expansion(size: int, packed_size: int, name: str) -> None:
    if size > EXPANSION_FLOOR and size > MOST_EXPANSION * packed_size:
        raise _too_large(
            name,
            f"{_words(packed_size)} unpack to {_words(size)}, more than {MOST_EXPANSION} times as much, which real "
            "tables never do",
        )


def _too_large(name: str, reason: str) -> Refusal:
    return Refusal(
        f"{name} is refused: it would swell beyond what a table of data can be.",
        why=f"This is how a zip bomb behaves: {reason}.",
        next_step=_AGAIN,
    )


def _not_a_zip(path: Path, name: str) -> Refusal:
    with path.open("rb") as file:
        starts_as_zip = file.read(4) == _ZIP_MAGIC
    if starts_as_zip:
        what, why = f"{name} is cut short.", "It begins as a zip does, but the list of its files at its end is missing."
    else:
        what, why = f"{name} is not a zip archive.", "Its name ends in .zip, but its contents are something else."
    return Refusal(what, why=why, next_step=_AGAIN)


@contextmanager
def _unreadable_refused(name: str) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refusal(
            f"{name} cannot be read: it is damaged, or not what its name says.",
            why=f"Reading it stopped with: {reason or type(error).__name__}.",
            next_step=_AGAIN,
        ) from None


def _words(size: int) -> str:
    """A size as people say it.

    >>> _words(3 * 1024 * MIB)
    '3.0 GiB'
    """
    for limit, unit in ((1024 * MIB, "GiB"), (MIB, "MiB"), (1024, "KiB")):
        if size >= limit:
            return f"{size / limit:,.1f} {unit}"
    return f"{size} bytes"
