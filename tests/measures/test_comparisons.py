"""A place against the rest of its area, by hand."""

import pytest

from measures.tables_by_hand import holders, place_months, residents
from saferplan.measures.comparisons import comparisons
from saferplan.measures.ratios import rate_ratios

D, E, F, W = ("district", "D"), ("district", "E"), ("force_area", "F"), ("ward", "W")
MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04"]
PEOPLE = residents({D: 10_000, E: 30_000, F: 40_000, W: 2_000})
HELD = holders({D: F, E: F, W: D})


def monthly(place, counts):
    return {("theft", place, month): count for month, count in zip(MONTHS, counts, strict=True)}


STEADY = monthly(D, [20] * 4) | monthly(E, [40] * 4) | monthly(F, [60] * 4) | monthly(W, [8] * 4)


def compared(counts, base=PEOPLE):
    return {row["place_code"]: row for row in comparisons(place_months(counts), base, HELD).iter_rows(named=True)}


def test_a_district_against_the_rest_of_the_force_area():
    row = compared(STEADY)["D"]
    assert (row["rest_of_code"], row["count"], row["rest_count"], row["rest_residents"]) == ("F", 80, 160, 30_000)
    # 8 per 1,000 against 160 / 30 = 5.33: half as much again, which is 80 - 10 * 5.33 = 26.7 more.
    assert row["ratio"] == pytest.approx(1.5)
    assert row["excess"] == pytest.approx(80 / 3)
    plain = rate_ratios(80, 160, exposure=10_000, other_exposure=30_000)
    assert (row["dispersion"], row["dispersion_df"]) == (1, None)
    assert (row["low"], row["high"]) == (pytest.approx(plain.low), pytest.approx(plain.high))
    assert row["excess_low"] == pytest.approx(160 / 3 * (plain.low - 1))
    assert row["excess_low"] < row["excess"] < row["excess_high"]


def test_a_ward_against_the_rest_of_its_district():
    row = compared(STEADY)["W"]
    assert (row["rest_of_code"], row["rest_count"], row["rest_residents"]) == ("D", 48, 8_000)
    assert row["ratio"] == pytest.approx((32 / 2) / (48 / 8))


def test_a_share_that_comes_and_goes_widens_the_interval():
    uneven = STEADY | monthly(W, [20, 0, 12, 0])
    row = compared(uneven)["W"]
    assert row["count"] == 32
    assert row["dispersion"] > 3
    assert row["low"] < compared(STEADY)["W"]["low"]


def test_none_at_all_has_an_excess_and_no_ratio():
    row = compared(STEADY | monthly(W, [0] * 4))["W"]
    assert (row["ratio"], row["excess_low"], row["excess_high"]) == (None, None, None)
    assert row["excess"] == pytest.approx(-2_000 * 80 / 8_000)
    assert row["p_value"] < 0.001


def test_no_comparison_where_hardly_anyone_lives():
    assert "W" not in compared(STEADY, residents({D: 10_000, E: 30_000, F: 40_000, W: 99}))
    assert "W" not in compared(STEADY, residents({D: 10_000, E: 30_000, F: 40_000, W: 9_950}))
