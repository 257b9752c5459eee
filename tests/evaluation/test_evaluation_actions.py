"""An evaluation is registered before its effect is found, and neither changes after: each rule both ways."""

from datetime import timedelta

import pytest

from cast import NOW, made_cast
from evaluation.registered_by_hand import CENTRE, MEASURE, OTHERS, design, make_action, registered
from saferplan.assessment.tracing import traced
from saferplan.delivery.models import Action
from saferplan.documents.blocks import Number, Table, plain
from saferplan.evaluation.actions import find_effect, register
from saferplan.evaluation.limits import CHOSEN_HIGH, NOT_RANDOMISED
from saferplan.evaluation.models import Effect, Evaluation
from saferplan.evaluation.queries import (
    due,
    evaluations_told,
    evidence_for,
    known_effects,
    others_like,
    standing,
)
from saferplan.evaluation.registering import COULD_BE_COUNTED, places_by_likeness
from saferplan.evaluation.run import evaluated
from saferplan.evaluation.section import evaluation_blocks
from saferplan.evidence.models import FrozenFigure
from saferplan.history.models import Event
from saferplan.history.queries import checked, events_of
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def find(cast, evaluation: Evaluation) -> Effect:
    return find_effect(evaluation, by=cast.people["analyst"], at=NOW)


def test_a_registration_is_kept_with_names_and_is_in_the_history(northmere):
    held = registered(northmere)
    assert held.place_name == "Northmere Centre"
    assert held.comparison_names == ["Bellowcombe", "Cindlebourne", "Dappleden", "Fallowwick"]
    assert (held.start, held.before, held.after) == ("2025-01", ["2024-01..2024-12"], "2025-01..2025-12")
    event = Event.objects.get()
    assert (event.action, event.subject_key) == ("evaluation.register", held.key)
    assert event.evidence[0] == held.action.key
    assert checked().faults == ()


def test_it_says_whether_somebody_could_have_looked_at_the_counts_first(northmere):
    action = make_action(northmere)
    assert registered(northmere, action).could_be_counted
    later = registered(northmere, action, after="2026")
    assert not later.could_be_counted


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"comparison_codes": ()}, "There is no comparison area"),
        ({"comparison_codes": (*OTHERS, CENTRE)}, "lies both in"),
        ({"comparison_codes": ("E05999999",)}, "cannot be counted here"),
        ({"place_code": "E05999999"}, "cannot be counted here"),
        ({"measure_key": "joy"}, "joy is not a measure"),
        ({"measure_key": ""}, "Nothing is not a measure"),
        ({"before": []}, "no period before"),
        ({"before": ["2025-01..2025-03"], "after": "2026-01..2026-03"}, "reaches into the action"),
        ({"before": ["2023"], "after": "2024"}, "begins before the action did"),
        ({"before": ["2024-05..2024-12"], "after": "2025"}, "cannot be compared"),
        ({"before": ["2024-01..2024-03"], "after": "2025-01..2025-03"}, "Only 3 calendar months"),
        ({"question": " "}, "not whole"),
        ({"why_comparison": ""}, "not whole"),
    ],
)
def test_what_no_evaluation_can_be_made_of_is_refused_and_nothing_is_left(northmere, changed, words):
    action = make_action(northmere)
    with pytest.raises(Refusal, match=words):
        register(action, **design(northmere, **changed))
    assert not Evaluation.objects.exists()
    assert not Event.objects.exists()


def test_without_a_build_nothing_is_registered(neighbour):
    action = make_action(neighbour)
    with pytest.raises(Refusal, match="no build of Ashwick Vale"):
        register(action, **design(neighbour))
    assert not Evaluation.objects.exists()


def test_neither_a_registration_nor_an_effect_can_be_changed_or_deleted(northmere):
    held = registered(northmere)
    effect = find(northmere, held)
    for record in (held, effect):
        for change in (
            record.save,
            record.delete,
            lambda record=record: record.change(seen_version=1),
            lambda record=record: type(record).objects.all().delete(),
            lambda record=record: type(record).objects.update(version=2),
        ):
            with pytest.raises(AssertionError, match="never"):
                change()


def test_the_effect_is_what_the_calculation_gives_and_every_figure_is_frozen_and_traced(northmere, built):
    """The oracle is the calculation run beside the action on the same build, itself tested by hand and by a twin."""
    held = registered(northmere)
    effect = find(northmere, held)
    beside = evaluated(evidence_for(northmere.partnership), held.design)
    assert effect.figure.figure == beside.figures.ratio
    kept = set(effect.figures.values_list("figure_id", flat=True))
    assert kept == {figure.figure_id for figure in beside.figures.all}
    for frozen in effect.figures.all():
        assert traced(frozen.figure_id, built).agrees
    assert str(beside.effect.treated_after) in effect.sentence.replace(",", "")
    assert "comparison area" in effect.certainty


def test_the_sentence_claims_no_change_where_the_interval_holds_none(northmere):
    """The small county has nothing planted in one place: its centre went as chance allows."""
    effect = find(northmere, registered(northmere))
    estimate = effect.figure.figure.estimate
    assert estimate.low < 1 < estimate.high
    assert "cannot be said to have changed against the comparison area" in effect.sentence
    assert "% lower to " in effect.sentence


def test_the_limits_that_must_be_said_are_kept(northmere):
    effect = find(northmere, registered(northmere))
    for limit in (NOT_RANDOMISED, CHOSEN_HIGH, COULD_BE_COUNTED):
        assert limit in effect.limits
    assert any("July 2024: no file was supplied" in reason for reason in effect.left_out)


