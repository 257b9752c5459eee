"""What brings a survey's estimates into a partnership's records."""

from datetime import datetime

from saferplan.evidence.actions import freeze_figures
from saferplan.evidence.models import FrozenFigure
from saferplan.history.actions import action, record
from saferplan.partnership.models import Partnership, Person
from saferplan.terms.problems import Refusal
from saferplan.voice.brought import BroughtSurvey
from saferplan.voice.models import Concern, Survey, SurveyEstimate


@action
def bring_survey(
    partnership: Partnership, *, brought: BroughtSurvey, plan_year: str, by: Person, at: datetime
) -> Survey:
    """Bring in what residents said. Fails: Refusal where it is of another area, or was brought in before."""
    if brought.area_code != partnership.area_code:
        raise Refusal(
            f"This survey is not of {partnership}’s area.",
            why=f"Its answers were weighted for {brought.area_code}; the partnership is for {partnership.area_code}.",
            next_step="Run saferplan year for the partnership’s own area, and bring in that build.",
        )
    if Survey.objects.filter(partnership=partnership, plan_year=plan_year, build_id=brought.build_id).exists():
        raise Refusal(
            "This survey is here already.",
            why=f"It was brought in for {plan_year} from build {brought.build_id}.",
            next_step="Nothing needs to be done; a newer build may be brought in beside it.",
        )
    figures = freeze_figures(partnership, figures=brought.figures, by=by, at=at)
    survey = Survey.objects.create(
        partnership=partnership,
        plan_year=plan_year,
        name=brought.name,
        build_id=brought.build_id,
        answer_count=brought.answer_count,
        effective_n=brought.effective_n,
        method=brought.method,
        brought_at=at,
        brought_by=by,
    )
    _write_parts(survey, brought, figures)
    facts = {"plan_year": plan_year, "estimates": len(brought.estimates), "concerns": len(brought.concerns)}
    record(survey, by=by, at=at, partnership=partnership, evidence=[brought.build_id], facts=facts)
    return survey


def _write_parts(survey: Survey, brought: BroughtSurvey, figures: dict[str, FrozenFigure]) -> None:
    SurveyEstimate.objects.bulk_create(
        SurveyEstimate(
            survey=survey,
            key=told.key,
            question=told.question,
            sentence=told.sentence,
            figure=figures[told.figure.figure_id],
            position=position,
        )
        for position, told in enumerate(brought.estimates)
    )
    Concern.objects.bulk_create(
        Concern(
            survey=survey,
            issue_key=told.key,
            issue=told.name,
            figure=figures[told.share.figure_id],
            rank_figure=figures[told.rank.figure_id],
            rank=int(told.rank.estimate.value),
            rank_low=int(told.rank.estimate.low),
            rank_high=int(told.rank.estimate.high),
        )
        for told in brought.concerns
    )
