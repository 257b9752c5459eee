"""The bench starts on a small made-up county, finds the peers' rows equal to ours, and prints a row for each."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = r"\d+\.\d\d"


@pytest.mark.slow
def test_it_prints_a_row_for_ours_the_limit_and_each_peer():
    command = [sys.executable, "-m", "bench", "--made-up", "small", "--runs", "1", "--rows-only"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # Both engines and both peers, on the spoiled archive and on the county's. By hand from bench/inputs.py: each of
    # two spoiled files has 40 sound, 8 doubtful and 9 bad lines; the second has 3 misshapen and 1 sound more.
    assert "spoiled.zip: 97 rows kept and 21 refused of 2 files, in every cell the same in Saferplan" in done.stdout
    assert re.search(r"made-up-police-uk.zip: [1-9][\d,]* rows kept and 0 refused of 47 files, in every", done.stdout)
    for called in ("Saferplan, Polars", "Saferplan, DuckDB", "limit", "pandas", "DuckDB SQL"):
        assert re.search(rf"^{called}.*? +({SECONDS} +){{5}}[\d,]+ +{SECONDS} +\d+$", done.stdout, re.MULTILINE), called


def test_a_run_that_cannot_be_asked_for_is_refused():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--runs", "0"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--runs takes a number from 1" in done.stderr
