"""Small matched counts and series, written out, for tests that can be followed with pencil and paper."""

from collections.abc import Mapping, Sequence

import polars as pl

from saferplan.evaluation.tables import MatchedCounts
from saferplan.measures.tables import PlaceMonths
from saferplan.terms.months import Month


def matched(counts: Mapping[str, tuple[Sequence[int], Sequence[int]]], before_months: int = 1) -> pl.DataFrame:
    """From a place to its counts after and before, one a calendar month."""
    rows = [
        (place, number, after, before, before_months)
        for place, sides in counts.items()
        for number, (after, before) in enumerate(zip(*sides, strict=True), start=1)
    ]
    return MatchedCounts.validate(pl.DataFrame(rows, schema=list(MatchedCounts.columns()), orient="row"), cast=True)


def series(counts: Mapping[str, Mapping[str, int]], kind: str = "ward") -> pl.DataFrame:
    """From a place and "2025-01" to a count of theft."""
    rows = [
        ("theft", kind, place, Month.parse(month).first_date, count)
        for place, months in counts.items()
        for month, count in months.items()
    ]
    return PlaceMonths.validate(pl.DataFrame(rows, schema=list(PlaceMonths.columns()), orient="row"), cast=True)