def test_the_finding_is_in_the_history_with_what_it_rests_on(northmere):
    held = registered(northmere)
    effect = find(northmere, held)
    event = events_of(effect).get()
    assert event.action == "evaluation.find_effect"
    assert held.key in event.evidence
    assert effect.figure.figure_id in event.evidence
    assert Event.objects.filter(action="evidence.freeze_figures").count() == 1
    assert checked().faults == ()


def test_an_effect_is_found_once(northmere):
    held = registered(northmere)
    find(northmere, held)
    before = Event.objects.count()
    with pytest.raises(Refusal, match="found already"):
        find(northmere, held)
    assert Event.objects.count() == before


def test_nothing_is_found_that_was_not_registered_first(northmere):
    held = registered(northmere)
    with pytest.raises(Refusal, match="not registered first"):
        find_effect(held, by=northmere.people["analyst"], at=NOW - timedelta(seconds=1))
    with pytest.raises(Refusal, match="not registered first"):
        find_effect(Evaluation(action=held.action), by=northmere.people["analyst"], at=NOW)
    assert not Effect.objects.exists()
    assert not FrozenFigure.objects.filter(content__statistic="effect").exists()


def test_months_that_are_still_to_come_are_refused_with_the_calculations_reason(northmere):
    held = registered(northmere, before=["2025"], after="2026", action=make_action(northmere, starts_on=NOW.date()))
    with pytest.raises(Refusal, match="Only 0 calendar months"):
        find(northmere, held)
    assert not Effect.objects.exists()


def test_a_design_registered_after_the_result_is_known_is_refused(northmere):
    held = registered(northmere)
    find(northmere, held)
    with pytest.raises(Refusal, match="known already"):
        registered(northmere, held.action, comparison_codes=OTHERS[:2])
    other_measure = registered(northmere, held.action, measure_key="anti_social_behaviour")
    later_months = registered(northmere, held.action, before=["2024"], after="2026")
    assert list(others_like(held)) == [later_months]
    assert other_measure.pk


def test_a_new_registration_before_any_result_leaves_the_old_one_to_be_seen(northmere):
    first = registered(northmere)
    second = registered(northmere, first.action, comparison_codes=OTHERS[:3])
    assert list(others_like(second)) == [first]
    assert Evaluation.objects.count() == 2


def test_another_partnerships_result_does_not_count_as_known(northmere):
    find(northmere, registered(northmere))
    other = made_cast("farthing", "Farthing", "E07099003")
    known = known_effects(other.partnership, place_code=CENTRE, measure_key=MEASURE, after=Period.parse("2025"))
    assert known == []


def test_what_is_due(northmere):
    number, day = northmere.partnership.pk, NOW.date()
    action = make_action(northmere)
    (begun,) = due(number, day)
    assert begun.sentence == "Started, but no evaluation registered: “Patrol the centre.”"
    held = registered(northmere, action)
    (waiting,) = due(number, day)
    assert waiting.sentence.startswith("Find the effect")
    find(northmere, held)
    assert due(number, day) == []


def test_an_action_without_a_place_or_still_to_begin_is_no_warning(northmere):
    make_action(northmere, place_code="", place_name="")
    Action.objects.update(place_code="", place_name="")
    assert due(northmere.partnership.pk, NOW.date()) == []
    Action.objects.update(place_code=CENTRE, place_name="Centre", starts_on=NOW.date() + timedelta(days=1))
    assert due(northmere.partnership.pk, NOW.date()) == []


def test_where_evaluation_stands(northmere):
    number, day = northmere.partnership.pk, NOW.date()
    action = make_action(northmere)
    assert standing(number, day).state == "not started"
    held = registered(northmere, action)
    assert standing(number, day).sentence == "0 of 1 registered evaluation has its answer."
    find(northmere, held)
    assert standing(number, day).state == "done"


def test_the_likest_places_come_first_and_the_treated_place_never(northmere):
    """Level ratios by hand from the build's counts of 2024: Fallowwick 0.7, Dappleden 0.5, the others less."""
    evidence = evidence_for(northmere.partnership)
    places = places_by_likeness(evidence, measure_key=MEASURE, place_code=CENTRE, start=Month(2025, 1))
    assert [code for code, _ in places][:2] == ["E05990006", "E05990004"]
    assert CENTRE not in dict(places)
    assert len(places) == 5
    assert "0.7 times as many" in dict(places)["E05990006"]


def test_the_section_prints_each_number_from_its_figure(northmere):
    held = registered(northmere)
    effect = find(northmere, held)
    (told,) = evaluations_told(northmere.partnership, held.action.objective.plan.plan_year)
    blocks = evaluation_blocks((told,))
    table = next(block for block in blocks if isinstance(block, Table))
    numbers = [part for row in table.rows for cell in row.cells for part in cell if isinstance(part, Number)]
    assert {number.figure_id for number in numbers} <= set(effect.figures.values_list("figure_id", flat=True))
    assert plain(told.effect.sentence) == effect.sentence
    assert not any(
        letter.isdigit()
        for row in table.rows
        for cell in row.cells
        for part in cell
        if isinstance(part, str)
        for letter in part.replace("95 %", "")
    )


def test_a_section_without_an_answer_claims_nothing(northmere):
    held = registered(northmere)
    blocks = evaluation_blocks(evaluations_told(northmere.partnership, held.action.objective.plan.plan_year))
    assert not any(isinstance(block, Table) for block in blocks)
    assert "nothing is claimed" in str(evaluation_blocks(()))
