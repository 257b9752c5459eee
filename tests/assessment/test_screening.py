"""Screening: what is a candidate, in which order, and which candidates are told one by one."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.screened_by_hand import changes, comparisons, looked_at
from oracles.step_up_rule import adjusted
from saferplan.assessment.screening import (
    FALSE_DISCOVERY_RATE,
    LEAST_STAKE,
    MOST_FINDINGS,
    MOST_OF_A_KIND,
    MOST_OF_A_PLACE_AND_KIND,
    chosen_findings,
    screened,
)
from saferplan.definitions import loading
from saferplan.measures.tables import Changes, Comparisons

NONE_COMPARED = Comparisons.create_empty()
MEASURES = list(loading.measures())


def rises(p_values, *, low=2.0):
    """One rise of 100 offences a p-value, each in a place of its own, with 50 at stake."""
    return changes(
        [
            ("burglary", "ward", f"W{number:04}", 100, low, low * 1.2, low * 1.5, p, 1 - p / 2)
            for number, p in enumerate(p_values)
        ]
    )


def places(frame):
    return set(frame["place_code"])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_p_values_are_those_of_the_slow_oracle(p_values):
    frame = rises(p_values)
    found = screened(frame, NONE_COMPARED, place_codes=places(frame)).sort("place_code")
    assert found["q_value"].to_list() == pytest.approx(adjusted(p_values))
    assert found["is_candidate"].to_list() == [q <= FALSE_DISCOVERY_RATE for q in adjusted(p_values)]


@given(st.permutations(range(12)))
def test_the_order_of_the_input_is_irrelevant(order):
    """Ties included: half the rows are alike but for their place."""
    frame = rises([0.001] * 6 + [0.0001, 0.01, 0.02, 0.03, 0.5, 0.9])
    shuffled = Changes.cast(frame[order])
    one = screened(frame, NONE_COMPARED, place_codes=places(frame))
    assert one.equals(screened(shuffled, NONE_COMPARED, place_codes=places(frame)))


def test_where_nothing_differs_a_candidate_is_found_in_no_more_than_one_table_of_twenty():
    """1,000 tables of 40 uniform p-values, from a fixed seed; what is left over 5 % is three standard errors."""
    draws = np.random.default_rng(7).uniform(size=(1000, 40))
    found = [min(adjusted(list(row))) <= FALSE_DISCOVERY_RATE for row in draws]
    assert np.mean(found) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / len(draws))
    for row, any_found in list(zip(draws, found, strict=True))[:40]:
        frame = rises(row)
        assert screened(frame, NONE_COMPARED, place_codes=places(frame))["is_candidate"].any() == any_found


def test_the_stake_is_what_the_nearer_end_of_the_interval_stands_for():
    """By hand: at least a doubling to 100 is 50 more; at most a halving to 100 is 100 fewer; no sure change is none."""
    frame = changes(
        [
            ("burglary", "district", "D1", 100, 2.0, 3.0, 4.0, 0.001, 0.999),
            ("robbery", "district", "D1", 100, 0.3, 0.4, 0.5, 0.001, 0.001),
            ("drugs", "district", "D1", 100, 0.9, 1.1, 1.3, 0.3, 0.8),
            ("shoplifting", "district", "D1", 0, None, None, None, 0.2, 0.1),
        ]
    )
    found = screened(frame, NONE_COMPARED, place_codes={"D1"})
    assert dict(found.select("measure_key", "stake").iter_rows()) == pytest.approx(
        {"robbery": 100, "burglary": 50, "drugs": 0, "shoplifting": 0}
    )
    assert found["measure_key"].to_list()[:2] == ["robbery", "burglary"]
    assert not found.filter(pl.col("ratio").is_null())["is_candidate"].any()
    assert found["probability"].to_list() == pytest.approx([0.999, 0.999, 0.8, 0.9])


def test_a_difference_too_small_to_act_on_is_no_candidate():
    frame = changes([("burglary", "district", "D1", 8, 2.0, 3.0, 4.0, 1e-9, 1.0)])
    assert LEAST_STAKE > 8 * (1 - 1 / 2)
    assert not screened(frame, NONE_COMPARED, place_codes={"D1"})["is_candidate"].any()


def test_districts_are_compared_as_levels_and_their_parts_as_concentrations():
    frame = comparisons(
        [
            ("burglary", "district", "D1", "F", 100, 1.5, 2.0, 2.5, 33.0, 60.0, 0.001),
            ("burglary", "ward", "W1", "D1", 50, 0.3, 0.4, 0.5, -80.0, -50.0, 0.001),
            ("burglary", "ward", "ELSEWHERE", "D2", 50, 1.5, 2.0, 2.5, 33.0, 60.0, 0.001),
        ]
    )
    found = screened(Changes.create_empty(), frame, place_codes={"D1", "W1"})
    assert found.select("kind", "place_code", "stake").rows() == [
        ("concentration", "W1", 50.0),
        ("level", "D1", 33.0),
    ]


def test_nothing_looked_at_is_no_fault():
    nothing = screened(Changes.create_empty(), NONE_COMPARED, place_codes=set())
    assert nothing.is_empty()
    assert chosen_findings(nothing, ward_of={}).is_empty()


def told(rows, ward_of=None):
    return chosen_findings(looked_at(rows), ward_of=ward_of or {})


def test_no_kind_and_no_place_fills_the_list():
    many = [("change", key, "ward", f"W{n}", 1.5) for n, key in enumerate(MEASURES[:10])]
    many += [("concentration", key, "ward", "W1", 1.5) for key in MEASURES[:6]]
    many += [("level", key, "district", f"D{n}", 1.5) for n, key in enumerate(MEASURES[:9])]
    found = told(many)
    assert len(found) == MOST_OF_A_KIND + MOST_OF_A_PLACE_AND_KIND + (MOST_FINDINGS - 9)
    assert found["kind"].value_counts(sort=True)["count"].max() == MOST_OF_A_KIND
    assert found.height <= MOST_FINDINGS


def test_the_list_is_in_order_of_stake():
    kinds = [("change", "burglary", "ward", "W1", 1.5), ("level", "drugs", "district", "D1", 0.5)]
    assert told(kinds)["stake"].is_sorted(descending=True)


def test_a_small_area_is_not_told_again_where_its_ward_is():
    rows = [("change", "burglary", "ward", "W1", 1.5), ("change", "burglary", "lsoa", "E1", 2.0)]
    assert told(rows, {"E1": "W1"})["place_code"].to_list() == ["W1"]
    assert told(rows, {"E1": "W2"})["place_code"].to_list() == ["W1", "E1"]


def test_a_part_with_a_lower_rate_is_not_told_and_a_fall_is():
    rows = [("concentration", "burglary", "ward", "W1", 0.5), ("change", "burglary", "ward", "W1", 0.5)]
    assert told(rows)["kind"].to_list() == ["change"]


def test_what_is_no_candidate_is_not_told():
    frame = looked_at([("change", "burglary", "ward", "W1", 1.5)]).with_columns(is_candidate=pl.lit(False))
    assert chosen_findings(frame, ward_of={}).is_empty()
