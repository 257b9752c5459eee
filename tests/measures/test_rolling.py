"""Rolling twelve months against adding them up one by one; a gap takes out every run that it touches."""

from hypothesis import given, settings
from hypothesis import strategies as st

from measures.tables_by_hand import place_months
from saferplan.measures.rolling import rolling_years
from saferplan.terms.months import Month, month_span

SPAN = month_span(Month(2023, 1), Month(2025, 6))
HERE, THERE = ("district", "D"), ("ward", "W")


@settings(deadline=None)
@given(st.sets(st.sampled_from(SPAN), max_size=3), st.randoms(use_true_random=False))
def test_each_run_of_twelve_is_their_sum(unusable, random):
    counts = {(place, month): random.randint(0, 9) for place in (HERE, THERE) for month in SPAN}
    usable = set(SPAN) - unusable
    frame = place_months({("theft", place, str(month)): count for (place, month), count in counts.items()})
    found = {
        ((row["place_kind"], row["place_code"]), Month.of(row["last_month"])): row["count"]
        for row in rolling_years(frame, usable).iter_rows(named=True)
    }
    expected = {}
    for last in SPAN:
        twelve = [last.shifted(-back) for back in range(12)]
        if all(month in usable for month in twelve):
            for place in (HERE, THERE):
                expected[place, last] = sum(counts[place, month] for month in twelve)
    assert found == expected


def test_eleven_months_make_no_year():
    frame = place_months({("theft", HERE, str(month)): 1 for month in SPAN[:11]})
    assert rolling_years(frame, SPAN[:11]).is_empty()
