"""The measures' part of a document: levels, changes, districts and wards as tables."""

from collections.abc import Mapping, Sequence
from typing import Literal

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Column, Row, Table, Text
from saferplan.documents.wording import signed_percent
from saferplan.evidence.section import STATE_WORDS
from saferplan.measures.account import Account
from saferplan.measures.figures import (
    Place,
    change_figure,
    count_figure,
    rank_figure,
    rate_figure,
    residents_figure,
)
from saferplan.measures.readings import TOTALS, Record, pair_spans, spans
from saferplan.measures.timing import LEAST_MATCHED_MONTHS
from saferplan.terms.months import Month

WITHHELD = "not given"
PLACE_HEADINGS = {
    "all_crime": ("Crimes", "Crimes per 1,000 residents", "95 % interval"),
    "anti_social_behaviour": ("ASB incidents", "ASB per 1,000 residents", "95 % interval of ASB"),
}
Emphasis = Literal["none", "ours", "total"]


def rate_cells(account: Account, measure: MeasureDefinition, place: Place) -> list[Text]:
    """Count, rate and interval of one measure in one place, as the cells of a table."""
    level = account.readings.levels.get((measure.key, place.code))
    if level is None:
        return [(WITHHELD,)] * 3
    months = account.readings.months[measure.key]
    count = account.book.number(count_figure(account.basis, measure, place, months, level["count"]))
    if level["rate_per_1000"] is None:
        return [(count,), (WITHHELD,), (WITHHELD,)]
    figure = rate_figure(account.basis, measure, place, months, level)
    interval = (
        account.book.number(figure, places=2, part="low"),
        " to ",
        account.book.number(figure, places=2, part="high"),
    )
    return [(count,), (account.book.number(figure, places=2),), interval]


def levels_table(account: Account, place: Place, groups: Sequence[Place]) -> Table:
    """Every measure of a place: counts, rates, and ranks in each group of districts."""
    rows = []
    ranking = [group for group in groups if _rank_of(account, place, group)]
    for measure in _counted(account):
        cells = rate_cells(account, measure, place)
        ranked = [_rank_cell(account, measure, place, group) for group in ranking]
        rows.append(Row(((measure.name,), *cells, *ranked), "total" if measure.key in TOTALS else "none"))
    headings = [
        Column("Measure"),
        Column("Recorded", "number"),
        Column("Per 1,000 residents", "number"),
        Column("95 % interval", "number"),
    ]
    headings += [Column(f"Rank in the {_group_word(group)}", "number") for group in ranking]
    return Table(
        key="levels",
        caption=f"Crime and anti-social behaviour recorded in {place.name}, {spans(account.readings)}",
        columns=tuple(headings),
        rows=tuple(rows),
        note=(
            *_how_ranked(account, place, ranking),
            "Crime types add up to all crime; anti-social behaviour is counted apart. Rates are for the whole period "
            "shown, not for a year unless it is one. Residents: Census 2021.",
        ),
    )


def _rank_of(account: Account, place: Place, group: Place) -> Record | None:
    """The rank by the first of the totals that was counted."""
    found = (account.readings.ranks.get((key, group.code, place.code)) for key in TOTALS)
    return next((rank for rank in found if rank), None)


def _how_ranked(account: Account, place: Place, ranking: Sequence[Place]) -> Text:
    text: Text = ()
    for group in ranking:
        rank = _rank_of(account, place, group)
        assert rank is not None, "a group is among these where the place has a rank in it"
        measure = loading.measures()[rank["measure_key"]]
        figure = rank_figure(account.basis, measure, place, account.readings.months[measure.key], rank)
        number = account.book.printed(figure, str(rank["of"]))
        text += (" and " if text else "Ranked among ", number, f" districts of the {_group_word(group)}")
    if not text:
        return ()
    said = ". Rank 1 is the highest rate; in brackets the ranks that the figures cannot tell apart, all together. "
    return (*text, said)


def _group_word(group: Place) -> str:
    return "police area" if group.kind == "force_area" else "county"


def _rank_cell(account: Account, measure: MeasureDefinition, place: Place, group: Place) -> Text:
    rank = account.readings.ranks.get((measure.key, group.code, place.code))
    if rank is None:
        return (WITHHELD,)
    figure = rank_figure(account.basis, measure, place, account.readings.months[measure.key], rank)
    return (
        account.book.number(figure),
        " (",
        account.book.number(figure, part="low"),
        " to ",
        account.book.number(figure, part="high"),
        ")",
    )


def changes_table(account: Account, place: Place) -> Table:
    """Every measure of a place against the same months before, per day."""
    rows = []
    for measure in loading.measures().values():
        change = account.readings.changes.get((measure.key, place.code))
        if change is None:
            continue
        cells = ((measure.name,), *_change_cells(account, measure, place))
        rows.append(Row(cells, "total" if measure.key in TOTALS else "none"))
    return Table(
        key="changes",
        caption=f"Change per day in {place.name}, {pair_spans(account.readings)}",
        columns=(
            Column("Measure"),
            Column("Before", "number"),
            Column("Now", "number"),
            Column("Change per day", "number"),
            Column("95 % interval", "number"),
            Column("What the interval shows"),
        ),
        rows=tuple(rows),
        note=(
            "Change is per day, because the months compared may differ in length, as February does. Intervals "
            "allow for crimes that come in clusters; they describe chance, not changes in reporting or recording. Of "
            "so many intervals one or two may leave out no change by chance alone; candidate findings allow for that.",
        ),
    )


