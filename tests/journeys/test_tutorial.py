"""The tutorial's commands, and those of `make demo`, run as they are written, in order, in a folder of their own."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from journeys.command_line import PROGRAM

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def newcomers() -> dict[str, str]:
    """The environment of somebody who has just cloned: nothing in it is of these tests."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SAFERPLAN_HOME"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell script, in a folder, with Saferplan's home in it; the first command that fails ends it."""
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    environment = newcomers() | {"PATH": path, "SAFERPLAN_HOME": str(folder / "home")}
    words = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_tutorial_runs_as_it_is_written(tmp_path):
    tutorial = (ROOT / "docs" / "tutorials" / "first-assessment.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", tutorial, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    done = run("\n".join(blocks), tmp_path)
    assert done.returncode == 0, done.stderr
    assert "which agrees." in done.stdout
    assert "out/tutorial stands" in done.stdout
    assert done.stdout.endswith("refused\n")
    assert "Did you mean Northmere" in done.stderr
    text = (tmp_path / "out" / "tutorial" / "strategic-assessment.txt").read_text(encoding="utf-8")
    assert "Northmere" in text
    assert (tmp_path / "home" / "raw").is_dir()
