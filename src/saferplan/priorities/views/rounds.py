"""Where a round of scoring stands, and the pages that open, reveal and leave one."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.definitions.loading import criteria_schemes
from saferplan.documents.wording import listed
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.models import Theme
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.priorities import actions, queries
from saferplan.priorities.forms import RoundForm, SetAsideForm, SureForm
from saferplan.priorities.models import OUTCOMES, Round
from saferplan.priorities.waiting import lacks, open_sentence
from saferplan.terms.problems import Refusal

BLIND = Refusal(
    "The marks are not revealed.",
    why="Nobody sees another's marks before everybody has given theirs, so that nobody leans on them.",
    next_step="Go back to the round, and see whose marks are still missing.",
)
_NOTHING_TO_SCORE = Refusal(
    "No round can be opened now.",
    why="The newest assessment is not signed off, or there is a round on it already.",
    next_step="Go back to the priorities, and see what they wait for.",
)


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Where the priorities stand this year."""
    held = queries.current_round(request.partnership)
    waiting = queries.assessment_to_score(request.partnership)
    if held is None or waiting is not None:
        context = {"waiting": waiting, "rounds": queries.rounds_of(request.partnership)}
        return render(request, "priorities/none.html", context)
    return _round(request, held)


@needs(Permission.READ)
def round_page(request: PageRequest, number: int) -> HttpResponse:
    """One round: who still has to mark, or what was chosen."""
    return _round(request, round_of(request, number))


@needs(Permission.CHOOSE_PRIORITIES)
def open_round(request: PageRequest) -> HttpResponse:
    """Put themes up for scoring."""
    assessment = queries.assessment_to_score(request.partnership)
    if assessment is None:
        return refused(request, _NOTHING_TO_SCORE)
    offers = queries.offers(assessment, request.day)

    def act(typed: dict[str, Any]) -> str:
        themes = Theme.objects.filter(pk__in=typed["themes"], partnership=request.partnership)
        opened = actions.open_round(
            assessment, scheme_key=typed["scheme_key"], themes=themes, by=request.person, at=request.at
        )
        return address("round", request, opened.pk)

    page = FormPage(
        "Open a round of scoring",
        submit="Open the round",
        cancel=address("first", request),
        done="The round is open. Each scorer's marks are seen by that person alone until they are revealed.",
        template="priorities/open_round.html",
        context={"schemes": criteria_schemes().values(), "offers": offers, "assessment": assessment},
    )
    return form_page(request, page, partial(RoundForm, offers), act)


@needs(Permission.CHOOSE_PRIORITIES)
def reveal(request: PageRequest, number: int) -> HttpResponse:
    """Show everybody's marks to everybody."""
    opened = round_of(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.reveal(opened, seen_version=typed["version"], by=request.person, at=request.at)
        return address("marks", request, opened.pk)

    page = FormPage(
        "Reveal the marks?",
        submit="Reveal the marks",
        cancel=address("round", request, opened.pk),
        done="The marks are revealed.",
        hint="Everybody will see who gave which mark, and nobody can give or change one after.",
        record=opened,
    )
    return form_page(request, page, SureForm, act)


@needs(Permission.CHOOSE_PRIORITIES)
def set_aside(request: PageRequest, number: int) -> HttpResponse:
    """Leave a round that was opened wrongly."""
    opened = round_of(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.set_aside_round(
            opened, reason=typed["reason"], seen_version=typed["version"], by=request.person, at=request.at
        )
        return address("first", request)

    page = FormPage(
        "Set this round aside",
        submit="Set aside",
        cancel=address("round", request, opened.pk),
        done="The round was set aside.",
        record=opened,
    )
    return form_page(request, page, SetAsideForm, act)


def _round(request: PageRequest, held: Round) -> HttpResponse:
    context: dict[str, Any] = {"round": held, "scheme": criteria_schemes().get(held.scheme_key)}
    if held.state == "open":
        themes = queries.progress_of(held)
        context |= {"themes": themes, "lacks": lacks(themes), "sentence": open_sentence(themes)}
        return render(request, "priorities/open.html", context)
    made = sorted(
        queries.chosen(held), key=lambda one: ([outcome for outcome, _ in OUTCOMES].index(one.outcome), one.rank)
    )
    names = [one.name for one in made if one.outcome == "priority"]
    context |= {
        "made": made,
        "names": listed(names),
        "count": len(names),
        "rounds": queries.rounds_of(request.partnership),
    }
    return render(request, "priorities/round.html", context)


def round_of(request: PageRequest, number: int) -> Round:
    return get_object_or_404(Round, pk=number, assessment__partnership=request.partnership)


def address(name: str, request: PageRequest, *further: int) -> str:
    return reverse(f"priorities:{name}", args=[request.partnership.slug, *further])


def refused(request: PageRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "web/refusal.html", {"refusal": refusal}, status=422)
