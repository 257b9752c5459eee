"""What changes a plan: it is drafted, its objectives written, and a version adopted that is never edited again."""

from datetime import date, datetime
from typing import Any

from saferplan.evidence.models import FrozenFigure
from saferplan.history.actions import action, record
from saferplan.history.models import Event
from saferplan.partnership.models import Body, Decision, Person
from saferplan.partnership.queries import deciding, quorum_of
from saferplan.plan.levels import contradiction
from saferplan.plan.models import Objective, Plan
from saferplan.plan.queries import baselines, missing_of, priorities_of
from saferplan.priorities.models import Priority, Round
from saferplan.terms.problems import Refusal

# What a version hands to the next; `line` and `priority` go with it.
_COPIED = ("sentence", "indicator", "baseline", "polarity", "target_value", "target_words", "target_date", "lead_body")


@action
def draft_plan(opened: Round, *, by: Person, at: datetime) -> Plan:
    """Begin the year's plan from the chosen priorities. Fails: Refusal before the choice, or where one has begun."""
    assessment = opened.assessment
    Round.objects.select_for_update().get(pk=opened.pk)  # so that two at once do not both draft it
    if opened.state != "closed":
        raise Refusal(
            "No plan can be drafted yet.",
            why="The priorities of this round are not chosen.",
            next_step="Choose the priorities first.",
        )
    if Plan.objects.filter(partnership=assessment.partnership, plan_year=assessment.plan_year).exists():
        raise Refusal(
            f"There is a plan for {assessment.plan_year} already.",
            why="A year has one plan, in versions.",
            next_step="Go on with its draft, or begin a new version of the adopted one.",
        )
    plan = Plan.objects.create(
        partnership=assessment.partnership,
        round=opened,
        plan_year=assessment.plan_year,
        drafted_at=at,
        drafted_by=by,
    )
    facts = {"plan_year": plan.plan_year, "number": plan.number}
    record(plan, by=by, at=at, partnership=plan.partnership, evidence=[opened, *priorities_of(plan)], facts=facts)
    return plan


@action
def write_foreword(plan: Plan, *, foreword: str, seen_version: int, by: Person, at: datetime) -> None:
    """Write what stands before the priorities. Fails: Refusal for a plan that is no draft."""
    _check_draft(plan)
    plan.change(seen_version=seen_version, foreword=foreword)
    record(plan, by=by, at=at, partnership=plan.partnership, facts={"changed": ["foreword"]})


@action
def add_objective(
    plan: Plan,
    *,
    priority: Priority,
    sentence: str,
    by: Person,
    at: datetime,
    indicator: str = "",
    baseline: FrozenFigure | None = None,
    polarity: str = "",
    target_value: float | None = None,
    target_words: str = "",
    target_date: date | None = None,
    lead_body: Body | None = None,
) -> Objective:
    """Add an objective to a draft; what is not given yet is missing, and blocks adoption.

    `target_value` is in the baseline's unit, a share as 0 to 1. Fails: Refusal for a plan that is no draft, another
    round's priority, a figure that nobody agreed on, another partnership's body, a day that has passed, and a target
    that goes the wrong way.
    """
    _check_draft(plan)
    values = {
        "indicator": indicator,
        "baseline": baseline,
        "polarity": polarity,
        "target_value": target_value,
        "target_words": target_words,
        "target_date": target_date,
        "lead_body": lead_body,
    }
    _check_objective(plan, {"priority": priority, **values}, at.date())
    objective = Objective.objects.create(
        plan=plan, priority=priority, line=_last_line(plan) + 1, sentence=sentence, **values
    )
    evidence: list[Any] = [priority, *([baseline.figure_id] if baseline else [])]
    record(objective, by=by, at=at, partnership=plan.partnership, evidence=evidence, facts={"line": objective.line})
    return objective


@action
def change_objective(objective: Objective, *, seen_version: int, by: Person, at: datetime, **values: Any) -> None:
    """Change what an objective of a draft says; the names are those of `add_objective`. Fails: as adding does."""
    _check_draft(objective.plan)
    standing = {name: getattr(objective, name) for name in (*_COPIED, "priority")}
    changed = {name for name in values if values[name] != standing[name]}
    # A target day that passed since it was set stands until somebody sets another.
    _check_objective(objective.plan, standing | values, at.date() if "target_date" in changed else date.min)
    objective.change(seen_version=seen_version, **values)
    evidence = [objective.baseline.figure_id] if objective.baseline else []
    facts = {"line": objective.line, "changed": sorted(changed)}
    record(objective, by=by, at=at, partnership=objective.plan.partnership, evidence=evidence, facts=facts)


@action
def drop_objective(objective: Objective, *, seen_version: int, by: Person, at: datetime) -> None:
    """Take an objective out of a draft; earlier versions keep theirs."""
    _check_draft(objective.plan)
    objective.change(seen_version=seen_version)  # so that nobody drops what somebody else has just changed
    record(objective, by=by, at=at, partnership=objective.plan.partnership, facts={"line": objective.line})
    objective.delete()


