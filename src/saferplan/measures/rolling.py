"""Twelve months together, moved on month by month, wherever all twelve can be used."""

from collections.abc import Collection

import dataframely as dy
import polars as pl

from saferplan.measures.tables import PlaceMonths, RollingYears
from saferplan.terms.months import Month


def rolling_years(counts: dy.DataFrame[PlaceMonths], usable: Collection[Month]) -> dy.DataFrame[RollingYears]:
    """The count of each run of twelve usable months, by its last month; a gap takes out every run that it touches.

    Assumes: `counts` holds each place in every usable month, as place_months gives it.
    """
    whole = [month for month in sorted(usable) if all(month.shifted(-back) in usable for back in range(12))]
    # A run that ends in one of these months is twelve rows in a row, as every month of it is there.
    summed = (
        counts.filter(pl.col("month").is_in([month.first_date for month in usable]))
        .sort("measure_key", "place_kind", "place_code", "month")
        .with_columns(
            pl.col("count")
            .cast(pl.Int64)
            .rolling_sum(12)
            .over("measure_key", "place_kind", "place_code")
            .alias("count")
        )
        .filter(pl.col("month").is_in([month.first_date for month in whole]))
        .rename({"month": "last_month"})
    )
    return RollingYears.validate(summed, cast=True)
