"""The made-up year in its order, told as it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from saferplan import year
from saferplan.delivery.models import Action
from saferplan.evaluation.models import Evaluation
from saferplan.home import Home
from saferplan.partnership.models import Theme
from saferplan.plan.models import Plan
from saferplan.publication.models import Release
from saferplan.terms.periods import Period
from saferplan.web.made_up_year import answering, assessing, delivering, planning, prioritising, publishing
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
    years = [_planned(cast, home, say) for cast in (northmere, ashwick)]
    releases = [_first_release(cast, planned, say) for cast, planned in zip((northmere, ashwick), years, strict=True)]
    _assessed(northmere, data, out, home, say, NEXT_PERIOD, NEXT_AGAINST)
    plan = _delivered(northmere, years[0], say)
    say("Publishing what was done, bringing the county together and opening the next year")
    last = publishing.released(
        northmere,
        plan,
        what_changed="The plan's second version, how each action goes, and what the evaluation found.",
        prepared_at=moment(2026, 1, 22),
        approved_at=moment(2026, 1, 26),
    )
    publishing.agreed(northmere, [last, releases[1]])
    publishing.next_year_begun(northmere, home, last, plan_year=NEXT_PLAN_YEAR)
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


def _first_release(cast: Cast, planned: Planned, say: Say) -> Release:
    say(f"{cast.partnership.name} publishes its plan")
    return publishing.released(
        cast,
        planned.plan,
        what_changed="The first release of the plan.",
        prepared_at=moment(2025, 1, 6),
        approved_at=moment(2025, 1, 7),
    )


def _delivered(cast: Cast, planned: Planned, say: Say) -> Plan:
    """The year after the plan: actions told of, scrutiny answered, the plan revised, the evaluation's effect found."""
    say(f"{cast.partnership.name} delivers, answers scrutiny and evaluates")
    answering.aligned(planned.plan, cast)
    answering.duties_shown(cast)
    delivering.told_of(planned.actions, cast, since=date(2025, 1, 1), until=date(2025, 6, 1))
    answering.scrutinised(planned.plan, cast)
    delivering.told_of(planned.actions, cast, since=date(2025, 6, 1), until=date(2025, 9, 1))
    revised = planning.revised(planned.plan, cast)
    delivering.told_of(planned.actions, cast, since=date(2025, 9, 1), until=date(2026, 1, 15))
    delivering.answered(planned.evaluation, cast)
    answering.asked_again(revised, cast)
    return revised
