"""The delivery's pages."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from saferplan.definitions import loading
from saferplan.delivery import actions, queries
from saferplan.delivery.forms import AddForm, ChangeForm, SayForm
from saferplan.delivery.models import Action
from saferplan.delivery.rag import RULE
from saferplan.delivery.shown import actions_table, standing_chart, updates_table
from saferplan.delivery.tally import tally
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs

# What an action's page calls what was done to it.
DONE_WORDS = {
    "delivery.add_action": "Added",
    "delivery.change_action": "Changed",
    "delivery.say_how_it_goes": "Said how it goes",
}


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """How all actions go, by priority, and what goes to the next meeting."""
    found = queries.lines(request.partnership, request.day)
    grouped = queries.by_priority(found)
    tables = [actions_table(name, held, partial(_address, "action", request)) for name, held in grouped.items()]
    to_meeting = [line for line in found if line.goes_to_meeting]
    context = {
        "plans": queries.plans_standing(request.partnership, request.day),
        "tally": tally(line.rating for line in found),
        "chart": standing_chart(found),
        "lines": found,
        "tables": tables,
        "meeting": queries.next_meeting(request.partnership, request.day),
        "to_meeting": to_meeting,
        "rule": RULE,
    }
    return render(request, "delivery/first.html", context)


@needs(Permission.READ)
def mine(request: PageRequest) -> HttpResponse:
    """The actions that I lead, each with what is due of it."""
    own = [
        line
        for line in queries.lines(request.partnership, request.day)
        if line.action.lead.person_id == request.person.pk
    ]
    waiting = [line for line in own if line.rating.letter != "B"]
    return render(request, "delivery/mine.html", {"lines": own, "waiting": waiting, "rule": RULE})


@needs(Permission.READ)
def action_page(request: PageRequest, number: int) -> HttpResponse:
    """One action: how it goes, what its lead said of it, and what was done to it."""
    held = _action(request, number)
    line = queries.line_of(held, request.day)
    measure = loading.measures().get(held.measure_key)
    context = {
        "action": held,
        "line": line,
        "measure": measure.name if measure else "",
        "updates": updates_table(held.updates.select_related("said_by")),
        "happened": queries.happened(held, DONE_WORDS),
        "may_speak": queries.may_speak(held, request.person, request.day),
        "rule": RULE,
    }
    return render(request, "delivery/action.html", context)


@needs(Permission.UPDATE_ACTIONS)
def add(request: PageRequest) -> HttpResponse:
    """Add an action to an objective of the adopted plan."""
    objectives = queries.objectives_standing(request.partnership, request.day)
    if not objectives.exists():
        return redirect(_address("first", request))

    def act(typed: dict[str, Any]) -> str:
        added = actions.add_action(typed.pop("objective"), **typed, by=request.person, at=request.at)
        return _address("action", request, added.pk)

    page = FormPage(
        "Add an action",
        submit="Add the action",
        cancel=_address("first", request),
        done="The action was added.",
        hint="A step towards an objective, with one person who answers for it and a day by which it is done.",
    )
    leads = queries.possible_leads(request.partnership, request.day)
    chosen = {"objective": request.GET.get("objective")}
    wards = queries.wards(request.partnership)
    return form_page(request, page, partial(AddForm, objectives, leads, wards, initial=chosen), act)


@needs(Permission.UPDATE_ACTIONS)
def say(request: PageRequest, number: int) -> HttpResponse:
    """Say how an action goes, in two minutes."""
    held = _own(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.say_how_it_goes(held, **typed, by=request.person, at=request.at)
        return _address("action", request, held.pk)

    page = FormPage(
        "How does it go?",
        submit="Say so",
        cancel=_address("action", request, held.pk),
        done="What you said is kept.",
        template="delivery/say.html",
        context={"line": queries.line_of(held, request.day)},
    )
    return form_page(request, page, partial(SayForm, held.updates.first()), act)


@needs(Permission.UPDATE_ACTIONS)
def change(request: PageRequest, number: int) -> HttpResponse:
    """Word an action anew, hand it over, or move its date."""
    held = _own(request, number)

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_action(held, **typed, seen_version=version, by=request.person, at=request.at)
        return _address("action", request, held.pk)

    page = FormPage(
        "Change the action",
        submit="Save",
        cancel=_address("action", request, held.pk),
        done="The action was changed.",
        record=held,
    )
    leads = queries.possible_leads(request.partnership, request.day)
    return form_page(request, page, partial(ChangeForm, held, leads), act)


def _action(request: PageRequest, number: int) -> Action:
    return get_object_or_404(Action, pk=number, objective__plan__partnership=request.partnership)


def _own(request: PageRequest, number: int) -> Action:
    """An action of which this person may speak; anyone else is refused before they type."""
    held = _action(request, number)
    if not queries.may_speak(held, request.person, request.day):
        raise PermissionDenied
    return held


def _address(name: str, request: PageRequest, *further: int) -> str:
    return reverse(f"delivery:{name}", args=[request.partnership.slug, *further])
