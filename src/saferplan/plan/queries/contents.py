"""What plans there are, what they hold, what they lack, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from saferplan.evidence.models import FrozenFigure
from saferplan.partnership.models import Body, Decision, Partnership, true_on
from saferplan.partnership.queries import deciding
from saferplan.plan.levels import figure_in_words, is_level, number_in_words
from saferplan.plan.missing import Missing, ObjectiveSoFar, PrioritySoFar, missing
from saferplan.plan.models import Objective, Plan
from saferplan.plan.versions import Line, LineChange, line_changes
from saferplan.priorities.choice import CROSS_CUTTING, PRIORITY
from saferplan.priorities.models import Priority, Round
from saferplan.priorities.queries import AGREED, rounds_of
from saferplan.voice.models import Survey


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing and the address of the form that mends it."""

    sentence: str
    address: str


def plans_of(partnership: Partnership) -> QuerySet[Plan]:
    """A partnership's plans, newest year and version first."""
    return Plan.objects.filter(partnership=partnership).select_related("round__assessment", "decision__meeting__group")


def current_plan(partnership: Partnership) -> Plan | None:
    """The newest version of the newest year's plan, adopted or not."""
    return plans_of(partnership).first()


def adopted_plan(partnership: Partnership) -> Plan | None:
    """The version that stands."""
    return plans_of(partnership).filter(state="adopted").first()


def round_to_plan(partnership: Partnership) -> Round | None:
    """The newest closed round, where no plan of its year has begun."""
    closed = rounds_of(partnership).filter(state="closed").first()
    if closed is None or plans_of(partnership).filter(plan_year=closed.assessment.plan_year).exists():
        return None
    return closed


def priorities_of(plan: Plan) -> QuerySet[Priority]:
    """What the plan is about: its round's priorities, and after them the cross-cutting themes."""
    held = Priority.objects.filter(scored_theme__round=plan.round, outcome__in=[PRIORITY, CROSS_CUTTING])
    return held.select_related("scored_theme__theme", "decision__meeting").order_by("-outcome", "rank", "pk")


def objectives_of(plan: Plan) -> QuerySet[Objective]:
    return plan.objectives.select_related("priority__scored_theme__theme", "baseline", "lead_body")


def missing_of(plan: Plan) -> tuple[Missing, ...]:
    """What blocks adoption; a cross-cutting theme may do without an objective of its own."""
    held = list(objectives_of(plan))
    so_far = [
        PrioritySoFar(one.pk, one.name, tuple(_so_far(item) for item in held if item.priority_id == one.pk))
        for one in priorities_of(plan)
        if one.outcome == PRIORITY or any(item.priority_id == one.pk for item in held)
    ]
    return missing(so_far)


def lacks_of(plan: Plan) -> tuple[Lack, ...]:
    """What is missing, each with the address that mends it."""
    slug = plan.partnership.slug
    found = []
    for one in missing_of(plan):
        further = [plan.pk, one.number] if one.form == "add_objective" else [one.number]
        found.append(Lack(one.sentence, f"{reverse(f'plan:{one.form}', args=[slug, *further])}#id_{one.field}"))
    return tuple(found)


def baselines(plan: Plan) -> dict[str, list[FrozenFigure]]:
    """Figures an objective can begin from, by where they come from: each is a level that the partnership agreed on."""
    assessment = plan.round.assessment
    findings = assessment.findings.filter(state__in=AGREED).prefetch_related("figures").select_related("theme")
    found: dict[str, list[FrozenFigure]] = {}
    seen: set[int] = set()
    for finding in findings:
        heading = f"Finding {finding.rank}" + (f", {finding.theme}" if finding.theme else "")
        _keep(found, seen, heading, finding.figures.all())
    surveys = Survey.objects.filter(partnership=plan.partnership, plan_year=plan.plan_year)
    for survey in surveys:
        figures = FrozenFigure.objects.filter(
            Q(pk__in=survey.estimates.values("figure")) | Q(pk__in=survey.concerns.values("figure"))
        )
        _keep(found, seen, survey.name, figures)
    return found


def _keep(found: dict[str, list[FrozenFigure]], seen: set[int], heading: str, figures: Iterable[FrozenFigure]) -> None:
    kept = [figure for figure in figures if figure.pk not in seen and is_level(figure.figure)]
    seen.update(figure.pk for figure in kept)
    if kept:
        found.setdefault(heading, []).extend(kept)


def leads(partnership: Partnership, day: date) -> QuerySet[Body]:
    """Bodies that can lead an objective."""
    return Body.objects.filter(true_on(day), partnership=partnership)


def decisions_for(plan: Plan) -> QuerySet[Decision]:
    """The partnership's own decisions that can have adopted a draft: recorded since it was drafted, and not used."""
    own = deciding(plan.partnership).filter(recorded_at__gte=plan.drafted_at)
    return own.filter(plans=None).select_related("meeting__group")


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """A version's objectives in words, to be compared with another's."""
    return tuple(
        Line(one.line, one.priority.name, one.sentence, (("Objective", one.sentence), *fields_of(one)))
        for one in objectives_of(plan)
    )


def fields_of(objective: Objective) -> tuple[tuple[str, str], ...]:
    """What an objective says, label by label; nothing where it is missing."""
    figure = objective.baseline.figure if objective.baseline else None
    value = objective.target_value
    number = "" if value is None else number_in_words(value, figure) if figure else f"{value:g}"
    day = objective.target_date
    return (
        ("Priority", objective.priority.name),
        ("Indicator", objective.indicator),
        ("Baseline", figure_in_words(figure) if figure else ""),
        ("What is better", objective.get_polarity_display() if objective.polarity else ""),
        ("Number to reach", number),
        ("Target", objective.target_words),
        ("Target date", f"{day.day} {day:%B %Y}" if day else ""),
        ("Lead", objective.lead_body.name if objective.lead_body else ""),
    )


def changes_of(plan: Plan) -> tuple[LineChange, ...]:
    """What changed against the version it replaces; nothing in a first version."""
    return line_changes(lines_of(plan.replaces), lines_of(plan)) if plan.replaces else ()


def _so_far(objective: Objective) -> ObjectiveSoFar:
    return ObjectiveSoFar(
        number=objective.pk,
        sentence=objective.sentence,
        indicator=objective.indicator,
        has_baseline=objective.baseline_id is not None,
        polarity=objective.polarity,
        target_value=objective.target_value,
        target_words=objective.target_words,
        target_date=objective.target_date,
        has_lead=objective.lead_body_id is not None,
    )
