"""From chosen priorities to an adopted plan, and to its second version in the autumn."""

from dataclasses import dataclass
from datetime import date

from saferplan.documents.wording import percent
from saferplan.evidence.models import FrozenFigure
from saferplan.partnership.roles import Role
from saferplan.plan import actions
from saferplan.plan.models import Plan
from saferplan.plan.queries import baselines, objectives_of, priorities_of
from saferplan.priorities.models import Round
from saferplan.web.made_up_year.assessing import board_met, decided
from saferplan.web.made_up_year.cast import Cast, moment

FOREWORD = (
    "We asked residents, looked at what was recorded, and chose two things to do well. "
    "This plan says what we shall do, who leads, and how we shall know."
)
YEAR_END = date(2026, 3, 31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An objective: the figure it starts from, by its statistic and measure, and how far it is to go from there."""

    theme: str
    sentence: str
    indicator: str
    statistic: str
    about: str
    share_of_baseline: float
    lead: str


OBJECTIVES = (
    Wanted(
        "Safe town centre",
        "Fewer people are hurt in the town centre in the evening.",
        "Violence and sexual offences per 1,000 residents, November to October without July",
        "rate_per_1000",
        "Violence and sexual offences",
        0.9,
        "police",
    ),
    Wanted(
        "Anti-social behaviour",
        "Fewer people say that anti-social behaviour is a big problem where they live.",
        "Share of residents who call anti-social behaviour a very or fairly big problem",
        "survey_share",
        "anti-social behaviour",
        0.85,
        "council",
    ),
)


def adopted(opened: Round, cast: Cast) -> Plan:
    """A draft with a foreword and objectives, adopted by the board."""
    manager = cast.people[Role.MANAGER]
    plan = actions.draft_plan(opened, by=manager, at=moment(2024, 12, 11))
    actions.write_foreword(plan, foreword=FOREWORD, seen_version=plan.version, by=manager, at=moment(2024, 12, 11, 11))
    for wanted in OBJECTIVES:
        _objective(plan, wanted, cast)
    _adopted_by_board(plan, cast, "The plan for 2025/26 is adopted.", at_day=(2024, 12, 17))
    return plan


def revised(plan: Plan, cast: Cast) -> Plan:
    """The second version: the town centre's target is raised after the spring's patrols."""
    manager = cast.people[Role.MANAGER]
    draft = actions.new_version(plan, by=manager, at=moment(2025, 9, 8))
    first = objectives_of(draft)[0]
    baseline = first.baseline
    assert baseline is not None, "an adopted objective has a baseline"
    target = round(baseline.figure.estimate.value * 0.85, 1)
    actions.change_objective(
        first,
        target_value=target,
        target_words=f"{target} per 1,000 residents or fewer",
        seen_version=first.version,
        by=manager,
        at=moment(2025, 9, 8, 11),
    )
    _adopted_by_board(draft, cast, "The plan's second version, with a lower target, is adopted.", at_day=(2025, 9, 16))
    return draft


def _objective(plan: Plan, wanted: Wanted, cast: Cast) -> None:
    baseline = _baseline(plan, wanted)
    start = baseline.figure.estimate.value
    target = start * wanted.share_of_baseline
    is_share = baseline.figure.statistic == "survey_share"
    target = round(target, 2 if is_share else 1)
    actions.add_objective(
        plan,
        priority=priorities_of(plan).get(scored_theme__theme__name=wanted.theme),
        sentence=wanted.sentence,
        indicator=wanted.indicator,
        baseline=baseline,
        polarity="lower_is_better",
        target_value=target,
        target_words=f"{percent(target)} or less" if is_share else f"{target} per 1,000 residents or fewer",
        target_date=YEAR_END,
        lead_body=cast.bodies[wanted.lead],
        by=cast.people[Role.MANAGER],
        at=moment(2024, 12, 12),
    )


def _baseline(plan: Plan, wanted: Wanted) -> FrozenFigure:
    """The figure that was agreed on, of the whole area."""
    offered = [frozen for group in baselines(plan).values() for frozen in group]
    return next(
        frozen
        for frozen in offered
        if wanted.about.lower() in frozen.figure.measure_name.lower()
        and (frozen.figure.statistic == wanted.statistic)
        and frozen.figure.place_code == plan.partnership.area_code
    )


def _adopted_by_board(plan: Plan, cast: Cast, sentence: str, *, at_day: tuple[int, int, int]) -> None:
    at = moment(*at_day)
    meeting = board_met(cast, at=at, agenda="The partnership plan.", is_public=True)
    decision = decided(meeting, cast, sentence, [plan], at=at)
    actions.adopt(plan, decision=decision, seen_version=plan.version, by=cast.people[Role.CHAIR], at=at)
