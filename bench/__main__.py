"""`python -m bench`: rows cleaned beside peers and the limit, then the main job beside its aims, in one run."""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.spending import ROOT, Spent, answer_of, spent_by

OURS, LIMIT = "saferplan_polars", "limit"
CONTENDERS = {
    OURS: "Saferplan, Polars",
    "saferplan_duckdb": "Saferplan, DuckDB",
    LIMIT: "limit: CSV to Parquet, no cleaning",
    "pandas_peer": "pandas, the same cleaning",
    "duckdb_peer": "DuckDB SQL, the same cleaning",
}
DATA = ROOT.parent / "shared" / "data"
REAL_ARCHIVE = "police-uk/kent-2024-2025.zip"
AIM_SECONDS, AIM_MIB, AIM_HELP_SECONDS = 20, 1536, 0.5


def main() -> None:
    """Measure in a temporary folder, which is gone at the end, and print."""
    asked = _arguments()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # standard output is a text stream here
    with tempfile.TemporaryDirectory(prefix="saferplan-bench-") as name:
        folder = Path(name)
        inputs = json.loads(answer_of("bench.inputs", _source(asked), folder, folder=folder))
        print(f"Data: {inputs['called']}. Machine: {_machine()}. Runs: {asked.runs}, in turn, after one to warm up.")
        _bench_rows(inputs, folder, asked.runs)
        if not asked.rows_only:
            _bench_main_job(inputs, folder, asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help=f"a folder that holds {REAL_ARCHIVE} and the tables")
    parser.add_argument("--made-up", choices=["small", "county"], help="a made-up county in place of real data")
    parser.add_argument("--runs", type=int, default=5, help="how often each is timed")
    parser.add_argument("--rows-only", action="store_true", help="leave out the main job")
    asked = parser.parse_args()
    if asked.runs < 1:
        parser.error("--runs takes a number from 1")
    return asked


def _source(asked: argparse.Namespace) -> str:
    if asked.made_up:
        return str(asked.made_up)
    if (asked.data / REAL_ARCHIVE).is_file():
        return str(asked.data.resolve())
    print(f"{REAL_ARCHIVE} is not there, so a made-up county stands in for it.")
    return "county"


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _bench_rows(inputs: dict[str, str], folder: Path, runs: int) -> None:
    """From raw files to evidence, each contender in its turn, once it is known to give what we give."""
    print("\nRaw files to evidence")
    _agreed_rows(inputs["spoiled"], inputs, folder)
    row_count = _agreed_rows(inputs["archive"], inputs, folder)
    spent: dict[str, list[Spent]] = {name: [] for name in CONTENDERS}
    for _ in range(runs):
        for name, found in spent.items():
            found.append(_contend(name, inputs["archive"], inputs, folder / "timed", folder))
    _print_rows(spent, row_count)


def _agreed_rows(archive: str, inputs: dict[str, str], folder: Path) -> int:
    """Every contender once, to warm up, and what it gave held against ours; the rows that were read."""
    for name in CONTENDERS:
        if name != LIMIT or archive == inputs["archive"]:
            _contend(name, archive, inputs, folder / "warm" / name, folder)
    warm = folder / "warm"
    peers = [name for name in CONTENDERS if name not in (OURS, LIMIT)]
    found = json.loads(answer_of("bench.agreement", warm / OURS, *(warm / peer for peer in peers), folder=folder))
    print(
        f"  {Path(archive).name}: {found['kept']:,} rows kept and {found['refused']:,} refused of {found['files']} "
        f"files, in every cell the same in {', '.join(CONTENDERS[name] for name in [OURS, *peers])}"
    )
    return int(found["kept"]) + int(found["refused"])


def _contend(name: str, archive: str, inputs: dict[str, str], out: Path, folder: Path) -> Spent:
    shutil.rmtree(out, ignore_errors=True)
    return spent_by([sys.executable, "-m", f"bench.contenders.{name}", archive, inputs["lsoas"], out], folder=folder)


def _print_rows(spent: dict[str, list[Spent]], row_count: int) -> None:
    print(f"\n{row_count:,} rows; seconds are of the work alone, “whole” counts starting Python and imports too\n")
    print(
        f"{'':36}{'median':>8}{'min':>8}{'max':>8}{'CPU s':>8}{'x ours':>8}{'rows/s':>12}{'whole':>8}{'peak MiB':>10}"
    )
    ours = median(run.work_seconds for run in spent[OURS])
    for name, runs in spent.items():
        work = [run.work_seconds for run in runs]
        middle = median(work)
        print(
            f"{CONTENDERS[name]:36}{middle:8.2f}{min(work):8.2f}{max(work):8.2f}"
            f"{median(run.work_cpu_seconds for run in runs):8.2f}{middle / ours:8.2f}{row_count / middle:12,.0f}"
            f"{median(run.wall_seconds for run in runs):8.2f}{max(run.peak_mib for run in runs):10.0f}"
        )


def _bench_main_job(inputs: dict[str, str], folder: Path, runs: int) -> None:
    """The whole of `saferplan year`, with nothing kept and again with all kept, and how soon the help appears."""
    saferplan = Path(sys.executable).with_name("saferplan")
    home, out = folder / "home", folder / "out"
    year: list[str | Path] = [saferplan, "year", "--area", inputs["area"], "--period", "2025", "--against", "2024"]
    year += ["--data", inputs["data"], "--out", out, "--home", home]
    spent_by(year, folder=folder)
    fresh, again, helped = [], [], []
    for _ in range(runs):
        shutil.rmtree(home)
        fresh.append(spent_by(year, folder=folder))
        again.append(spent_by(year, folder=folder))
        helped.append(spent_by([saferplan, "--help"], folder=folder))
    print(f"\nThe main job, saferplan year --area {inputs['area']} --period 2025 --against 2024\n")
    print(f"{'':36}{'median':>8}{'min':>8}{'max':>8}{'CPU s':>8}{'peak MiB':>10}   aim")
    _print_job("into an empty home", fresh, AIM_SECONDS, AIM_MIB)
    _print_job("again, rows reused", again, AIM_SECONDS, AIM_MIB)
    _print_job("saferplan --help", helped, AIM_HELP_SECONDS, None)


def _print_job(called: str, runs: Sequence[Spent], aim_seconds: float, aim_mib: int | None) -> None:
    wall, peak = [run.wall_seconds for run in runs], max(run.peak_mib for run in runs)
    is_met = median(wall) < aim_seconds and (aim_mib is None or peak < aim_mib)
    aim = f"under {aim_seconds} s" + (f" and {aim_mib} MiB" if aim_mib else "")
    print(
        f"{called:36}{median(wall):8.2f}{min(wall):8.2f}{max(wall):8.2f}"
        f"{median(run.cpu_seconds for run in runs):8.2f}{peak:10.0f}   {aim}: {'met' if is_met else 'NOT met'}"
    )


if __name__ == "__main__":
    main()
