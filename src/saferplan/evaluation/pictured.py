"""An evaluation as pictures: month by month in the place and beside it, or the effect with its interval alone."""

from collections.abc import Collection, Mapping, Sequence

from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.pictures import Dot, Dots, MonthLine, MonthValue
from saferplan.documents.wording import decimal, signed_percent
from saferplan.evaluation.design import Design
from saferplan.evaluation.run import Evidence, monthly_counts
from saferplan.pages.pictures import Chart, svg_for_page
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, month_span


def month_charts(
    evidence: Evidence, design: Design, measure: MeasureDefinition, names: Mapping[str, str]
) -> tuple[Chart, ...]:
    """The place and its comparison area, each month by month; the months after are drawn full, the others lighter.

    `names` gives their names, by "treated" and "comparison".
    """
    usable = evidence.usable_months(design.measure_key)
    return tuple(
        _month_chart(names[key], months, usable, design, measure)
        for key, months in monthly_counts(evidence, design).items()
    )


def _month_chart(
    name: str, counts: Mapping[Month, int], usable: frozenset[Month], design: Design, measure: MeasureDefinition
) -> Chart:
    values = tuple(_value(month, counts, usable) for month in month_span(min(usable), max(usable)))
    before = {month for period in design.before for month in period.months}
    sides = [_side(values, before), _side(values, design.after.months)]
    title = f"{name}: {decimal(_mean(sides[1]), 1)} a month after, {decimal(_mean(sides[0]), 1)} before"
    alternative = _alternative(values, sides, name)
    picture = MonthLine(values, f"{measure.noun[:1].upper()}{measure.noun[1:]} a month", design.after.months)
    return Chart(
        title=title,
        svg=svg_for_page(picture, title=title, alternative=alternative),
        alternative=alternative,
        subtitle=f"{measure.name}. The period after, {design.after.words}, is drawn full.",
        table=_table(f"{name}, month by month", values),
    )


def effect_chart(figure: Figure, place: str) -> Chart:
    """The effect as a dot on its interval beside no difference."""
    estimate = figure.estimate
    dot = Dot(place, estimate.value, estimate.low, estimate.high, ours=True)
    picture = Dots((dot,), "Change against the comparison area", 1.0, "As the comparison area", True, True)
    ends = f"{signed_percent(estimate.low)} to {signed_percent(estimate.high)}"
    alternative = f"One dot at {signed_percent(estimate.value)}, its 95 % interval {ends}; no difference is 0 %."
    title = f"{place}: {signed_percent(estimate.value)} against the comparison area"
    return Chart(title, svg_for_page(picture, title=title, alternative=alternative), alternative)


def _value(month: Month, counts: Mapping[Month, int], usable: frozenset[Month]) -> MonthValue:
    if month in usable:
        return MonthValue(month, counts.get(month, 0))
    return MonthValue(month, counts.get(month), "short" if month in counts else "missing")


def _side(values: Sequence[MonthValue], months: Collection[Month]) -> list[float]:
    """The counts of the whole months on one side of the action."""
    return [value.value or 0 for value in values if value.state == "supplied" and value.month in months]


def _mean(counts: Sequence[float]) -> float:
    return sum(counts) / len(counts) if counts else 0.0


def _alternative(values: Sequence[MonthValue], sides: Sequence[Sequence[float]], name: str) -> str:
    said = [
        f"{word}, {decimal(_mean(counts), 1)} a month on average, from {decimal(min(counts))} to {decimal(max(counts))}"
        for word, counts in zip(("before", "after"), sides, strict=True)
        if counts
    ]
    gaps = [value.month.words for value in values if value.state != "supplied"]
    left_out = f" Not whole: {', '.join(gaps)}." if gaps else ""
    return f"A line of months in {name}: {'; '.join(said)}.{left_out}"


def _table(caption: str, values: Sequence[MonthValue]) -> dict[str, object]:
    words = {"supplied": "", "short": " (too little supplied)", "missing": ""}
    rows = [
        [
            value.month.words,
            "no data supplied" if value.value is None else f"{decimal(value.value)}{words[value.state]}",
        ]
        for value in values
    ]
    return {
        "caption": caption,
        "columns": [{"heading": "Month"}, {"heading": "Recorded", "kind": "number"}],
        "rows": rows,
    }
