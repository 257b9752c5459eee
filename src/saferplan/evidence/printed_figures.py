"""A figure as pages print it: its value and interval in words, and the small line that goes under it."""

from dataclasses import dataclass

from saferplan.documents.wording import decimal, percent, signed_percent
from saferplan.terms.figures import Figure

_WHOLE = frozenset({"count", "rank", "residents", "rows", "survey_concern_rank", "survey_base"})


@dataclass(frozen=True, slots=True)
class FigureLine:
    """What stands under a figure: period, denominator, source without its heading, build, address."""

    figure_id: str
    period: str
    against: str
    denominator: str
    source: str
    build: str


def figure_line(figure: Figure) -> FigureLine:
    """The small line under a figure."""
    return FigureLine(
        figure_id=figure.figure_id,
        period=figure.period,
        against=figure.against or "",
        denominator=figure.denominator or "",
        source=figure.source.removeprefix("Source: ").rstrip("."),
        build=figure.build_id,
    )


def value_in_words(figure: Figure) -> str:
    """A figure's value with its unit.

    >>> from saferplan.terms.estimates import Estimate
    >>> estimate = Estimate(0.93, 0.88, 0.99, 300, "ratio of daily rates")
    >>> value_in_words(Figure("change", None, "", "", "", "", None, estimate, None, "", "", {}))
    '−7 % a day'
    """
    estimate = figure.estimate
    if estimate.unit == "ratio of daily rates":
        return f"{signed_percent(estimate.value)} a day"
    if estimate.unit == "ratio of rates":
        return f"{_number(figure, estimate.value)} times the rate of the rest"
    if estimate.unit.startswith("share"):
        beside = estimate.unit.partition(" ")[2]
        return f"{percent(estimate.value)} {beside}".strip()
    return f"{_number(figure, estimate.value)} {estimate.unit}"


def interval_in_words(figure: Figure) -> str:
    """A figure's interval with its level; "" for what was counted and has none."""
    estimate = figure.estimate
    if estimate.low == estimate.high:
        return ""
    if estimate.unit == "ratio of daily rates":
        ends = signed_percent(estimate.low), signed_percent(estimate.high)
    elif estimate.unit.startswith("share"):
        ends = percent(estimate.low), percent(estimate.high)
    else:
        ends = _number(figure, estimate.low), _number(figure, estimate.high)
    return f"{decimal(estimate.level * 100)} % interval {ends[0]} to {ends[1]}"


def _number(figure: Figure, value: float) -> str:
    if value in (float("inf"), float("-inf")):
        return "no end"
    return decimal(value, 0 if figure.statistic in _WHOLE or float(value).is_integer() else 2)