@action
def adopt(plan: Plan, *, decision: Decision, seen_version: int, by: Person, at: datetime) -> None:
    """Adopt a draft by a recorded decision; the version it replaces is marked so.

    Fails: Refusal while anything is missing, and for a decision of another partnership, one without a quorum, one
    older than the draft or than any of its objectives as they now stand, or one that adopted another version.
    """
    _check_draft(plan)
    lacking = missing_of(plan)
    if lacking:
        raise Refusal(
            f"{plan} cannot be adopted yet.",
            why=" ".join(lack.sentence for lack in lacking),
            next_step="Fill in what is missing; each line at the top of the plan leads to its form.",
        )
    _check_decision(plan, decision)
    _check_unchanged_since(plan, decision)
    plan.change(seen_version=seen_version, state="adopted", adopted_at=at, adopted_by=by, decision=decision)
    if plan.replaces is not None:
        plan.replaces.change(seen_version=plan.replaces.version, state="replaced")
    facts = {"plan_year": plan.plan_year, "number": plan.number, "objectives": plan.objectives.count()}
    record(plan, by=by, at=at, partnership=plan.partnership, evidence=[decision, *plan.objectives.all()], facts=facts)


@action
def new_version(plan: Plan, *, by: Person, at: datetime) -> Plan:
    """Begin the next version of an adopted plan, with all that this one says.

    Fails: Refusal for a plan that is not adopted, or whose next version has begun.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)  # so that two at once do not both begin it
    if plan.state != "adopted":
        raise Refusal(
            "A new version begins from the adopted plan.",
            why=f"{plan} is {'a draft' if plan.state == 'draft' else 'replaced by a later version'}.",
            next_step="Change the draft itself, or begin from the version that stands.",
        )
    if Plan.objects.filter(replaces=plan).exists():
        raise Refusal(
            "The next version has begun.",
            why="Two drafts at once would be two plans.",
            next_step="Go on with that draft.",
        )
    following = Plan.objects.create(
        partnership=plan.partnership,
        round=plan.round,
        plan_year=plan.plan_year,
        number=plan.number + 1,
        replaces=plan,
        foreword=plan.foreword,
        drafted_at=at,
        drafted_by=by,
    )
    for objective in plan.objectives.all():
        copied = {name: getattr(objective, name) for name in _COPIED}
        Objective.objects.create(plan=following, priority=objective.priority, line=objective.line, **copied)
    record(following, by=by, at=at, partnership=plan.partnership, evidence=[plan], facts={"number": following.number})
    return following


def _last_line(plan: Plan) -> int:
    """The last line that any version of the year's plan uses, so that one line never means two objectives."""
    held = Objective.objects.filter(plan__partnership=plan.partnership, plan__plan_year=plan.plan_year)
    last = held.order_by("-line").first()
    return last.line if last else 0


def _check_draft(plan: Plan) -> None:
    # Asked anew and taken hold of: somebody may have adopted it since the page read it.
    if Plan.objects.select_for_update().get(pk=plan.pk).state != "draft":
        raise Refusal(
            f"{plan} cannot be changed.",
            why="It was adopted by a decision, and stays as it was adopted.",
            next_step="Begin a new version, change that, and have it adopted.",
        )


def _check_objective(plan: Plan, values: dict[str, Any], not_before: date) -> None:
    """Hold an objective against its plan; each fault says how to mend it."""
    baseline, lead, day = values["baseline"], values["lead_body"], values["target_date"]
    figure = baseline.figure if baseline else None
    wrong_way = contradiction(values["polarity"], values["target_value"], figure)
    agreed = {held.pk for figures in baselines(plan).values() for held in figures} if baseline else set()
    faults = (
        (
            not priorities_of(plan).filter(pk=values["priority"].pk).exists(),
            "The priority is not one of this plan's.",
            "Choose a priority of the plan.",
        ),
        (
            baseline is not None and baseline.pk not in agreed,
            "The baseline is none of the figures that this partnership agreed on.",
            "Choose a figure of an agreed finding, or of the residents' survey.",
        ),
        (
            lead is not None and lead.partnership_id != plan.partnership_id,
            "The lead is no body of this partnership.",
            "Choose a body of the partnership.",
        ),
        (
            day is not None and day <= not_before,
            "The target date has passed.",
            "Give a day still to come.",
        ),
        (
            wrong_way is not None,
            wrong_way or "",
            "Change the target, the baseline, or what is better, so that they agree.",
        ),
    )
    for is_fault, why, next_step in faults:
        if is_fault:
            raise Refusal("The objective cannot say that.", why=why, next_step=next_step)


def _check_decision(plan: Plan, decision: Decision) -> None:
    why = ""
    if decision.meeting.group.partnership_id != plan.partnership_id:
        why = "It was taken by another partnership."
    elif not deciding(plan.partnership).filter(pk=decision.pk).exists():
        why = "It was taken by a scrutiny committee or a linked board, which do not decide for the partnership."
    elif not quorum_of(decision.meeting).is_met:
        why = f"Its meeting was not quorate. {quorum_of(decision.meeting).sentence}"
    elif decision.recorded_at < plan.drafted_at:
        why = "It was recorded before this version was drafted."
    elif decision.plans.exists():
        why = "It adopted another version already."
    if why:
        raise Refusal(
            "This decision cannot adopt the plan.",
            why=why,
            next_step="Choose, or record, the decision that a quorate meeting took on this version.",
        )


def _check_unchanged_since(plan: Plan, decision: Decision) -> None:
    """What was decided on is what is adopted: no objective was added or changed after the decision."""
    keys = [objective.key for objective in plan.objectives.all()]
    changed = Event.objects.filter(subject_key__in=keys, recorded_at__gt=decision.recorded_at)
    if changed.exists():
        raise Refusal(
            f"{plan} cannot be adopted by that decision.",
            why="Its objectives were changed after the decision was recorded, so the meeting decided on other words.",
            next_step="Bring the plan as it now stands to a meeting, and record what it decides.",
        )
