"""Questions to what residents said."""

from datetime import date

from django.urls import reverse

from saferplan.evidence.queries import newest_build
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import Permission
from saferplan.voice.models import Concern, Survey

# The estimate that stands first on the page, where the survey asked it.
HEADLINE = "safe_after_dark.safe"


def newest_survey(partnership: Partnership) -> Survey | None:
    """The survey of the latest year, the one brought in last."""
    return Survey.objects.filter(partnership=partnership).first()


def concerns_for(partnership: Partnership, plan_year: str) -> list[Concern]:
    """Residents' concerns as they stand for a year, most named first; none where no survey was brought in for it."""
    survey = Survey.objects.filter(partnership=partnership, plan_year=plan_year).first()
    return list(survey.concerns.all()) if survey else []


def build_with_survey(partnership: Partnership) -> str | None:
    """The newest build's id, where it holds a survey."""
    build = newest_build(partnership)
    return build.build_id if build and build.plain("voice", "survey") else None


def standing(partnership_id: int, day: date) -> Standing:
    """Where voice stands."""
    survey = newest_survey(Partnership.objects.get(pk=partnership_id))
    if survey is None:
        return Standing("not started", "No survey has been brought in.", "answers of residents, in a build")
    return Standing("done", f"{survey.answer_count:,} people answered the survey for {survey.plan_year}.")


def due(partnership_id: int, day: date) -> tuple[Due, ...]:
    """The newest build's survey, where it was not brought in; it comes in on the assessment's page."""
    partnership = Partnership.objects.get(pk=partnership_id)
    build_id = build_with_survey(partnership)
    if build_id is None or Survey.objects.filter(partnership=partnership, build_id=build_id).exists():
        return ()
    address = reverse("assessment:bring", args=[partnership.slug])
    return (Due("Bring in what residents said in the survey", address, Permission.WORK_ON_EVIDENCE),)
