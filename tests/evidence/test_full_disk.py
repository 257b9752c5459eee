"""A disk without room: the build is refused in words, what was there stays, and room makes it work again.

A small file system of its own where this process may mount one, else a limit on the size of files, which stops a write
in the middle likewise.
"""

import os
import resource
import subprocess
from contextlib import contextmanager

import numpy as np
import polars as pl
import pytest

from saferplan.evidence.store import current_build, new_build
from saferplan.home import Home
from saferplan.terms.problems import Refusal

# Numbers without a pattern, which no compression makes small: 4 MB.
LARGE = pl.DataFrame({"number": np.random.default_rng(1).random(500_000)})
SMALL = pl.DataFrame({"number": [1, 2, 3]})


def build(home: Home, frame: pl.DataFrame, name: str) -> None:
    with new_build(home, "kent", inputs={"name": name}, code_version="1") as making:
        making.write_frame("evidence", "first", SMALL)
        making.write_frame("evidence", "second", frame)


@contextmanager
def small_disk(folder):
    """A folder with room for 1 MiB; says whether it could be mounted."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=1m", "saferplan-test", folder]
    mounted = (
        os.geteuid() == 0 and subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def small_files():
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def check_refused(home: Home) -> None:
    build(home, SMALL, "before")
    before = current_build(home, "kent")
    with pytest.raises(Refusal) as refusal:
        build(home, LARGE, "too large")
    assert refusal.value.what == "The disk is full: making a build of kent was given up."
    assert "Nothing was lost" in refusal.value.why
    after = current_build(home, "kent")
    assert after == before
    assert after.damaged_files() == ()
    assert after.frame("evidence", "second").equals(SMALL)
    assert {path.name for path in (home.builds / "kent").iterdir()} == {".lock", "current", before.build_id}
    build(home, SMALL.head(1), "after")
    assert current_build(home, "kent").frame("evidence", "second").height == 1


def test_a_full_disk_is_refused_in_words_and_the_old_build_stays(tmp_path):
    with small_disk(tmp_path / "disk") as mounted:
        if mounted:
            check_refused(Home(tmp_path / "disk"))
        else:
            with small_files():
                check_refused(Home(tmp_path / "disk"))


def test_a_limit_on_the_size_of_files_is_refused_alike(tmp_path):
    with small_files():
        check_refused(Home(tmp_path))