def _change_cells(account: Account, measure: MeasureDefinition, place: Place) -> list[Text]:
    change = account.readings.changes[measure.key, place.code]
    pairs = account.readings.pairs[measure.key]
    before = count_figure(account.basis, measure, place, [earlier for _, earlier in pairs], change["against_count"])
    now = count_figure(account.basis, measure, place, [month for month, _ in pairs], change["count"])
    counts: list[Text] = [(account.book.number(before),), (account.book.number(now),)]
    if change["ratio"] is None:
        return [*counts, (WITHHELD,), (WITHHELD,), ("Too few to say",)]
    figure = change_figure(account.basis, measure, place, pairs, change)
    interval: Text = (
        account.book.printed(figure, signed_percent(change["low"])),
        " to ",
        account.book.printed(figure, signed_percent(change["high"])),
    )
    return [
        *counts,
        (account.book.printed(figure, signed_percent(change["ratio"])),),
        interval,
        (_shown(change, len(pairs)),),
    ]


def _shown(change: Record, month_count: int) -> str:
    if month_count < LEAST_MATCHED_MONTHS:
        return "Too few months to say"
    if change["low"] > 1:
        return "A rise"
    if change["high"] < 1:
        return "A fall"
    return "No clear change"


def places_table(
    account: Account,
    places: Sequence[Place],
    *,
    key: str,
    heading: str,
    caption: str,
    ours: frozenset[str],
    total: Place | None,
    residents_source: str,
) -> Table:
    """Places side by side: residents, all crime and anti-social behaviour, highest rate of crime first.

    A place that could not be counted has no row.
    """
    measures = [measure for measure in _counted(account) if measure.key in TOTALS]
    ordered = sorted(places, key=lambda place: _rate(account, place), reverse=True)
    rows = []
    for place in [*ordered, *([total] if total else [])]:
        level = _level(account, place)
        if level is None:
            continue
        residents = account.book.number(residents_figure(account.basis, place, level["residents"], residents_source))
        cells = [cell for measure in measures for cell in rate_cells(account, measure, place)]
        name = f"{place.name} police area" if place.kind == "force_area" else place.name
        emphasis: Emphasis = "total" if place is total else "ours" if place.code in ours else "none"
        rows.append(Row(((name,), (residents,), *cells), emphasis))
    return Table(
        key=key,
        caption=caption,
        columns=(
            Column(heading),
            Column("Residents", "number"),
            *(Column(words, "number") for measure in measures for words in PLACE_HEADINGS[measure.key]),
        ),
        rows=tuple(rows),
        note=("ASB is anti-social behaviour. Intervals are exact Poisson intervals: they describe chance alone.",),
    )


def _counted(account: Account) -> list[MeasureDefinition]:
    """The measures of which some month of the period can be counted."""
    return [measure for measure in loading.measures().values() if account.readings.months[measure.key]]


def _level(account: Account, place: Place) -> Record | None:
    """The place's row of the first of the totals that was counted."""
    found = (account.readings.levels.get((key, place.code)) for key in TOTALS)
    return next((level for level in found if level), None)


def _rate(account: Account, place: Place) -> float:
    level = _level(account, place)
    rate = level["rate_per_1000"] if level else None
    return -1.0 if rate is None else float(rate)


def months_table(
    account: Account, place: Place, *, shown: Sequence[Month], states: Mapping[str, Mapping[Month, str]]
) -> Table:
    """Both totals month by month; a month that is missing says so, and one that is short has its count in doubt."""
    rows = [
        Row(
            (
                (month.words,),
                *(cell for key in TOTALS for cell in _month_cells(account, key, place, month, states[key])),
            )
        )
        for month in shown
    ]
    return Table(
        key="months",
        caption=f"Recorded in {place.name}, month by month",
        columns=(
            Column("Month"),
            Column("Crimes", "number"),
            Column("Supply of crimes"),
            Column("Anti-social behaviour incidents", "number"),
            Column("Supply of incidents"),
        ),
        rows=tuple(rows),
        note=("A month without a file is missing, not zero; one with too little supplied is not compared.",),
    )


def _month_cells(
    account: Account, key: str, place: Place, month: Month, states: Mapping[Month, str]
) -> tuple[Text, Text]:
    state = states.get(month, "missing")
    count = account.readings.series.get((key, place.code), {}).get(month)
    if state == "missing" or count is None:
        return ("–",), (STATE_WORDS["missing"],)
    figure = count_figure(account.basis, loading.measures()[key], place, [month], count)
    return (account.book.number(figure),), (STATE_WORDS[state],)
