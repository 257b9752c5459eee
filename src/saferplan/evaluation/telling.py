"""An effect in words: the answer in a sentence, how sure it is, and the table, each number with its figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.assessment.findings import certainty, interval_of_distance, place_in_words
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Number, Text, plain
from saferplan.documents.wording import decimal, listed, percent_distance, signed_percent
from saferplan.evaluation.run import Evaluated
from saferplan.evidence.printed_figures import interval_in_words, value_in_words
from saferplan.measures.figures import Place
from saferplan.terms.figures import Figure
from saferplan.terms.months import months_in_words

Part = str | dict[str, str]
_NONE: Text = ("–",)


@dataclass(frozen=True, slots=True)
class Names:
    """What the places of a design are called."""

    place: str
    comparisons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an evaluation found, as pages and documents print it.

    `change` is the sentence that answers, `counts` the one that says what it rests on; `rows` stand under
    `headings`, and `note` says which months are before and after.
    """

    change: Text
    counts: Text
    certainty: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    note: str


def answer(done: Evaluated, measure: MeasureDefinition, names: Names) -> Answer:
    """The effect told."""
    before, after = (months_in_words(months) for months in (done.months.before, done.months.after))
    return Answer(
        change=_change(done, measure, names),
        counts=_counts(done),
        certainty=_certainty(done, measure),
        headings=("Place", f"{measure.name} before", "After", "95 % interval"),
        rows=tuple(_rows(done, names)),
        note=f"Before is {before}; after is {after}.",
    )


def _certainty(done: Evaluated, measure: MeasureDefinition) -> str:
    """How sure it is; where the interval holds no change, that what looks likely is not enough to be said."""
    found = done.effect
    fell = found.ratio.value < 1
    likely = certainty(found.fall_probability if fell else 1 - found.fall_probability)
    if not found.excludes_no_change:
        way = "fall" if fell else "rise"
        sure = f"a {way} against the comparison area is {likely}"
        return f"By these counts {sure}, which is not enough to say that there was one."
    verb = "fell" if fell else "rose"
    return f"It is {likely} that {measure.in_sentence} {verb} against the comparison area."


def figure_in_words(figure: Figure) -> str:
    """A figure of an effect, with its interval where it has one."""
    if figure.estimate.unit != "ratio of ratios":
        return f"{value_in_words(figure)} {interval_in_words(figure)}".strip()
    ends = f"{signed_percent(figure.estimate.low)} to {signed_percent(figure.estimate.high)}"
    return f"{signed_percent(figure.estimate.value)} against the comparison area, 95 % interval {ends}"


def _change(done: Evaluated, measure: MeasureDefinition, names: Names) -> Text:
    """How far it fell or rose; or that neither can be told from chance."""
    figure, ratio = done.figures.ratio, done.effect.ratio
    place = place_in_words(Place("ward", "", names.place))
    subject = f"{measure.in_sentence[:1].upper()}{measure.in_sentence[1:]} in {place} "
    size = Number(percent_distance(ratio.value), figure.figure_id)
    if done.effect.excludes_no_change:
        near, far = interval_of_distance(ratio.low, ratio.high, rose=ratio.value > 1)
        return (
            f"{subject}{'rose' if ratio.value > 1 else 'fell'} by ",
            size,
            " against the comparison area (95 % interval ",
            Number(near.removesuffix(" %"), figure.figure_id),
            " to ",
            Number(far, figure.figure_id),
            ").",
        )
    return (
        f"{subject}cannot be said to have changed against the comparison area: ",
        size,
        f" {_side(ratio.value)} (95 % interval ",
        Number(percent_distance(ratio.low), figure.figure_id),
        f" {_side(ratio.low)} to ",
        Number(percent_distance(ratio.high), figure.figure_id),
        f" {_side(ratio.high)}).",
    )


def _side(ratio: float) -> str:
    return "lower" if ratio < 1 else "higher"


def _counts(done: Evaluated) -> Text:
    figures = done.figures
    return (
        _number(figures.treated_after),
        f" were recorded in {months_in_words(done.months.after)}, where ",
        _number(figures.expected),
        " were to be expected had it gone as the comparison area did.",
    )


def _rows(done: Evaluated, names: Names) -> list[tuple[Text, ...]]:
    figures = done.figures
    rows: list[tuple[Text, ...]] = [
        ((names.place,), (_number(figures.treated_before),), (_number(figures.treated_after),), _NONE),
        (
            (f"Comparison area: {listed(names.comparisons)}",),
            (_number(figures.comparison_before),),
            (_number(figures.comparison_after),),
            _NONE,
        ),
        ((f"{names.place}, had it gone as the comparison area did",), _NONE, *_with_interval(figures.expected)),
    ]
    if figures.wdd:
        words = "More (or, below nothing, fewer) than the comparison area's change: weighted displacement difference"
        rows.append(((words,), _NONE, *_with_interval(figures.wdd)))
    return rows


def _with_interval(figure: Figure) -> tuple[Text, Text]:
    return (_number(figure),), (_number(figure, "low"), " to ", _number(figure, "high"))


def _number(figure: Figure, part: str = "value") -> Number:
    value = getattr(figure.estimate, part)
    text = "no end" if value in (float("inf"), float("-inf")) else decimal(value).replace("-", "−")
    return Number(text, figure.figure_id)


def parts_of(text: Text) -> list[Part]:
    """A text as plain values: strings, and a printed number with its figure."""
    return [
        {"text": part.text, "figure_id": part.figure_id} if isinstance(part, Number) else plain((part,))
        for part in text
    ]


def text_of(parts: Sequence[Any]) -> Text:
    """A text from plain values."""
    return tuple(part if isinstance(part, str) else Number(part["text"], part["figure_id"]) for part in parts)
