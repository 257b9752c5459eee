"""One measure in one place as the first sentence of a page with its figure; and its places side by side."""

from collections.abc import Iterator, Sequence

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Column, Row, Table, Text
from saferplan.documents.wording import decimal, percent_distance, signed_percent
from saferplan.measures.account import Account
from saferplan.measures.figures import (
    Place,
    change_figure,
    comparison_figure,
    count_figure,
    rank_figure,
    rate_figure,
)
from saferplan.measures.kept import Kept
from saferplan.measures.section import WITHHELD, rate_cells
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, month_span, months_in_words

Told = tuple[str, Figure | None]


def place_words(place: Place) -> str:
    """A place as a sentence names it."""
    return f"{place.name} ward" if place.kind == "ward" else place.name


def change_told(account: Account, measure: MeasureDefinition, place: Place) -> Told:
    """How a measure changed in a place; a change that its interval does not tell from none is said to be unclear."""
    row = account.readings.changes.get((measure.key, place.code))
    if row is None:
        return level_told(account, measure, place)
    pairs = account.readings.pairs[measure.key]
    now, before = _spans(pairs)
    if row["ratio"] is None:
        counted = f"{decimal(row['count'])} recorded in {now}, {decimal(row['against_count'])} in {before}"
        said = f"Too few {measure.noun} in {place_words(place)} to say how they changed: {counted}."
        months = [month for month, _ in pairs]
        return said, count_figure(account.basis, measure, place, months, row["count"])
    figure = change_figure(account.basis, measure, place, pairs, row)
    if row["low"] <= 1 <= row["high"]:
        interval = f"95 % interval {signed_percent(row['low'])} to {signed_percent(row['high'])}"
        change = f"{signed_percent(row['ratio'])} a day ({interval})"
        said = f"No clear change in {measure.in_sentence} in {place_words(place)}: {change}, {now} against {before}."
        return said, figure
    rose = row["ratio"] > 1
    ends = (row["low"], row["high"]) if rose else (row["high"], row["low"])
    near, far = (percent_distance(end) for end in ends)
    by = f"{percent_distance(row['ratio'])} a day (95 % interval {near.removesuffix(' %')} to {far})"
    begin = f"{measure.in_sentence[:1].upper()}{measure.in_sentence[1:]} in {place_words(place)}"
    return f"{begin} {'rose' if rose else 'fell'} by {by}, {now} against {before}.", figure


def level_told(account: Account, measure: MeasureDefinition, place: Place) -> Told:
    """How much was recorded of a measure in a place."""
    level = account.readings.levels.get((measure.key, place.code))
    months = account.readings.months[measure.key]
    if level is None or not months:
        return f"{measure.name} in {place_words(place)} could not be counted from the data supplied.", None
    figure = count_figure(account.basis, measure, place, months, level["count"])
    recorded = f"{decimal(level['count'])} {measure.one if level['count'] == 1 else measure.noun}"
    said = f"{recorded} recorded in {place_words(place)} in {months_in_words(months)}."
    if level["rate_per_1000"] is None:
        return said, figure
    rate = rate_figure(account.basis, measure, place, months, level)
    interval = f"95 % interval {decimal(level['low'], 2)} to {decimal(level['high'], 2)}"
    return f"{said[:-1]}: {decimal(level['rate_per_1000'], 2)} per 1,000 residents ({interval}).", rate


def places_of_measure(account: Account, measure: MeasureDefinition, places: Sequence[Place], caption: str) -> Table:
    """One measure in places side by side, highest rate first, each with its change; a place not counted has no row."""
    levels = account.readings.levels
    counted = [place for place in places if (measure.key, place.code) in levels]
    counted.sort(key=lambda place: levels[measure.key, place.code]["rate_per_1000"] or -1.0, reverse=True)
    rows = tuple(
        Row(((place.name,), *rate_cells(account, measure, place), *_change_cells(account, measure, place)))
        for place in counted
    )
    heads = ("Recorded", "Per 1,000 residents", "95 % interval", "Change per day", "95 % interval of it")
    note = (
        "Rates are per resident: where many people come to work, shop or go out, they overstate the risk to each. Of "
        "so many intervals some leave out no change by chance alone.",
    )
    columns = (Column("Place"), *(Column(head, "number") for head in heads))
    return Table(key="places", caption=caption, columns=columns, rows=rows, note=note)


