"""A made-up partnership's build and an action in it that can be evaluated."""

from datetime import date
from pathlib import Path
from typing import Any

import saferplan.year
from cast import NOW, Cast, made_plan
from saferplan.delivery.models import Action
from saferplan.evaluation.actions import register
from saferplan.evaluation.models import Evaluation
from saferplan.home import Home
from saferplan.sources.made_up.county import write_county
from saferplan.terms.months import Month
from saferplan.terms.periods import Period

CENTRE = "E05990001"
# The four wards of the small county that record enough beside its centre.
OTHERS = ("E05990002", "E05990003", "E05990004", "E05990006")
MEASURE = "all_crime"


def make_build(folder: Path) -> Home:
    """The main job on two made-up years of the small county."""
    home = Home(folder / "home")
    write_county(folder / "data", seed=2026, size="small", first=Month(2024, 1), last=Month(2025, 12))
    request = saferplan.year.Request(
        "Northmere", Period.parse("2025"), Period.parse("2024"), folder / "data", (), date(2026, 1, 1)
    )
    saferplan.year.run(request, home=home, out=folder / "out", progress=lambda *_: None)
    return home


def make_action(cast: Cast, **changed: Any) -> Action:
    """An action at work in the centre since January 2025."""
    usual = {
        "objective": made_plan(cast).objectives.get(),
        "sentence": "Patrol the centre.",
        "lead": cast.members["lead"],
        "starts_on": date(2025, 1, 6),
        "due_on": date(2026, 12, 31),
        "place_code": CENTRE,
        "place_name": "Northmere Centre",
        "measure_key": MEASURE,
        "added_at": NOW,
        "added_by": cast.people["manager"],
    }
    return Action.objects.create(**(usual | changed))


def design(cast: Cast, **changed: Any) -> dict[str, Any]:
    """What a registration says, as the action takes it."""
    usual = {
        "question": "Did crime in the centre fall more than elsewhere?",
        "measure_key": MEASURE,
        "place_code": CENTRE,
        "comparison_codes": OTHERS,
        "why_comparison": "The likest in level.",
        "chosen_because_high": True,
        "before": ["2024"],
        "after": "2025",
        "by": cast.people["analyst"],
        "at": NOW,
    }
    return usual | changed


def registered(cast: Cast, action: Action | None = None, **changed: Any) -> Evaluation:
    return register(action or make_action(cast), **design(cast, **changed))
