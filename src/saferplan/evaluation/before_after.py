"""Before and after with a comparison area: a ratio of ratios whose interval allows for all that varies by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from scipy import special  # scipy.stats has the same and takes a second to import

from saferplan.evaluation.displacement import WeightedDisplacementDifference, weighted_displacement_difference
from saferplan.evaluation.matching import by_month
from saferplan.evaluation.variation import Drift, Floats, Variation, drift_between, variation
from saferplan.measures.ratios import rate_ratios
from saferplan.terms.estimates import Estimate
from saferplan.terms.problems import Refusal

# Below, one more or one fewer moves the result by more than most actions do.
LEAST_COUNT = 20
# Beyond, a difference of counts says more of the areas' sizes than of the action.
MOST_UNLIKE = 2.0


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed where the action was, over what changed where it was not.

    `ratio` below 1 is a fall against the comparison area; `expected` is how many offences there would have been had
    the place gone as the comparison area did. `fall_probability` (0 to 1) is that there was a fall at all. `wdd` is
    None where the areas are too unlike in size.
    """

    treated_after: int
    treated_before: int
    comparison_after: int
    comparison_before: int
    ratio: Estimate
    expected: Estimate
    fall_probability: float
    p_value: float
    variation: Variation
    wdd: WeightedDisplacementDifference | None

    @property
    def excludes_no_change(self) -> bool:
        return self.ratio.low > 1 or self.ratio.high < 1


def effect(
    counts: pl.DataFrame,
    *,
    treated: Sequence[str],
    comparisons: Sequence[str],
    displacement: Sequence[str] = (),
    displacement_comparisons: Sequence[str] = (),
) -> Effect:
    """The effect in the treated place. `counts` is a MatchedCounts frame of these places and of others like them.

    Every place of the frame that is neither treated nor a displacement area helps to show how places drift apart
    where nothing was done. Fails: Refusal where a count is too small.
    """
    ours, others = by_month(counts, treated), by_month(counts, comparisons)
    _check_counts(ours, others)
    untouched = counts.filter(~pl.col("place_code").is_in([*treated, *displacement]))
    chance = variation(
        *_sides(counts, treated, summed=True),
        *_sides(counts, comparisons),
        drift=_drift(untouched),
    )
    sums = [int(frame[name].sum()) for frame in (ours, others) for name in ("after_count", "before_count")]
    ratio, fall_probability, p_value = _ratio(sums, chance)
    expected = sums[1] * sums[2] / sums[3]
    weighted = weights(treated, comparisons, displacement, displacement_comparisons)
    alike = 1 / MOST_UNLIKE <= sums[3] * -weighted[1][1] / sums[1] <= MOST_UNLIKE
    return Effect(
        treated_after=sums[0],
        treated_before=sums[1],
        comparison_after=sums[2],
        comparison_before=sums[3],
        ratio=ratio,
        expected=Estimate(
            expected, sums[0] / ratio.high, sums[0] / ratio.low, sums[1] + sums[2] + sums[3], "offences expected"
        ),
        fall_probability=fall_probability,
        p_value=p_value,
        variation=chance,
        wdd=weighted_displacement_difference(
            [(by_month(counts, codes), weight) for codes, weight in weighted], with_displacement=bool(displacement)
        )
        if alike
        else None,
    )


def weights(
    treated: Sequence[str],
    comparisons: Sequence[str],
    displacement: Sequence[str] = (),
    displacement_comparisons: Sequence[str] = (),
) -> list[tuple[Sequence[str], float]]:
    """The areas of a weighted displacement difference with their weights: comparisons count as places, on average."""
    areas: list[tuple[Sequence[str], float]] = [(treated, 1.0), (comparisons, -len(treated) / len(comparisons))]
    if displacement:
        areas += [(displacement, 1.0), (displacement_comparisons, -len(displacement) / len(displacement_comparisons))]
    return areas


def _check_counts(ours: pl.DataFrame, others: pl.DataFrame) -> None:
    """Enough to go by: before on both sides, and after in the comparison area, where nothing was to change."""
    needed = (
        (ours, "before_count", "before in the place where the action is"),
        (others, "before_count", "before in the comparison area"),
        (others, "after_count", "after in the comparison area"),
    )
    for frame, column, where in needed:
        count = int(frame[column].sum())
        if count < LEAST_COUNT:
            raise Refusal(
                f"Only {count} were recorded {where}; {LEAST_COUNT} are needed.",
                why="In so few, one more or one fewer would look like an effect.",
                next_step="Take larger areas, a wider measure, or more years before.",
            )
    if not ours["after_count"].sum():
        raise Refusal(
            "None were recorded after in the place where the action is.",
            why="Nothing has no ratio to anything, and no interval.",
            next_step="Show the counts themselves, or take a larger area.",
        )


def _ratio(sums: Sequence[int], chance: Variation) -> tuple[Estimate, float, float]:
    """The ratio of ratios as a ratio of rates, the comparison area's counts being the exposure.

    All variance is laid on the treated place's two counts, so that the interval is the exact conditional one of
    effective counts, and equal to the delta method's where counts are large.
    """
    after, before, other_after, other_before = sums
    spread = chance.total / (1 / after + 1 / before)
    if after / spread < 1:
        raise Refusal(
            f"The count after, {after}, is too small to put a figure on the change.",
            why="The ratio of so small a count has no interval worth the name.",
            next_step="Show the counts themselves, or take a larger area.",
        )
    found = rate_ratios(
        after, before, exposure=other_after, other_exposure=other_before, dispersion=spread, df=chance.df
    )
    value, low, high = (float(each) for each in (found.ratio, found.low, found.high))
    estimate = Estimate(value, low, high, sum(sums), "ratio of ratios")
    return estimate, 1 - float(found.higher_probability), float(found.p_value)


def wdd_interval(wdd: WeightedDisplacementDifference, level: float = 0.95) -> tuple[float, float]:
    """The interval of a weighted displacement difference, on its wider standard error."""
    reach = float(-special.stdtrit(wdd.df, (1 - level) / 2)) * wdd.wide_standard_error
    return wdd.value - reach, wdd.value + reach


def _sides(counts: pl.DataFrame, codes: Sequence[str], *, summed: bool = False) -> tuple[Floats, Floats]:
    """Counts after and before, a row a place and a column a calendar month; added up to one row where asked."""
    chosen = counts.filter(pl.col("place_code").is_in(list(codes))).sort("place_code", "calendar_month")
    places = chosen["place_code"].n_unique()
    after, before = (
        chosen[name].to_numpy().astype(float).reshape(places, -1) for name in ("after_count", "before_count")
    )
    return (after.sum(0), before.sum(0)) if summed else (after, before)


def _drift(untouched: pl.DataFrame) -> Drift | None:
    codes = untouched["place_code"].unique().to_list()
    return drift_between(*_sides(untouched, codes)) if codes else None
