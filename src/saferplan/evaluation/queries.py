"""Questions to the evaluations: which stand, what they are made of, and what is due."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from saferplan.definitions import loading
from saferplan.delivery.models import Action
from saferplan.delivery.queries import actions_standing
from saferplan.documents.blocks import Text
from saferplan.documents.wording import counted
from saferplan.evaluation.models import Effect, Evaluation
from saferplan.evaluation.registering import COULD_BE_COUNTED, COULD_NOT_BE_COUNTED
from saferplan.evaluation.run import Evidence
from saferplan.evaluation.section import EffectTold, EvaluationTold
from saferplan.evaluation.telling import text_of
from saferplan.evidence.store import current_build, find_build
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import Permission
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal


def evidence_for(partnership: Partnership) -> Evidence:
    """The partnership's current build, as evaluation reads it. Fails: Refusal where there is none."""
    build = current_build(settings.HOME, partnership.area_code)
    if build is None:
        raise Refusal(
            f"There is no build of {partnership.name} yet.",
            why="Places are chosen from it, and counts come from it.",
            next_step="Ask whoever looks after this installation to run saferplan year for it.",
        )
    return Evidence(build, settings.HOME)


def evidence_of(effect: Effect) -> Evidence | None:
    """The build that an effect was found on, while it is still kept."""
    build = find_build(settings.HOME, effect.build_id)
    return Evidence(build, settings.HOME) if build else None


def evaluations_of(partnership: Partnership) -> QuerySet[Evaluation]:
    """A partnership's evaluations, newest first."""
    own = Evaluation.objects.filter(action__objective__plan__partnership=partnership)
    return own.select_related("action", "effect", "registered_by")


def others_like(evaluation: Evaluation) -> QuerySet[Evaluation]:
    """Other registrations of the same place and measure: one chosen among many answers by chance too often."""
    partnership = evaluation.action.objective.plan.partnership
    same = Q(place_code=evaluation.place_code, measure_key=evaluation.measure_key)
    return evaluations_of(partnership).filter(same).exclude(pk=evaluation.pk)


def known_effects(partnership: Partnership, *, place_code: str, measure_key: str, after: Period) -> list[Effect]:
    """Effects found already for a place and measure in any of these months."""
    found = Effect.objects.filter(
        evaluation__action__objective__plan__partnership=partnership,
        evaluation__place_code=place_code,
        evaluation__measure_key=measure_key,
    ).select_related("evaluation")
    return [effect for effect in found if set(effect.evaluation.after_period.months) & set(after.months)]


def actions_unregistered(partnership: Partnership, day: date) -> list[Action]:
    """Actions that work on a measure in a place, have begun, and have no evaluation registered."""
    begun = actions_standing(partnership, day).filter(starts_on__lte=day, evaluations=None)
    return list(begun.exclude(Q(place_code="") | Q(measure_key="")))


def actions_open(partnership: Partnership, day: date) -> list[Action]:
    """Other actions for which an evaluation can be registered."""
    return list(
        actions_standing(partnership, day)
        .filter(evaluations=None)
        .exclude(pk__in=[action.pk for action in actions_unregistered(partnership, day)])
    )


def registered_words(evaluation: Evaluation) -> str:
    """Whether anybody could have looked before it was registered."""
    return COULD_BE_COUNTED if evaluation.could_be_counted else COULD_NOT_BE_COUNTED


def is_over(evaluation: Evaluation, day: date) -> bool:
    """Whether all months after are past."""
    return evaluation.after_period.last < Month.of(day)


def evaluations_told(partnership: Partnership, plan_year: str) -> tuple[EvaluationTold, ...]:
    """A plan year's evaluations as a document tells them, earliest first."""
    own = evaluations_of(partnership).filter(action__objective__plan__plan_year=plan_year)
    return tuple(_told(evaluation) for evaluation in own.order_by("registered_at", "pk"))


def due(partnership_id: int, day: date) -> list[Due]:
    """Actions begun without a registered evaluation, and evaluations whose months are over."""
    partnership = Partnership.objects.get(pk=partnership_id)
    found = [
        Due(
            f"Started, but no evaluation registered: “{action.sentence}”",
            _address("register", partnership, action.pk),
            Permission.WORK_ON_EVIDENCE,
        )
        for action in actions_unregistered(partnership, day)
    ]
    waiting = [one for one in evaluations_of(partnership).filter(effect=None) if is_over(one, day)]
    return found + [
        Due(f"Find the effect: {one.question}", _address("find", partnership, one.pk), Permission.WORK_ON_EVIDENCE)
        for one in waiting
    ]


def standing(partnership_id: int, day: date) -> Standing:
    """Where the evaluations stand."""
    partnership = Partnership.objects.get(pk=partnership_id)
    registered = evaluations_of(partnership)
    if not registered:
        unregistered = len(actions_unregistered(partnership, day))
        said = f"{counted(unregistered, 'action', 'actions')} begun without an evaluation" if unregistered else ""
        return Standing(
            "not started", "No evaluation is registered.", said or "an action that has a place and a measure"
        )
    answered = sum(hasattr(one, "effect") for one in registered)
    sentence = answered_sentence(answered, len(registered))
    return Standing("done" if answered == len(registered) else "under way", sentence)


def answered_sentence(answered: int, registered: int) -> str:
    """How many evaluations have their answer, as the stage's page begins."""
    has = "has its answer" if 1 in (answered, registered) else "have their answer"
    return f"{answered} of {counted(registered, 'registered evaluation', 'registered evaluations')} {has}."


def _told(evaluation: Evaluation) -> EvaluationTold:
    return EvaluationTold(
        question=evaluation.question,
        action=evaluation.action.sentence,
        place=evaluation.place_name,
        comparisons=tuple(evaluation.comparison_names),
        why_comparison=evaluation.why_comparison,
        registered_on=localdate(evaluation.registered_at),
        registered_words=registered_words(evaluation),
        effect=_effect_told(evaluation.effect) if hasattr(evaluation, "effect") else None,
    )


def sentence_of(effect: Effect) -> Text:
    """An effect's sentences as a document prints them."""
    change, counts = (text_of(parts) for parts in effect.parts)
    return (*change, " ", *counts)


def _effect_told(effect: Effect) -> EffectTold:
    figure = effect.figure.figure
    return EffectTold(
        sentence=sentence_of(effect),
        certainty=effect.certainty,
        headings=tuple(effect.table["headings"]),
        rows=tuple(tuple(text_of(cell) for cell in row) for row in effect.table["rows"]),
        note=effect.table["note"],
        limits=tuple(effect.limits),
        left_out=tuple(effect.left_out),
        source=f"{figure.source} Build {effect.build_id}. Figure {figure.figure_id}.",
    )


def measure_name(key: str) -> str:
    """A measure's name; its key where it is no longer defined."""
    measure = loading.measures().get(key)
    return measure.name if measure else key


def months_words(periods: Sequence[Period]) -> str:
    """Periods as people say them, earliest first."""
    return "; ".join(period.words for period in sorted(periods))


def _address(name: str, partnership: Partnership, *further: int) -> str:
    return reverse(f"evaluation:{name}", args=[partnership.slug, *further])
