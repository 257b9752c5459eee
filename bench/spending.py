"""Starts a command as a process of its own, and says what it spent.

Only the standard library is imported here and in __main__: a child's peak memory begins at its parent's on Linux, so a
parent that had loaded Polars would lend its own weight to all.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Spent:
    """What one process took. `work_seconds` leaves out starting Python and importing, where the child says so."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float
    work_seconds: float
    work_cpu_seconds: float


def spent_by(command: Sequence[str | Path], *, folder: Path) -> Spent:
    """Run a command to its end. Fails: SystemExit with what the command said, where it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(str(part) for part in command)} failed:\n{said}")
    cpu = usage.ru_utime + usage.ru_stime
    work = _work(said)
    return Spent(
        wall,
        cpu,
        usage.ru_maxrss / _PER_MIB,
        work.get("wall_seconds", wall),
        work.get("cpu_seconds", cpu),
    )


def answer_of(module: str, *arguments: str | Path, folder: Path) -> str:
    """What a module of the bench prints when it is run in a process of its own."""
    command = [sys.executable, "-m", module, *(str(argument) for argument in arguments)]
    done = subprocess.run(command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{module} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def _environment(folder: Path) -> dict[str, str]:
    """The environment, but with modules compiled once and kept, as installations do, below the bench's folder."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _work(said: str) -> dict[str, float]:
    last = said.strip().rpartition("\n")[2]
    found: dict[str, float] = json.loads(last) if last.startswith('{"wall_seconds"') else {}
    return found
