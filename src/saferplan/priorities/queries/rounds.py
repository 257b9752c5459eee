"""Which rounds there are, what can be put up for one, and how far its scoring is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saferplan.assessment.models import Assessment, Finding
from saferplan.definitions.forms import CriteriaScheme
from saferplan.partnership.models import Partnership, Person, Theme, true_on
from saferplan.priorities.models import Round
from saferplan.priorities.schemes import criteria_of, scheme_in_version
from saferplan.priorities.scoring import scored_groups
from saferplan.priorities.waiting import Progress
from saferplan.voice.models import Concern, Survey

AGREED = ("agreed", "amended")


@dataclass(frozen=True, slots=True)
class Offer:
    """A theme that may be put up for scoring, with what it would be scored on."""

    theme: Theme
    findings: tuple[Finding, ...]
    concern: Concern | None


def scheme_of(opened: Round) -> CriteriaScheme:
    """The scheme of a round. Fails: Refusal where this installation has another version."""
    return scheme_in_version(opened.scheme_key, opened.scheme_version)


def rounds_of(partnership: Partnership) -> QuerySet[Round]:
    """A partnership's rounds, newest first."""
    return Round.objects.filter(assessment__partnership=partnership).select_related("assessment")


def current_round(partnership: Partnership) -> Round | None:
    """The newest round that stands."""
    return rounds_of(partnership).exclude(state="set_aside").first()


def assessment_to_score(partnership: Partnership) -> Assessment | None:
    """The newest assessment, where it is signed off and no round stands on it."""
    newest = Assessment.objects.filter(partnership=partnership).first()
    if newest is None or newest.signed_off_at is None or newest.rounds.exclude(state="set_aside").exists():
        return None
    return newest


def offers(assessment: Assessment, day: date) -> tuple[Offer, ...]:
    """The partnership's themes on a day that agreed findings, or residents' concerns, tell of."""
    themes = Theme.objects.filter(true_on(day), partnership=assessment.partnership)
    return tuple(offer for theme in themes if (offer := offer_of(theme, assessment)).findings or offer.concern)


def offer_of(theme: Theme, assessment: Assessment) -> Offer:
    """What a theme would be scored on: its agreed findings, and the highest of residents' concerns that tell of it."""
    findings = tuple(assessment.findings.filter(theme=theme, state__in=AGREED))
    surveys = Survey.objects.filter(partnership=theme.partnership, plan_year=assessment.plan_year)
    survey = surveys.order_by("-brought_at").first()
    concern = survey.concerns.filter(issue_key__in=theme.concern_keys).first() if survey else None
    return Offer(theme, findings, concern)


def progress_of(opened: Round) -> tuple[Progress, ...]:
    """How far each theme's scoring is."""
    scheme = scheme_of(opened)
    scored = [criterion for group in scored_groups(scheme) for criterion in group.criteria]
    every = {criterion.key for criterion in criteria_of(scheme)}
    found = []
    for theme in opened.themes.select_related("theme").prefetch_related("marks"):
        held = list(theme.marks.all())
        answered: dict[int, set[str]] = {}
        for mark in held:
            answered.setdefault(mark.given_by_id, set()).add(mark.criterion_key)
        counts = tuple(
            (one.name, sum(mark.criterion_key == one.key and mark.mark is not None for mark in held)) for one in scored
        )
        whole = frozenset(person for person, keys in answered.items() if keys >= every)
        found.append(Progress(theme.pk, theme.theme.name, whole, counts))
    return tuple(found)


def next_to_mark(opened: Round, person: Person) -> int | None:
    """The first theme that a person has not marked whole; None where all are."""
    return next((theme.theme_id for theme in progress_of(opened) if person.pk not in theme.scorer_ids), None)
