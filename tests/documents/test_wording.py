"""Numbers in words: roundings by hand, and laws that hold for every ratio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.documents.wording import counted, decimal, listed, ordinal, percent, percent_distance, signed_percent


@pytest.mark.parametrize(
    ("ratio", "distance", "signed"),
    [
        (1.0, "0 %", "0 %"),
        (1.0000000001, "0 %", "0 %"),
        (1.00002, "0.002 %", "+0.002 %"),
        (0.996, "0.4 %", "−0.4 %"),
        (0.995, "0.5 %", "−0.5 %"),
        (0.99, "1 %", "−1 %"),
        (0.5, "50 %", "−50 %"),
        (0.0, "100 %", "−100 %"),
        (13.345, "1,235 %", "+1,235 %"),
    ],
)
def test_a_ratio_as_a_distance_from_no_difference(ratio, distance, signed):
    assert (percent_distance(ratio), signed_percent(ratio)) == (distance, signed)


@given(st.floats(0.001, 1000).filter(lambda ratio: abs(ratio - 1) > 1e-5))
def test_a_ratio_that_differs_from_one_never_reads_as_no_difference(ratio):
    assert float(percent_distance(ratio).removesuffix(" %").replace(",", "")) > 0
    assert signed_percent(ratio)[0] == ("+" if ratio > 1 else "−")


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_reads_back(number):
    assert int(decimal(number).replace(",", "")) == number


def test_halves_round_as_people_round_by_hand():
    """0.125 is exact in binary, and goes up; banker's rounding would give 0.12."""
    assert (decimal(0.125, 2), decimal(-2.5), percent(0.125)) == ("0.13", "-3", "13 %")


@pytest.mark.parametrize(("words", "said"), [([], ""), (["Dover"], "Dover"), (["Dover", "Swale"], "Dover and Swale")])
def test_a_list(words, said):
    assert listed(words) == said


@pytest.mark.parametrize(
    ("rank", "said"), [(22, "22nd"), (101, "101st"), (111, "111th"), (113, "113th"), (123, "123rd")]
)
def test_ordinals(rank, said):
    assert ordinal(rank) == said


def test_one_is_singular_and_none_is_not():
    assert (counted(1, "row", "rows"), counted(0, "row", "rows")) == ("1 row", "0 rows")
