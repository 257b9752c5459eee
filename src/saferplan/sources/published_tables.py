"""Reads a publisher's CSV into a checked frame: its headings become our names, and what is wrong is named by line."""

from collections.abc import Mapping
from io import BytesIO
from typing import TypeVar

import dataframely as dy
import polars as pl

from saferplan.definitions import loading
from saferplan.definitions.forms import SourceDefinition
from saferplan.sources.raw import RawTable
from saferplan.terms.problems import Refusal

AnySchema = TypeVar("AnySchema", bound=dy.Schema)

_LARGEST_COUNT = 2**32 - 1
_CODE = r"^[A-Z]\d{8}$"
_LSOA_CODE = r"^[EW]01\d{6}$"
_LINE = "line"


def read_published(table: RawTable, key: str, schema: type[AnySchema]) -> dy.DataFrame[AnySchema]:
    """A table of the source `key`, checked by a schema whose columns its definition names.

    Fails: Refusal naming file, line and column where it is not UTF-8, lacks a column, is cut short, or a value is not
    what its column holds. Nothing is left out: these tables are small, and a hole in one would be a wrong rate.
    """
    source = loading.sources()[key]
    rows = _named_rows(table, source)
    for column, kind in schema.columns().items():
        fault, expected = _fault(column, kind)
        faulty = rows.filter(fault.fill_null(True)).head(1)
        for line, value in faulty.select(_LINE, column).iter_rows():
            found = f"'{value}'" if value else "nothing"
            heading = source.columns[column][0]
            raise unreadable(table, source, f"Line {line} has {found} under '{heading}', where {expected} is expected.")
    frame = rows.with_columns(
        pl.col(column).cast(pl.Float64) for column, kind in schema.columns().items() if kind.dtype.is_numeric()
    )
    good, failed = schema.filter(frame.select(schema.column_names()), cast=True)
    if len(failed):
        raise unreadable(table, source, _broken_rule(failed))
    return good


def _named_rows(table: RawTable, source: SourceDefinition) -> pl.DataFrame:
    """The rows as text under our names, blanks as null, each with the number of its line."""
    try:
        rows = pl.read_csv(BytesIO(decoded(table, source).encode()), infer_schema=False)
    except pl.exceptions.NoDataError:
        raise unreadable(table, source, "It is empty.") from None
    except pl.exceptions.ComputeError as error:
        raise unreadable(table, source, f"It is not a table: {str(error).splitlines()[0]}.") from None
    if not len(rows):
        raise unreadable(table, source, "It has headings and no rows.")
    as_written = {heading.strip(): heading for heading in reversed(rows.columns)}
    chosen = {ours: _heading(table, source, ours, as_written) for ours in source.columns}
    trimmed = pl.col(pl.String).str.strip_chars()
    named = rows.select(pl.col(heading).alias(ours) for ours, heading in chosen.items())
    return named.with_columns(pl.when(trimmed != "").then(trimmed).name.keep()).with_row_index(_LINE, offset=2)


def _heading(table: RawTable, source: SourceDefinition, ours: str, as_written: Mapping[str, str]) -> str:
    accepted = source.columns[ours]
    for heading in accepted:
        if heading in as_written:
            return as_written[heading]
    raise unreadable(table, source, f"It has no column '{accepted[0]}'.")


def decoded(table: RawTable, source: SourceDefinition) -> str:
    """A table's text. Fails: Refusal naming the line where it is not UTF-8."""
    content = table.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise unreadable(table, source, f"Line {line} is not UTF-8 text.") from None


def _fault(column: str, kind: dy.Column) -> tuple[pl.Expr, str]:
    """When a text is not what its column holds, and what was expected."""
    value = pl.col(column)
    number = value.cast(pl.Float64, strict=False)
    if isinstance(kind, dy.Enum):
        return value.is_in(kind.categories).not_(), f"one of {', '.join(kind.categories)}"
    if kind.dtype.is_integer():
        whole = (number.floor() == number) & number.is_between(0, _LARGEST_COUNT)
        return whole.not_(), "a whole number"
    if kind.dtype.is_float():
        return number.is_finite().not_(), "a number"
    if column.startswith("lsoa") and column.endswith("_code"):
        return value.str.contains(_LSOA_CODE).not_(), "the code of an LSOA, like E01024312"
    if column.endswith("_code"):
        return value.str.contains(_CODE).not_(), "a code of nine characters, like E07000110"
    return value.is_null(), "some text"


def _broken_rule(failed: dy.FailureInfo) -> str:
    rule = next(iter(failed.counts()))
    place = failed.invalid().row(0)[0]
    return f"{place} stands in it twice." if rule == "primary_key" else f"{place} breaks the rule {rule}."


def unreadable(table: RawTable, source: SourceDefinition, why: str) -> Refusal:
    """The answer where a file is not what its headings promise."""
    return Refusal(
        f"{table.name} cannot be read as: {source.name}.",
        why=why,
        next_step=f"Download it again ({source.publisher}, {source.address}), or remove it from the folder given as "
        "--data.",
    )
