"""Holds a peer's rows and counts against Saferplan's own, cell by cell; a peer that differs is not timed."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from bench.contenders.saferplan_polars import SCOPE
from saferplan.evidence.store import current_build
from saferplan.evidence.tables import FileQuality, Offences, RefusedRows
from saferplan.home import Home

_ROW = ["raw_member", "row_number"]


def held_against(ours: Path, peers: Sequence[Path]) -> dict[str, int]:
    """How much was compared. Fails: SystemExit naming the peer that differs, and where."""
    own = _of_build(ours)
    for peer in peers:
        other = _of_folder(peer) if (peer / "quality.json").exists() else _of_build(peer)
        for found, expected in zip(other, own, strict=True):
            try:
                assert_frame_equal(found, expected)
            except AssertionError as difference:
                sys.exit(f"{peer.name} gives other rows or counts than ours.\n{difference}")
    kept, refused, quality = own
    return {"kept": kept.height, "refused": refused.height, "files": quality.height}


def _of_build(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    build = current_build(Home(folder), SCOPE)
    assert build is not None, f"{folder} holds no build"
    return _plain(build.offences().collect(), build.refused_rows().collect(), build.frame("evidence", "quality"))


def _of_folder(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    refused = [pl.read_parquet(path) for path in sorted((folder / "refused").glob("*.parquet"))]
    quality = pl.DataFrame(json.loads((folder / "quality.json").read_text())).with_columns(
        pl.col("month").str.to_date()
    )
    return _plain(
        pl.concat(pl.read_parquet(path) for path in sorted((folder / "offences").glob("*.parquet"))),
        pl.concat(refused) if refused else RefusedRows.create_empty(),
        quality,
    )


def _plain(
    kept: pl.DataFrame, refused: pl.DataFrame, quality: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """In one order and type; a row's reasons, where it has several, in the order of the alphabet."""
    reasons = pl.col("reason").str.split("; ").list.sort().list.join("; ")
    return (
        Offences.validate(kept.select(Offences.column_names()), cast=True).sort(_ROW),
        RefusedRows.validate(refused.select(RefusedRows.column_names()), cast=True).with_columns(reasons).sort(_ROW),
        FileQuality.validate(quality.select(FileQuality.column_names()), cast=True).sort("raw_member"),
    )


if __name__ == "__main__":
    print(json.dumps(held_against(Path(sys.argv[1]), [Path(peer) for peer in sys.argv[2:]])))
