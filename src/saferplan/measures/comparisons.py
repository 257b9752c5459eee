"""A place set against the rest of the area that holds it, over the same months."""

import dataframely as dy
import polars as pl

from saferplan.measures.dispersion import combined, dispersions
from saferplan.measures.rates import LEAST_RESIDENTS
from saferplan.measures.ratios import with_rate_ratios
from saferplan.measures.tables import Comparisons, Holders, PlaceMonths, PlaceResidents

PLACE = ["measure_key", "place_kind", "place_code", "rest_of_code"]
HELD_KINDS = ["district", "force_area"]


def comparisons(
    counts: dy.DataFrame[PlaceMonths],
    residents: dy.DataFrame[PlaceResidents],
    holders: dy.DataFrame[Holders],
    *,
    least_residents: int = LEAST_RESIDENTS,
) -> dy.DataFrame[Comparisons]:
    """A district's rate over the rest of its force area's, a ward's or small area's over the rest of its district's.

    All the months in `counts` are taken together. Clustering is seen across them: how far the place's share of the
    whole goes up and down more than by chance. Months are of one length for both, and the seasons they share cancel.
    """
    monthly = _with_the_rest(counts, holders)
    totals = monthly.group_by(PLACE).agg(pl.col("now", "before").sum()).sort(PLACE)
    spread = combined([dispersions(monthly, PLACE)], PLACE)
    based = (
        totals.join(_bases(residents, holders), on=PLACE[1:], maintain_order="left")
        .filter(pl.min_horizontal("now_exposure", "before_exposure") >= least_residents)
        .join(spread, on=PLACE, how="left", maintain_order="left")
    )
    names = {"now": "count", "now_exposure": "residents", "before": "rest_count", "before_exposure": "rest_residents"}
    expected = pl.col("residents") * pl.col("rest_count") / pl.col("rest_residents")
    compared = (
        with_rate_ratios(based)
        .rename({**names, "df": "dispersion_df"})
        .with_columns(
            excess=pl.col("count") - expected,
            excess_low=expected * (pl.col("low") - 1),
            excess_high=expected * (pl.col("high") - 1),
        )
    )
    return Comparisons.validate(compared, cast=True)


def _with_the_rest(counts: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """One row a measure, place and month: the place's count and that of the rest of its holder."""
    wholes = counts.rename({"place_kind": "holder_kind", "place_code": "holder_code", "count": "whole"})
    return (
        counts.join(holders.filter(pl.col("holder_kind").is_in(HELD_KINDS)), on=["place_kind", "place_code"])
        .join(wholes, on=["measure_key", "holder_kind", "holder_code", "month"])
        .rename({"holder_code": "rest_of_code"})
        .with_columns(
            now=pl.col("count").cast(pl.Int64),
            before=pl.col("whole").cast(pl.Int64) - pl.col("count").cast(pl.Int64),
            now_exposure=pl.lit(1),
            before_exposure=pl.lit(1),
        )
        .sort(*PLACE, "month")
    )


def _bases(residents: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    wholes = residents.rename(
        {"place_kind": "holder_kind", "place_code": "holder_code", "residents": "whole_residents"}
    )
    return (
        residents.join(holders.filter(pl.col("holder_kind").is_in(HELD_KINDS)), on=["place_kind", "place_code"])
        .join(wholes, on=["holder_kind", "holder_code"])
        .select(
            "place_kind",
            "place_code",
            rest_of_code="holder_code",
            now_exposure="residents",
            before_exposure=pl.col("whole_residents") - pl.col("residents"),
        )
    )
