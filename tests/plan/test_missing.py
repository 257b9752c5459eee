"""What blocks adoption, by hand."""

from dataclasses import replace
from datetime import date

import pytest

from saferplan.plan.missing import Missing, ObjectiveSoFar, PrioritySoFar, missing

WHOLE = ObjectiveSoFar(
    number=7,
    sentence="Fewer vehicles are broken into.",
    indicator="Vehicle crimes a year",
    has_baseline=True,
    polarity="lower_is_better",
    target_value=100.0,
    target_words="100 or fewer",
    target_date=date(2027, 3, 31),
    has_lead=True,
)


def test_a_whole_plan_lacks_nothing():
    assert missing([PrioritySoFar(1, "Vehicle crime", (WHOLE,))]) == ()


def test_a_priority_without_objectives_is_named_with_the_form_that_adds_one():
    assert missing([PrioritySoFar(1, "Burglary", ())]) == (
        Missing("The priority “Burglary” has no objective.", "add_objective", 1, "sentence"),
    )


@pytest.mark.parametrize(
    ("gone", "field", "words"),
    [
        ({"indicator": " "}, "indicator", "no indicator"),
        ({"has_baseline": False}, "baseline", "no baseline"),
        ({"polarity": ""}, "polarity", "no polarity, so nobody can tell better from worse"),
        ({"target_value": None}, "target_value", "no number to reach"),
        ({"target_words": ""}, "target_words", "no target in words"),
        ({"target_date": None}, "target_date", "no target date"),
        ({"has_lead": False}, "lead_body", "no body that leads it"),
    ],
)
def test_each_gap_is_one_sentence_that_leads_to_its_question(gone, field, words):
    found = missing([PrioritySoFar(1, "Vehicle crime", (replace(WHOLE, **gone),))])
    sentence = f"The objective “Fewer vehicles are broken into” has {words}."
    assert found == (Missing(sentence, "change_objective", 7, field),)


def test_where_a_rise_is_not_always_bad_no_number_is_asked():
    assert missing([PrioritySoFar(1, "Hate crime", (replace(WHOLE, polarity="unclear", target_value=None),))]) == ()
