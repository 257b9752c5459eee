"""A folder written beside its place and swapped in whole: a crash leaves the old one or the new one, never half."""

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """A new empty folder to fill; when the block ends well it stands at `target` whole, and the old one is gone.

    When the block fails, the old folder stays as it was. Writers beside one another wait for each other.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.writing")
    aside = target.with_name(f".{target.name}.replaced")
    with _only_writer(target.parent):
        if aside.exists() and not target.exists():
            aside.rename(target)  # a crash fell between the two renames of a file system without exchange
        for left_over in (fresh, aside):
            if left_over.exists():
                shutil.rmtree(left_over)
        fresh.mkdir()
        try:
            yield fresh
            _settle(fresh)
            _swap(fresh, target, aside)
            _sync(target.parent)
        finally:
            # What cannot be removed now is hidden, harms nobody, and goes the next time.
            shutil.rmtree(fresh, ignore_errors=True)
            if target.exists():
                shutil.rmtree(aside, ignore_errors=True)


def _swap(fresh: Path, target: Path, aside: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchanged(fresh, target):
        target.rename(aside)
        try:
            fresh.rename(target)
        except OSError:
            aside.rename(target)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two paths in one step where the system can (Linux, most file systems)."""
    exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if exchange is None:
        return False
    if exchange(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Wait until every file and folder is on the disk, not only in memory."""
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
