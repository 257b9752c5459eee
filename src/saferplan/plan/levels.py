"""Baselines and targets in words, in the unit of the figure they are measured by; shares as percentages."""

from math import inf

from saferplan.documents.printed_values import printer
from saferplan.documents.wording import decimal
from saferplan.terms.figures import Figure

# What a plan can set out from is a level. A change, a rank or the number of residents is none.
_NO_LEVEL = ("ratio", "rank", "residents")


def is_level(figure: Figure) -> bool:
    """Whether a figure says how much there is of something, so that an objective can begin from it."""
    return not figure.estimate.unit.startswith(_NO_LEVEL)


def is_share(figure: Figure) -> bool:
    return figure.estimate.unit.startswith("share")


def number_in_words(value: float, figure: Figure) -> str:
    """A value as the figure's own is printed, without its unit."""
    if is_share(figure):
        return f"{decimal(value * 100, 0 if abs(value * 100 - round(value * 100)) < 0.05 else 1)} %"
    return printer([value, figure.estimate.value])(value)


def level_in_words(figure: Figure) -> str:
    """The figure's value, unit and interval.

    A count of what was recorded has no interval, as it is offered as such.
    """
    estimate = figure.estimate
    unit = estimate.unit.removeprefix("share").strip() if is_share(figure) else estimate.unit
    value = number_in_words(estimate.value, figure)
    interval = ""
    if estimate.low < estimate.high:
        low, high = (number_in_words(end, figure) for end in (estimate.low, estimate.high))
        interval = f" ({decimal(estimate.level * 100)} % interval {low} to {high})"
    return f"{value} {unit}".strip() + interval


def figure_in_words(figure: Figure) -> str:
    """The figure with what, where and when it is of."""
    return f"{figure.measure_name}, {figure.place_name}, {figure.period}: {level_in_words(figure)}"


def contradiction(polarity: str, target: float | None, baseline: Figure | None) -> str | None:
    """Why a target cannot be, or goes the wrong way for its polarity; None where it may stand, or has no baseline."""
    if target is None or baseline is None:
        return None
    if not 0 <= target < inf or (is_share(baseline) and target > 1):
        return "No count, rate or share can ever be that."
    begins, aims = (number_in_words(value, baseline) for value in (baseline.estimate.value, target))
    if polarity == "lower_is_better" and target > baseline.estimate.value:
        return f"Less is better, but the target of {aims} is above the baseline of {begins}."
    if polarity == "higher_is_better" and target < baseline.estimate.value:
        return f"More is better, but the target of {aims} is below the baseline of {begins}."
    return None
