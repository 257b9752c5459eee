"""A document as tagged PDF (PDF/UA-1), set by Typst from data: no text of a document is ever read as markup."""

import datetime
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from saferplan.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Illustration,
    Inline,
    Link,
    Note,
    Number,
    Paragraph,
    Source,
    Strong,
    Table,
    Terms,
    Text,
    plain,
)
from saferplan.documents.column_widths import column_widths
from saferplan.documents.drawing import fonts_folder, svg
from saferplan.documents.font_letters import font_letters
from saferplan.documents.letters import bound, printable, shown_with, shows_something
from saferplan.documents.whole_files import write_whole

_REGULAR = "SourceSans3-Regular.ttf"
_TEMPLATE = files("saferplan.documents") / "style" / "document.typ"
# A longer run without a space would leave the page; it may break after so many letters.
_UNBROKEN = re.compile(r"\S{32}(?=\S)")
# About what a line of a table holds, in the template's size.
_LINE_LETTERS = 106
_BREAK_HERE = "\u200b"


def write(document: Document, path: Path, *, date: datetime.date) -> None:
    """Write the document as PDF/UA-1; the same document and date give the same bytes.

    Assumes: every picture has a text alternative. A letter that the font lacks is named, or shown as an empty square.
    """
    made_at = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True, root=str(files("saferplan.documents")))
    pdf = compiler.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"document": json.dumps(_data(document))},
        pdf_standards=["ua-1"],
        timestamp=made_at,
    )
    assert isinstance(pdf, bytes)
    write_whole(path, pdf)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder()])


def _data(document: Document) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    return {
        "title": _letters(document.title),
        "subtitle": _letters(document.subtitle),
        "status": _letters(document.status),
        "body": _letters(document.body),
        "date": _letters(document.date_words),
        "language": language,
        "region": region or None,
        "contents": bool(document.contents),
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Heading():
            held: dict[str, Any] = {"level": block.level, "text": _letters(block.text)}
        case Paragraph() | Source():
            held = {"text": _text(block.text)}
        case Bullets():
            held = {"items": [_text(item) for item in block.items], "numbered": block.numbered}
        case Terms():
            held = {"entries": [(_letters(term), _text(text)) for term, text in block.entries]}
        case Note():
            texts = [_text(text) for text in block.text]
            held = {"heading": _letters(block.heading), "text": texts, "caution": block.kind == "caution"}
        case Illustration():
            held = _illustration(block)
        case Table():
            held = _table(block)
    return {"kind": kind, **held}


def _illustration(block: Illustration) -> dict[str, Any]:
    drawn = svg(block.picture, title=printable(plain(block.title)), alternative=printable(block.alternative))
    return {
        "title": _text(block.title),
        "subtitle": _letters(block.subtitle),
        "alternative": printable(block.alternative),
        "source": _text(block.source),
        # A sign that the font lacks can only stand in the picture's words; its markup is plain letters.
        "svg": shown_with(drawn, _font() | {"\n", "\t"}),
    }


def _table(table: Table) -> dict[str, Any]:
    columns = [
        {"heading": _letters(column.heading), "number": column.kind == "number", "first": index == 0}
        for index, column in enumerate(table.columns)
    ]
    rows = [{"cells": [_text(cell) for cell in row.cells], "emphasis": row.emphasis} for row in table.rows]
    return {
        "caption": _letters(table.caption),
        "columns": columns,
        "rows": rows,
        "note": _text(table.note),
        "widths": column_widths(table, line_letters=_LINE_LETTERS),
    }


def _text(text: Text) -> list[dict[str, str]]:
    return [_inline(part) for part in text]


def _inline(part: Inline) -> dict[str, str]:
    match part:
        case str():
            return {"kind": "words", "text": _letters(part)}
        case Number():
            return {"kind": "number", "text": _letters(part.text)}
        case Strong():
            return {"kind": "strong", "text": _letters(part.text)}
        case Link():
            words = _letters(part.text)
            # Typst stops at a link that shows nothing.
            return {"kind": "link", "text": words if shows_something(words) else part.address, "address": part.address}


def _letters(text: str) -> str:
    """A text in letters of the document's font, with places where a very long word may break."""
    return _UNBROKEN.sub(lambda run: run[0] + _BREAK_HERE, shown_with(bound(printable(text)), _font()))


def _font() -> frozenset[str]:
    return font_letters(fonts_folder() / _REGULAR)
