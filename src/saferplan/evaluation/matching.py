"""Counts before and after, matched by calendar month, and the months that had to be left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from saferplan.evaluation.design import Design
from saferplan.evaluation.tables import MatchedCounts
from saferplan.terms.months import Month, months_in_words
from saferplan.terms.periods import like_for_like
from saferplan.terms.problems import Refusal

# Three quarters of a year, so that no one season decides, and months enough to see how counts vary.
LEAST_MATCHED_MONTHS = 9


@dataclass(frozen=True, slots=True)
class MatchedMonths:
    """Each month after with the same calendar months before that can be used; `left_out` are all the others."""

    groups: tuple[tuple[Month, tuple[Month, ...]], ...]
    left_out: tuple[Month, ...]

    @property
    def after(self) -> tuple[Month, ...]:
        return tuple(month for month, _ in self.groups)

    @property
    def before(self) -> tuple[Month, ...]:
        return tuple(sorted(month for _, earlier in self.groups for month in earlier))


def matched_months(design: Design, usable: frozenset[Month]) -> MatchedMonths:
    """The months of a design that can be compared.

    A month after stays as long as one of its partners before can be used. Fails: Refusal where the periods hold
    different calendar months, one calendar month twice, or fewer than nine months can be matched.
    """
    if len({month.number for month in design.after.months}) < len(design.after.months):
        raise Refusal(
            f"The period after, {design.after.words}, is longer than a year.",
            why="Each calendar month is matched once.",
            next_step="Evaluate the first twelve months; the next twelve can be evaluated by themselves.",
        )
    earlier: dict[Month, list[Month]] = {}
    for period in design.before:
        for month, partner in like_for_like(design.after, period, usable).pairs:
            earlier.setdefault(month, []).append(partner)
    groups = tuple((month, tuple(sorted(earlier[month]))) for month in design.after.months if month in earlier)
    asked = {*design.after.months, *(month for period in design.before for month in period.months)}
    kept = {month for month, partners in groups for month in (month, *partners)}
    left_out = tuple(sorted(asked - kept))
    if len(groups) < LEAST_MATCHED_MONTHS:
        gaps = f" {months_in_words(left_out)} could not be used." if left_out else ""
        raise Refusal(
            f"Only {len(groups)} calendar months can be compared before and after; {LEAST_MATCHED_MONTHS} are needed.",
            why=f"Fewer do not show how counts vary from month to month, and crime has seasons.{gaps}",
            next_step="Wait for more months, or name further years before.",
        )
    return MatchedMonths(groups, left_out)


def matched_counts(
    series: pl.DataFrame, matched: MatchedMonths, *, measure_key: str, place_codes: Collection[str]
) -> dy.DataFrame[MatchedCounts]:
    """Counts of one measure in some places, by matched calendar month. `series` is a PlaceMonths frame."""
    rows = series.filter(
        (pl.col("measure_key") == measure_key) & pl.col("place_code").is_in(sorted(place_codes))
    ).select("place_code", "month", "count")
    counted = rows.join(_partners(matched), on="month").group_by("place_code", "calendar_month")
    summed = counted.agg(
        after_count=pl.col("count").filter(pl.col("is_after")).sum(),
        before_count=pl.col("count").filter(~pl.col("is_after")).sum(),
        before_months=(~pl.col("is_after")).sum(),
    )
    return MatchedCounts.validate(summed.sort("place_code", "calendar_month"), cast=True)


def _partners(matched: MatchedMonths) -> pl.DataFrame:
    rows = [(month.first_date, month.number, True) for month in matched.after]
    rows += [(month.first_date, month.number, False) for month in matched.before]
    return pl.DataFrame(rows, schema=["month", "calendar_month", "is_after"], orient="row")


def by_month(counts: pl.DataFrame, codes: Sequence[str]) -> pl.DataFrame:
    """Several places added up: one row a calendar month, in order."""
    return (
        counts.filter(pl.col("place_code").is_in(list(codes)))
        .group_by("calendar_month")
        .agg(pl.col("after_count", "before_count").sum().cast(pl.Int64), pl.col("before_months").first())
        .sort("calendar_month")
    )
