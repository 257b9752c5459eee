"""Certainty in words, held against the yardstick as published and the rule for its gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.definitions.loading import certainty_scale
from saferplan.terms.certainty import Band, certainty_in_words

BANDS = tuple(Band(band.words, band.low, band.high) for band in certainty_scale().bands)


@pytest.mark.parametrize(
    ("probability", "words"),
    [  # The published bands: 0-5, 10-20, 25-35, 40-<50, 55-75, 80-90, 95-100 %.
        (0.0, "a remote chance"),
        (0.05, "a remote chance"),
        (0.15, "highly unlikely"),
        (0.30, "unlikely"),
        (0.45, "a realistic possibility"),
        (0.60, "likely"),
        (0.85, "highly likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
        # In the gaps: the nearer band, and the more likely one on a tie.
        (0.07, "a remote chance"),
        (0.08, "highly unlikely"),
        (0.93, "almost certain"),
        (0.92, "highly likely"),
        (0.925, "almost certain"),
    ],
)
def test_words_of_a_probability(probability, words):
    assert certainty_in_words(probability, BANDS) == words


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_likely_never_sounds_less_likely(one, other):
    order = [band.words for band in BANDS]
    low, high = sorted((one, other))
    assert order.index(certainty_in_words(low, BANDS)) <= order.index(certainty_in_words(high, BANDS))
