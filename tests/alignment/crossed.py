"""A strategy of another body with two aims, and a row of the crosswalk, made through their actions."""

from datetime import date

from cast import DAY, NOW
from saferplan.alignment.actions import add_aims, add_row, add_strategy

PLAN = {
    "body_name": "Farshire Commissioner",
    "title": "Police and crime plan",
    "link": "https://example.org/plan",
    "starts_on": date(2024, 4, 1),
    "ends_on": date(2028, 3, 31),
    "checked_on": DAY,
}


def strategy_of(cast, **changed):
    return add_strategy(cast.partnership, **PLAN | changed, by=cast.people["manager"], at=NOW)


def aims_of(cast, strategy, sentences=("Safer roads", "Safer homes")):
    return add_aims(strategy, list(sentences), by=cast.people["manager"], at=NOW)


def row_of(cast, priority, aim, **changed):
    values = {"direction": "both", "shown_by": "A joint action on the ring road."}
    return add_row(priority, aim, **values | changed, by=cast.people["analyst"], at=NOW)


def typed(**changed):
    """The strategy form as a browser sends it."""
    values = {"title": "Police and crime plan", "body_name": "Farshire Commissioner", "link": ""}
    for name, day in (("starts_on", "1 4 2024"), ("ends_on", ""), ("checked_on", "14 1 2026")):
        parts = [*day.split(), "", "", ""][:3]
        values |= dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))
    return values | changed
