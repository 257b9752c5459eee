"""What changes the evaluations: a design is registered, and its effect found; neither is ever changed after."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from saferplan.definitions import loading
from saferplan.delivery.models import Action
from saferplan.documents.blocks import plain
from saferplan.evaluation.design import check_design
from saferplan.evaluation.models import Effect, Evaluation
from saferplan.evaluation.queries import evidence_for, known_effects
from saferplan.evaluation.registering import COULD_BE_COUNTED, check_months, names_of
from saferplan.evaluation.run import Evaluated, Evidence, run
from saferplan.evaluation.telling import Names, answer, parts_of
from saferplan.evidence.actions import freeze_figures
from saferplan.history.actions import action, record
from saferplan.partnership.models import Person
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal


@action
def register(
    evaluated: Action,
    *,
    question: str,
    measure_key: str,
    place_code: str,
    comparison_codes: Sequence[str],
    why_comparison: str,
    chosen_because_high: bool,
    before: Sequence[str],
    after: str,
    by: Person,
    at: datetime,
) -> Evaluation:
    """Fix what an action's effect will be held against, before anybody looks. Places are wards, by their codes.

    `before` are periods of the same calendar months as `after`. Fails: Refusal where the effect is known already, the
    places share land or are not in the partnership's build, the periods cannot be matched, or a reason is missing.
    """
    partnership = evaluated.objective.plan.partnership
    _check_words(question, why_comparison)
    _check_measure(measure_key)
    evidence = evidence_for(partnership)
    registered = Evaluation(
        action=evaluated,
        question=question.strip(),
        measure_key=measure_key,
        place_code=place_code,
        comparison_codes=sorted(set(comparison_codes)),
        why_comparison=why_comparison.strip(),
        chosen_because_high=chosen_because_high,
        start=str(Month.of(evaluated.starts_on)),
        before=sorted(str(Period.parse(period)) for period in before),
        after=str(Period.parse(after)),
        registered_at=at,
        registered_by=by,
    )
    _check_design(registered, evidence)
    _add_what_the_build_says(registered, evidence)
    registered.save()
    names = ("measure_key", "place_code", "comparison_codes", "start", "before", "after", "could_be_counted")
    facts = {name: getattr(registered, name) for name in names}
    rests_on: list[Model | str] = [evaluated, evidence.build.build_id]
    record(registered, by=by, at=at, partnership=partnership, evidence=rests_on, facts=facts)
    return registered


@action
def find_effect(evaluation: Evaluation, *, by: Person, at: datetime) -> Effect:
    """Hold a registered design against the partnership's current build, and keep the answer with its figures.

    Fails: Refusal where it was not registered before, its effect is found already, or the build does not allow it.
    """
    _check_to_be_found(evaluation, at)
    partnership = evaluation.action.objective.plan.partnership
    evidence = evidence_for(partnership)
    done = run(evidence, evaluation.design)
    frozen = freeze_figures(partnership, figures=done.figures.all, by=by, at=at)
    effect = _told(evaluation, done)
    effect.build_id, effect.figure = evidence.build.build_id, frozen[done.figures.ratio.figure_id]
    effect.found_at, effect.found_by = at, by
    effect.save()
    effect.figures.set(frozen.values())
    rests_on: list[Model | str] = [evaluation, evidence.build.build_id, *sorted(frozen)]
    record(effect, by=by, at=at, partnership=partnership, evidence=rests_on, facts={"figure": effect.figure.figure_id})
    return effect


def _add_what_the_build_says(registered: Evaluation, evidence: Evidence) -> None:
    registered.place_name = evidence.gazetteer.name(registered.place_code)
    registered.comparison_names = names_of(evidence, registered.comparison_codes)
    usable = evidence.usable_months(registered.measure_key)
    registered.could_be_counted = any(month in usable for month in registered.after_period.months)


def _told(evaluation: Evaluation, done: Evaluated) -> Effect:
    """The effect in words, with all that must be said beside it; not kept yet."""
    measure = loading.measures()[evaluation.measure_key]
    told = answer(done, measure, Names(evaluation.place_name, tuple(evaluation.comparison_names)))
    late = (COULD_BE_COUNTED,) if evaluation.could_be_counted else ()
    return Effect(
        evaluation=evaluation,
        sentence=f"{plain(told.change)} {plain(told.counts)}",
        parts=[parts_of(told.change), parts_of(told.counts)],
        certainty=told.certainty,
        table={
            "headings": list(told.headings),
            "rows": [[parts_of(cell) for cell in row] for row in told.rows],
            "note": told.note,
        },
        limits=[*done.limits, *late],
        left_out=list(done.reasons),
    )


def _check_words(question: str, why_comparison: str) -> None:
    if not question.strip() or not why_comparison.strip():
        raise Refusal(
            "The registration is not whole.",
            why="It needs the question it will answer, and why these places are compared.",
            next_step="Write both in a sentence.",
        )


def _check_measure(measure_key: str) -> None:
    if measure_key not in loading.measures():
        raise Refusal(
            f"{measure_key or 'Nothing'} is not a measure.",
            why="Only what is defined can be counted.",
            next_step="Choose one of the measures.",
        )


def _check_design(registered: Evaluation, evidence: Evidence) -> None:
    partnership = registered.action.objective.plan.partnership
    design = registered.design
    check_design(design, evidence.land)
    check_months(design)
    known = known_effects(
        partnership, place_code=registered.place_code, measure_key=registered.measure_key, after=design.after
    )
    if known:
        found = known[0].evaluation
        raise Refusal(
            "The result for this place and measure is known already.",
            why=f"The effect in {found.place_name} in {found.after_period.words} was found, so a design registered "
            "now could be chosen to suit it.",
            next_step="Register an evaluation of months that are still to come.",
        )


def _check_to_be_found(evaluation: Evaluation, at: datetime) -> None:
    # Taken hold of, so that two who ask at once do not both find it.
    held = Evaluation.objects.select_for_update().filter(pk=evaluation.pk).first()
    if held is None or held.registered_at > at:
        raise Refusal(
            "This evaluation was not registered first.",
            why="What is compared with what must be fixed before anybody looks at the result.",
            next_step="Register it, then find its effect.",
        )
    if Effect.objects.filter(evaluation=held).exists():
        raise Refusal(
            "The effect is found already.",
            why="It stands as it was found; finding it until it suits would be no evaluation.",
            next_step="Register a new evaluation of the months that follow.",
        )
