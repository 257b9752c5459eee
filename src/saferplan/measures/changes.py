"""Like-for-like change: matched months against the same months earlier, per day, with clusters allowed for."""

from collections.abc import Sequence

import dataframely as dy
import polars as pl

from saferplan.measures.dispersion import combined, dispersions, pooled
from saferplan.measures.ratios import with_rate_ratios
from saferplan.measures.tables import Changes, Holders, PlaceMonths
from saferplan.terms.months import Month

PLACE = ["measure_key", "place_kind", "place_code"]
HOLDER = ["measure_key", "holder_kind", "holder_code"]
WHOLE_KINDS = ["district", "partnership", "county", "force_area"]


def changes(
    counts: dy.DataFrame[PlaceMonths], pairs: Sequence[tuple[Month, Month]], holders: dy.DataFrame[Holders]
) -> dy.DataFrame[Changes]:
    """The ratio of daily rates, now over before, of every measure and place.

    `pairs` are (month, the same month earlier). Clustering is seen across the matched months, and across the parts of a
    place: the small areas of a district, the districts of a group. A few months say little of one district, so all
    districts of the police area say it together. Wards and small areas are too small to show their own, and take
    their district's.

    Assumes: months vary apart from one another; districts of a police area cluster about alike; a ward or small area
    clusters no more than its district, else its interval is too narrow. Short of three months, clustering across
    months cannot be seen at all.
    """
    matched = _matched(counts, pairs)
    totals = matched.group_by(PLACE).agg(pl.col("now", "before", "now_exposure", "before_exposure").sum()).sort(PLACE)
    spread = _dispersion(matched, totals, holders)
    changed = with_rate_ratios(totals.join(spread, on=PLACE, how="left", maintain_order="left")).rename(
        {
            "now": "count",
            "now_exposure": "days",
            "before": "against_count",
            "before_exposure": "against_days",
            "higher_probability": "rise_probability",
            "df": "dispersion_df",
        }
    )
    return Changes.validate(changed, cast=True)


def _matched(counts: pl.DataFrame, pairs: Sequence[tuple[Month, Month]]) -> pl.DataFrame:
    """One row a measure, place and pair of months: counts now and before, with days."""

    def side(which: int, name: str) -> pl.DataFrame:
        months = pl.DataFrame(
            {
                "month": [pair[which].first_date for pair in pairs],
                "pair": list(range(len(pairs))),
                f"{name}_exposure": [pair[which].days for pair in pairs],
            },
            schema={"month": pl.Date, "pair": pl.Int64, f"{name}_exposure": pl.Int64},
        )
        return counts.join(months, on="month").drop("month").rename({"count": name}).cast({name: pl.Int64})

    return side(0, "now").join(side(1, "before"), on=[*PLACE, "pair"]).sort(*PLACE, "pair")


def _dispersion(matched: pl.DataFrame, totals: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    wholes = matched.filter(pl.col("place_kind").is_in(WHOLE_KINDS))
    across_months = _of_districts_together(dispersions(wholes, PLACE), totals, holders)
    # Wards are left out: they are the same small areas again.
    parts = totals.filter(pl.col("place_kind") != "ward").join(holders, on=["place_kind", "place_code"])
    across_parts = dispersions(parts.sort(*HOLDER, *PLACE[1:]), HOLDER).rename(
        {"holder_kind": "place_kind", "holder_code": "place_code"}
    )
    seen = combined([across_months, across_parts.select(across_months.columns)], PLACE)
    held = holders.filter(pl.col("holder_kind") == "district").join(
        seen, left_on=["holder_kind", "holder_code"], right_on=["place_kind", "place_code"]
    )
    return pl.concat([seen, held.select(seen.columns)])


def _of_districts_together(across_months: pl.DataFrame, totals: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """Dispersion across months, each district's own replaced by that of all districts of its police area."""
    districts = holders.filter((pl.col("place_kind") == "district") & (pl.col("holder_kind") == "force_area"))
    columns = across_months.columns
    sized = across_months.join(totals.with_columns(count=pl.col("now") + pl.col("before")), on=PLACE)
    members = sized.join(districts, on=["place_kind", "place_code"]).select(*HOLDER, "dispersion", "df", "count")
    wholes = across_months.rename({"place_kind": "holder_kind", "place_code": "holder_code"})
    together = districts.join(pooled(members.sort(HOLDER), wholes, HOLDER), on=HOLDER[1:]).select(columns)
    return pl.concat([across_months.join(together, on=PLACE, how="anti"), together])
