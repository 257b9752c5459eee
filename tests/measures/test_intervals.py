"""Exact Poisson limits against their definition, solved by root finding, and the laws they obey."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracles.poisson_limits import poisson_limits
from saferplan.measures.intervals import exact_poisson


@pytest.mark.parametrize("count", [0, 1, 2, 7, 60, 2764, 13618])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.9961])
def test_limits_are_where_the_definition_puts_them(count, level):
    assert np.allclose(exact_poisson(count, level), poisson_limits(count, level), rtol=1e-9)


def test_no_count_has_the_rule_of_three():
    # By hand: exp(-mean) = 0.025 at mean = ln 40.
    low, high = exact_poisson(0)
    assert (low, high) == (0, pytest.approx(np.log(40)))


@settings(deadline=None)
@given(st.integers(0, 10**5), st.floats(1, 30), st.floats(1.5, 200))
def test_clustering_and_its_doubt_only_widen(count, dispersion, df):
    low, high = exact_poisson(count)
    wide_low, wide_high = exact_poisson(count, dispersion=dispersion)
    widest_low, widest_high = exact_poisson(count, dispersion=dispersion, df=df)
    assert widest_low <= wide_low * (1 + 1e-9) <= low * (1 + 1e-6) <= count * (1 + 2e-6)
    assert widest_high * (1 + 1e-9) >= wide_high >= high * (1 - 1e-6) >= count
