"""Cleans the rows of a street file, written once for every engine, and sifts them: kept, or refused with a reason."""

from collections.abc import Mapping
from typing import Any

import dataframely as dy
import narwhals as nw
import polars as pl

from saferplan.definitions import loading
from saferplan.evidence.engines import collected, lazy_frames
from saferplan.evidence.tables import Offences, TextRows
from saferplan.places.tables import CommonAreas
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.police_uk import STREET

WRONG_MONTH = "Month is not the month of the file"
NOT_A_NUMBER = "Longitude or Latitude is not a number"
HALF_A_POINT = "only one of Longitude and Latitude is given"

_SPACES = " \t\r\n\x0b\x0c\u00a0"  # named, as engines differ in what they trim by themselves
_DEGREES = r"^[+-]?[0-9]{1,3}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?$"
_TEXT_COLUMNS = [name for name in TextRows.column_names() if name != "row_number"]


def clean(
    rows: dy.DataFrame[TextRows], file: ChosenFile, lsoas: dy.DataFrame[CommonAreas], *, engine: str = "polars"
) -> tuple[dy.DataFrame[Offences], dict[int, str]]:
    """The rows of a file that are kept, in its order, and for every other row number the reason it is refused.

    Nothing is dropped as a repeat: most rows have no ID, and two equal ones may be two incidents.
    """
    vintages = lsoas.select("lsoa_code", lsoa_vintage=pl.col("vintage").cast(pl.String))
    with lazy_frames(engine) as lazy:
        found = collected(cleaned(lazy(rows), lazy(vintages), file=file))
    return _sifted(found)


def cleaned(rows: nw.LazyFrame[Any], vintages: nw.LazyFrame[Any], *, file: ChosenFile) -> nw.LazyFrame[Any]:
    """The columns of Offences for every row, and `reason`, null but where the text says something it cannot mean.

    `vintages` holds `lsoa_code` and `lsoa_vintage`, each code once.
    """
    trimmed = rows.with_columns(nw.col(_TEXT_COLUMNS).str.strip_chars(_SPACES)).with_columns(
        *(nw.when(nw.col(name) != "").then(nw.col(name)).alias(name) for name in _TEXT_COLUMNS)
    )
    in_vintages = trimmed.join(vintages, on="lsoa_code", how="left")
    return (
        in_vintages.with_columns(reason=_reason(str(file.month)))
        .with_columns(
            month=nw.when(nw.col("month") == str(file.month)).then(nw.lit(file.month.first_date)),
            longitude=_degrees("longitude"),
            latitude=_degrees("latitude"),
            lsoa_vintage=nw.when(nw.col("lsoa_code").is_null())
            .then(nw.lit("none"))
            .otherwise(nw.coalesce(nw.col("lsoa_vintage"), nw.lit("unlisted"))),
            force_code=nw.lit(file.force_code),
            raw_sha256=nw.lit(file.table.file.sha256),
            raw_member=nw.lit(file.table.member),
        )
        .select(*Offences.column_names(), "reason")
        .sort("row_number")
    )


def _reason(month: str) -> nw.Expr:
    """What only the text can show: once a cell is turned into a date or a number, these are merely empty."""
    a_point_is_no_number = _is_no_number("longitude") | _is_no_number("latitude")
    return (
        nw.when(_is_given("month") & (nw.col("month") != month))
        .then(nw.lit(WRONG_MONTH))
        .otherwise(nw.when(a_point_is_no_number).then(nw.lit(NOT_A_NUMBER)))
    )


def _is_given(column: str) -> nw.Expr:
    return ~nw.col(column).is_null()


def _is_no_number(column: str) -> nw.Expr:
    return _is_given(column) & ~nw.col(column).str.contains(_DEGREES)


def _degrees(column: str) -> nw.Expr:
    is_number = _is_given(column) & nw.col(column).str.contains(_DEGREES)
    return nw.when(is_number).then(nw.col(column)).cast(nw.Float64())


def _sifted(found: pl.DataFrame) -> tuple[dy.DataFrame[Offences], dict[int, str]]:
    said = found.filter(pl.col("reason").is_not_null())
    reasons = dict(said.select("row_number", "reason").iter_rows())
    kept, failure = Offences.filter(found.filter(pl.col("reason").is_null()).drop("reason"), cast=True)
    if failure.counts():
        broken = failure.details()
        headings = {ours: accepted[0] for ours, accepted in loading.sources()[STREET].columns.items()}
        for rule in failure.counts():
            for number in broken.filter(pl.col(rule) == "invalid")["row_number"]:
                words = _rule_in_words(rule, headings)
                reasons[number] = f"{reasons[number]}; {words}" if number in reasons else words
    return kept, reasons


def _rule_in_words(rule: str, headings: Mapping[str, str]) -> str:
    """A rule of the schema as a reason.

    >>> _rule_in_words("crime_type|nullability", {"crime_type": "Crime type"})
    'Crime type is empty'
    """
    if rule == "point_is_whole":
        return HALF_A_POINT
    column, _, constraint = rule.partition("|")
    words = {"nullability": "is empty", "min": "is out of range", "max": "is out of range"}
    assert constraint in words, f"a row can break the rule {rule}, for which there are no words"
    return f"{headings[column]} {words[constraint]}"
