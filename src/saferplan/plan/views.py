"""The plan's pages: what it says, what it lacks, what changed, and the chain from objectives back to their figures."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from saferplan.documents.wording import counted
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.plan import actions, queries
from saferplan.plan.forms import AdoptForm, ForewordForm, ObjectiveForm, SureForm, standing
from saferplan.plan.models import Objective, Plan
from saferplan.plan.versions import changes_in_words


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """The newest version of the plan, or what it waits for."""
    plan = queries.current_plan(request.partnership)
    waiting = queries.round_to_plan(request.partnership)
    if plan is None or waiting is not None:
        return render(request, "plan/none.html", {"waiting": waiting, "plans": queries.plans_of(request.partnership)})
    return _plan(request, plan)


@needs(Permission.READ)
def plan_page(request: PageRequest, number: int) -> HttpResponse:
    """One version of a plan."""
    return _plan(request, _plan_of(request, number))


@needs(Permission.WRITE_PLAN)
def draft(request: PageRequest) -> HttpResponse:
    """Begin the year's plan."""
    opened = queries.round_to_plan(request.partnership)
    if opened is None:
        return redirect(_address("first", request))

    def act(_typed: dict[str, Any]) -> str:
        plan = actions.draft_plan(opened, by=request.person, at=request.at)
        return _address("plan", request, plan.pk)

    page = FormPage(
        f"Draft the plan for {opened.assessment.plan_year}?",
        submit="Draft the plan",
        cancel=_address("first", request),
        done="The plan is drafted. Give each priority its objectives.",
        hint="It begins with the priorities that the board chose; nothing is published.",
    )
    return form_page(request, page, SureForm, act)


@needs(Permission.WRITE_PLAN)
def foreword(request: PageRequest, number: int) -> HttpResponse:
    """Write the foreword."""
    plan = _plan_of(request, number)

    def act(typed: dict[str, Any]) -> str:
        version = typed["version"]
        actions.write_foreword(plan, foreword=typed["foreword"], seen_version=version, by=request.person, at=request.at)
        return _address("plan", request, plan.pk)

    page = FormPage(
        "Write the foreword",
        submit="Save",
        cancel=_address("plan", request, plan.pk),
        done="The foreword was saved.",
        record=plan,
    )
    return form_page(request, page, partial(ForewordForm, initial={"foreword": plan.foreword}), act)


@needs(Permission.WRITE_PLAN)
def add_objective(request: PageRequest, number: int, priority_number: int) -> HttpResponse:
    """Add an objective to a priority."""
    plan = _plan_of(request, number)
    priority = get_object_or_404(queries.priorities_of(plan), pk=priority_number)

    def act(typed: dict[str, Any]) -> str:
        actions.add_objective(plan, **typed, by=request.person, at=request.at)
        return _address("plan", request, plan.pk)

    page = FormPage(
        f"Add an objective for {priority.name}",
        submit="Add objective",
        cancel=_address("plan", request, plan.pk),
        done="The objective was added.",
        hint="What you do not know yet can wait; the plan lists what is missing until it is adopted.",
    )
    return form_page(request, page, _objective_form(request, plan, {"priority": priority.pk}), act)


@needs(Permission.WRITE_PLAN)
def change_objective(request: PageRequest, number: int) -> HttpResponse:
    """Change an objective of a draft."""
    objective = _objective_of(request, number)

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_objective(objective, **typed, seen_version=version, by=request.person, at=request.at)
        return _address("plan", request, objective.plan_id)

    page = FormPage(
        "Change the objective",
        submit="Save",
        cancel=_address("plan", request, objective.plan_id),
        done="The objective was changed.",
        record=objective,
    )
    return form_page(request, page, _objective_form(request, objective.plan, standing(objective)), act)


@needs(Permission.WRITE_PLAN)
def drop_objective(request: PageRequest, number: int) -> HttpResponse:
    """Take an objective out of a draft."""
    objective = _objective_of(request, number)
    here = _address("plan", request, objective.plan_id)

    def act(typed: dict[str, Any]) -> str:
        actions.drop_objective(objective, seen_version=typed["version"], by=request.person, at=request.at)
        return here

    page = FormPage(
        "Take this objective out of the draft?",
        submit="Take it out",
        cancel=here,
        done="The objective was taken out.",
        hint=objective.sentence,
        record=objective,
    )
    return form_page(request, page, SureForm, act)


