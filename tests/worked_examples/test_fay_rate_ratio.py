"""Fay's exact test of two Poisson rates, to every digit printed.

Source: M. P. Fay (2022), "Testing the Ratio of Two Poisson Rates", vignette of the R package rateratio.test, section 1:
2 events in 17,877 against 9 in 16,660.
"""

import pytest

from saferplan.measures.ratios import rate_ratios


def test_two_events_against_nine():
    result = rate_ratios(2, 9, exposure=17_877, other_exposure=16_660)
    assert result.ratio == pytest.approx(0.2070941557, abs=5e-11)
    assert result.low == pytest.approx(0.02177406, abs=5e-9)
    assert result.high == pytest.approx(1.00054910, abs=5e-9)
    assert result.p_value == pytest.approx(0.05011, abs=5e-6)
