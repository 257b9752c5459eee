"""Reads the bytes of a street file into rows of text: one line is one row, and a line out of shape is set apart."""

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import dataframely as dy
import numpy as np
import polars as pl

from saferplan.definitions import loading
from saferplan.evidence.tables import TextRows
from saferplan.sources.police_uk import STREET
from saferplan.terms.problems import Refusal

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AGAIN = "Download it again, or take it out of the folder given as --data."
_UNREADABLE = "its cells cannot be told apart: a quotation mark or line break stands where none may"


@dataclass(frozen=True, slots=True)
class StreetText:
    """A street file as text.

    `misshapen` gives, by row number, why a line could not be told into the file's columns; every line that is not
    blank is in `rows` or in `misshapen`. `unknown_headings` are columns that Saferplan does not know and leaves out.
    """

    rows: dy.DataFrame[TextRows]
    misshapen: Mapping[int, str]
    unknown_headings: tuple[str, ...]

    @property
    def read_count(self) -> int:
        return self.rows.height + len(self.misshapen)


def read_street(content: bytes, name: str) -> StreetText:
    """The rows of a street file; `name` is the user's word for it.

    Fails: Refusal where it is not UTF-8, lacks a column, holds no row, or was cut short in its last line.
    Assumes: no cell holds a line break, as in every file of data.police.uk; so one bad line spoils no other.
    """
    content = content.removeprefix(_BYTE_ORDER_MARK)
    _check_encoding(content, name)
    heading_line, _, body = content.partition(b"\n")
    headings = _headings(heading_line.decode())
    columns = _columns(headings, name)
    if not body or body.isspace():
        raise _empty(name)
    _check_last_line(body, len(headings), name)
    if _is_plain(body, len(headings)):
        frame, misshapen = _read_quickly(body, headings), dict[int, str]()
    else:
        frame, misshapen = _read_carefully(body, headings)
    rows = frame.select("row_number", *(pl.col(heading).alias(ours) for ours, heading in columns.items()))
    unknown = tuple(heading for heading in headings if heading not in columns.values())
    return StreetText(TextRows.validate(rows, cast=True), misshapen, unknown)


def row_texts(content: bytes, row_numbers: Collection[int]) -> dict[int, str]:
    """Rows as they stand in the file, by row number."""
    if not row_numbers:
        return {}
    lines = _lines(content.removeprefix(_BYTE_ORDER_MARK).partition(b"\n")[2])
    return {number: lines[number - 1] for number in row_numbers}


def _check_encoding(content: bytes, name: str) -> None:
    try:
        content.decode("utf-8")
        fault = content.find(b"\x00")  # UTF-16 without its mark passes for UTF-8 with a zero beside every letter
    except UnicodeDecodeError as error:
        fault = error.start
    if fault >= 0:
        line = content.count(b"\n", 0, fault) + 1
        raise Refusal(
            f"{name} is refused: line {line:,} is not written in UTF-8.",
            why="data.police.uk publishes UTF-8. A file in another encoding was saved again by some other program, "
            "which may have changed more than the letters.",
            next_step=_AGAIN,
        )


def _headings(line: str) -> list[str]:
    return [heading.strip() for heading in _cells(line.rstrip("\r")) or []]


def _columns(headings: Sequence[str], name: str) -> dict[str, str]:
    """The heading under which the file has each of our columns."""
    found: dict[str, str] = {}
    for ours, accepted in loading.sources()[STREET].columns.items():
        present = [heading for heading in headings if heading in accepted]
        if len(present) != 1:
            raise Refusal(
                f"{name} is refused: line 1 has "
                + (f"no column {accepted[0]}." if not present else f"the column {accepted[0]} more than once."),
                why="A street file of data.police.uk has every one of its columns once, and none can be guessed.",
                next_step=_AGAIN,
            )
        found[ours] = present[0]
    return found


def _empty(name: str) -> Refusal:
    return Refusal(
        f"{name} is refused: it holds no row.",
        why="A month in which a whole force recorded nothing does not happen, and no rows must not be counted as zero.",
        next_step="Download it again. If it is published empty, take it out: the month is then shown as missing.",
    )


def _check_last_line(body: bytes, width: int, name: str) -> None:
    """Refuse a file whose last line does not end and is not whole: the download stopped in the middle of a row."""
    last = body.rsplit(b"\n", 1)[-1].decode().rstrip("\r")
    if not last.strip():
        return
    cells = _cells(last)
    if cells is None or len(cells) < width:
        line = body.count(b"\n") + 2
        raise Refusal(
            f"{name} is refused: it is cut short in line {line:,}, its last.",
            why="The last line stops before its last column, so rows after it are likely to be lost too.",
            next_step=_AGAIN,
        )


def _is_plain(body: bytes, width: int) -> bool:
    """Whether splitting at every comma and line break is all there is to do."""
    if b'"' in body:
        return False
    letters = np.frombuffer(body if body.endswith(b"\n") else body + b"\n", np.uint8)
    line_ends = np.flatnonzero(letters == ord("\n"))
    returns = np.flatnonzero(letters == ord("\r"))
    if not (letters[returns + 1] == ord("\n")).all():
        return False
    commas = np.flatnonzero(letters == ord(","))
    commas_per_line = np.diff(np.searchsorted(commas, line_ends), prepend=0)
    return bool((commas_per_line == width - 1).all())


def _read_quickly(body: bytes, headings: Sequence[str]) -> pl.DataFrame:
    return pl.read_csv(
        body,
        has_header=False,
        new_columns=list(headings),
        infer_schema=False,
        quote_char=None,
        row_index_name="row_number",
        row_index_offset=1,
    )


def _read_carefully(body: bytes, headings: Sequence[str]) -> tuple[pl.DataFrame, dict[int, str]]:
    """Line by line, with the reason for every line that has not one cell for each heading."""
    rows: list[tuple[int, *tuple[str | None, ...]]] = []
    misshapen: dict[int, str] = {}
    for number, line in enumerate(_lines(body), 1):
        cells = _cells(line)
        if cells is None:
            misshapen[number] = _UNREADABLE
        elif len(cells) != len(headings):
            misshapen[number] = f"it has {len(cells)} cells, and the headings are {len(headings)}"
        else:
            rows.append((number, *(cell or None for cell in cells)))
    schema = {"row_number": pl.UInt32} | dict.fromkeys(headings, pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row"), misshapen


def _lines(body: bytes) -> list[str]:
    """Every line that is not blank: what row numbers count."""
    return [line.rstrip("\r") for line in body.decode().split("\n") if line.strip()]


def _cells(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None
