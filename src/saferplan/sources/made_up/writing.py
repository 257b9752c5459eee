"""Files as the publishers serve them, with no clock in them: the same content always gives the same bytes."""

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import shapely

from saferplan.sources.made_up.tiling import Shapes
from saferplan.terms.problems import Refusal

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can state


def write_table(path: Path, table: pl.DataFrame) -> None:
    """A gzipped CSV."""
    _put(path, gzip.compress(csv_bytes(table), compresslevel=6, mtime=0))


def write_shapes(path: Path, shapes: Shapes, properties: Sequence[Mapping[str, Any]]) -> None:
    """A gzipped GeoJSON feature collection."""
    features = [
        {"type": "Feature", "properties": dict(said), "geometry": shapely.geometry.mapping(shape)}
        for shape, said in zip(shapes, properties, strict=True)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    _put(path, gzip.compress(text.encode(), compresslevel=6, mtime=0))


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """A zip of members in the order given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever machine writes it
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=4)
    _put(path, written.getvalue())


def csv_bytes(table: pl.DataFrame, line_end: str = "\n") -> bytes:
    """A CSV with its heading; an empty cell where there is no value."""
    text: str = table.write_csv(line_terminator=line_end)
    return text.encode()


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):  # where the folder is the trouble, the part is not there either
            part.unlink()
        raise Refusal(
            f"{path.name} could not be written.",
            why=f"The system says: {error.strerror}.",
            next_step="Choose another folder, or make room in this one.",
        ) from None
