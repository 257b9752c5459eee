"""Publishers' files, kept once under their hash, never edited; and the tables in them."""

import errno
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from saferplan.home import Home
from saferplan.sources.archives import MIB, table_bytes
from saferplan.terms.problems import Refusal

_UNFINISHED = "unfinished-"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A publisher's file as it came; `path` is our own copy, `name` the user's word for it, relative to --data."""

    sha256: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a raw file: a member of its zip, or ("") the file itself, plain or gzipped."""

    file: RawFile
    member: str

    @property
    def name(self) -> str:
        return f"{self.file.name}, {self.member}" if self.member else self.file.name

    def read(self) -> bytes:
        """Its bytes, unpacked. Fails: Refusal naming the file where they are damaged or too many."""
        return table_bytes(self.file.path, self.member, self.file.name)


def keep(path: Path, home: Home, name: str) -> RawFile:
    """Copy a file into the home's raw folder under its SHA-256, unless it is there already, whole.

    The copy is written beside its place and moved there in one step, so a file under a hash always is that hash's.
    Never a hard link: the user may edit theirs. Fails: Refusal where the file cannot be read or the disk is full.
    """
    with _refused_in_words(name):
        home.raw.mkdir(parents=True, exist_ok=True)
        with _alone_in(home.raw):
            sha256 = _sha256_of(path)
            kept = home.raw / sha256
            if not (kept.is_file() and _sha256_of(kept) == sha256):
                sha256 = _copied(path, home.raw)
            return RawFile(sha256, name, home.raw / sha256)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copied(path: Path, folder: Path) -> str:
    """Copy a file into a folder under the hash of the bytes that were copied; the hash."""
    digest = hashlib.sha256()
    handle, written = tempfile.mkstemp(prefix=_UNFINISHED, dir=folder)
    unfinished = Path(written)
    try:
        with os.fdopen(handle, "wb") as copy, path.open("rb") as source:
            while chunk := source.read(MIB):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        unfinished.chmod(0o444)
        unfinished.replace(folder / digest.hexdigest())
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(folder)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One writer at a time, who first clears what a killed one left unfinished."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in folder.glob(_UNFINISHED + "*"):
            leftover.unlink()
        yield


@contextmanager
def _refused_in_words(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise Refusal(
                f"The disk is full: {name} could not be kept.",
                why="Saferplan keeps its own copy of every file it counts, so that a figure can be traced to it.",
                next_step="Free some space and run again, or let SAFERPLAN_HOME name a folder on a larger disk. "
                "Nothing was lost.",
            ) from None
        raise Refusal(
            f"{name} could not be kept.",
            why=f"The system says: {error.strerror or error}.",
            next_step="Check that the file can be read and that the folder SAFERPLAN_HOME names can be written.",
        ) from None
