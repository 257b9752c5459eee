"""Reads what a build holds, whether it is finished or still being made."""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from saferplan.evidence.tables import Offences, RefusedRows
from saferplan.terms.months import Month


class Contents(ABC):
    """A folder of Parquet files, some of them partitions by force and month."""

    folder: Path

    @property
    @abstractmethod
    def partitions(self) -> Sequence[Mapping[str, Any]]:
        """Each partition's stage, key, fingerprint, files and facts."""

    def offences(
        self, *, force_codes: Collection[str] | None = None, months: Collection[Month] | None = None
    ) -> pl.LazyFrame:
        """The rows kept of some forces and months (all where not said), as Offences; read when they are collected."""
        paths = self._paths("offences", force_codes, months)
        return pl.scan_parquet(paths, hive_partitioning=False) if paths else Offences.create_empty().lazy()

    def refused_rows(
        self, *, force_codes: Collection[str] | None = None, months: Collection[Month] | None = None
    ) -> pl.LazyFrame:
        """The rows refused of some forces and months (all where not said), as RefusedRows, with the reasons."""
        paths = self._paths("refused", force_codes, months)
        return pl.scan_parquet(paths, hive_partitioning=False) if paths else RefusedRows.create_empty().lazy()

    def frame(self, stage: str, name: str) -> pl.DataFrame:
        """A frame that a stage wrote."""
        return pl.read_parquet(self.folder / stage / f"{name}.parquet", hive_partitioning=False)

    def plain(self, stage: str, name: str) -> Any:
        """Plain values that a stage wrote; None where it wrote none of that name."""
        file = self.folder / stage / f"{name}.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None

    def _paths(self, table: str, force_codes: Collection[str] | None, months: Collection[Month] | None) -> list[Path]:
        wanted = None if months is None else {str(month) for month in months}
        return [
            self.folder / name
            for partition in self.partitions
            for name in partition["files"]
            if name.startswith(f"evidence/{table}/")
            and (force_codes is None or partition["key"]["force"] in force_codes)
            and (wanted is None or partition["key"]["month"] in wanted)
        ]
