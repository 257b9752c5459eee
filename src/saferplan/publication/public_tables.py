"""A table as the pages' shared template takes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of totals."""

    cells: tuple[Any, ...]
    emphasis: str = "total"


def table_of(caption: str, columns: Iterable[tuple[str, str]], rows: Sequence[Any], note: str = "") -> dict[str, Any]:
    """Columns are headings with "words" or "number"."""
    heads = [{"heading": heading, "kind": kind} for heading, kind in columns]
    return {"caption": caption, "columns": heads, "rows": rows, "note": note}
