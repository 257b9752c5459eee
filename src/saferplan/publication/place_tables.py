"""The tables of wards by measures as every form prints them: page, document and CSV, all from one disclosed table."""

import csv
import io
from collections.abc import Iterator

from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Block, Column, Heading, Illustration, Number, Paragraph, Row, Source, Table, Text
from saferplan.documents.pictures import MapArea, RateMap
from saferplan.documents.wording import decimal
from saferplan.measures.figures import Place
from saferplan.measures.illustrations import class_breaks
from saferplan.publication.content_numbers import CellTold, MeasureTold, PlacesTold, PlaceTold
from saferplan.publication.disclosure import RULE
from saferplan.publication.disclosure_tables import WITHHELD, Derived, DisclosedTable
from saferplan.publication.place_counts import ALL_CRIME, BEFORE, NOW, PlaceCounts, Spans
from saferplan.publication.wording import key_of, span_words
from saferplan.terms.figures import Figure
from saferplan.terms.months import months_in_words

CSV_NAME = "places.csv"
_FEW_WARDS = 8  # up to so many names there is room on a map for all
_CSV_HEADINGS = (
    *("place_code", "place", "measure", "period", "count", "rate_per_1000", "rate_low", "rate_high"),
    *("before", "before_count"),
)


def rates_derived(held: PlaceCounts) -> list[Derived]:
    """Every rate with the count that it gives away."""
    found = []
    for (code, key, side), selection in held.selections.items():
        if side == NOW and (rate := held.rate(_measure(held, key), _place(held, code))):
            found.append(Derived(("rate", *selection.key), (selection.key,), rate.estimate.value))
    return found


def places_told(held: PlaceCounts, table: DisclosedTable) -> PlacesTold:
    """What the tables say, from what may be shown alone."""
    measures = tuple(
        MeasureTold(
            measure.key,
            measure.name,
            measure.noun,
            span_words(held.spans[measure.key].now),
            span_words(held.spans[measure.key].before),
            _months_said(held.spans[measure.key]),
        )
        for measure in held.measures
    )
    keys = _keys(held)
    return PlacesTold(
        measures=measures,
        whole=_told(held, table, held.whole, key_of(held.whole.name)),
        wards=tuple(
            _told(held, table, ward, keys[ward.code]) for ward in sorted(held.wards, key=lambda ward: ward.name)
        ),
        rule=RULE,
        source=held.kept.basis.source,
    )


def shown_figures(held: PlaceCounts, table: DisclosedTable) -> Iterator[Figure]:
    """A figure for every number that the tables show."""
    for (code, key, side), selection in held.selections.items():
        if selection.key in table.shown:
            measure, place = _measure(held, key), _place(held, code)
            yield held.figure(measure, place, side)
            rate = held.rate(measure, place) if side == NOW else None
            if rate:
                yield rate


def place_blocks(places: PlacesTold) -> list[Block]:
    """The tables as part of a document: a map, then a table a measure, wards in rows and the whole as the total."""
    blocks: list[Block] = [Heading(1, "What was recorded in each ward", "places"), Paragraph((places.rule,))]
    drawn = ward_map(places, ALL_CRIME)
    if drawn:
        blocks.append(drawn)
    for measure in places.measures:
        blocks += [Heading(2, measure.name, f"places-{_dashed(measure)}"), _table(places, measure)]
    return [*blocks, Source((f"{places.source} Rates are per 1,000 usual residents, Census 2021, in those months.",))]


def places_csv(places: PlacesTold) -> bytes:
    """Every cell in a row of its own, withheld ones as such."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(_CSV_HEADINGS)
    for place in (*places.wards, places.whole):
        for measure in places.measures:
            cell = place.cell(measure.key)
            if cell:
                rows.writerow((place.code, place.name, measure.key, measure.period, *_csv_cells(measure, cell)))
    return written.getvalue().encode("utf-8-sig")


def ward_map(places: PlacesTold, measure_key: str) -> Illustration | None:
    """The wards shaded by rate, hatched where it is withheld; None where no ward has both a rate and an outline."""
    measure = next(one for one in places.measures if one.key == measure_key)
    cells = [(ward, ward.cell(measure_key)) for ward in places.wards if ward.outline]
    rated = sorted(
        ((ward, cell.rate, cell) for ward, cell in cells if cell and cell.rate is not None),
        key=lambda item: -item[1],
    )
    if not rated:
        return None
    highest, rate, cell = rated[0]
    title: Text = (f"{highest.name} has the highest rate: ", Number(decimal(rate, 1), cell.rate_id), " per 1,000")
    return Illustration(
        key=f"map-{_dashed(measure)}",
        title=title,
        subtitle=f"{measure.name} per 1,000 residents, wards of {places.whole.name}, {measure.period}",
        picture=RateMap(
            tuple(_area(ward, found) for ward, found in cells),
            value_label=f"{measure.name} per 1,000 residents",
            breaks=class_breaks([value for _, value, _ in rated]),
            labelled=tuple(ward.name for ward, _, _ in rated[: 4 if len(rated) > _FEW_WARDS else None]),
        ),
        alternative=(
            f"A map of wards shaded by rate. The highest is {highest.name} with {decimal(rate, 1)}, the lowest "
            f"{rated[-1][0].name} with {decimal(rated[-1][1], 1)}. The table gives every rate."
        ),
        source=(f"{places.source} Residents: Census 2021. Outlines: Office for National Statistics.",),
    )


def count_text(count: int | None, figure_id: str) -> Text:
    """A count with its figure, or the word for one that is withheld."""
    return (WITHHELD,) if count is None else (Number(f"{count:,}", figure_id),)


def rate_text(cell: CellTold) -> Text:
    """A rate, likewise; "–" where too few live there for one."""
    if not cell.is_rated:
        return ("–",)
    return (WITHHELD,) if cell.rate is None else (Number(decimal(cell.rate, 1), cell.rate_id),)


def interval_text(cell: CellTold) -> Text:
    """A rate's interval, likewise."""
    if cell.rate is None or cell.low is None or cell.high is None:
        return rate_text(cell)
    return Number(decimal(cell.low, 1), cell.rate_id), " to ", Number(decimal(cell.high, 1), cell.rate_id)


