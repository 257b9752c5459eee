"""Garwood's exact limits of a Poisson count, as published by others who compute them.

Source: GraphPad, "How QuickCalcs computes the confidence interval of a count" (25 events at three levels; method of
Garwood 1936, Biometrika 28, 437-442); https://graphpad.com/support/faq/how-quickcalcs-computes-the-confidence-interval-of-a-count
The limits of 10 events, 4.80 and 18.39, stand in every table of them, such as Biometrika Tables for Statisticians.
"""

import numpy as np
import pytest

from saferplan.measures.intervals import exact_poisson


@pytest.mark.parametrize(
    ("count", "level", "low", "high"),
    [(25, 0.90, 17.38, 34.92), (25, 0.95, 16.18, 36.90), (25, 0.99, 14.00, 41.00), (10, 0.95, 4.80, 18.39)],
)
def test_limits_as_printed(count, level, low, high):
    assert tuple(np.round(exact_poisson(count, level), 2)) == (low, high)
