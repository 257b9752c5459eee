"""The evidence pages: what was supplied, and the figures that were kept from it."""

import calendar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from saferplan.documents.wording import counted
from saferplan.evidence import queries
from saferplan.evidence.calendar_strip import Strip, strip_rows, strip_svg
from saferplan.evidence.printed_figures import interval_in_words, value_in_words
from saferplan.evidence.store import Build
from saferplan.pages.pictures import Chart
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs

MONTHS = tuple(calendar.month_name)[1:]


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Every source with its newest month, completeness and gaps."""
    build = queries.newest_build(request.partnership)
    strip = queries.strip_in(build) if build else None
    if build is None or strip is None:
        empty = {"what": queries.NO_BUILD, "next_words": queries.next_step(request.partnership)}
        return render(request, "evidence/first.html", {"answer": "No data have been counted yet", **empty})
    context = {
        "answer": strip.sentence,
        "chart": _chart(strip, str(build.manifest["scope"])),
        "sentences": strip.sentences,
        "sources": _sources_table(build),
        "build": build,
        "figure_count": request.partnership.figures.count(),
    }
    return render(request, "evidence/first.html", context)


@needs(Permission.READ)
def figures(request: PageRequest) -> HttpResponse:
    """Every figure in the partnership's records, each leading to where it comes from."""
    rows = []
    for frozen in queries.kept_figures(request.partnership):
        figure = frozen.figure
        address = reverse("assessment:figure", args=[request.partnership.slug, frozen.figure_id])
        period = f"{figure.period} against {figure.against}" if figure.against else figure.period
        value = {"address": address, "words": value_in_words(figure)}
        rows.append([figure.measure_name, figure.place_name, period, value, interval_in_words(figure) or "counted"])
    heads = ("What", "Where", "When", "Figure", "Interval")
    table = {
        "caption": "Figures in this partnership’s records",
        "columns": [{"heading": head, "kind": "words"} for head in heads],
        "rows": rows,
    }
    answer = f"{counted(len(rows), 'figure is', 'figures are')} kept in this partnership’s records"
    back = reverse("evidence:first", args=[request.partnership.slug])
    context = {"answer": answer, "table": table if rows else None, "back_address": back, "back_words": "Evidence"}
    return render(request, "evidence/figures.html", context)


def _chart(strip: Strip, scope: str) -> Chart:
    title = f"{strip.whole_count} of {counted(len(strip.months), 'month was', 'months were')} supplied whole"
    table = {
        "caption": "What was supplied, month by month",
        "columns": [{"heading": head, "kind": "words"} for head in ("Year", *MONTHS)],
        "rows": strip_rows(strip),
    }
    return Chart(
        title=title,
        svg=strip_svg(strip, title=title),
        alternative=strip.sentence,
        subtitle="Street-level crime and anti-social behaviour of the area’s own police force",
        table=table,
    )


def _sources_table(build: Build) -> dict[str, object]:
    rows = [
        [source.name, source.newest.words if source.newest else "One edition", str(source.file_count), source.licence]
        for source in queries.sources_in(build)
    ]
    columns = [
        {"heading": "Source", "kind": "words"},
        {"heading": "Newest", "kind": "words"},
        {"heading": "Files read", "kind": "number"},
        {"heading": "Licence", "kind": "words"},
    ]
    return {"caption": "What the newest build was made from", "columns": columns, "rows": rows}
