"""The clock on an answer, counted by hand on a calendar of 2026 and of the leap year 2028."""

from datetime import date

import pytest

from saferplan.scrutiny.clock import Clock, answer_due_on, where_they_stand

DUE = date(2026, 2, 11)


@pytest.mark.parametrize(
    ("made", "due"),
    [
        (date(2026, 1, 14), date(2026, 2, 11)),  # 17 days are left of January, and 11 of February make 28
        (date(2026, 2, 10), date(2026, 3, 10)),  # February has 28 days
        (date(2028, 2, 10), date(2028, 3, 9)),  # and 29 in 2028
        (date(2026, 12, 20), date(2027, 1, 17)),  # 11 of December and 17 of January
    ],
)
def test_an_answer_is_due_four_weeks_after(made, due):
    assert answer_due_on(made) == due
    assert due.weekday() == made.weekday()


@pytest.mark.parametrize(
    ("day", "words", "kind"),
    [
        (date(2026, 1, 14), "28 days left", "information"),
        (date(2026, 2, 4), "7 days left", "caution"),
        (date(2026, 2, 10), "1 day left", "caution"),
        (date(2026, 2, 11), "Due today", "caution"),
        (date(2026, 2, 12), "1 day overdue", "bad"),
        (date(2026, 3, 11), "28 days overdue", "bad"),
    ],
)
def test_the_days_left_in_words(day, words, kind):
    clock = Clock(DUE, day)
    assert (clock.words, clock.kind) == (words, kind)
    assert clock.is_overdue == (kind == "bad")


@pytest.mark.parametrize(
    ("answered", "words", "kind"),
    [
        (date(2026, 2, 11), "Answered in time", "good"),
        (date(2026, 2, 12), "Answered 1 day late", "caution"),
        (date(2026, 2, 21), "Answered 10 days late", "caution"),
    ],
)
def test_an_answer_stops_the_clock_whatever_the_day(answered, words, kind):
    clock = Clock(DUE, date(2027, 1, 1), answered)
    assert (clock.words, clock.kind) == (words, kind)
    assert not clock.is_overdue


def test_where_all_stand_in_a_sentence():
    waits = Clock(DUE, date(2026, 2, 1))
    today = Clock(DUE, DUE)
    overdue = Clock(date(2026, 1, 20), date(2026, 2, 1))
    answered = Clock(DUE, date(2026, 2, 1), date(2026, 1, 30))
    assert where_they_stand([]) == "No recommendation has been made"
    assert where_they_stand([answered]) == "The one recommendation is answered"
    assert where_they_stand([answered, answered]) == "All 2 recommendations are answered"
    assert where_they_stand([waits]) == (
        "The one recommendation waits for an answer, the next by 11 February 2026: 10 days left"
    )
    assert where_they_stand([overdue]) == ("The one recommendation waits for an answer, which is 12 days overdue")
    assert where_they_stand([overdue, overdue]) == "All 2 recommendations wait for an answer, and 2 are overdue"
    assert where_they_stand([today]).endswith("the next by 11 February 2026: due today")
    assert where_they_stand([waits, overdue, answered]) == (
        "2 of 3 recommendations wait for an answer, and 1 is overdue"
    )
