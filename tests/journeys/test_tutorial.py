"""The tutorial's commands, and those of `make demo`, run as they are written, in order, in a folder of their own."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from journeys.command_line import PROGRAM

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell script, in a folder, with Saferplan's home in it; the first command that fails ends it."""
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "SAFERPLAN_HOME": str(folder / "home")}
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


def test_the_demo_runs_as_it_is_written(tmp_path):
    """What `make demo` does once it has set up: it makes the county, writes the assessment and says where."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    commands = recipe[1].replace("$(RUN)/", "").replace("$(SEED)", "2026")
    assert "$(" not in commands
    done = run(commands, tmp_path)
    assert done.returncode == 0, done.stderr
    said = [tmp_path / line.strip() for line in done.stdout.splitlines() if line.strip().endswith((".html", ".pdf"))]
    assert len(said) == 2
    assert all(file.is_file() for file in said)
