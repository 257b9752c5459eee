"""The check of exact intervals, held against SciPy's chi-square quantiles, which it does not use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from saferplan.assessment.exact_interval import is_exact_poisson


def exact(count, level=0.95):
    """Garwood's ends as chi-square quantiles: an independent form of the same interval."""
    tail = (1 - level) / 2
    return (chi2.ppf(tail, 2 * count) / 2 if count else 0.0), chi2.isf(tail, 2 * count + 2) / 2


@given(st.one_of(st.integers(0, 400), st.integers(0, 400_000)), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_exact_interval_is_taken(count, level):
    assert is_exact_poisson(count, *exact(count, level), level)


@given(st.integers(1, 200_000), st.sampled_from([1 - 1e-5, 1 + 1e-5]), st.booleans())
def test_an_end_that_is_off_by_a_part_in_a_hundred_thousand_is_not(count, factor, moves_low):
    low, high = exact(count)
    assert not is_exact_poisson(count, low * factor if moves_low else low, high if moves_low else high * factor, 0.95)


@pytest.mark.parametrize(("low", "high"), [(0.0, 5.0), (-1.0, 5.0), (5.0, 4.0), (3.0, 3.0)])
def test_ends_that_are_none_are_not_taken(low, high):
    assert not is_exact_poisson(3, low, high, 0.95)
