"""Baselines and targets in words, and targets that go the wrong way; expected words written by hand."""

import pytest

from saferplan.plan.levels import contradiction, figure_in_words, is_level, level_in_words, number_in_words
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure


def figure(value: float, low: float, high: float, unit: str) -> Figure:
    return Figure(
        statistic="made up",
        measure_key=None,
        measure_name="Vehicle crime",
        place_code="E07099001",
        place_name="Northmere",
        period="January to December 2025",
        against=None,
        estimate=Estimate(value, low, high, 1200, unit),
        denominator=None,
        source="Source: made up.",
        build_id="B-0123456789ab",
        recipe={},
    )


COUNT = figure(1200, 1200, 1200, "crimes")
RATE = figure(7.25, 6.5, 8.05, "crimes per 1,000 residents")
SHARE = figure(0.62, 0.578, 0.66, "share of respondents who feel safe, weighted")


def test_a_level_is_printed_with_its_unit_and_interval():
    assert level_in_words(COUNT) == "1,200 crimes"
    assert level_in_words(RATE) == "7.25 crimes per 1,000 residents (95 % interval 6.50 to 8.05)"
    assert level_in_words(SHARE) == "62 % of respondents who feel safe, weighted (95 % interval 57.8 % to 66 %)"
    assert figure_in_words(COUNT) == "Vehicle crime, Northmere, January to December 2025: 1,200 crimes"


def test_a_target_is_printed_as_its_baseline_is():
    assert number_in_words(1000, COUNT) == "1,000"
    assert number_in_words(0.7, SHARE) == "70 %"


@pytest.mark.parametrize("unit", ["ratio of daily rates", "rank among the 12 districts, 1 the highest", "residents"])
def test_a_change_a_rank_and_a_population_are_no_levels(unit):
    assert not is_level(figure(2, 1, 3, unit))
    assert is_level(COUNT)
    assert is_level(SHARE)


@pytest.mark.parametrize(
    ("polarity", "target", "says"),
    [
        ("lower_is_better", 1300, "Less is better, but the target of 1,300 is above the baseline of 1,200."),
        ("higher_is_better", 1100, "More is better, but the target of 1,100 is below the baseline of 1,200."),
        ("lower_is_better", 1200, None),
        ("lower_is_better", 1000, None),
        ("higher_is_better", 1300, None),
        ("unclear", 9000, None),
        ("lower_is_better", None, None),
    ],
)
def test_a_target_that_goes_the_wrong_way_is_found(polarity, target, says):
    assert contradiction(polarity, target, COUNT) == says


def test_without_a_baseline_nothing_contradicts():
    assert contradiction("lower_is_better", 5, None) is None
