"""Candidate findings as people read them: a plain sentence with its figure, interval, certainty in words, source."""

from collections.abc import Sequence
from dataclasses import dataclass

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Strong, Text
from saferplan.documents.figure_book import figure_ids
from saferplan.documents.wording import percent, percent_distance
from saferplan.measures.account import Account
from saferplan.measures.figures import (
    Place,
    change_figure,
    comparison_figure,
    count_figure,
    rate_figure,
    share_figure,
)
from saferplan.measures.readings import Record
from saferplan.terms.certainty import Band, certainty_in_words
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, months_in_words

# From here on people grasp "2.4 times" sooner than "136 % above".
TOLD_IN_TIMES = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One candidate finding; `rank` 1 has most at stake. `reading` says what a reader must not conclude."""

    rank: int
    kind: str
    measure_key: str
    place_code: str
    sentence: Text
    certainty: Text
    reading: Text
    source: Text
    figure_ids: tuple[str, ...]


def certainty(probability: float) -> str:
    """A probability in the yardstick's words."""
    bands = tuple(Band(band.words, band.low, band.high) for band in loading.certainty_scale().bands)
    return certainty_in_words(probability, bands)


def finding(rank: int, screened: Record, account: Account) -> Finding:
    """One row of Screened as a finding."""
    measure = loading.measures()[screened["measure_key"]]
    place = account.basis.place(screened)
    if screened["kind"] == "change":
        sentence, direction, span = _change(measure, place, account)
    else:
        rest = Place("district", screened["rest_of_code"], account.basis.name(screened["rest_of_code"]))
        told = _level if screened["kind"] == "level" else _concentration
        sentence, direction, span = told(measure, place, rest, account)
    said = certainty(screened["probability"])
    ids = figure_ids(sentence)
    return Finding(
        rank=rank,
        kind=screened["kind"],
        measure_key=measure.key,
        place_code=place.code,
        sentence=sentence,
        certainty=("It is ", Strong(said), f" that the underlying rate {direction}."),
        reading=_reading(measure, screened["kind"]),
        source=(f"{span}. {account.basis.source} Build {account.basis.build_id}. Figures {', '.join(ids)}.",),
        figure_ids=ids,
    )


def _reading(measure: MeasureDefinition, kind: str) -> Text:
    reasons = [measure.polarity_reason] if measure.polarity == "unclear" else []
    if kind == "concentration":
        reasons.append(
            "Where many people come to work, shop or go out, a rate per resident overstates the risk to each."
        )
    return (" ".join(reasons),) if reasons else ()


def place_in_words(place: Place, *, start: bool = False) -> str:
    """A place as a sentence names it."""
    if place.kind == "ward":
        return f"{place.name} ward"
    if place.kind in ("lsoa", "common_area"):
        kind = "neighbourhoods" if " and " in place.name else "neighbourhood"
        return f"{'The' if start else 'the'} {kind} {place.name}"
    return place.name


def interval_of_distance(low: float, high: float, *, rose: bool) -> tuple[str, str]:
    """The ends of a ratio's interval as distances from no difference, smaller first."""
    ends = (low, high) if rose else (high, low)
    return percent_distance(ends[0]), percent_distance(ends[1])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _change(measure: MeasureDefinition, place: Place, account: Account) -> tuple[Text, str, str]:
    row = account.readings.changes[measure.key, place.code]
    pairs = account.readings.pairs[measure.key]
    months, against = tuple(now for now, _ in pairs), tuple(before for _, before in pairs)
    figure = change_figure(account.basis, measure, place, pairs, row)
    rose = row["ratio"] > 1
    near, far = interval_of_distance(row["low"], row["high"], rose=rose)
    verb = "rose" if rose else "fell"
    by: Text = (
        f"{verb} by ",
        account.book.printed(figure, percent_distance(row["ratio"])),
        " a day (95 % interval ",
        account.book.printed(figure, near.removesuffix(" %")),
        " to ",
        account.book.printed(figure, far),
        ")",
    )
    if row["ratio"] >= TOLD_IN_TIMES:
        by = ("rose to ", *_times(account, figure, row), " as many a day")
    sentence: Text = (
        f"{_capital(measure.in_sentence)} in {place_in_words(place)} ",
        *by,
        ": ",
        account.book.number(count_figure(account.basis, measure, place, months, row["count"])),
        f" recorded in {months_in_words(months)}, ",
        account.book.number(count_figure(account.basis, measure, place, against, row["against_count"])),
        f" in {months_in_words(against)}.",
    )
    return sentence, verb, f"{months_in_words(months)} against {months_in_words(against)}"


def _level(measure: MeasureDefinition, place: Place, rest: Place, account: Account) -> tuple[Text, str, str]:
    row = account.readings.comparisons[measure.key, place.code, rest.code]
    level = account.readings.levels[measure.key, place.code]
    months = account.readings.months[measure.key]
    figure = comparison_figure(
        account.basis, measure, place, months, rest_of=Place("force_area", rest.code, rest.name), comparison=row
    )
    higher = row["ratio"] > 1
    near, far = interval_of_distance(row["low"], row["high"], rose=higher)
    side = "above" if higher else "below"
    beside: Text = (
        account.book.printed(figure, percent_distance(row["ratio"])),
        " (95 % interval ",
        account.book.printed(figure, near.removesuffix(" %")),
        " to ",
        account.book.printed(figure, far),
        f") {side} that",
    )
    if row["ratio"] >= TOLD_IN_TIMES:
        beside = (*_times(account, figure, row), " that")
    sentence: Text = (
        f"The rate of {measure.in_sentence} in {place_in_words(place)} was ",
        *beside,
        f" of the rest of the {rest.name} police area: ",
        account.book.number(rate_figure(account.basis, measure, place, months, level), places=2),
        f" {measure.noun} per 1,000 residents in {months_in_words(months)}.",
    )
    return sentence, f"is {side} that of the rest of the police area", _level_span(months)


def _concentration(measure: MeasureDefinition, place: Place, rest: Place, account: Account) -> tuple[Text, str, str]:
    row = account.readings.comparisons[measure.key, place.code, rest.code]
    months = account.readings.months[measure.key]
    whole = Place("district", rest.code, rest.name)
    figure = comparison_figure(account.basis, measure, place, months, rest_of=whole, comparison=row)
    whole_count = row["count"] + row["rest_count"]
    share = share_figure(
        account.basis, measure, place, months, whole=whole, count=row["count"], whole_count=whole_count
    )
    sentence: Text = (
        f"{_capital(place_in_words(place, start=True))} had ",
        account.book.number(count_figure(account.basis, measure, place, months, row["count"])),
        f" of {rest.name}'s ",
        account.book.number(count_figure(account.basis, measure, whole, months, whole_count)),
        f" {measure.noun} in {months_in_words(months)} (",
        account.book.printed(share, percent(share.estimate.value)),
        "); its rate per resident was ",
        *_times(account, figure, row),
        f" that of the rest of {rest.name}.",
    )
    side = "higher" if row["ratio"] > 1 else "lower"
    return sentence, f"is {side} than in the rest of {rest.name}", _level_span(months)


def _times(account: Account, figure: Figure, row: Record) -> Text:
    # With one decimal an end just above 1 would read as no difference.
    places = 1 if row["low"] >= 1.05 else 2
    return (
        account.book.number(figure, places=places),
        " times (95 % interval ",
        account.book.number(figure, places=places, part="low"),
        " to ",
        account.book.number(figure, places=places, part="high"),
        ")",
    )


def _level_span(months: Sequence[Month]) -> str:
    return f"{months_in_words(tuple(months))}. Residents: Census 2021"
