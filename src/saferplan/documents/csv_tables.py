"""The tables of a document as CSV files: the same cells, with numbers that machines read."""

import csv
import io

from saferplan.documents.blocks import Document, Table, plain
from saferplan.documents.letters import printable
from saferplan.documents.numerals import as_data

# Spreadsheets run a cell that begins like this as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@")


def tables(document: Document) -> dict[str, bytes]:
    """One CSV file per table, by file name.

    UTF-8 with a byte order mark: without it Excel reads pound signs and dashes wrongly, and pandas, Polars and R all
    take it. A cell of words that a spreadsheet would run as a formula begins with an apostrophe.
    """
    return {f"{block.key}.csv": _file(block) for block in document.blocks if isinstance(block, Table)}


def _file(table: Table) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([_cell(column.heading) for column in table.columns])
    writer.writerows([_cell(plain(cell)) for cell in row.cells] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    words = printable(text).strip()
    number = as_data(words)
    if number is not None:
        return number
    return f"'{words}" if words.startswith(_FORMULA_STARTS) else words
