"""A document as plain text, 78 columns wide: for reading anywhere, and the form that golden tests compare."""

import textwrap

from saferplan.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Illustration,
    Inline,
    Link,
    Note,
    Paragraph,
    Source,
    Table,
    Terms,
    Text,
)
from saferplan.documents.letters import printable

LINE = 78
_UNDERLINES = {1: "=", 2: "-", 3: "."}
_GAP = "  "


def write(document: Document) -> str:
    """The document as text; its status stands first and last."""
    status = _wrapped(document.status)
    head = [
        status,
        _underlined(document.title, "="),
        *([_wrapped(document.subtitle)] if document.subtitle else []),
        _wrapped(f"{document.body}, {document.date_words}"),
    ]
    parts = [*head, *(_block(block) for block in document.blocks), "-" * LINE + "\n" + status]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            written = _underlined(text, _UNDERLINES[level])
        case Paragraph(text=text):
            written = _wrapped(_words(text))
        case Source(text=text):
            written = _wrapped(_words(text), "  ")
        case Bullets(items=items, numbered=numbered):
            written = _listed(items, numbered=numbered)
        case Note():
            lines = [_wrapped(block.heading, "| "), *(_wrapped(_words(text), "| ") for text in block.text)]
            written = "\n|\n".join(lines)
        case Terms(entries=entries):
            written = "\n".join(_wrapped(term) + "\n" + _wrapped(_words(text), "    ") for term, text in entries)
        case Illustration():
            written = _picture_in_words(block)
        case Table():
            written = _table(block)
    return written


def _picture_in_words(block: Illustration) -> str:
    return "\n".join(
        [
            _wrapped(f"[Picture] {_words(block.title)}"),
            _wrapped(block.subtitle, "  "),
            _wrapped(block.alternative, "  "),
            _wrapped(_words(block.source), "  "),
        ]
    )


def _table(table: Table) -> str:
    cells = [[_words(cell).strip() for cell in row.cells] for row in table.rows]
    headings = [printable(column.heading) for column in table.columns]
    widths = [max(map(len, column)) for column in zip(headings, *cells, strict=True)]
    fits = sum(widths) + len(_GAP) * len(widths) <= LINE
    body = _aligned(table, headings, cells, widths) if fits else _cards(table, headings, cells)
    parts = [_wrapped(table.caption), body, *([_wrapped(_words(table.note))] if table.note else [])]
    return "\n\n".join(part for part in parts if part)


def _aligned(table: Table, headings: list[str], cells: list[list[str]], widths: list[int]) -> str:
    """Columns side by side; our row is marked with ">", a total stands under a line."""

    def line(marker: str, row: list[str]) -> str:
        placed = (
            text.rjust(width) if column.kind == "number" else text.ljust(width)
            for text, width, column in zip(row, widths, table.columns, strict=True)
        )
        return (marker + _GAP.join(placed)).rstrip()

    rule = "  " + _GAP.join("-" * width for width in widths)
    lines = [line("  ", headings), rule]
    for row, texts in zip(table.rows, cells, strict=True):
        lines += [rule] if row.emphasis == "total" else []
        lines.append(line("> " if row.emphasis == "ours" else "  ", texts))
    return "\n".join(lines)


def _cards(table: Table, headings: list[str], cells: list[list[str]]) -> str:
    """One row after another, each cell beside its heading: for tables wider than the line."""
    cards = []
    for row, texts in zip(table.rows, cells, strict=True):
        marker = "> " if row.emphasis == "ours" else "  "
        lines = [_wrapped(f"{headings[0]}: {texts[0]}", marker, "  ")]
        lines += [_wrapped(f"{name}: {text}", "    ", "      ") for name, text in zip(headings, texts, strict=True)][1:]
        cards.append("\n".join(lines))
    return "\n\n".join(cards)


def _listed(items: tuple[Text, ...], *, numbered: bool) -> str:
    written = []
    for position, item in enumerate(items, start=1):
        marker = f"{position}. " if numbered else "- "
        written.append(_wrapped(_words(item), marker, " " * len(marker)))
    return "\n".join(written)


def _words(text: Text) -> str:
    return "".join(_inline(part) for part in text)


def _inline(part: Inline) -> str:
    match part:
        case str():
            return part
        case Link(text=text, address=address) if text != address:
            return f"{text} <{address}>"
        case _:
            return part.text


def _underlined(text: str, mark: str) -> str:
    lines = _wrapped(text)
    return lines + "\n" + mark * max(map(len, lines.split("\n")))


def _wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    return textwrap.fill(
        printable(text).strip(),
        LINE,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
