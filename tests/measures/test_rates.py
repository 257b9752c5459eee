"""Levels by hand, and rates withheld where too few people live."""

import pytest

from measures.tables_by_hand import place_months, residents
from saferplan.measures.rates import levels

HERE, TINY = ("district", "D"), ("ward", "W")


def test_counts_and_rates_of_the_months_together():
    counts = place_months({("theft", HERE, "2025-01"): 6, ("theft", HERE, "2025-02"): 4})
    row = levels(counts, residents({HERE: 2_000})).row(0, named=True)
    assert (row["count"], row["residents"], row["rate_per_1000"]) == (10, 2_000, 5.0)
    # The published limits of 10 events are 4.80 and 18.39 (Garwood); over 2 thousand residents half of that.
    assert (round(row["count_low"], 2), round(row["count_high"], 2)) == (4.80, 18.39)
    assert (round(row["low"], 2), round(row["high"], 2)) == (2.40, 9.20)


@pytest.mark.parametrize(("people", "given"), [(0, False), (99, False), (100, True)])
def test_no_rate_where_hardly_anyone_lives(people, given):
    counts = place_months({("theft", TINY, "2025-01"): 7})
    row = levels(counts, residents({TINY: people})).row(0, named=True)
    assert row["count"] == 7
    assert (row["rate_per_1000"] is not None) == given
    assert (row["low"] is None) == (row["high"] is None) == (not given)
