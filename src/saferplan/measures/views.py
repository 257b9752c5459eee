"""The measures' pages: all of them in the area, one of them whole, and one place whole."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.documents.blocks import Illustration, Number, Table, Text, plain
from saferplan.evidence.printed_figures import figure_line
from saferplan.evidence.queries import next_step
from saferplan.measures import queries
from saferplan.measures.account import Account
from saferplan.measures.figures import Place
from saferplan.measures.illustrations import change_dots, district_dots, month_line, ward_map
from saferplan.measures.kept import Kept
from saferplan.measures.readings import spans
from saferplan.measures.section import changes_table, levels_table
from saferplan.measures.telling import change_told, changes_title, level_told, place_words, places_of_measure
from saferplan.measures.timing import kind_of
from saferplan.pages.pictures import Chart, chart_of
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.terms.figures import Figure

EMPTY = "Here will be what was recorded, of what, where, and how it changed, each number with its interval and source."


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A row of a document's table whose cells may lead somewhere."""

    cells: tuple[Any, ...]
    emphasis: str


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Every measure's level and change in the area."""
    kept = queries.measured(request.partnership)
    if kept is None:
        return _empty(request)
    account, area = kept.account, kept.setting.area
    dots = change_dots(account, area, candidates=())
    context = {
        **_told(request, *change_told(account, loading.measures()["all_crime"], area)),
        "charts": [chart_of(replace(dots, title=(changes_title(account, area),)))] if dots else [],
        "tables": _tables(request, account, area, kept),
        "measures": [measure for measure in loading.measures().values() if account.readings.months[measure.key]],
        "wards": sorted(kept.setting.wards, key=lambda ward: ward.name),
    }
    return render(request, "measures/first.html", context)


@needs(Permission.READ)
def measure(request: PageRequest, key: str, place: str = "") -> HttpResponse:
    """One measure whole, in the area or in one of its places."""
    found = loading.measures().get(key)
    kept = queries.measured(request.partnership)
    if found is None:
        raise Http404(f"There is no measure {key}.")
    if kept is None:
        return _empty(request)
    where, account = _place(kept, place), kept.account
    level, rate = level_told(account, found, where)
    context = {
        **_told(request, *change_told(account, found, where)),
        **_back(request, "measures:first", "Measures"),
        "name": f"{found.name}, {where.name}",
        "lead": level,
        "care": [*([found.polarity_reason] if found.polarity == "unclear" else []), *found.caveats],
        "charts": _charts(request, kept, account, found, where),
        "tables": _places_table(request, account, found, kept) if where == kept.setting.area else [],
        "level_line": figure_line(rate) if rate else None,
        "level_address": _figure_address(request, rate.figure_id) if rate else "",
        "definition": found,
        "wards": sorted(kept.setting.wards, key=lambda ward: ward.name),
    }
    return render(request, "measures/measure.html", context)


@needs(Permission.READ)
def place(request: PageRequest, code: str) -> HttpResponse:
    """One place whole: every measure in it."""
    kept = queries.measured(request.partnership)
    if kept is None:
        return _empty(request)
    where, account, total = _place(kept, code), kept.account, loading.measures()["all_crime"]
    line = _month_chart(kept, account, total, where)
    context = {
        **_told(request, *change_told(account, total, where)),
        **_back(request, "measures:first", "Measures"),
        "name": place_words(where),
        "lead": level_told(account, total, where)[0],
        "charts": [line] if line else [],
        "tables": _tables(request, account, where, kept),
        "wards": sorted(kept.setting.wards, key=lambda ward: ward.name),
    }
    return render(request, "measures/place.html", context)


def _empty(request: PageRequest) -> HttpResponse:
    context = {"answer": "Nothing has been counted yet", "what": EMPTY, "next_words": next_step(request.partnership)}
    return render(request, "measures/first.html", context)


def _place(kept: Kept, code: str) -> Place:
    found = kept.setting.place(code) if code else kept.setting.area
    if found is None:
        raise Http404(f"{code} is no place of this build.")
    return found


