"""Every effect is printed with its limits, and what the design lacks is said."""

from dataclasses import replace

import pytest

from evaluation.counted import matched
from evaluation.test_design import DESIGN
from evaluation.test_matching import ALL
from saferplan.evaluation import limits as words
from saferplan.evaluation.before_after import effect
from saferplan.evaluation.limits import limits
from saferplan.evaluation.matching import matched_months
from saferplan.terms.months import Month

EVEN = [10] * 12
FOUND = effect(matched({"W1": ([6] * 12, EVEN), "W2": (EVEN, EVEN)}), treated=["W1"], comparisons=["W2"])


@pytest.mark.parametrize("chosen", [True, False, None])
def test_what_must_be_said_is_said(chosen):
    said = limits(replace(DESIGN, chosen_because_high=chosen), FOUND, matched_months(DESIGN, ALL))
    always = {words.NOT_RANDOMISED, words.RECORDING, words.ONE_PLACE, words.FALSE_ALARMS, words.DISPLACEMENT_UNSEEN}
    assert always < set(said)
    assert (words.CHOSEN_HIGH in said, words.CHOSEN_UNKNOWN in said) == (chosen is True, chosen is None)
    assert words.DRIFT_UNSEEN in said, "one other place shows no drift"


def test_months_left_out_are_named():
    said = limits(DESIGN, FOUND, matched_months(DESIGN, ALL - {Month(2024, 7)}))
    assert any(sentence.endswith("missing or short in the data supplied: July 2024.") for sentence in said)


def test_the_claim_is_the_one_that_is_measured():
    assert f"up to {words.CLAIMED_FALSE_ALARM_SHARE:.0%}".removesuffix("%") in words.FALSE_ALARMS
