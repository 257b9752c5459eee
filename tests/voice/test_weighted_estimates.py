"""Weighted shares and means: by hand, against a textbook's loop, against statsmodels, and on a real weighted survey."""

import csv
import gzip
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oracles.survey_arithmetic import logit_interval, mean_and_error
from saferplan.voice.estimates import weighted_mean, weighted_share
from saferplan.voice.weighting import Margin, raked

pairs = st.lists(st.tuples(st.booleans(), st.floats(0.2, 5)), min_size=3, max_size=60)


def test_a_mean_by_hand():
    """Scores 1, 2, 4 with weights 1, 1, 2: the mean is 11/4.

    Residuals weighted over 4 are -1.75/4, -0.75/4, 2.5/4, their squares add up to 9.875/16; times 3/2, the variance.
    """
    told = weighted_mean(np.array([1.0, 2, 4]), np.array([1.0, 1, 2]), sample=3)
    assert told.value == pytest.approx(2.75)
    assert told.effective_n == pytest.approx(16 / 6)
    assert told.high - told.value == pytest.approx(4.302653 * math.sqrt(1.5 * 9.875 / 16), rel=1e-6)


def test_equal_weights_give_the_plain_share_and_its_known_error():
    """30 of 100: the standard error is sqrt(0.3 x 0.7 / 99), on the logit scale that over 0.21; t(99) is 1.98422."""
    told = weighted_share(np.arange(100) < 30, np.ones(100), sample=100)
    assert told.value == 0.3
    assert told.effective_n == 100
    reach = 1.984217 * math.sqrt(0.21 / 99) / 0.21
    assert told.high == pytest.approx(1 / (1 + math.exp(-(math.log(3 / 7) + reach))), rel=1e-6)


@given(pairs)
def test_share_and_interval_are_the_textbooks(said):
    holds, weights = [held for held, _ in said], [weight for _, weight in said]
    told = weighted_share(np.array(holds), np.array(weights), sample=len(said) + 7)
    assert told.low <= told.value <= told.high
    if 0 < sum(holds) < len(holds):
        share, _ = mean_and_error([float(held) for held in holds], weights, len(said) + 7)
        ends = logit_interval([float(held) for held in holds], weights, len(said) + 7, 0.95)
        assert told.value == pytest.approx(share, rel=1e-9)
        assert (told.low, told.high) == pytest.approx(ends, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(("holds", "ends"), [(False, (0, 1 - 0.025 ** (1 / 80))), (True, (0.025 ** (1 / 80), 1))])
def test_none_or_all_has_the_exact_interval_of_the_effective_base(holds, ends):
    """Clopper and Pearson for 0 of 80: the far end is 1 - 0.025^(1/80)."""
    told = weighted_share(np.full(80, holds), np.ones(80), sample=80)
    assert (told.low, told.high) == pytest.approx(ends, rel=1e-9)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """2,000 samples of 150, drawn with unequal chances, where 30 % say yes: 95 % give or take a point and a half."""
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(2_000):
        chance = rng.uniform(0.2, 1, 600)
        yes = rng.random(600) < 0.3
        answered = rng.random(600) < chance * 0.4
        told = weighted_share(yes[answered], 1 / chance[answered], sample=int(answered.sum()))
        held += told.low <= 0.3 <= told.high
    assert held / 2_000 == pytest.approx(0.95, abs=0.015)


@pytest.mark.real_data
def test_households_of_a_real_survey(shared_data):
    """The NCVS of 2021: 256,460 households of unequal weight, against statsmodels and arithmetic over the rows."""
    from statsmodels.stats.weightstats import DescrStatsW

    with gzip.open(shared_data / "survey" / "ncvs_2021_household.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if float(row["WGTHHCY"]) > 0 and row["V2015"]]
    weights = np.array([float(row["WGTHHCY"]) for row in rows])
    owns = np.array([float(row["V2015"]) == 1 for row in rows])
    top = sum(float(row["WGTHHCY"]) for row in rows if float(row["V2015"]) == 1)
    told = weighted_share(owns, weights, sample=len(rows))
    assert told.value == pytest.approx(top / sum(float(row["WGTHHCY"]) for row in rows), rel=1e-12)
    assert told.value == pytest.approx(DescrStatsW(owns.astype(float), weights).mean, rel=1e-12)
    ends = logit_interval(owns.astype(float).tolist(), weights.tolist(), len(rows), 0.95)
    assert (told.low, told.high) == pytest.approx(ends, rel=1e-9)
    assert len(rows) > 100_000


def test_equal_weights_give_the_interval_of_statsmodels():
    """With weights of 1 a frequency-weighted mean is the plain one, so its t-interval must be ours."""
    from statsmodels.stats.weightstats import DescrStatsW

    scores = np.random.default_rng(1).integers(1, 6, 120).astype(float)
    told = weighted_mean(scores, np.ones(120), sample=120)
    assert (told.low, told.high) == pytest.approx(DescrStatsW(scores).tconfint_mean(), rel=1e-12)
    assert told.high - told.value == pytest.approx(stats.t.ppf(0.975, 119) * stats.sem(scores), rel=1e-12)


def test_raking_and_interval_are_those_of_the_library_svy():
    """Printed by svy 0.35.0 (rake to 1e-12, then prop with its logit interval and mean) for these 300 answers."""
    age = ["a" if number % 10 == 0 else "b" if number % 10 < 4 else "c" for number in range(300)]
    sex = ["F" if number % 5 < 3 else "M" for number in range(300)]
    yes = np.array([number * 7 % 11 < 4 for number in range(300)])
    weights = raked([Margin("age", {"a": 90, "b": 120, "c": 90}, age), Margin("sex", {"F": 153, "M": 147}, sex)])
    # Of a woman aged a, the first, to a man aged b, the fourth.
    assert weights.values[:4] == pytest.approx([3.0, 0.720469710495, 0.720469710495, 2.559060579010], rel=1e-9)
    share = weighted_share(yes, weights.values, sample=300)
    assert (share.value, share.low, share.high) == pytest.approx((0.366666666667, 0.295613517136, 0.444032238236))
    mean = weighted_mean(yes.astype(float), weights.values, sample=300)
    assert (mean.low, mean.high) == pytest.approx((0.291953679982, 0.441379653352))
