"""A full disk, a kill, Ctrl-C and a second run at once: what was current stays current, and the next run works.

tests/evidence stops builds at every step, tests/documents folders of documents; here the whole command is stopped.
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from journeys.command_line import finished, hashes, saferplan, started
from journeys.conftest import DISTRICT, asked
from saferplan.documents.release import check_folder
from saferplan.evidence.store import current_build
from saferplan.home import Home

pytestmark = pytest.mark.slow

KILLS = 10
SEED = 20261123
SPRING = {"period": "2025-01..2025-04", "against": "2024-01..2024-04"}


@contextmanager
def small_disk(folder: Path, kib: int):
    """A disk of this size where one may be mounted, else files may not grow far: either way a write fails midway."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "saferplan-test", folder]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (min(kib, 200) * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        if mounted:
            subprocess.run(["umount", folder], check=True)


def check_said(answer) -> None:
    assert answer.code == 2, answer
    assert "Traceback" not in answer.err
    assert "What next: " in answer.err
    assert any(words in answer.err for words in ("disk is full", "No space left", "File too large")), answer.err


@pytest.mark.parametrize("kib", [200, 2500])
def test_a_full_disk_for_the_home(standing, tmp_path, kib):
    """Too small for the raw files; too small for the build."""
    with small_disk(tmp_path / "disk", kib):
        check_said(saferplan(*asked(standing.data, tmp_path / "disk" / "home", tmp_path / "out")))
        home = Home(tmp_path / "disk" / "home")
        assert current_build(home, DISTRICT) is None
        assert not [path for path in home.path.rglob("unfinished*") if path.is_file()]
    assert not (tmp_path / "out").exists()


def test_a_full_disk_for_the_documents(standing, tmp_path):
    """The build is made all the same, and the folder for the documents stays as it was: empty."""
    with small_disk(tmp_path / "disk", 100):
        out = tmp_path / "disk" / "out"
        out.mkdir()
        check_said(saferplan(*asked(standing.data, standing.home, out)))
        assert list(out.iterdir()) == []
    standing.check()


def test_a_full_disk_for_what_is_only_passing(standing, tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk", 100):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "disk"))
        check_said(saferplan(*asked(standing.data, standing.home, standing.out)))
    standing.check()


@pytest.fixture
def worked_in(standing, tmp_path) -> tuple[Path, Path]:
    """A home and documents that may be replaced."""
    shutil.copytree(standing.home, tmp_path / "home")
    shutil.copytree(standing.out, tmp_path / "out")
    return tmp_path / "home", tmp_path / "out"


def check_whole(home: Path, out: Path) -> None:
    """Old or new: the current build is whole and readable, and so are the documents, whose figures are all known."""
    build = current_build(Home(home), DISTRICT)
    assert build is not None
    assert build.damaged_files() == ()
    assert build.frame("assessment", "screened").height > 0
    assert check_folder(out) == ()
    told = json.loads((out / "manifest.json").read_text())["builds"][0]
    assert (home / "figures" / f"{told}.json").is_file()


def wait_for(process: subprocess.Popen[str], step: str) -> None:
    """Wait until a run says that a step begins."""
    assert process.stderr is not None
    while step not in process.stderr.readline():
        assert process.poll() is None, "it ended before that step"


def kill_within(process: subprocess.Popen[str], step: str, *, after: float) -> bool:
    """Stop a run dead, some time after it says that a step begins; whether it was still running then."""
    wait_for(process, step)
    time.sleep(after)
    process.kill()
    return finished(process).code == -signal.SIGKILL


def test_a_kill_at_ten_random_moments_of_the_command(standing, worked_in):
    home, out = worked_in
    steps = [line for line in standing.answer.err.splitlines() if line.endswith("…")]
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    stopped = 0
    for kill in range(KILLS):
        process = started(*asked(standing.data, home, out, **(SPRING if kill % 2 else {})))
        step = chance.choice([*steps, steps[-1]])  # the documents take longest
        stopped += kill_within(process, step, after=chance.uniform(0, 2 if step == steps[-1] else 0.4))
        check_whole(home, out)
    assert stopped >= KILLS // 2, "too few kills fell within a run to show anything"
    assert saferplan(*asked(standing.data, home, out)).code == 0
    check_whole(home, out)
    assert hashes(out).keys() == standing.files.keys()
    assert saferplan("verify", out, "--home", home).code == 0
    assert not [path for path in home.rglob("*unfinished*") if path.is_file()]
    assert {path.name for path in out.parent.iterdir()} == {"home", "out"}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_is_answered_in_words(standing, worked_in, stop):
    home, out = worked_in
    process = started(*asked(standing.data, home, out, **SPRING))
    wait_for(process, "Counting")
    process.send_signal(stop)
    answer = finished(process)
    assert answer.code == 130
    assert "Traceback" not in answer.err
    assert "What was current before is current still." in answer.err
    check_whole(home, out)
    assert hashes(out) == standing.files


def test_two_runs_at_once(standing, worked_in):
    """One may be told to wait; neither spoils the other's work."""
    home, out = worked_in
    both = [started(*asked(standing.data, home, out)), started(*asked(standing.data, home, out, **SPRING))]
    answers = [finished(process) for process in both]
    assert {answer.code for answer in answers} <= {0, 2}
    assert 0 in {answer.code for answer in answers}
    for answer in answers:
        assert "Traceback" not in answer.err
        assert answer.code == 0 or "Another run is" in answer.err
    check_whole(home, out)
    assert saferplan("verify", out, "--home", home).code == 0
