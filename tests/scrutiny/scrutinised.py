"""A scrutiny committee with a meeting, and a recommendation made through its action."""

from datetime import date, timedelta

from cast import BEGAN, DAY, NOW
from saferplan.partnership.models import Group, Meeting
from saferplan.scrutiny.actions import recommend

LATER = NOW + timedelta(days=5)


def committee_meeting(cast, held_on=DAY) -> Meeting:
    committee, _ = Group.objects.get_or_create(
        partnership=cast.partnership, name="Crime and disorder committee", kind="committee", starts_on=BEGAN
    )
    return Meeting.objects.create(group=committee, held_on=held_on)


def recommended(cast, plan, **changed):
    values = {
        "to_body": cast.bodies[1],
        "sentence": "Report thefts from vehicles by ward.",
        "reason": "Members asked where they happen.",
        "made_on": DAY,
        "meeting": None,
        "by": cast.people["scrutiny"],
        "at": NOW,
    }
    return recommend(plan, **values | changed)


def typed(day: date = DAY, **changed):
    """The recommendation form as a browser sends it."""
    values = {
        "sentence": "Report thefts from vehicles by ward.",
        "reason": "Members asked where they happen.",
        "meeting": "",
        "made_on_day": str(day.day),
        "made_on_month": str(day.month),
        "made_on_year": str(day.year),
    }
    return values | changed
