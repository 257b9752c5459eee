"""The limit: the same CSVs scanned straight to Parquet, every cell as text, nothing looked at and nothing counted."""

import zipfile
from pathlib import Path

import polars as pl

from bench.contenders.street_files import STREET
from bench.contenders.timed import run_timed


def scan_archive(archive: Path, _: Path, out: Path) -> None:
    """One Parquet file for each street file."""
    out.mkdir(parents=True)
    with zipfile.ZipFile(archive) as opened:
        for match in filter(None, map(STREET.fullmatch, opened.namelist())):
            frame = pl.read_csv(opened.read(match[0]), infer_schema=False, quote_char=None)
            frame.write_parquet(out / f"{match['force']}-{match['month']}.parquet", compression="zstd")


if __name__ == "__main__":
    run_timed(scan_archive)
