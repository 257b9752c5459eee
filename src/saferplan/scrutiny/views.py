"""Scrutiny's pages: the recommendations with the days left to answer, and the committee's pack."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.delivery.shown import actions_table
from saferplan.delivery.tally import tally
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.plan.models import Plan
from saferplan.scrutiny import actions, queries
from saferplan.scrutiny.clock import ANSWER_DAYS, BASIS_NOTE, answer_due_on, day_in_words, where_they_stand
from saferplan.scrutiny.forms import AnswerForm, CorrectionForm, RecommendationForm
from saferplan.scrutiny.models import Recommendation


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Where the recommendations stand."""
    found = queries.timed(request.partnership, request.day)
    context = {
        "title": "Scrutiny",
        "answer": where_they_stand([item.clock for item in found]),
        "table": _table(request, found) if found else None,
        "plan": queries.standing_plan(request.partnership),
        "session": queries.sessions(request.partnership, request.day).first(),
        "basis": BASIS_NOTE,
    }
    return render(request, "scrutiny/first.html", context)


@needs(Permission.READ)
def pack(request: PageRequest) -> HttpResponse:
    """The committee's papers: the plan, how its actions go, and the recommendations."""
    plan = queries.standing_plan(request.partnership)
    found = queries.timed(request.partnership, request.day)
    shown = queries.pack(plan, request.day) if plan else ()
    ratings = [line.rating for one in shown for line in one.lines]
    context = {
        "plan": plan,
        "objectives": [{"objective": one.objective, "table": _actions(request, one)} for one in shown],
        "how_all_go": tally(ratings).sentence if ratings else "",
        "table": _table(request, found) if found else None,
        "basis": BASIS_NOTE,
        "back_address": _address("first", request),
        "back_words": "Scrutiny",
    }
    return render(request, "scrutiny/pack.html", context)


@needs(Permission.READ)
def recommendation(request: PageRequest, number: int) -> HttpResponse:
    """One recommendation with its clock, its answer and what was answered before."""
    made = _recommendation(request, number)
    context = {
        "recommendation": made,
        "clock": queries.clock_of(made, request.day),
        "earlier": made.earlier_answers.select_related("answered_by", "corrected_by"),
        "basis": BASIS_NOTE,
        "back_address": _address("first", request),
        "back_words": "Scrutiny",
    }
    return render(request, "scrutiny/recommendation.html", context)


@needs(Permission.SCRUTINISE)
def recommend(request: PageRequest, number: int) -> HttpResponse:
    """Make a recommendation on a plan."""
    plan = get_object_or_404(Plan, pk=number, partnership=request.partnership)
    bodies = queries.bodies_to_ask(request.partnership, request.day)
    meetings = queries.committee_meetings(request.partnership, request.day)

    def act(typed: dict[str, Any]) -> str:
        made = actions.recommend(plan, **typed, by=request.person, at=request.at)
        return _address("recommendation", request, made.pk)

    page = FormPage(
        "Make a recommendation",
        submit="Make the recommendation",
        cancel=_address("first", request),
        done="The recommendation was made.",
        hint=f"On {plan}. Made today, its answer would be due in {ANSWER_DAYS} days, by "
        f"{day_in_words(answer_due_on(request.day))}.",
    )
    return form_page(request, page, partial(RecommendationForm, bodies, meetings), act)


@needs(Permission.ANSWER_SCRUTINY)
def answer(request: PageRequest, number: int) -> HttpResponse:
    """Answer a recommendation."""
    made = _recommendation(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.answer(
            made,
            answer=typed["answer"],
            words=typed["answer_words"],
            seen_version=typed["version"],
            by=request.person,
            at=request.at,
        )
        return _address("recommendation", request, made.pk)

    page = FormPage(
        "Answer the recommendation",
        submit="Answer",
        cancel=_address("recommendation", request, made.pk),
        done="The recommendation is answered.",
        record=made,
        template="scrutiny/answer.html",
        context={"recommendation": made, "clock": queries.clock_of(made, request.day)},
    )
    return form_page(request, page, AnswerForm, act)


@needs(Permission.ANSWER_SCRUTINY)
def correct(request: PageRequest, number: int) -> HttpResponse:
    """Correct the answer that stands."""
    made = _recommendation(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.correct_answer(
            made,
            answer=typed["answer"],
            words=typed["answer_words"],
            reason=typed["reason"],
            seen_version=typed["version"],
            by=request.person,
            at=request.at,
        )
        return _address("recommendation", request, made.pk)

    page = FormPage(
        "Correct the answer",
        submit="Correct the answer",
        cancel=_address("recommendation", request, made.pk),
        done="The answer was corrected; the earlier one is kept.",
        record=made,
        template="scrutiny/answer.html",
        context={"recommendation": made, "clock": queries.clock_of(made, request.day)},
    )
    standing = {"answer": made.answer, "answer_words": made.answer_words}
    return form_page(request, page, partial(CorrectionForm, initial=standing), act)


def _recommendation(request: PageRequest, number: int) -> Recommendation:
    return get_object_or_404(queries.recommendations_of(request.partnership), pk=number)


def _address(name: str, request: PageRequest, *further: int) -> str:
    return reverse(f"scrutiny:{name}", args=[request.partnership.slug, *further])


def _actions(request: PageRequest, shown: queries.ObjectiveShown) -> dict[str, Any] | None:
    def address(number: int) -> str:
        return reverse("delivery:action", args=[request.partnership.slug, number])

    caption = f"Actions for objective {shown.objective.line}"
    return actions_table(caption, shown.lines, address) if shown.lines else None


def _table(request: PageRequest, found: tuple[queries.Timed, ...]) -> dict[str, Any]:
    heads = ("Recommendation", "To", "Answer due by", "Where it stands", "Answer")
    rows = [
        [
            {"address": _address("recommendation", request, item.recommendation.pk), "words": made.sentence},
            made.to_body.name,
            made.answer_due_on,
            {"tag": item.clock.kind, "words": item.clock.words},
            made.get_answer_display() if made.answer else None,
        ]
        for item in found
        for made in (item.recommendation,)
    ]
    columns = [{"heading": head, "kind": "words"} for head in heads]
    return {"caption": "Those that wait for an answer first", "columns": columns, "rows": rows}
