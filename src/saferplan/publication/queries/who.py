"""Gathers who the partnership is: its bodies, groups, meetings and the decisions that may be told."""

from collections.abc import Mapping
from datetime import date, timedelta

from saferplan.partnership.models import Decision, Group, Meeting, Partnership, true_on
from saferplan.partnership.queries import bodies_on, quorum_of
from saferplan.plan.models import Plan
from saferplan.priorities.models import Priority
from saferplan.publication.content_who import About, DecisionTold, GroupTold, MeetingTold, Member

MEETINGS_TOLD = timedelta(days=366)


def about(partnership: Partnership, area_name: str) -> About:
    """Whose release it is."""
    return About(
        partnership.slug,
        partnership.name,
        partnership.area_code,
        area_name,
        partnership.county_slug,
        partnership.county_name,
    )


def members_told(partnership: Partnership, day: date) -> tuple[Member, ...]:
    """The bodies, those that the law names first."""
    return tuple(Member(body.name, body.is_responsible_authority) for body in bodies_on(partnership.pk, day))


def groups_told(partnership: Partnership, day: date) -> tuple[GroupTold, ...]:
    """The groups with the posts of their chairs and the bodies in them."""
    held = Group.objects.filter(true_on(day), partnership=partnership).prefetch_related("seats__body")
    return tuple(
        GroupTold(
            group.pk,
            group.name,
            group.kind,
            group.parent_id,
            group.chair_post,
            group.purpose,
            tuple(sorted(seat.body.name for seat in group.seats.all() if seat.body.is_true_on(day))),
        )
        for group in held
    )


def meetings_told(partnership: Partnership, day: date) -> tuple[MeetingTold, ...]:
    """The year's meetings of the partnership's own groups and of the scrutiny committee, and those to come."""
    held = Meeting.objects.filter(group__partnership=partnership, held_on__gte=day - MEETINGS_TOLD)
    return tuple(
        MeetingTold(meeting.group.name, meeting.held_on, meeting.place, meeting.is_public)
        for meeting in held.exclude(group__kind="linked").select_related("group")
    )


def decisions_told(plan: Plan, keys: Mapping[str, str], day: date) -> tuple[DecisionTold, ...]:
    """The decisions that the plan rests on, and what was decided at meetings open to the public, newest first.

    Others stay with the members: they may speak of people or of work that must not be known.
    """
    settled: dict[int, list[str]] = {}
    assert plan.decision_id is not None, "a plan is told once it is adopted"
    assert plan.round.assessment.decision_id is not None, "priorities are chosen from a signed-off assessment"
    settled.setdefault(plan.decision_id, []).append("plan")
    settled.setdefault(plan.round.assessment.decision_id, []).append("assessment")
    for priority in Priority.objects.filter(scored_theme__round=plan.round):
        settled.setdefault(priority.decision_id, []).append(keys[priority.name])
    own = Decision.objects.filter(meeting__group__partnership=plan.partnership, meeting__held_on__lte=day)
    held = own.filter(pk__in=settled) | own.filter(meeting__is_public=True, meeting__held_on__gte=day - MEETINGS_TOLD)
    told = held.select_related("meeting__group__partnership").order_by("-meeting__held_on", "-pk").distinct()
    return tuple(_decision(decision, settled.get(decision.pk, [])) for decision in told)


def _decision(decision: Decision, settled: list[str]) -> DecisionTold:
    meeting = decision.meeting
    quorum = quorum_of(meeting)
    here = meeting.attendances.filter(is_present=True).select_related("body").order_by("body__name")
    return DecisionTold(
        number=decision.pk,
        sentence=decision.sentence,
        group=meeting.group.name,
        held_on=meeting.held_on,
        quorum=f"{quorum.present} of {quorum.of} responsible authorities were there. {quorum.needed} were needed.",
        present=tuple(attendance.body.name for attendance in here),
        settled=tuple(settled),
    )
