"""The evaluation's pages."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.definitions import loading
from saferplan.delivery.models import Action
from saferplan.delivery.queries import happened
from saferplan.documents.wording import listed
from saferplan.evaluation import actions, queries
from saferplan.evaluation.forms import FindForm, RegisterForm
from saferplan.evaluation.models import Effect, Evaluation
from saferplan.evaluation.pictured import effect_chart, month_charts
from saferplan.evaluation.registering import places_by_likeness, wards
from saferplan.evaluation.telling import figure_in_words, text_of
from saferplan.evidence.printed_figures import figure_line
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.pages.pictures import Chart
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal

# What an evaluation's page calls what was done to it.
DONE_WORDS = {"evaluation.register": "Registered", "evaluation.find_effect": "Effect found"}


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Every evaluation with its answer, and the actions that began without one."""
    found = list(queries.evaluations_of(request.partnership))
    answered = [one for one in found if hasattr(one, "effect")]
    context = {
        "evaluations": found,
        "sentence": queries.answered_sentence(len(answered), len(found)),
        "unregistered": queries.actions_unregistered(request.partnership, request.day),
        "open": queries.actions_open(request.partnership, request.day),
    }
    return render(request, "evaluation/first.html", context)


@needs(Permission.READ)
def evaluation_page(request: PageRequest, number: int) -> HttpResponse:
    """One evaluation: what was registered and when, the answer, its picture, its table and its limits."""
    held = _evaluation(request, number)
    effect = getattr(held, "effect", None)
    context: dict[str, Any] = {
        "evaluation": held,
        "measure": queries.measure_name(held.measure_key),
        "comparisons": listed(held.comparison_names),
        "before": queries.months_words(held.before_periods),
        "registered_words": queries.registered_words(held),
        "others": queries.others_like(held),
        "is_over": queries.is_over(held, request.day),
        "happened": [*(happened(effect, DONE_WORDS) if effect else []), *happened(held, DONE_WORDS)],
    }
    return render(request, "evaluation/evaluation.html", context | (_shown(effect) if effect else {}))


@needs(Permission.WORK_ON_EVIDENCE)
def register(request: PageRequest, number: int) -> HttpResponse:
    """Register what an action's effect will be held against."""
    evaluated = get_object_or_404(Action, pk=number, objective__plan__partnership=request.partnership)
    try:
        evidence = queries.evidence_for(request.partnership)
        every = wards(evidence)
        comparisons = every
        if evaluated.place_code and evaluated.measure_key:
            comparisons = places_by_likeness(
                evidence,
                measure_key=evaluated.measure_key,
                place_code=evaluated.place_code,
                start=Month.of(evaluated.starts_on),
            )
    except Refusal as refusal:
        return render(request, "web/refusal.html", {"refusal": refusal}, status=422)

    def act(typed: dict[str, Any]) -> str:
        registered = actions.register(evaluated, **typed, by=request.person, at=request.at)
        return _address("evaluation", request, registered.pk)

    page = FormPage(
        "Register an evaluation",
        submit="Register",
        cancel=_address("first", request),
        done="The evaluation is registered. It can no longer be changed.",
        template="evaluation/register.html",
        context={"action": evaluated, "measure": queries.measure_name(evaluated.measure_key)},
    )
    return form_page(request, page, partial(RegisterForm, evaluated, every, comparisons), act)


@needs(Permission.WORK_ON_EVIDENCE)
def find(request: PageRequest, number: int) -> HttpResponse:
    """Find the effect of a registered evaluation."""
    held = _evaluation(request, number)

    def act(_typed: dict[str, Any]) -> str:
        actions.find_effect(held, by=request.person, at=request.at)
        return _address("evaluation", request, held.pk)

    page = FormPage(
        "Find the effect?",
        submit="Find the effect",
        cancel=_address("evaluation", request, held.pk),
        done="The effect is found and kept.",
        hint="It is found once, on the newest build, and stands as it is found, whatever it says.",
        template="evaluation/find.html",
        context={"evaluation": held},
    )
    return form_page(request, page, FindForm, act)


def _shown(effect: Effect) -> dict[str, Any]:
    first_heading, *headings = effect.table["headings"]
    columns = [{"heading": first_heading}, *({"heading": heading, "kind": "number"} for heading in headings)]
    rows = [[text_of(cell) for cell in row] for row in effect.table["rows"]]
    figures = [frozen.figure for frozen in effect.figures.order_by("pk")]
    return {
        "effect": effect,
        "change": text_of(effect.parts[0]),
        "counts": text_of(effect.parts[1]),
        "charts": _charts(effect),
        "table": {"caption": "Before and after", "columns": columns, "rows": rows, "note": effect.table["note"]},
        "main_line": figure_line(effect.figure.figure),
        "figures": [(figure, figure_in_words(figure), figure_line(figure)) for figure in figures],
    }


def _charts(effect: Effect) -> tuple[Chart, ...]:
    """Month by month while the build is kept; the frozen figure alone where it is gone."""
    held = effect.evaluation
    evidence, measure = queries.evidence_of(effect), loading.measures().get(held.measure_key)
    if evidence is None or measure is None:
        return (effect_chart(effect.figure.figure, held.place_name),)
    names = {"treated": held.place_name, "comparison": f"The comparison area, {listed(held.comparison_names)}"}
    return month_charts(evidence, held.design, measure, names)


def _evaluation(request: PageRequest, number: int) -> Evaluation:
    return get_object_or_404(queries.evaluations_of(request.partnership), pk=number)


def _address(name: str, request: PageRequest, *further: int) -> str:
    return reverse(f"evaluation:{name}", args=[request.partnership.slug, *further])
