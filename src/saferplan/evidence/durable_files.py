"""Files that are whole or absent, through a crash or a full disk; and one writer at a time in a folder."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saferplan.terms.problems import Refusal

_LOCK = ".lock"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_durably(path: Path, content: bytes) -> str:
    """Write a new file that nobody may edit, down to the disk; its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o444)
    return hashlib.sha256(content).hexdigest()


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file that nobody may edit a second name, or a copy where the disk knows no second names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise
        write_durably(target, source.read_bytes())


def replace_durably(path: Path, text: str) -> None:
    """Put a text in a file's place in one step: whoever reads it finds the old text or the new, whole."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    write_durably(beside, text.encode())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_intact(path: Path, sha256: str) -> bool:
    """Whether a file is there and is what it was."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def clear_all_but(folder: Path, keep: set[str]) -> None:
    """Remove what stands in a folder and is not named; what will not go is left for the next time."""
    for path in folder.iterdir():
        if path.name in keep or path.name == _LOCK:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path, *, doing: str) -> Iterator[None]:
    """Hold a folder as its only writer. Fails: Refusal where another process holds it; a killed one does not."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                f"Another run is {doing} at this moment.",
                why="Two at once would be in each other's way.",
                next_step="Wait until it has finished, then run again.",
            ) from None
        yield


@contextmanager
def full_disk_refused(*, doing: str) -> Iterator[None]:
    """Say in words that there was no room, or that nothing may be written; other errors pass as they are."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise Refusal(
                f"The disk is full: {doing} was given up.",
                why="There is no room left for its files. Nothing was lost, and what was current before still is.",
                next_step="Free some space and run again, or let SAFERPLAN_HOME name a folder on a larger disk.",
            ) from None
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Refusal(
                f"A folder cannot be written to: {doing} was given up.",
                why=f"The system says: {error.strerror}. Nothing was lost.",
                next_step="Let SAFERPLAN_HOME name a folder that you may write to.",
            ) from None
        raise
