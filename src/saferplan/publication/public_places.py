"""The tables of wards on public pages, each number a way to its figure, and what is said of a ward."""

from typing import Any

from saferplan.documents.wording import counted, decimal, listed
from saferplan.publication.content import Content
from saferplan.publication.content_numbers import CellTold, PlacesTold, PlaceTold
from saferplan.publication.content_year import ActionTold
from saferplan.publication.disclosure_tables import WITHHELD
from saferplan.publication.place_counts import ALL_CRIME
from saferplan.publication.public_tables import TotalRow, table_of

_MANY_KINDS = 5


def wards_table(places: PlacesTold, home: str, asked: str = "") -> dict[str, Any]:
    """All crime in each ward; only those whose name holds what was asked for."""
    measure = next(one for one in places.measures if one.key == ALL_CRIME)
    rows: list[Any] = []
    for ward in places.wards:
        cell = ward.cell(ALL_CRIME)
        if cell and asked.casefold() in ward.name.casefold():
            rows.append(
                [{"address": f"{home}places/{ward.key}/", "words": ward.name}, *_cells(cell, measure.before, home)]
            )
    total = places.whole.cell(ALL_CRIME)
    if total and not asked:
        rows.append(TotalRow((places.whole.name, *_cells(total, measure.before, home))))
    columns = [("Ward", "words"), *_heads(measure.period, measure.before)]
    return table_of(f"{measure.name}, {measure.period}", columns, rows, measure.months)


def ward_table(places: PlacesTold, ward: PlaceTold, home: str) -> dict[str, Any]:
    """Every kind in one ward, with the rate of the whole area beside it."""
    has_before = any(measure.before for measure in places.measures)
    rows = []
    for measure in places.measures:
        own, whole = ward.cell(measure.key), places.whole.cell(measure.key)
        if own and whole:
            cells = _cells(own, measure.before, home)
            cells += ["–"] if has_before and not measure.before else []
            rows.append([measure.name, *cells, _rate(whole, home)])
    columns = [
        ("Kind", "words"),
        *_shared_heads(places, has_before),
        (f"{places.whole.name} per 1,000", "number"),
    ]
    return table_of(f"{ward.name} ward, beside {places.whole.name}", columns, rows, _months_of(places))


def _shared_heads(places: PlacesTold, has_before: bool) -> list[tuple[str, str]]:
    """The months in the heads where every kind was counted in the same ones; else they are told below the table."""
    if len({(one.period, one.before) for one in places.measures}) == 1:
        return _heads(places.measures[0].period, places.measures[0].before)
    return _heads("this year", "the year before" if has_before else "")


def _months_of(places: PlacesTold) -> str:
    """Which months were counted, of the kinds together where they are the same."""
    spans: dict[tuple[str, str, str], list[str]] = {}
    for one in places.measures:
        spans.setdefault((one.period, one.before, one.months), []).append(one.name)
    if len(spans) == 1:
        return places.measures[0].months
    said = []
    for (period, before, months), names in sorted(spans.items(), key=lambda item: len(item[1])):
        of = listed(names) if len(names) < _MANY_KINDS else "All other kinds"
        said.append(f"{of}: {period}, beside {before or 'no year before'}. {months}".strip())
    return " ".join(said)


def ward_answer(places: PlacesTold, ward: PlaceTold) -> str:
    """The ward's page in a sentence."""
    measure = next(one for one in places.measures if one.key == ALL_CRIME)
    cell, whole = ward.cell(ALL_CRIME), places.whole.cell(ALL_CRIME)
    if cell is None:
        return f"{ward.name} could not be counted in this release"
    if cell.count is None:
        return f"The count for {ward.name} is withheld, as it is small"
    said = f"{ward.name} had {counted(cell.count, 'crime', 'crimes')} in {measure.period}"
    if cell.rate is None or whole is None or whole.rate is None:
        return said
    beside = f"In all of {places.whole.name} it was {decimal(whole.rate, 1)}"
    return f"{said}: {decimal(cell.rate, 1)} for each 1,000 people. {beside}"


def ward_of(content: Content, key: str) -> PlaceTold | None:
    return next((ward for ward in content.places.wards if ward.key == key), None) if content.places else None


def planned_in(content: Content, ward: PlaceTold) -> list[ActionTold]:
    """What is done in a ward."""
    return [one for one in content.actions if one.place_code == ward.code]


def has_withheld(ward: PlaceTold) -> bool:
    return any(cell.count is None or (cell.before is None and cell.before_id) for cell in ward.cells)


def _heads(period: str, before: str) -> list[tuple[str, str]]:
    heads = [(f"Recorded, {period}", "number"), ("Per 1,000 people", "number")]
    return [*heads, (f"Recorded, {before}", "number")] if before else heads


def _cells(cell: CellTold, before: str, home: str) -> list[Any]:
    """A count, its rate and the count of the year before, each a way to its figure."""
    shown = [_number(cell.count, cell.count_id, home), _rate(cell, home)]
    return [*shown, _number(cell.before, cell.before_id, home)] if before else shown


def _number(count: int | None, figure_id: str, home: str) -> Any:
    return WITHHELD if count is None else {"address": f"{home}figures/{figure_id}/", "words": f"{count:,}"}


def _rate(cell: CellTold, home: str) -> Any:
    if cell.rate is None:
        return WITHHELD if cell.is_rated else "–"
    return {"address": f"{home}figures/{cell.rate_id}/", "words": decimal(cell.rate, 1)}
