"""Months, periods, and the rule that only like is compared with like. Expected values are the calendar's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.terms.months import Month, month_span, months_in_words
from saferplan.terms.periods import Period, like_for_like
from saferplan.terms.problems import Refusal

months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    ("written", "first", "last", "words", "days"),
    [
        ("2025", "2025-01", "2025-12", "2025", 365),
        ("2024", "2024-01", "2024-12", "2024", 366),
        ("2025-01..2025-04", "2025-01", "2025-04", "January to April 2025", 120),
        ("2024-01..2024-04", "2024-01", "2024-04", "January to April 2024", 121),
        ("2024/25", "2024-04", "2025-03", "April 2024 to March 2025", 365),
        ("2023-24", "2023-04", "2024-03", "April 2023 to March 2024", 366),
        ("2025-03", "2025-03", "2025-03", "March 2025", 31),
        ("1999/2000", "1999-04", "2000-03", "April 1999 to March 2000", 366),
    ],
)
def test_a_period_is_read_in_each_of_its_forms(written, first, last, words, days):
    period = Period.parse(written)
    assert (str(period.first), str(period.last), period.words, period.days) == (first, last, words, days)


@pytest.mark.parametrize(
    "written", ["", "25", "2025-13", "2025/27", "2025-04..2025-01", "last year", "2025-1", "2025-00"]
)
def test_what_is_not_a_period_is_refused_with_what_to_write(written):
    with pytest.raises(Refusal) as refusal:
        Period.parse(written)
    assert refusal.value.next_step


def test_2012_13_is_a_plan_year_but_2012_12_is_a_month():
    assert Period.parse("2012-13").first == Month(2012, 4)
    assert Period.parse("2012-12").first == Month(2012, 12)


@given(months)
def test_days_of_a_month_agree_with_walking_the_calendar(month):
    following = month.shifted(1).first_date
    walked = sum(1 for step in range(40) if month.first_date + timedelta(step) < following)
    assert month.days == walked


@given(months, st.integers(-500, 500))
def test_shifting_there_and_back_changes_nothing(month, step):
    assert month.shifted(step).shifted(-step) == month
    assert month.shifted(step).months_since(month) == step


def test_months_are_said_as_people_say_them():
    span = month_span(Month(2024, 5), Month(2024, 12))
    assert months_in_words(span) == "May to December 2024"
    assert months_in_words((Month(2019, 7),)) == "July 2019"
    assert (
        months_in_words((*span, Month(2025, 3), Month(2026, 1))) == "May to December 2024, March 2025 and January 2026"
    )
    assert months_in_words(month_span(Month(2024, 11), Month(2025, 2))) == "November 2024 to February 2025"
    assert months_in_words(()) == ""


def test_a_year_with_months_missing_is_compared_month_by_month_and_the_whole_is_refused_by_name():
    supplied = frozenset(month_span(Month(2024, 1), Month(2024, 4)) + Period.parse("2025").months)
    compared = like_for_like(Period.parse("2025"), Period.parse("2024"), supplied)
    assert compared.months == month_span(Month(2025, 1), Month(2025, 4))
    assert compared.against_months == month_span(Month(2024, 1), Month(2024, 4))
    assert (compared.days, compared.against_days) == (31 + 28 + 31 + 30, 31 + 29 + 31 + 30)
    refusal = compared.whole_refusal()
    assert "May to December 2024" in refusal.why
    assert "January to April 2025" in refusal.next_step


def test_nothing_to_pair_is_said_so():
    compared = like_for_like(Period.parse("2025"), Period.parse("2024"), frozenset(Period.parse("2025").months))
    assert compared.pairs == ()
    assert "Add the archives" in compared.whole_refusal().next_step


@pytest.mark.parametrize(
    ("period", "against"), [("2025", "2024-01..2024-04"), ("2025-01..2025-04", "2024-05..2024-08"), ("2025", "2025")]
)
def test_unlike_periods_are_refused(period, against):
    with pytest.raises(Refusal):
        like_for_like(Period.parse(period), Period.parse(against), frozenset())


def test_a_plan_year_meets_the_plan_year_before_it():
    every = frozenset(month_span(Month(2020, 1), Month(2026, 12)))
    assert like_for_like(Period.parse("2025/26"), Period.parse("2024/25"), every).is_whole


def test_month_of_a_day():
    assert Month.of(date(2025, 3, 31)) == Month(2025, 3)


def test_a_later_period_to_set_against_is_refused_with_the_two_exchanged():
    """The other way round every fall would read as a rise."""
    with pytest.raises(Refusal) as refusal:
        like_for_like(Period.parse("2024"), Period.parse("2025"), frozenset())
    assert "--period 2025-01..2025-12 --against 2024-01..2024-12" in refusal.value.next_step


def test_short_months_are_told_apart_from_missing_ones():
    usable = frozenset(Period.parse("2025").months)
    compared = like_for_like(Period.parse("2025"), Period.parse("2024"), usable)
    why = compared.whole_refusal(frozenset({Month(2024, 12)})).why
    assert why.startswith("January to November 2024 is missing from the data supplied, and December 2024 holds far")
