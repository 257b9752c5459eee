"""Dates and numbers as pages print them; expected words are written by hand."""

from datetime import UTC, date, datetime

from saferplan.pages.templatetags import pages as tags
from saferplan.terms.months import Month


def test_dates_and_numbers_are_in_words():
    summer = datetime(2026, 7, 14, 14, 5, tzinfo=UTC)  # an hour later in British Summer Time
    assert tags.day(date(2026, 1, 14)) == "14 January 2026"
    assert tags.moment(summer) == "14 July 2026 at 3:05pm"
    assert tags.moment(datetime(2026, 1, 14, 0, 30, tzinfo=UTC)) == "14 January 2026 at 12:30am"
    assert tags.month(Month(2026, 1)) == tags.month(date(2026, 1, 9)) == "January 2026"
    assert tags.thousands(-12345) == "−12,345"
    assert [tags.words(value) for value in (None, True, 1234, "7 %")] == ["–", "Yes", "1,234", "7\u00a0%"]