def _told(request: PageRequest, sentence: str, figure: Figure | None) -> dict[str, Any]:
    trace = _figure_address(request, figure.figure_id) if figure else ""
    return {"answer": sentence, "line": figure_line(figure) if figure else None, "trace_address": trace}


def _back(request: PageRequest, name: str, words: str) -> dict[str, str]:
    return {"back_address": reverse(name, args=[request.partnership.slug]), "back_words": words}


def _charts(request: PageRequest, kept: Kept, account: Account, found: MeasureDefinition, where: Place) -> list[Chart]:
    """The trend; for the area also the districts as dots and its wards as a map."""
    charts = [_month_chart(kept, account, found, where)]
    if where == kept.setting.area and account.readings.months[found.key]:
        setting, drawn = kept.setting, list[Illustration | None]()
        for group in setting.groups[:1]:
            drawn.append(district_dots(account, found, setting.districts, ours=setting.own, group=group))
        attribution = loading.sources()["ons_boundaries_ward"].attribution.strip()
        drawn.append(ward_map(account, found, setting.wards, setting.outlines, setting.area, attribution=attribution))
        charts += [chart_of(picture) for picture in drawn if picture]
    return [chart for chart in charts if chart]


def _month_chart(kept: Kept, account: Account, found: MeasureDefinition, where: Place) -> Chart | None:
    """The trend with its table; None where no month of it was counted."""
    series = account.readings.series.get((found.key, where.code))
    if not series or not all(month in series for month in account.readings.months[found.key]):
        return None
    total = "all_crime" if kind_of(found) == "crimes" else "anti_social_behaviour"
    shown, states = kept.setting.shown_months, kept.setting.states[total]
    drawn = month_line(account, found, where, shown=shown, states=states)
    rows = [[month.words, f"{series[month]:,}" if month in series else "missing"] for month in shown]
    columns = [{"heading": "Month", "kind": "words"}, {"heading": "Recorded", "kind": "number"}]
    return chart_of(drawn, table={"caption": drawn.subtitle, "columns": columns, "rows": rows})


def _tables(request: PageRequest, account: Account, where: Place, kept: Kept) -> list[dict[str, Any]]:
    tables = [levels_table(account, where, kept.setting.groups)]
    if any(code == where.code for _, code in account.readings.changes):
        tables.append(changes_table(account, where))
    return [_linked(request, table) for table in tables]


def _places_table(request: PageRequest, account: Account, found: MeasureDefinition, kept: Kept) -> list[dict[str, Any]]:
    caption = f"{found.name} in the wards of {kept.setting.area.name}, {spans(account.readings)}"
    return [_linked(request, places_of_measure(account, found, kept.setting.wards, caption))]


def _linked(request: PageRequest, table: Table) -> dict[str, Any]:
    """A document's table for a page: a printed number leads to its figure, a measure or place to its page."""
    pages = {measure.name: ("measures:measure", key) for key, measure in loading.measures().items()}
    kept = queries.measured(request.partnership)
    assert kept is not None, "a table is of a build"
    pages |= {ward.name: ("measures:place", ward.code) for ward in kept.setting.wards}
    rows = [LinkedRow(tuple(_cell(request, cell, pages) for cell in row.cells), row.emphasis) for row in table.rows]
    return {"caption": table.caption, "columns": table.columns, "rows": rows, "note": table.note}


def _cell(request: PageRequest, cell: Text, pages: dict[str, tuple[str, str]]) -> Any:
    match cell:
        case (Number() as number,):
            return {"address": _figure_address(request, number.figure_id), "words": number.text}
        case (str() as name,) if name in pages:
            page, key = pages[name]
            return {"address": reverse(page, args=[request.partnership.slug, key]), "words": name}
        case _:
            return plain(cell)


def _figure_address(request: PageRequest, figure_id: str) -> str:
    return reverse("assessment:figure", args=[request.partnership.slug, figure_id])
