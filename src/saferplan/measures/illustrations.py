"""The measures as pictures: months as a line, districts and changes as dots, wards as a map."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Illustration, Text, plain
from saferplan.documents.pictures import Dot, Dots, MapArea, MonthLine, MonthValue, RateMap
from saferplan.documents.wording import decimal, listed, ordinal, percent_distance, signed_percent
from saferplan.measures.account import Account
from saferplan.measures.figures import Place, change_figure, count_figure, rank_figure, rate_figure
from saferplan.measures.readings import pair_spans
from saferplan.places.geometry import Rings
from saferplan.terms.months import Month, months_in_words

MOST_CLASSES = 5


def month_line(
    account: Account,
    measure: MeasureDefinition,
    place: Place,
    *,
    shown: Sequence[Month],
    states: Mapping[Month, str],
) -> Illustration:
    """A measure month by month; a month that is missing or short is drawn as such and named."""
    series = account.readings.series[measure.key, place.code]
    months = tuple(_month_value(month, series, states) for month in shown)
    period = account.readings.months[measure.key]
    in_period = {month: series[month] for month in period}
    most, least = max(in_period, key=lambda month: in_period[month]), min(in_period, key=lambda month: in_period[month])
    most_number = account.book.number(count_figure(account.basis, measure, place, [most], in_period[most]))
    least_number = account.book.number(count_figure(account.basis, measure, place, [least], in_period[least]))
    title: Text = (
        f"{_capital(measure.noun)} in {place.name} ranged from ",
        least_number,
        f" in {least.words} to ",
        most_number,
        f" in {most.words}",
    )
    if in_period[most] == in_period[least]:
        months_said = most.words if len(period) == 1 else f"each month of {months_in_words(period)}"
        title = (most_number, f" {measure.noun} were recorded in {place.name} in {months_said}")
    unsupplied = tuple(value.month for value in months if value.state != "supplied")
    gaps = f" Missing or short, and not zero: {months_in_words(unsupplied)}." if unsupplied else ""
    return Illustration(
        key=f"months-{measure.key}",
        title=title,
        subtitle=f"{measure.name}, {place.name}, month by month, {shown[0].words} to {shown[-1].words}",
        picture=MonthLine(months, unit=f"{_capital(measure.noun)} a month", highlighted=period),
        alternative=f"A line of {measure.noun} recorded each month. {plain(title)}.{gaps}",
        source=(f"{account.basis.source} Build {account.basis.build_id}.",),
    )


def _month_value(month: Month, series: Mapping[Month, int], states: Mapping[Month, str]) -> MonthValue:
    state = states.get(month, "missing")
    if state == "missing" or month not in series:
        return MonthValue(month, None, "missing")
    return MonthValue(month, series[month], "short" if state == "short" else "supplied")


def district_dots(
    account: Account,
    measure: MeasureDefinition,
    districts: Sequence[Place],
    *,
    ours: Sequence[Place],
    group: Place,
) -> Illustration | None:
    """The districts' rates with their intervals, ours apart and the rate of them all together as a line."""
    levels = {place.code: account.readings.levels.get((measure.key, place.code)) for place in districts}
    rated = [
        (place, level) for place in districts if (level := levels[place.code]) and level["rate_per_1000"] is not None
    ]
    ranked = [place for place in ours if (measure.key, group.code, place.code) in account.readings.ranks]
    if not ranked or len(rated) < 2:
        return None
    rated.sort(key=lambda item: item[1]["rate_per_1000"], reverse=True)
    ranked.sort(key=lambda place: account.readings.ranks[measure.key, group.code, place.code]["rank"])
    months = account.readings.months[measure.key]
    whole = account.readings.levels[measure.key, group.code]
    title = _ranks_in_title(account, measure, ranked, group)
    dots = tuple(
        Dot(place.name, level["rate_per_1000"], level["low"], level["high"], ours=place in ranked)
        for place, level in rated
    )
    return Illustration(
        key=f"districts-{measure.key}",
        title=title,
        subtitle=f"{measure.name} per 1,000 residents, districts, {months_in_words(months)}",
        picture=Dots(
            dots,
            value_label=f"{_capital(measure.noun)} per 1,000 residents, with 95 % interval",
            reference=whole["rate_per_1000"],
            reference_label=f"{group.name} police area",
        ),
        alternative=(
            f"Dots with intervals, highest first. {plain(title)}. The highest is {dots[0].name} with "
            f"{decimal(dots[0].value, 2)}, the lowest {dots[-1].name} with {decimal(dots[-1].value, 2)}."
        ),
        source=(f"{account.basis.source} Residents: Census 2021. Build {account.basis.build_id}.",),
    )


def _ranks_in_title(account: Account, measure: MeasureDefinition, ranked: Sequence[Place], group: Place) -> Text:
    """Each of our districts with its rank and rate, the higher rank first."""
    months = account.readings.months[measure.key]
    text: Text = ()
    for place in ranked:
        row = account.readings.ranks[measure.key, group.code, place.code]
        rank = rank_figure(account.basis, measure, place, months, row)
        rate = rate_figure(account.basis, measure, place, months, account.readings.levels[measure.key, place.code])
        text += (
            f" and {place.name} " if text else f"{place.name} ranks ",
            account.book.printed(rank, ordinal(row["rank"])),
            *((" of ", account.book.printed(rank, str(row["of"])), _districts_of(group)) if not text else ()),
            " with ",
            account.book.number(rate, places=2),
            f" {measure.noun} per 1,000 residents" if not text else "",
        )
    return text


