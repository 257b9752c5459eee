"""Answering for the plan: what scrutiny recommends, and how the plan meets other bodies' strategies."""

from datetime import date

from saferplan.alignment.actions import add_aims, add_row, add_strategy
from saferplan.partnership.actions import hold_meeting, show_duty, take_attendance
from saferplan.partnership.roles import Role
from saferplan.plan.models import Plan
from saferplan.plan.queries import priorities_of
from saferplan.scrutiny.actions import answer, recommend
from saferplan.web.made_up_year.cast import Cast, moment


def scrutinised(plan: Plan, cast: Cast) -> None:
    """The committee met in June, and what it recommended is answered."""
    councillor, manager = cast.people[Role.SCRUTINY], cast.people[Role.MANAGER]
    at = moment(2025, 6, 10, 18)
    meeting = hold_meeting(
        cast.groups["committee"],
        held_on=at.date(),
        place="Town hall",
        is_public=True,
        agenda="The partnership's year.",
        by=manager,
        at=at,
    )
    take_attendance(meeting, {cast.bodies["council"]: True}, by=manager, at=at)
    first = recommend(
        plan,
        to_body=cast.bodies["police"],
        sentence="Show counts of violence for each ward, every quarter.",
        reason="Members could not see whether the town centre differs from the rest.",
        made_on=at.date(),
        meeting=meeting,
        by=councillor,
        at=at,
    )
    answer(
        first,
        answer="accepted",
        words="Ward counts go to every board meeting from July, with small numbers withheld.",
        seen_version=first.version,
        by=manager,
        at=moment(2025, 6, 30),
    )


def asked_again(plan: Plan, cast: Cast) -> None:
    """A second recommendation, in January, which waits for its answer."""
    recommend(
        plan,
        to_body=cast.bodies["council"],
        sentence="Say how the mediation service will be paid for after March 2026.",
        reason="Its money ends with the plan year.",
        made_on=date(2026, 1, 20),
        meeting=None,
        by=cast.people[Role.SCRUTINY],
        at=moment(2026, 1, 20, 18),
    )


def aligned(plan: Plan, cast: Cast) -> None:
    """A crosswalk to a made-up police and crime plan: filled both ways, one way, and with a gap."""
    analyst, at = cast.people[Role.ANALYST], moment(2025, 1, 8)
    strategy = add_strategy(
        cast.partnership,
        body_name="Farshire Police and Crime Commissioner",
        title="Police and crime plan 2024 to 2028",
        link="",
        starts_on=date(2024, 7, 1),
        ends_on=date(2028, 5, 31),
        checked_on=at.date(),
        by=analyst,
        at=at,
    )
    aims = add_aims(
        strategy,
        ["Safe public spaces in the evening.", "Neighbourhoods free of disorder.", "Safer roads."],
        by=analyst,
        at=at,
    )
    centre, disorder = priorities_of(plan)[:2]
    rows = (
        (
            centre,
            aims[0],
            "both",
            "The commissioner pays for the taxi marshals, and our patrols count towards the aim.",
        ),
        (disorder, aims[1], "ours", "The mediation service serves the aim; the commissioner has no action on it yet."),
    )
    for priority, aim, direction, shown_by in rows:
        add_row(priority, aim, direction=direction, shown_by=shown_by, by=analyst, at=at)


def duties_shown(cast: Cast) -> None:
    """What no stage shows of itself: the information-sharing protocol, signed and reviewed."""
    show_duty(
        cast.partnership,
        duty_key="information_sharing",
        sentence="The protocol was signed by all six authorities, each with a liaison officer.",
        shown_on=date(2025, 2, 3),
        by=cast.people[Role.MANAGER],
        at=moment(2025, 2, 3),
    )
