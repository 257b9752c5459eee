"""The command line as a person uses it: words in; what it says, its exit code and the files it leaves out."""

import hashlib
import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from saferplan.cli import main

PROGRAM = Path(sys.executable).with_name("saferplan")
DRAFT = "Draft: candidate findings, not yet agreed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def saferplan(*words: object) -> Answer:
    """A command, run in this process: an exception that reaches the top is a bug, and fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["saferplan", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return Answer(code, out.getvalue(), err.getvalue())


def started(*words: object, **how: object) -> subprocess.Popen[str]:
    """A command in a process of its own, which a test may kill."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([PROGRAM, *map(str, words)], **streams, **how)


def finished(process: subprocess.Popen[str]) -> Answer:
    out, err = process.communicate(timeout=120)
    return Answer(process.returncode, out, err)


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, with the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def words_of(path: Path) -> str:
    """A text document on one line, without the bars of its notes: lines break where they must, and mean nothing."""
    return " ".join(path.read_text(encoding="utf-8").replace("\n| ", "\n").split())