def _districts_of(group: Place) -> str:
    return f" districts of the {group.name} police area"


def change_dots(account: Account, place: Place, *, candidates: Collection[str]) -> Illustration | None:
    """Every measure's change per day with its interval, as a percentage, greatest rise first.

    `candidates` are the measures whose change stands out among all that was looked at; the title is of those alone.
    """
    rows = [
        (measure, account.readings.changes[measure.key, place.code])
        for measure in loading.measures().values()
        if (measure.key, place.code) in account.readings.changes
        and account.readings.changes[measure.key, place.code]["ratio"] is not None
    ]
    if not rows:
        return None
    rows.sort(key=lambda item: item[1]["ratio"], reverse=True)
    clear = [(measure, change) for measure, change in rows if measure.key in candidates]
    title: Text = ("No change stands out among all that was looked at",)
    if clear:
        measure, change = min(clear, key=lambda item: item[1]["p_value"])
        figure = change_figure(account.basis, measure, place, account.readings.pairs[measure.key], change)
        title = (
            f"The clearest change: {measure.in_sentence} {'rose' if change['ratio'] > 1 else 'fell'} by ",
            account.book.printed(figure, percent_distance(change["ratio"])),
            " a day",
        )
    dots = tuple(
        Dot(measure.name, change["ratio"], change["low"], change["high"], ours=measure.key == "all_crime")
        for measure, change in rows
    )
    ranges = "; ".join(f"{measure.name} {signed_percent(change['ratio'])}" for measure, change in rows)
    return Illustration(
        key="changes-by-type",
        title=title,
        subtitle=f"Change per day in {place.name}, {pair_spans(account.readings)}",
        picture=Dots(
            dots,
            value_label="Change per day, with 95 % interval",
            reference=1.0,
            reference_label="No change",
            log=True,
            percent_change=True,
        ),
        alternative=f"Dots with intervals, greatest rise first. {ranges}.",
        source=(f"{account.basis.source} Build {account.basis.build_id}.",),
    )


def ward_map(
    account: Account,
    measure: MeasureDefinition,
    wards: Sequence[Place],
    outlines: Mapping[str, Rings],
    area: Place,
    *,
    attribution: str,
) -> Illustration | None:
    """The wards shaded by rate. None where no ward has both a rate and an outline."""
    rates = {
        ward.code: account.readings.levels[measure.key, ward.code]["rate_per_1000"]
        for ward in wards
        if (measure.key, ward.code) in account.readings.levels
    }
    shown = [ward for ward in wards if rates.get(ward.code) is not None and ward.code in outlines]
    if not shown:
        return None
    shown.sort(key=lambda ward: rates[ward.code], reverse=True)
    months = account.readings.months[measure.key]
    highest = shown[0]
    level = account.readings.levels[measure.key, highest.code]
    title: Text = (
        f"{highest.name} has the highest rate, ",
        account.book.number(rate_figure(account.basis, measure, highest, months, level), places=2),
        f" {measure.noun} per 1,000 residents",
    )
    areas = tuple(_map_area(ward, outlines, rates) for ward in wards if ward.code in outlines)
    values = [float(rates[ward.code]) for ward in shown]
    following = f"; next {'is' if len(shown) == 2 else 'are'} {listed(_names(shown[1:4]))}" if shown[1:] else ""
    return Illustration(
        key=f"wards-{measure.key}",
        title=title,
        subtitle=f"{measure.name} per 1,000 residents, wards of {area.name}, {months_in_words(months)}",
        picture=RateMap(
            areas,
            value_label=f"{_capital(measure.noun)} per 1,000 residents",
            breaks=class_breaks(values),
            labelled=tuple(ward.name for ward in shown[:4]),
        ),
        alternative=(
            f"A map of wards shaded by rate. {plain(title)}{following}. "
            f"The lowest is {shown[-1].name} with {decimal(values[-1], 2)}. The table of wards gives every rate."
        ),
        source=(f"{account.basis.source} Residents: Census 2021. {attribution} Build {account.basis.build_id}.",),
    )


def _names(places: Sequence[Place]) -> list[str]:
    return [place.name for place in places]


def _map_area(ward: Place, outlines: Mapping[str, Rings], rates: Mapping[str, float | None]) -> MapArea:
    """A ward that was counted and has no rate has too few residents for one; one that was not counted has no data."""
    rate = rates.get(ward.code)
    state: Literal["shown", "withheld", "no_data"] = "withheld" if ward.code in rates else "no_data"
    return MapArea(ward.name, outlines[ward.code], rate, state if rate is None else "shown")


def class_breaks(values: Sequence[float]) -> tuple[float, ...]:
    """Upper bounds of all classes but the last: quintiles, to two significant figures.

    >>> class_breaks([12, 31, 44, 58, 77, 90, 104, 260])
    (31.0, 58.0, 77.0, 100.0)
    """
    ordered = sorted(values)
    classes = min(MOST_CLASSES, len(set(ordered)))
    cuts = (ordered[min(len(ordered) * step // classes, len(ordered) - 1)] for step in range(1, classes))
    return tuple(sorted({float(f"{cut:.2g}") for cut in cuts}))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