def _table(places: PlacesTold, measure: MeasureTold) -> Table:
    heads = [measure.period, "Per 1,000 residents", "95 % interval", *([measure.before] if measure.before else [])]
    rows = []
    for place in (*places.wards, places.whole):
        cell = place.cell(measure.key)
        if cell:
            cells: tuple[Text, ...] = (count_text(cell.count, cell.count_id), rate_text(cell), interval_text(cell))
            cells += (count_text(cell.before, cell.before_id),) if measure.before else ()
            rows.append(Row(((place.name,), *cells), "total" if place == places.whole else "none"))
    return Table(
        key=f"places-{_dashed(measure)}",
        caption=f"{measure.name} recorded by ward of {places.whole.name}",
        columns=(Column("Ward"), *(Column(head, "number") for head in heads)),
        rows=tuple(rows),
        note=(measure.months,) if measure.months else (),
    )


def _told(held: PlaceCounts, table: DisclosedTable, place: Place, key: str) -> PlaceTold:
    rings = held.kept.setting.outlines.get(place.code, ()) if place != held.whole else ()
    outline = tuple(tuple((round(x, 0), round(y, 0)) for x, y in ring) for ring in rings)
    counted = [measure for measure in held.measures if (place.code, measure.key, NOW) in held.counts]
    cells = tuple(_cell(held, table, place, measure.key) for measure in counted)
    return PlaceTold(key, place.code, place.name, cells, outline)


def _cell(held: PlaceCounts, table: DisclosedTable, place: Place, key: str) -> CellTold:
    measure = _measure(held, key)
    count, count_id = _shown(held, table, place, key, NOW)
    before, before_id = _shown(held, table, place, key, BEFORE)
    rate = held.rate(measure, place)
    shown = rate if rate and table.value(("rate", *held.selections[place.code, key, NOW].key)) is not None else None
    estimate = shown.estimate if shown else None
    return CellTold(
        measure=key,
        count=count,
        count_id=count_id,
        rate=estimate.value if estimate else None,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        rate_id=shown.figure_id if shown else "",
        before=before,
        before_id=before_id,
        is_rated=rate is not None,
    )


def _shown(held: PlaceCounts, table: DisclosedTable, place: Place, key: str, side: str) -> tuple[int | None, str]:
    selection = held.selections.get((place.code, key, side))
    value = table.value(selection.key) if selection else None
    return (None, "") if value is None else (int(value), held.figure(_measure(held, key), place, side).figure_id)


def _csv_cells(measure: MeasureTold, cell: CellTold) -> tuple[str | int | float, ...]:
    unrated = WITHHELD if cell.is_rated else ""
    ends = (unrated if end is None else round(end, 4) for end in (cell.rate, cell.low, cell.high))
    before: str | int = (WITHHELD if measure.before else "") if cell.before is None else cell.before
    return (WITHHELD if cell.count is None else cell.count, *ends, measure.before, before)


def _area(ward: PlaceTold, cell: CellTold | None) -> MapArea:
    rate = cell.rate if cell else None
    return MapArea(ward.name, ward.outline, rate, "shown" if rate is not None else "withheld" if cell else "no_data")


def _keys(held: PlaceCounts) -> dict[str, str]:
    """Each ward's key in addresses: its name, or its code where two share one."""
    names = [key_of(ward.name) for ward in held.wards]
    return {
        ward.code: ward.code.lower() if names.count(key) > 1 else key
        for ward, key in zip(held.wards, names, strict=True)
    }


def _measure(held: PlaceCounts, key: str) -> MeasureDefinition:
    return next(measure for measure in held.measures if measure.key == key)


def _place(held: PlaceCounts, code: str) -> Place:
    return next(place for place in (held.whole, *held.wards) if place.code == code)


def _months_said(span: Spans) -> str:
    """The months by name, where the short words do not say them: only those that both years supplied are counted."""
    named = months_in_words(span.now)
    if named == span_words(span.now):
        return ""
    beside = f", beside {months_in_words(span.before)}" if span.before else ""
    return f"Counted: {named}{beside}. Other months were not supplied in full."


def _dashed(measure: MeasureTold) -> str:
    return measure.key.replace("_", "-")
