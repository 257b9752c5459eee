"""Months matched by calendar month, those left out named, and counts added up by hand."""

from dataclasses import replace

import pytest

from evaluation.counted import series
from evaluation.test_design import DESIGN
from saferplan.evaluation.matching import matched_counts, matched_months
from saferplan.terms.months import Month, month_span
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

ALL = frozenset(month_span(Month(2023, 1), Month(2025, 12)))


def test_every_month_is_set_against_the_same_of_each_year_before():
    found = matched_months(DESIGN, ALL)
    assert found.groups[0] == (Month(2025, 1), (Month(2023, 1), Month(2024, 1)))
    assert (len(found.after), len(found.before), found.left_out) == (12, 24, ())


def test_a_gap_takes_out_its_own_month_and_no_more_where_another_year_has_it():
    found = matched_months(DESIGN, ALL - {Month(2024, 7)})
    assert dict(found.groups)[Month(2025, 7)] == (Month(2023, 7),)
    assert found.left_out == (Month(2024, 7),)


def test_a_gap_takes_its_partner_out_where_no_other_year_has_it():
    one_year = replace(DESIGN, before=(Period.parse("2024"),))
    found = matched_months(one_year, ALL - {Month(2024, 7)})
    assert Month(2025, 7) not in found.after
    assert found.left_out == (Month(2024, 7), Month(2025, 7))


@pytest.mark.parametrize(
    ("changed", "usable", "words"),
    [
        ({}, ALL - set(month_span(Month(2025, 1), Month(2025, 4))), "Only 8 calendar months"),
        ({"after": Period.parse("2025-01..2025-06")}, ALL, "do not hold the same calendar months"),
        ({"after": Period(Month(2025, 1), Month(2026, 1))}, ALL, "longer than a year"),
    ],
)
def test_what_cannot_be_matched_is_refused(changed, usable, words):
    with pytest.raises(Refusal, match=words):
        matched_months(replace(DESIGN, **changed), frozenset(usable))


def test_counts_by_hand():
    matched = matched_months(DESIGN, ALL)
    months = {str(month): month.number for month in ALL if month.year < 2025} | {
        str(month): 100 for month in ALL if month.year == 2025
    }
    found = matched_counts(series({"W1": months, "W2": months}), matched, measure_key="theft", place_codes=["W1"])
    assert found["place_code"].unique().to_list() == ["W1"]
    assert found["after_count"].to_list() == [100] * 12
    assert found["before_count"].to_list() == [2 * number for number in range(1, 13)]
    assert found["before_months"].to_list() == [2] * 12
