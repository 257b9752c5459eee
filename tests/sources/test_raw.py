"""A raw file is kept once, under its hash, whole or not at all."""

import hashlib
import multiprocessing
import resource
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from saferplan.home import Home
from saferplan.sources.raw import RawTable, keep
from saferplan.terms.problems import Refusal

CONTENTS = b"Crime ID,Month\n1,2024-01\n"
# Of the bytes "abc": FIPS 180-2, appendix B.1.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def written(path: Path, contents: bytes = CONTENTS) -> Path:
    path.write_bytes(contents)
    return path


def raw_names(home: Home) -> list[str]:
    return sorted(path.name for path in home.raw.iterdir() if path.name != ".lock")


def test_a_file_is_kept_under_its_published_hash_and_cannot_be_written(tmp_path: Path, home: Home):
    raw = keep(written(tmp_path / "a.csv", b"abc"), home, "tables/a.csv")
    assert (raw.sha256, raw.name, raw.path) == (ABC, "tables/a.csv", home.raw / ABC)
    assert raw.path.read_bytes() == b"abc"
    assert stat.S_IMODE(raw.path.stat().st_mode) == 0o444


def test_the_users_own_file_may_be_edited_and_ours_stays(tmp_path: Path, home: Home):
    path = written(tmp_path / "a.csv")
    raw = keep(path, home, "a.csv")
    with path.open("r+b") as file:
        file.write(b"edited")
    assert raw.path.read_bytes() == CONTENTS
    edited = keep(path, home, "a.csv")
    assert raw_names(home) == sorted([raw.sha256, edited.sha256])


def test_the_same_file_is_kept_once_whatever_its_name(tmp_path: Path, home: Home):
    first = keep(written(tmp_path / "a.csv"), home, "a.csv")
    unchanged = first.path.stat().st_mtime_ns
    second = keep(written(tmp_path / "b.csv"), home, "b.csv")
    assert second.sha256 == first.sha256
    assert second.name == "b.csv"
    assert first.path.stat().st_mtime_ns == unchanged


def test_a_kept_file_that_was_tampered_with_is_made_whole_again(tmp_path: Path, home: Home):
    raw = keep(written(tmp_path / "a.csv"), home, "a.csv")
    raw.path.chmod(0o644)
    raw.path.write_bytes(b"tampered")
    assert keep(tmp_path / "a.csv", home, "a.csv").path.read_bytes() == CONTENTS


def test_what_a_killed_process_left_is_cleared(tmp_path: Path, home: Home):
    """The process is stopped dead after copying and before the copy is given its name."""
    source = tmp_path / "slow.csv"
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom saferplan.sources import raw\n"
        "raw.os.fsync = lambda handle: (print('copied', flush=True), __import__('time').sleep(60))\n"
        "from saferplan.home import Home\n"
        "raw.keep(Path(sys.argv[1]), Home(Path(sys.argv[2])), 'slow.csv')\n"
    )
    written(source)
    with subprocess.Popen([sys.executable, "-c", code, source, home.path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert len(raw_names(home)) == 1
    assert raw_names(home)[0].startswith("unfinished-")
    raw = keep(source, home, "slow.csv")
    assert raw_names(home) == [raw.sha256]


def _keep_often(source: Path, home_path: Path) -> None:
    for _ in range(20):
        keep(source, Home(home_path), "a.csv")


def test_two_at_once_do_not_disturb_each_other(tmp_path: Path, home: Home):
    source = written(tmp_path / "a.csv", bytes(range(256)) * 4096)
    start = multiprocessing.get_context("spawn")
    both = [start.Process(target=_keep_often, args=(source, home.path)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert raw_names(home) == [hashlib.sha256(source.read_bytes()).hexdigest()]


@contextmanager
def room_for(size: int, folder: Path) -> Iterator[None]:
    """A real disk with little room, or where none may be mounted, files that may not grow beyond that size."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    try:
        mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    _, most = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        if not mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        if mounted:
            subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path):
    small = written(tmp_path / "small.csv")
    large = written(tmp_path / "large.zip", bytes(range(256)) * 4096)
    home = Home(tmp_path / "disk" / "home")
    with room_for(256 * 1024, tmp_path / "disk"):
        kept = keep(small, home, "small.csv")
        with pytest.raises(Refusal, match=r"The disk is full: large\.zip could not be kept"):
            keep(large, home, "large.zip")
        assert raw_names(home) == [kept.sha256]
        assert kept.path.read_bytes() == CONTENTS


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, home: Home):
    with pytest.raises(Refusal, match=r"tables/gone\.csv could not be kept"):
        keep(tmp_path / "gone.csv", home, "tables/gone.csv")
    assert raw_names(home) == []


def test_a_table_is_read_from_our_copy(tmp_path: Path, home: Home):
    with zipfile.ZipFile(tmp_path / "kent.zip", "w") as archive:
        archive.writestr("2024-01/street.csv", CONTENTS)
    table = RawTable(keep(tmp_path / "kent.zip", home, "police/kent.zip"), "2024-01/street.csv")
    (tmp_path / "kent.zip").unlink()
    assert table.read() == CONTENTS
    assert table.name == "police/kent.zip, 2024-01/street.csv"
    plain = RawTable(keep(written(tmp_path / "a.csv"), home, "a.csv"), "")
    assert (plain.read(), plain.name) == (CONTENTS, "a.csv")