def figures_shown(kept: Kept) -> Iterator[Figure]:
    """Every figure that the pages of a build lead to: count, rate, change, comparisons and rank, measure by measure."""
    setting = kept.setting
    shown = {place.code: place for place in (setting.area, *setting.districts, *setting.wards, *setting.groups)}
    for measure in loading.measures().values():
        for place in shown.values():
            yield from _of_place(kept, measure, place)
        months = kept.readings.months[measure.key]
        for (key, _, code), rank in kept.readings.ranks.items():
            if key == measure.key and code in shown:
                yield rank_figure(kept.basis, measure, shown[code], months, rank)
        for (key, code, rest), row in kept.readings.comparisons.items():
            if key == measure.key and code in shown and row["ratio"] is not None:
                held = Place("force_area" if rest in kept.basis.district_codes else "district", rest, "")
                yield comparison_figure(kept.basis, measure, shown[code], months, rest_of=held, comparison=row)


def _of_place(kept: Kept, measure: MeasureDefinition, place: Place) -> Iterator[Figure]:
    basis, found = kept.basis, kept.readings
    if level := found.levels.get((measure.key, place.code)):
        months = found.months[measure.key]
        yield count_figure(basis, measure, place, months, level["count"])
        if level["rate_per_1000"] is not None:
            yield rate_figure(basis, measure, place, months, level)
    if change := found.changes.get((measure.key, place.code)):
        pairs = found.pairs[measure.key]
        yield count_figure(basis, measure, place, [now for now, _ in pairs], change["count"])
        yield count_figure(basis, measure, place, [before for _, before in pairs], change["against_count"])
        if change["ratio"] is not None:
            yield change_figure(basis, measure, place, pairs, change)


def _spans(pairs: Sequence[tuple[Month, Month]]) -> tuple[str, str]:
    """The months compared, short enough for a first sentence: the line under it names them all.

    >>> _spans([(Month(2025, 1), Month(2024, 1)), (Month(2025, 3), Month(2024, 3))])
    ('2 months of January to March 2025', 'the same months of January to March 2024')
    """
    now, before = (tuple(pair[side] for pair in pairs) for side in (0, 1))
    if len(now) == now[-1].months_since(now[0]) + 1:
        return months_in_words(now), months_in_words(before)
    whole, whole_before = (months_in_words(month_span(months[0], months[-1])) for months in (now, before))
    return f"{len(now)} months of {whole}", f"the same months of {whole_before}"


def _change_cells(account: Account, measure: MeasureDefinition, place: Place) -> tuple[Text, Text]:
    row = account.readings.changes.get((measure.key, place.code))
    if row is None or row["ratio"] is None:
        return (WITHHELD,), (WITHHELD,)
    figure = change_figure(account.basis, measure, place, account.readings.pairs[measure.key], row)
    low, high = signed_percent(row["low"]), signed_percent(row["high"])
    ends = (account.book.printed(figure, low), " to ", account.book.printed(figure, high))
    return (account.book.printed(figure, signed_percent(row["ratio"])),), ends


def changes_title(account: Account, place: Place) -> str:
    """What a picture of every measure's change shows, without a claim of which stand out."""
    rows = [
        (row["ratio"], measure.in_sentence)
        for measure in loading.measures().values()
        if (row := account.readings.changes.get((measure.key, place.code))) and row["ratio"] is not None
    ]
    (most, risen), (least, fallen) = max(rows), min(rows)
    said = f"From {signed_percent(least)} a day ({fallen}) to {signed_percent(most)} ({risen})"
    return f"{said}, each with its interval"
