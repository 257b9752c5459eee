"""A publisher's table written by a test, and one of the real ones, without keeping copies."""

import gzip
from pathlib import Path

from saferplan.sources.raw import RawFile, RawTable


def raw(path: Path) -> RawTable:
    return RawTable(RawFile("0" * 64, path.name, path), "")


def written(folder: Path, name: str, content: str | bytes) -> RawTable:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return raw(path)


def plain_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a gzipped CSV by the standard library alone."""
    import csv

    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))
