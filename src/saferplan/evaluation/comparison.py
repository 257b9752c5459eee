"""Places that could serve as comparison, the likest first: to suggest, never to decide."""

from collections.abc import Collection, Sequence

import dataframely as dy
import polars as pl

from saferplan.evaluation.tables import Candidates
from saferplan.terms.months import Month

SUGGESTED = 5
# Fewer than this share of the treated place's records before, and a place adds noise rather than a standard.
LEAST_LEVEL = 0.05
# Counts cluster, so that two standard errors of Poisson's law are passed by chance far too often.
COURSE_LIMIT = 3.0


def candidate_comparisons(
    series: pl.DataFrame,
    before: Collection[Month],
    *,
    measure_key: str,
    place_kind: str,
    treated: Sequence[str],
    excluded: Collection[str] = (),
) -> dy.DataFrame[Candidates]:
    """Other places of the kind, ranked by likeness before the action; what came after is not looked at.

    First those whose course (later half of the months before over the earlier half) does not part from the treated
    place's by more than three Poisson standard errors; among them the nearest in level. `series` is a PlaceMonths
    frame; `excluded` are places that must not serve, such as those next to the action.
    """
    months = sorted(before)
    later = [month.first_date for month in months[len(months) // 2 :]]
    of_before = series.filter(
        (pl.col("measure_key") == measure_key)
        & (pl.col("place_kind").cast(pl.String) == place_kind)
        & pl.col("month").is_in([month.first_date for month in months])
    )
    halves = of_before.group_by("place_code").agg(
        later=pl.col("count").filter(pl.col("month").is_in(later)).sum().cast(pl.Float64),
        earlier=pl.col("count").filter(~pl.col("month").is_in(later)).sum().cast(pl.Float64),
    )
    ours = halves.filter(pl.col("place_code").is_in(list(treated))).select(pl.col("later", "earlier").sum()).row(0)
    return _ranked(halves.filter(~pl.col("place_code").is_in([*treated, *excluded])), *ours)


def _ranked(halves: pl.DataFrame, later: float, earlier: float) -> dy.DataFrame[Candidates]:
    # Half a record is added to each count, so that a place with none in one half has a course, too.
    course = (pl.col("later") + 0.5) / (pl.col("earlier") + 0.5) / ((later + 0.5) / (earlier + 0.5))
    variance = sum((1 / (pl.col(name) + 0.5) for name in ("later", "earlier")), pl.lit(1 / (later + 0.5)))
    total = pl.col("later") + pl.col("earlier")
    ranked = (
        halves.filter(total >= max(1.0, LEAST_LEVEL * (later + earlier)))
        .select(
            "place_code",
            before_count=total,
            level_ratio=total / max(later + earlier, 1.0),
            course_ratio=course,
            course_differs=course.log().abs() > COURSE_LIMIT * (variance + 1 / (earlier + 0.5)).sqrt(),
        )
        .sort("course_differs", pl.col("level_ratio").log().abs(), "place_code")
    )
    return Candidates.validate(ranked, cast=True)
