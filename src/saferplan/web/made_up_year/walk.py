"""The made-up year in its order, told as it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saferplan import year
from saferplan.delivery.models import Action
from saferplan.evaluation.models import Evaluation
from saferplan.home import Home
from saferplan.partnership.models import Theme
from saferplan.plan.models import Plan
from saferplan.terms.periods import Period
from saferplan.web.made_up_year import answering, assessing, delivering, planning, prioritising
from saferplan.web.made_up_year.cast import ASHWICK, NORTHMERE, Cast, gathered, keep_people, moment
from saferplan.web.made_up_year.supplied import as_it_stood

PLAN_YEAR, NEXT_PLAN_YEAR = "2025/26", "2026/27"
# Windows of twelve months from November to October, as partnerships take them.
PERIOD, AGAINST = Period.parse("2023-11..2024-10"), Period.parse("2022-11..2023-10")
NEXT_PERIOD, NEXT_AGAINST = Period.parse("2025"), Period.parse("2024")
ENDS_AT = moment(2026, 2, 2, 9)
Say = Callable[[str], None]


def walk(data: Path, out: Path, home: Home, *, made_at: datetime, say: Say) -> dict[str, str]:
    """Walk the year of two partnerships of the county in `data`; gives each person's password by sign-in name."""
    passwords: dict[str, str] = {}
    say("Two partnerships gather their people")
    northmere, ashwick = gathered(NORTHMERE, passwords), gathered(ASHWICK, passwords)
    then = as_it_stood(data, out / "data-of-2024", PERIOD.last)
    for cast in (northmere, ashwick):
        _assessed(cast, then, out, home, say, PERIOD, AGAINST)
    walked = [_planned(cast, home, say) for cast in (northmere, ashwick)]
    _assessed(northmere, data, out, home, say, NEXT_PERIOD, NEXT_AGAINST)
    _year_delivered(northmere, walked[0], say)
    keep_people(home, passwords, begins_at=ENDS_AT, made_at=made_at)
    return passwords


def _assessed(cast: Cast, data: Path, out: Path, home: Home, say: Say, *periods: Period) -> None:
    """The computed stages, as `saferplan year` runs them."""
    period, against = periods
    say(f"Assessing {cast.partnership.name}, {period.words}")
    request = year.Request(cast.partnership.area_code, period, against, data, (), period.last.shifted(1).first_date)
    folder = out / f"{cast.partnership.slug}-{period}"
    year.run(request, home=home, out=folder, progress=lambda _step, _done, _total: None)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its actions and the evaluation of the first, as the year begins."""

    themes: dict[str, Theme]
    plan: Plan
    actions: list[Action]
    evaluation: Evaluation


def _planned(cast: Cast, home: Home, say: Say) -> Planned:
    say(f"{cast.partnership.name} agrees findings, scores themes, chooses priorities and adopts its plan")
    themes = assessing.themes_begun(cast)
    assessment = assessing.brought_in(cast, home, plan_year=PLAN_YEAR, with_survey=True, at=moment(2024, 11, 18))
    assessing.triaged(assessment, cast, themes, at=moment(2024, 11, 20))
    assessing.signed_off(assessment, cast, at=moment(2024, 11, 26))
    opened = prioritising.scored(assessment, cast, themes)
    prioritising.chosen(opened, cast, themes)
    plan = planning.adopted(opened, cast)
    actions = delivering.begun(plan, cast)
    return Planned(themes, plan, actions, delivering.registered(actions[0], cast))


def _year_delivered(cast: Cast, year: Planned, say: Say) -> None:
    say(f"{cast.partnership.name} delivers, answers scrutiny and evaluates")
    answering.aligned(year.plan, cast)
    answering.duties_shown(cast)
    answering.scrutinised(year.plan, cast)
    delivering.told_of(year.actions, cast)
    planning.revised(year.plan, cast)
    delivering.answered(year.evaluation, cast)
