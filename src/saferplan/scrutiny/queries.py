"""Questions to scrutiny's records: what waits for an answer, what the pack shows, when the committee met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from saferplan.delivery.queries import Line, lines
from saferplan.documents.wording import counted
from saferplan.partnership.due import Due, Evidence, Standing
from saferplan.partnership.models import Body, Meeting, Partnership, true_on
from saferplan.partnership.roles import Permission
from saferplan.plan.models import Objective, Plan
from saferplan.scrutiny.clock import Clock, day_in_words, where_they_stand
from saferplan.scrutiny.models import Recommendation
from saferplan.scrutiny.section import RecommendationTold, ScrutinyTold


@dataclass(frozen=True, slots=True)
class Timed:
    """A recommendation with its clock on a day."""

    recommendation: Recommendation
    clock: Clock


@dataclass(frozen=True, slots=True)
class ObjectiveShown:
    """An objective of the plan with its actions, each with its rating."""

    objective: Objective
    lines: tuple[Line, ...]


def standing_plan(partnership: Partnership) -> Plan | None:
    """The newest plan that is adopted and not replaced: what the committee looks at."""
    return Plan.objects.filter(partnership=partnership, state="adopted").first()


def recommendations_of(partnership: Partnership) -> QuerySet[Recommendation]:
    """A partnership's recommendations, on whichever plan, the first due first."""
    held = Recommendation.objects.filter(plan__partnership=partnership)
    return held.select_related("plan", "to_body", "meeting__group", "made_by", "answered_by")


def clock_of(made: Recommendation, day: date) -> Clock:
    """The clock on a recommendation's answer. The first answer stops it: a correction comes when it comes."""
    first = made.earlier_answers.order_by("answered_at").values_list("answered_at", flat=True).first()
    answered_at = first or made.answered_at
    return Clock(made.answer_due_on, day, localdate(answered_at) if answered_at else None)


def timed(partnership: Partnership, day: date) -> tuple[Timed, ...]:
    """Every recommendation with its clock: those that wait first, the most urgent at the top."""
    found = [Timed(made, clock_of(made, day)) for made in recommendations_of(partnership)]
    return tuple(sorted(found, key=lambda item: (not item.clock.is_waiting, item.clock.due_on, item.recommendation.pk)))


def bodies_to_ask(partnership: Partnership, day: date) -> QuerySet[Body]:
    """The organisations a recommendation may be made to."""
    return Body.objects.filter(true_on(day), partnership=partnership)


def committee_meetings(partnership: Partnership, day: date) -> QuerySet[Meeting]:
    """The scrutiny committee's meetings up to a day, newest first."""
    held = Meeting.objects.filter(group__partnership=partnership, group__kind="committee", held_on__lte=day)
    return held.select_related("group")


def sessions(partnership: Partnership, day: date) -> QuerySet[Meeting]:
    """The committee's meetings that something shows were held: attendance, a decision or a recommendation."""
    shown = Q(attendances__is_present=True) | Q(decisions__isnull=False) | Q(recommendations__isnull=False)
    return committee_meetings(partnership, day).filter(shown).distinct()


def pack(plan: Plan, day: date) -> tuple[ObjectiveShown, ...]:
    """The plan as the committee sees it: each objective with its actions, those of its earlier versions among them."""
    own = [line for line in lines(plan.partnership, day) if line.action.objective.plan.plan_year == plan.plan_year]
    objectives = plan.objectives.select_related("priority__scored_theme__theme", "lead_body")
    return tuple(
        ObjectiveShown(one, tuple(line for line in own if line.action.objective.line == one.line)) for one in objectives
    )


def told(plan: Plan, day: date) -> ScrutinyTold:
    """The committee's work on a plan and on the versions before it, as it may be told to anybody."""
    held = recommendations_of(plan.partnership).filter(plan__plan_year=plan.plan_year)
    return ScrutinyTold(
        plan=str(plan),
        sessions=tuple(meeting.held_on for meeting in sessions(plan.partnership, day)),
        recommendations=tuple(
            RecommendationTold(
                sentence=made.sentence,
                reason=made.reason,
                to_body=made.to_body.name,
                made_on=made.made_on,
                clock=clock_of(made, day),
                answer=made.get_answer_display() if made.answer else "",
                answer_words=made.answer_words,
            )
            for made in held
        ),
    )


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """An answer to each recommendation that has none."""
    for made in Recommendation.objects.filter(plan__partnership=partnership_id, answered_at=None):
        address = reverse("scrutiny:answer", args=[made.plan.partnership.slug, made.pk])
        sentence = f"Answer the recommendation to {made.to_body}: {made.sentence}"
        yield Due(sentence, address, Permission.ANSWER_SCRUTINY, by_date=made.answer_due_on)


def evidence(partnership_id: int, day: date) -> Iterable[Evidence]:
    """Each session of the committee shows that the duty is met; a recommendation without its meeting does not."""
    partnership = Partnership.objects.get(pk=partnership_id)
    address = reverse("scrutiny:first", args=[partnership.slug])
    for meeting in sessions(partnership, day):
        sentence = f"{meeting.group.name} met on {day_in_words(meeting.held_on)}."
        yield Evidence("scrutiny", sentence, meeting.held_on, address)


def standing(partnership_id: int, day: date) -> Standing:
    """Where scrutiny stands this year."""
    partnership = Partnership.objects.get(pk=partnership_id)
    clocks = [item.clock for item in timed(partnership, day)]
    if standing_plan(partnership) is None and not clocks:
        return Standing("not started", "There is no adopted plan to scrutinise.", "the plan’s adoption")
    waiting = sum(clock.is_waiting for clock in clocks)
    sentence = f"{where_they_stand(clocks)}."
    if waiting:
        return Standing("under way", sentence, counted(waiting, "answer", "answers"))
    if not clocks:
        met = sessions(partnership, day).exists()
        return Standing("done" if met else "not started", sentence, "" if met else "a session of the committee")
    return Standing("done", sentence)
