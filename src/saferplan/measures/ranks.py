"""Where districts rank, and which ranks the figures cannot tell apart."""

from collections.abc import Collection

import dataframely as dy
import polars as pl

from saferplan.measures.intervals import exact_poisson
from saferplan.measures.tables import Comparisons, Levels, Ranks


def ranks(
    levels: dy.DataFrame[Levels],
    comparisons: dy.DataFrame[Comparisons],
    *,
    group_code: str,
    district_codes: Collection[str],
    level: float = 0.95,
) -> dy.DataFrame[Ranks]:
    """Ranks of districts by rate, 1 the highest, each with the least and greatest rank of the joint confidence region.

    Intervals of all K rates are taken at the level to the power of 1 / K, so that they hold together; a district can
    rank no better than below all those surely above it, and no worse than above all those surely below it.
    The intervals allow for clustering as the district's comparison with the rest of its force area shows it.

    Fails: a district whose rate is withheld is not ranked.
    Assumes: districts' counts are independent of one another.
    Source: Klein, Wright and Wieczorek (2020), Journal of the Royal Statistical Society A 183(2), 589-606.
    """
    rated = (
        levels.filter(
            (pl.col("place_kind") == "district")
            & pl.col("place_code").is_in(list(district_codes))
            & pl.col("rate_per_1000").is_not_null()
        )
        .select("measure_key", "place_code", "count", "residents", "rate_per_1000")
        .sort("measure_key", "place_code")
        .join(
            comparisons.filter(pl.col("place_kind") == "district").select(
                "measure_key", "place_code", "dispersion", df="dispersion_df"
            ),
            on=["measure_key", "place_code"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.col("dispersion").fill_null(1.0),
            pl.col("df").fill_null(float("inf")),
            of=pl.len().over("measure_key"),
        )
    )
    low, high = exact_poisson(
        rated["count"].to_numpy(),
        level ** (1 / rated["of"].to_numpy()),
        dispersion=rated["dispersion"].to_numpy(),
        df=rated["df"].to_numpy(),
    )
    bounded = rated.with_columns(
        rate_low=pl.Series(low) / pl.col("residents"), rate_high=pl.Series(high) / pl.col("residents")
    )
    return Ranks.validate(_ranked(bounded).with_columns(group_key=pl.lit(group_code)), cast=True)


def _ranked(bounded: pl.DataFrame) -> pl.DataFrame:
    """Each district against every other: how many rate higher, how many surely so, how many surely lower."""
    others = bounded.select("measure_key", "rate_per_1000", "rate_low", "rate_high")
    return (
        bounded.join(others, on="measure_key", suffix="_of_other", maintain_order="left")
        .group_by("measure_key", "place_code", "rate_per_1000", "of", maintain_order=True)
        .agg(
            rank=1 + (pl.col("rate_per_1000_of_other") > pl.col("rate_per_1000")).sum(),
            low=1 + (pl.col("rate_low_of_other") > pl.col("rate_high")).sum(),
            surely_lower=(pl.col("rate_high_of_other") < pl.col("rate_low")).sum(),
        )
        .with_columns(high=pl.col("of") - pl.col("surely_lower"))
        .drop("surely_lower")
    )
