"""Weights: by hand, against a textbook's loop, and by the laws they must obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracles.survey_arithmetic import raked_by_hand
from saferplan.terms.problems import Refusal
from saferplan.voice.weighting import GREATEST_WEIGHT, LEAST_WEIGHT, Margin, raked

SEXES = ("Female", "Male")
AGES = ("young", "middle", "old")


def test_one_margin_by_hand():
    """Three women and one man of a half and half population: 4 x 1/2 / 3 = 2/3 each, and 4 x 1/2 / 1 = 2.

    Kish's effective base is (3 x 2/3 + 2)^2 / (3 x 4/9 + 4) = 16 / (16/3) = 3, and the design effect 4/3.
    """
    weights = raked([Margin("sex", {"Female": 50, "Male": 50}, ["Female", "Female", "Female", "Male"])])
    assert weights.values == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])
    assert weights.effective_n == pytest.approx(3)
    assert weights.design_effect == pytest.approx(4 / 3)


def test_who_does_not_state_a_group_keeps_the_share_of_those_who_do_not():
    """One in five does not say; the other four fifths are shared half and half: 5 x 2/5 / 3 and 5 x 2/5 / 1."""
    weights = raked([Margin("sex", {"Female": 50, "Male": 50}, ["Female", "Female", "Female", "Male", None])])
    assert weights.values == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2, 1])


people_of = st.tuples(*[st.integers(40, 60)] * 3)
everyone = st.lists(st.tuples(st.sampled_from(AGES), st.sampled_from(SEXES)), min_size=0, max_size=40)


@given(everyone, people_of, st.tuples(st.integers(40, 60), st.integers(40, 60)))
def test_weights_are_those_of_the_textbook_and_reproduce_the_margins(extra, ages, sexes):
    """Every kind has some answers, so that raking within the bounds is raking."""
    kinds = [(age, sex) for age in AGES for sex in SEXES] * 8 + extra
    people = [dict(zip(AGES, ages, strict=True)), dict(zip(SEXES, sexes, strict=True))]
    groups = [[age for age, _ in kinds], [sex for _, sex in kinds]]
    weights = raked([Margin("age", people[0], groups[0]), Margin("sex", people[1], groups[1])])
    by_hand = np.array(raked_by_hand(groups, people, rounds=60))
    assert ((by_hand > LEAST_WEIGHT) & (by_hand < GREATEST_WEIGHT)).all()
    assert weights.values == pytest.approx(by_hand, rel=1e-8)
    for wanted, group in zip(people, groups, strict=True):
        for name, count in wanted.items():
            held = sum(weight for weight, of in zip(weights.values, group, strict=True) if of == name)
            assert held / len(kinds) == pytest.approx(count / sum(wanted.values()), abs=1e-9)


def test_weights_stay_within_the_bounds_and_still_reproduce_the_margins():
    """The one young man of 100 would weigh 7.05; at 5 he leaves one answer for the rest, found by subtraction.

    Young women 20 x w = 30 - 5, old men 10 x w = 40 - 5, old women 69 x w = 100 - 30 - 35.
    """
    kinds = [("young", "Male"), *[("young", "Female")] * 20, *[("old", "Male")] * 10, *[("old", "Female")] * 69]
    groups = [[age for age, _ in kinds], [sex for _, sex in kinds]]
    people = [{"young": 30, "old": 70}, {"Female": 60, "Male": 40}]
    assert max(raked_by_hand(groups, people)) == pytest.approx(7.05, abs=0.01)
    weights = raked([Margin("age", people[0], groups[0]), Margin("sex", people[1], groups[1])])
    assert weights.values[[0, 1, 21, 31]] == pytest.approx([5, 25 / 20, 35 / 10, 35 / 69], rel=1e-8)


def test_bounds_that_do_not_bind_in_the_end_change_nothing():
    """On the way a weight passes 5, and ends at 4.41 as without bounds."""
    kinds = [*[("young", "Male")] * 4, *[("young", "Female")] * 10, *[("old", "Male")] * 10, *[("old", "Female")] * 76]
    groups = [[age for age, _ in kinds], [sex for _, sex in kinds]]
    people = [{"young": 30, "old": 70}, {"Female": 60, "Male": 40}]
    weights = raked([Margin("age", people[0], groups[0]), Margin("sex", people[1], groups[1])])
    assert weights.values == pytest.approx(raked_by_hand(groups, people, rounds=200), rel=1e-8)


def test_margins_out_of_reach_are_refused():
    """One answer of a hundred for a half of all people would have to count fifty times."""
    with pytest.raises(Refusal, match="cannot be weighted by sex together"):
        raked([Margin("sex", {"Female": 50, "Male": 50}, ["Female"] * 99 + ["Male"])])


def test_a_group_that_nobody_answered_for_is_refused_by_name():
    with pytest.raises(Refusal, match="cannot be weighted by age") as refused:
        raked([Margin("age", {"young": 20, "old": 80}, ["old"] * 5)])
    assert "Nobody of young answered" in str(refused.value)
