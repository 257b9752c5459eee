"""A figure's page: all it rests on, and its path to raw files, counted again where that is asked for."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from saferplan.assessment import queries
from saferplan.assessment.forms import ConfirmForm
from saferplan.assessment.recounting import Input
from saferplan.definitions import loading
from saferplan.evidence.actions import freeze_figures
from saferplan.evidence.models import FrozenFigure
from saferplan.evidence.printed_figures import interval_in_words, value_in_words
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal


@needs(Permission.READ)
def figure(request: PageRequest, figure_id: str) -> HttpResponse:
    """A figure with all it rests on; counted again from the raw files where that is asked for."""
    shown, frozen = _found(request, figure_id)
    context = {
        "answer": f"{shown.measure_name}, {shown.place_name}: {value_in_words(shown)}",
        "figure": shown,
        "frozen": frozen,
        "rows": _figure_facts(shown),
        "recipe": json.dumps(dict(shown.recipe), indent=2, ensure_ascii=False),
        "uses": queries.uses_of(frozen),
        "measure": loading.measures().get(shown.measure_key or ""),
        **_path(shown, again="count" in request.GET),
    }
    return render(request, "assessment/figure.html", context)


@needs(Permission.WORK_ON_EVIDENCE)
def keep_figure(request: PageRequest, figure_id: str) -> HttpResponse:
    """Keep a figure of the newest build in the records, so that a plan or an evaluation may stand on it."""
    shown, _ = _found(request, figure_id)
    here = reverse("assessment:figure", args=[request.partnership.slug, figure_id])

    def act(typed: dict[str, Any]) -> str:
        freeze_figures(request.partnership, figures=[shown], by=request.person, at=request.at)
        return here

    page = FormPage("Keep this figure?", submit="Keep it", cancel=here, done="The figure is kept in the records.")
    return form_page(request, page, ConfirmForm, act)


def _found(request: PageRequest, figure_id: str) -> tuple[Figure, FrozenFigure | None]:
    found = queries.frozen_or_shown(request.partnership, figure_id)
    if found is None:
        raise Http404(f"There is no figure {figure_id} here.")
    return found


def _figure_facts(found: Figure) -> list[dict[str, str]]:
    facts = {
        "Value": value_in_words(found),
        "Interval": interval_in_words(found) or "None: it says what was recorded",
        "Base": f"{found.estimate.n:,}",
        "Unit": found.estimate.unit,
        "Place": f"{found.place_name} ({found.place_code})",
        "Period": found.period,
        "Set against": found.against or "",
        "Denominator": found.denominator or "",
        "Source": found.source.removeprefix("Source: "),
        "Build": found.build_id,
        "Address": found.figure_id,
    }
    return [{"key": key, "value": value} for key, value in facts.items() if value]


def _path(found: Figure, *, again: bool) -> dict[str, Any]:
    """The raw files a figure is counted from and, where asked for, whether they are intact and give it again."""
    try:
        if again:
            trace = queries.counted_again(found)
            states = {True: "Intact", False: "Changed"}
            used = {state.sha256: (state.name, states[state.is_intact]) for state in trace.files}
            return {"files": _files_table(queries.path_of(found), used), "trace": trace}
        path = queries.path_of(found)
        return {"files": _files_table(path, {item.sha256: (item.name, "Not checked yet") for item in path})}
    except Refusal as refusal:
        return {"path_refusal": refusal}


def _hash(sha256: str) -> str:
    """A hash that may be broken into lines, and is copied whole."""
    return format_html_join(mark_safe("<wbr>"), "{}", ([sha256[at : at + 16]] for at in range(0, 64, 16)))


def _files_table(path: Sequence[Input], used: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """The raw files, how many tables of each are counted, and whether each is still what its hash says."""
    tables = Counter(item.sha256 for item in path)
    columns = [{"heading": head, "kind": "words"} for head in ("File", "Tables of it counted", "State", "SHA-256")]
    columns[1]["kind"] = "number"
    rows = [[name, str(tables[sha256]), state, _hash(sha256)] for sha256, (name, state) in used.items()]
    return {"caption": "The raw files it is counted from", "columns": columns, "rows": rows}