@needs(Permission.ADOPT_PLAN)
def adopt(request: PageRequest, number: int) -> HttpResponse:
    """Adopt a draft by a recorded decision."""
    plan = _plan_of(request, number)
    decisions, lacks = queries.decisions_for(plan), queries.lacks_of(plan) if plan.state == "draft" else ()

    def act(typed: dict[str, Any]) -> str:
        actions.adopt(plan, decision=typed["decision"], seen_version=typed["version"], by=request.person, at=request.at)
        return _address("plan", request, plan.pk)

    page = FormPage(
        f"Adopt {plan}",
        submit="Adopt the plan",
        cancel=_address("plan", request, plan.pk),
        done=f"{plan} is adopted.",
        hint="Once adopted it cannot be edited; a change is a new version.",
        record=plan,
        template="plan/adopt.html",
        context={"plan": plan, "decisions": decisions, "lacks": lacks, "things": _things(lacks)},
    )
    return form_page(request, page, partial(AdoptForm, decisions), act)


@needs(Permission.WRITE_PLAN)
def new_version(request: PageRequest, number: int) -> HttpResponse:
    """Begin the next version of the adopted plan."""
    plan = _plan_of(request, number)

    def act(_typed: dict[str, Any]) -> str:
        following = actions.new_version(plan, by=request.person, at=request.at)
        return _address("plan", request, following.pk)

    page = FormPage(
        f"Begin version {plan.number + 1} of the plan?",
        submit="Begin a new version",
        cancel=_address("plan", request, plan.pk),
        done=f"Version {plan.number + 1} is a draft. Version {plan.number} stands until it is adopted.",
        hint=f"It begins as a copy of version {plan.number}.",
    )
    return form_page(request, page, SureForm, act)


@needs(Permission.READ)
def changes(request: PageRequest, number: int) -> HttpResponse:
    """Two versions side by side."""
    plan = _plan_of(request, number)
    found = queries.changes_of(plan)
    context = {"plan": plan, "changes": found, "answer": changes_in_words(found), "before": plan.replaces}
    return render(request, "plan/changes.html", context)


@needs(Permission.READ)
def objective_page(request: PageRequest, number: int) -> HttpResponse:
    """One objective, and what it rests on."""
    objective = _objective_of(request, number)
    fields = [{"key": label, "value": words or "Missing"} for label, words in queries.fields_of(objective)]
    context = {"objective": objective, "plan": objective.plan, "priority": objective.priority, "fields": fields}
    return render(request, "plan/objective.html", context)


@needs(Permission.READ)
def chain(request: PageRequest, number: int, priority_number: int) -> HttpResponse:
    """A priority from problem to result, each step a link back."""
    plan = _plan_of(request, number)
    priority = get_object_or_404(queries.priorities_of(plan), pk=priority_number)
    context = {
        "plan": plan,
        "priority": priority,
        "round": plan.round,
        "of": plan.round.themes.count(),
        "objectives": queries.objectives_of(plan).filter(priority=priority),
        "findings": priority.scored_theme.findings.prefetch_related("figures"),
        "concern": priority.scored_theme.concern,
    }
    return render(request, "plan/chain.html", context)


def _plan(request: PageRequest, plan: Plan) -> HttpResponse:
    held = list(queries.objectives_of(plan))
    groups = [
        (one, [(item, queries.fields_of(item)[1:]) for item in held if item.priority_id == one.pk])
        for one in queries.priorities_of(plan)
    ]
    lacks = queries.lacks_of(plan) if plan.state == "draft" else ()
    is_last = not Plan.objects.filter(replaces=plan).exists()
    context = {
        "plan": plan,
        "groups": groups,
        "lacks": lacks,
        "things": _things(lacks),
        "objectives": counted(len(held), "objective", "objectives"),
        "priorities": counted(sum(one.outcome == "priority" for one, _ in groups), "priority", "priorities"),
        "can_begin_version": plan.state == "adopted" and is_last,
        "plans": queries.plans_of(request.partnership),
        "changes": changes_in_words(queries.changes_of(plan)) if plan.replaces else "",
    }
    return render(request, "plan/plan.html", context)


def _things(lacks: tuple[queries.Lack, ...]) -> str:
    return counted(len(lacks), "thing is", "things are")


def _objective_form(request: PageRequest, plan: Plan, initial: dict[str, Any]) -> Any:
    priorities, bodies = queries.priorities_of(plan), queries.leads(request.partnership, request.day)
    return partial(ObjectiveForm, priorities, queries.baselines(plan), bodies, initial=initial)


def _plan_of(request: PageRequest, number: int) -> Plan:
    return get_object_or_404(queries.plans_of(request.partnership), pk=number)


def _objective_of(request: PageRequest, number: int) -> Objective:
    return get_object_or_404(Objective, pk=number, plan__partnership=request.partnership)


def _address(name: str, request: PageRequest, *further: int) -> str:
    return reverse(f"plan:{name}", args=[request.partnership.slug, *further])
