"""Tables of changes and comparisons with the few columns that screening reads filled in, the rest made plausible."""

import polars as pl

from saferplan.assessment.tables import Screened
from saferplan.measures.tables import Changes, Comparisons


def changes(rows):
    """Rows of (measure, place kind, place, count, low, ratio, high, p-value, probability of a rise)."""
    names = ["measure_key", "place_kind", "place_code", "count", "low", "ratio", "high", "p_value", "rise_probability"]
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None).with_columns(
        days=120, against_count=100, against_days=120, dispersion=1.0, dispersion_df=None
    )
    return Changes.validate(frame.select(Changes.column_names()), cast=True)


def comparisons(rows):
    """Rows of (measure, place kind, place, whole, count, low, ratio, high, excess at low, at high, p-value)."""
    names = ["measure_key", "place_kind", "place_code", "rest_of_code", "count", "low", "ratio", "high"]
    names += ["excess_low", "excess_high", "p_value"]
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None).with_columns(
        residents=2000,
        rest_count=1000,
        rest_residents=20000,
        excess=pl.col("excess_low").fill_null(0.0),
        dispersion=1.0,
        dispersion_df=None,
        higher_probability=pl.when(pl.col("ratio") > 1).then(0.99).otherwise(0.01),
    )
    return Comparisons.validate(frame.select(Comparisons.column_names()), cast=True)


def looked_at(rows):
    """Screened candidates in the order given: (kind, measure, place kind, place, ratio), most at stake first."""
    frame = pl.DataFrame(rows, schema=["kind", "measure_key", "place_kind", "place_code", "ratio"], orient="row")
    filled = frame.with_row_index("position").with_columns(
        rest_of_code=pl.lit("D1"),
        count=100,
        low=pl.col("ratio") * 0.9,
        high=pl.col("ratio") * 1.1,
        stake=1000.0 - pl.col("position"),
        probability=0.99,
        p_value=0.001,
        q_value=0.01,
        is_candidate=True,
    )
    return Screened.validate(filled.select(Screened.column_names()), cast=True)
