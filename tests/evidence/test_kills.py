"""A kill at any moment of a build leaves a whole build current and readable, and the next build succeeds.

Twenty real kills fall where they fall. What they may miss, the second test looks at: the folder as it stands before
every single step that a build takes in the file system is what a kill there would have left.
"""

import random
import shutil
import subprocess
import sys
import time
from collections import deque
from contextlib import ExitStack, contextmanager
from pathlib import Path

from evidence import builder_in_a_loop as builder
from saferplan.evidence.store import current_build
from saferplan.home import Home

KILLS = 20
AHEAD = 2
SEED = 20261123


def test_a_kill_at_twenty_random_moments_leaves_the_old_build_current(home):
    print(f"seed {SEED}")  # noqa: T201 - shown where the test fails
    builder.build(home, 0)
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    stopped_inside = 0
    with ExitStack() as stack:
        waiting = deque(_start_builder(home.path, stack) for _ in range(AHEAD))
        for kill in range(KILLS):
            waiting.append(_start_builder(home.path, stack))
            _kill(waiting.popleft(), after=chance.uniform(0, 0.15))
            stopped_inside += "unfinished" in _left(home)
            _check_current(home, kill)
            if kill % 5 == 4:
                builder.build(home, kill)
                _check_current(home, kill)
                assert "unfinished" not in _left(home)
                assert len(_left(home)) <= 5  # three builds, `current` and the lock
        for process in waiting:
            process.kill()
    assert stopped_inside >= KILLS // 4, "too few kills fell within a build to show anything"


def test_a_kill_before_any_step_in_the_file_system_leaves_the_old_build_current(home, tmp_path):
    for turn in range(3):  # so that the build watched has an old one to clear away
        builder.build(home, turn)
    left: list[Home] = []

    def keep_what_stands() -> None:
        left.append(Home(tmp_path / f"step{len(left)}"))
        shutil.copytree(home.builds, left[-1].builds)

    with _before_every_step(keep_what_stands):
        builder.build(home, 3)
    assert len(left) > 40
    for step, one in enumerate(left):
        _check_current(one, step)
        builder.build(one, 4)
        _check_current(one, step)
        assert len(_left(one)) <= 5
        assert current_build(one, builder.SCOPE).manifest["inputs"] == {"turn": 4}


_STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link"}
_watchers = []


def _hook(event: str, _: tuple) -> None:
    if event in _STEPS and _watchers:
        watcher = _watchers.pop()  # what it does itself is not watched
        watcher()
        _watchers.append(watcher)


@contextmanager
def _before_every_step(do):
    sys.addaudithook(_hook)  # Python never takes a hook back, so it stays and does nothing
    _watchers.append(do)
    try:
        yield
    finally:
        _watchers.clear()


def _start_builder(home: Path, stack: ExitStack) -> subprocess.Popen[str]:
    command = [sys.executable, Path(builder.__file__), home]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return stack.enter_context(started)


def _kill(process: subprocess.Popen[str], *, after: float) -> None:
    """Let a builder begin, and once it has built for the first time, stop it dead at some moment of a later build."""
    assert process.stdin
    assert process.stdout
    process.stdin.write("begin\n")
    process.stdin.flush()
    assert process.stdout.readline() == "built\n"
    time.sleep(after)
    process.kill()
    process.wait()


def _left(home) -> set[str]:
    return {path.name for path in (home.builds / builder.SCOPE).iterdir()}


def _check_current(home, kill: int) -> None:
    build = current_build(home, builder.SCOPE)
    assert build is not None, f"nothing is current after kill {kill}"
    assert build.damaged_files() == ()
    turns = build.offences().collect()["turn"]
    assert len(turns) == 400 * len(builder.MONTHS)
    assert turns.unique().to_list() == [build.manifest["inputs"]["turn"]]
    assert build.frame("evidence", "quality")["turn"].to_list() == [build.manifest["inputs"]["turn"]]
