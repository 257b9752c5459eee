"""Tables, tags and links in the form that the site's table template takes."""

from collections.abc import Iterable, Sequence
from typing import Any

Cell = Any


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, note: str = "") -> dict[str, Any]:
    """A table of words; its first column names the row."""
    heads = [{"heading": heading, "kind": "words"} for heading in columns]
    return {"caption": caption, "columns": heads, "rows": [list(row) for row in rows], "note": note}


def link(words: str, address: str) -> Cell:
    """A cell that leads somewhere; plain words where there is nowhere to lead."""
    return {"words": words, "address": address} if address else words


def tag(words: str, kind: str) -> Cell:
    """A cell with a state in words; its colour only repeats it, and it stays on one line."""
    return {"words": words.replace(" ", "\u00a0"), "tag": kind}
