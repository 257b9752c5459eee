"""Columns share the line. Expected: arithmetic by hand."""

import pytest

from saferplan.documents.blocks import Column, Row, Table
from saferplan.documents.column_widths import column_widths


def table(*headings: str, row: tuple[str, ...]) -> Table:
    columns = tuple(Column(name, "number" if place else "words") for place, name in enumerate(headings))
    return Table("t", "c", columns, (Row(tuple((cell,) for cell in row)),))


def test_a_small_table_takes_half_the_line_shared_by_what_it_holds():
    """Maidstone is 9 letters and 2 of space, 13,618 is 6 and 2: 11 to 8 of half the line."""
    widths = column_widths(table("Place", "Count", row=("Maidstone", "13,618")), line_letters=100)
    assert widths == pytest.approx((0.5 * 11 / 19, 0.5 * 8 / 19))


def test_a_full_table_fills_the_line_and_gives_the_longest_name_the_room_left():
    """Least: 10 and 2, then five columns of 12 and 2; the 18 left of 100 go to the name, which asks 26."""
    row = ("Boughton Monchelsea and Chart Sutton", *["123,456,7890"] * 5)
    widths = column_widths(table("Ward", "a", "b", "c", "d", "e", row=row), line_letters=100)
    assert sum(widths) == pytest.approx(1)
    assert widths == pytest.approx((0.30, 0.14, 0.14, 0.14, 0.14, 0.14))


def test_a_table_too_wide_for_the_line_still_shares_no_more_than_the_line():
    widths = column_widths(table(*("A" * 30 for _ in range(9)), row=("x",) * 9), line_letters=100)
    assert sum(widths) == pytest.approx(1)
