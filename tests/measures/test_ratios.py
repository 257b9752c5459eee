"""Rate ratios against SciPy's binomial test, the quasi-Poisson formula, and the laws of a fair comparison."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from saferplan.measures.ratios import rate_ratios

counts = st.integers(0, 20_000)
spreads = st.tuples(st.floats(1, 20), st.floats(1.5, 300))


@pytest.mark.parametrize(("ours", "others"), [(1, 1), (3, 40), (12, 9), (218, 352)])
def test_without_clustering_it_is_the_exact_binomial_interval(ours, others):
    result = rate_ratios(ours, others, exposure=120, other_exposure=121)
    interval = stats.binomtest(ours, ours + others).proportion_ci(method="exact")
    assert result.low == pytest.approx(interval.low / (1 - interval.low) * 121 / 120)
    assert result.high == pytest.approx(interval.high / (1 - interval.high) * 121 / 120)


@pytest.mark.parametrize(("dispersion", "df"), [(1.0, np.inf), (2.5, 96), (4.0, 11)])
def test_with_large_counts_it_is_the_quasi_poisson_interval(dispersion, df):
    # McCullagh and Nelder: log ratio plus and minus t times the root of dispersion times (1/a + 1/b).
    ours, others = 20_400, 22_120
    result = rate_ratios(ours, others, exposure=120, other_exposure=121, dispersion=dispersion, df=df)
    reach = stats.t.ppf(0.975, df) * np.sqrt(dispersion * (1 / ours + 1 / others))
    centre = np.log((ours / 120) / (others / 121))
    assert np.log(result.low) == pytest.approx(centre - reach, abs=0.01 * reach)
    assert np.log(result.high) == pytest.approx(centre + reach, abs=0.01 * reach)
    assert result.higher_probability == pytest.approx(
        stats.t.cdf(centre / (reach / stats.t.ppf(0.975, df)), df), rel=0.02
    )


@settings(deadline=None)
@given(counts, counts, spreads)
def test_p_value_and_interval_agree(ours, others, spread):
    dispersion, df = spread
    assume(min(ours, others) >= dispersion)
    result = rate_ratios(ours, others, exposure=120, other_exposure=121, dispersion=dispersion, df=df)
    assume(abs(result.p_value - 0.05) > 1e-6)
    assert (result.p_value < 0.05) == (result.low > 1 or result.high < 1)
    assert result.low <= result.ratio <= result.high


@settings(deadline=None)
@given(counts, counts, spreads)
def test_turned_about_it_says_the_same(ours, others, spread):
    dispersion, df = spread
    one = rate_ratios(ours, others, exposure=120, other_exposure=121, dispersion=dispersion, df=df)
    other = rate_ratios(others, ours, exposure=121, other_exposure=120, dispersion=dispersion, df=df)
    assert one.p_value == pytest.approx(other.p_value, rel=1e-6, abs=1e-12)
    assert one.higher_probability == pytest.approx(1 - other.higher_probability, abs=1e-6)
    assert np.allclose(one.low, 1 / other.high, equal_nan=True)


@pytest.mark.parametrize(("ours", "others", "dispersion"), [(0, 5, 1), (5, 0, 1), (0, 0, 1), (3, 900, 4)])
def test_too_few_give_a_p_value_and_no_ratio(ours, others, dispersion):
    result = rate_ratios(ours, others, exposure=1, other_exposure=1, dispersion=dispersion, df=20)
    assert np.isnan([result.ratio, result.low, result.high]).all()
    assert 0 <= result.p_value <= 1


def test_nothing_at_all_points_neither_way():
    result = rate_ratios(0, 0, exposure=30, other_exposure=30)
    assert (result.p_value, result.higher_probability) == (1, pytest.approx(0.5))
