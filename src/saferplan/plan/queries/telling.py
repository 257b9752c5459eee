"""An adopted plan as it may be told to anybody."""

from saferplan.plan.levels import level_in_words, number_in_words
from saferplan.plan.models import Objective, Plan
from saferplan.plan.queries.contents import changes_of, objectives_of, priorities_of
from saferplan.plan.section import ObjectiveTold, PlannedPriority, PlanTold, baseline_text
from saferplan.priorities.choice import CROSS_CUTTING

_WORDS_OF_KIND = {"added": "Added", "dropped": "Dropped", "changed": "Changed"}


def told(plan: Plan) -> PlanTold:
    """An adopted plan as it may be told to anybody."""
    assert plan.decision is not None, "a plan is told once it is adopted"
    held = list(objectives_of(plan))
    return PlanTold(
        plan_year=plan.plan_year,
        number=plan.number,
        foreword=plan.foreword,
        decision_id=plan.decision.pk,
        decision=plan.decision.sentence,
        decided_on=plan.decision.meeting.held_on,
        priorities=tuple(
            PlannedPriority(
                one.pk,
                one.name,
                one.reason,
                one.outcome == CROSS_CUTTING,
                tuple(_told(item) for item in held if item.priority_id == one.pk),
            )
            for one in priorities_of(plan)
        ),
        changes=tuple(
            f"{_WORDS_OF_KIND[change.kind]}: {change.sentence}"
            for change in changes_of(plan)
            if change.kind in _WORDS_OF_KIND
        ),
    )


def _told(objective: Objective) -> ObjectiveTold:
    baseline, day, lead = objective.baseline, objective.target_date, objective.lead_body
    assert baseline is not None, "an adopted plan lacks nothing"
    assert day is not None, "an adopted plan lacks nothing"
    assert lead is not None, "an adopted plan lacks nothing"
    figure = baseline.figure
    value = number_in_words(figure.estimate.value, figure)
    unit = level_in_words(figure).removeprefix(value).strip()
    of = f"{' ' + unit if unit else ''}; {figure.place_name}, {figure.period}"
    return ObjectiveTold(
        line=objective.line,
        sentence=objective.sentence,
        indicator=objective.indicator,
        baseline=baseline_text(value, of, baseline.figure_id),
        baseline_id=baseline.figure_id,
        baseline_source=figure.source,
        polarity=objective.get_polarity_display(),
        target=objective.target_words,
        target_value=objective.target_value,
        target_date=day,
        lead=lead.name,
    )
