"""Effects by hand, against a slow oracle, by law, and their coverage by simulation."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.counted import matched
from oracles.before_and_after import drift, variance_by_months
from saferplan.evaluation.before_after import effect, wdd_interval
from saferplan.evaluation.variation import drift_between, variation
from saferplan.terms.problems import Refusal

EVEN = [10] * 12


def test_an_effect_by_hand():
    """120 before and 60 after, beside 240 and 180: half over three quarters."""
    counts = matched({"T": ([5] * 12, EVEN), "A": ([9] * 12, [12] * 12), "B": ([6] * 12, [8] * 12)})
    found = effect(counts, treated=["T"], comparisons=["A", "B"])
    assert (found.treated_after, found.treated_before) == (60, 120)
    assert (found.comparison_after, found.comparison_before) == (180, 240)
    assert found.ratio.value == pytest.approx((60 / 120) / (180 / 240))
    assert found.expected.value == pytest.approx(90)
    # Months that go together leave Poisson's variance, 1/60 + 1/120 + 1/180 + 1/240; the exact interval is a little
    # wider than the delta method's.
    assert found.variation.total == pytest.approx(1 / 60 + 1 / 120 + 1 / 180 + 1 / 240)
    half = 1.96 * math.sqrt(found.variation.total)
    assert math.log(found.ratio.high / found.ratio.value) == pytest.approx(half, rel=0.08)
    assert math.log(found.ratio.value / found.ratio.low) == pytest.approx(half, rel=0.08)
    assert found.p_value < 0.05
    assert found.fall_probability > 0.97
    # 60 - 120, less the mean of the two comparison places, (180 - 240) / 2.
    assert found.wdd.value == pytest.approx(-30)
    assert found.wdd.standard_error**2 == pytest.approx(180 + 420 / 4)
    assert wdd_interval(found.wdd) == pytest.approx(
        (-30 - 1.96 * math.sqrt(285), -30 + 1.96 * math.sqrt(285)), rel=1e-3
    )


def test_several_years_before_count_as_their_mean_in_a_difference():
    counts = matched({"T": (EVEN, [60] * 12), "A": (EVEN, [30] * 12)}, before_months=3)
    found = effect(counts, treated=["T"], comparisons=["A"])
    # By hand: 12 x (10 - 20) less 12 x (10 - 10); variance 120 + 720/9 + 120 + 360/9.
    assert found.wdd.value == pytest.approx(-120)
    assert found.wdd.standard_error**2 == pytest.approx(360)


def test_a_displacement_area_counts_what_moved_there():
    sides = {"T": ([5] * 12, EVEN), "A": (EVEN, EVEN), "D": ([15] * 12, EVEN), "E": (EVEN, EVEN)}
    found = effect(matched(sides), treated=["T"], comparisons=["A"], displacement=["D"], displacement_comparisons=["E"])
    assert found.wdd.value == 0, "what left the place went next door"
    assert found.wdd.with_displacement
    assert found.ratio.value == pytest.approx(0.5), "and the ratio does not see it"


def test_areas_of_unlike_size_have_no_difference_of_counts():
    counts = matched({"T": ([5] * 12, EVEN), "A": ([50] * 12, [60] * 12)})
    assert effect(counts, treated=["T"], comparisons=["A"]).wdd is None


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ({"T": (EVEN, [1] * 12), "A": (EVEN, EVEN)}, "Only 12 were recorded before in the place"),
        ({"T": (EVEN, EVEN), "A": (EVEN, [1] * 12)}, "Only 12 were recorded before in the comparison"),
        ({"T": (EVEN, EVEN), "A": ([1] * 12, EVEN)}, "Only 12 were recorded after in the comparison"),
        ({"T": ([0] * 12, EVEN), "A": (EVEN, EVEN)}, "None were recorded after"),
        ({"T": ([1] + [0] * 11, EVEN), "A": (EVEN, EVEN)}, "The count after, 1, is too small"),
    ],
)
def test_too_few_are_refused(sides, words):
    with pytest.raises(Refusal, match=words):
        effect(matched(sides), treated=["T"], comparisons=["A"])


rows = st.lists(st.integers(0, 60), min_size=12, max_size=12).filter(lambda row: sum(row) >= 20)


@given(after=rows, before=rows, others=st.lists(st.tuples(rows, rows), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_variance_of_months_is_the_oracles(after, before, others):
    other_after, other_before = ([pair[side] for pair in others] for side in (0, 1))
    arrays = [np.array(each, dtype=float) for each in (after, before, other_after, other_before)]
    found = variation(*arrays, drift=None)
    slow, df = variance_by_months(after, before, other_after, other_before)
    assert found.months == pytest.approx(max(slow, found.poisson))
    assert found.df == pytest.approx(df if slow > found.poisson else math.inf)


@given(places=st.lists(st.tuples(rows, rows), min_size=5, max_size=9))
@settings(max_examples=60, deadline=None)
def test_the_drift_is_the_oracles(places):
    after, before = ([pair[side] for pair in places] for side in (0, 1))
    found = drift_between(np.array(after, dtype=float), np.array(before, dtype=float))
    assert found.variance == pytest.approx(max(drift(after, before), 0), abs=1e-12)


def test_too_few_places_show_no_drift():
    assert drift_between(np.full((4, 12), 9.0), np.full((4, 12), 9.0)) is None


@given(after=rows, before=rows, other_after=rows, other_before=rows)
@settings(max_examples=40, deadline=None)
def test_exchanging_before_and_after_turns_the_ratio_over(after, before, other_after, other_before):
    try:
        one = effect(
            matched({"T": (after, before), "A": (other_after, other_before)}), treated=["T"], comparisons=["A"]
        )
        other = effect(
            matched({"T": (before, after), "A": (other_before, other_after)}), treated=["T"], comparisons=["A"]
        )
    except Refusal:
        return
    assert one.ratio.value == pytest.approx(1 / other.ratio.value)
    assert (one.ratio.low, one.ratio.high) == pytest.approx((1 / other.ratio.high, 1 / other.ratio.low), rel=1e-6)
    assert one.fall_probability == pytest.approx(1 - other.fall_probability, abs=1e-9)
    assert one.excludes_no_change == (one.p_value < 0.05)


def coverage(*, month_spread: float, place_spread: float, ratio: float, seed: int, runs: int = 400) -> float:
    """How often the interval holds the true ratio, where months and places vary by gamma as offences do."""
    random = np.random.default_rng(seed)

    def shaken(spread, *shape):
        return random.gamma(1 / spread**2, spread**2, shape) if spread else np.ones(shape)

    held = []
    for _ in range(runs):
        mean = random.uniform(4, 20, (25, 1))
        sides = [
            mean * shaken(month_spread, 25, 12) * shaken(place_spread, 25, 1) * shaken(0.2, 1, 12) for _ in range(2)
        ]
        sides[0][0] *= ratio
        after, before = (random.poisson(side) for side in sides)
        counts = matched({f"P{place:02}": (after[place], before[place]) for place in range(25)})
        found = effect(counts, treated=["P00"], comparisons=[f"P{place:02}" for place in range(1, 6)])
        held.append(found.ratio.low <= ratio <= found.ratio.high)
    return float(np.mean(held))


# 400 runs: a standard error of 1.1 points where 95 % are covered. A fifth of a month's shock is the county's own.
@pytest.mark.parametrize(("month_spread", "place_spread"), [(0.0, 0.0), (0.4, 0.0), (0.0, 0.15), (0.4, 0.15)])
def test_intervals_cover_where_months_and_places_vary(month_spread, place_spread):
    assert coverage(month_spread=month_spread, place_spread=place_spread, ratio=0.7, seed=8) >= 0.92


def test_places_that_touch_nothing_change_nothing_but_the_doubt():
    counts = {"T": ([5] * 12, EVEN), "A": (EVEN, EVEN)}
    unlike = {f"O{number}": ([5 + number * 4] * 12, EVEN) for number in range(6)}
    plain = effect(matched(counts), treated=["T"], comparisons=["A"])
    doubted = effect(matched(counts | unlike), treated=["T"], comparisons=["A"])
    assert doubted.ratio.value == plain.ratio.value
    assert doubted.ratio.high > plain.ratio.high
    assert plain.variation.drift is None
