"""How the months that a section covers are said, where crimes and incidents cover different ones."""

from dataclasses import fields

import pytest

from saferplan.measures.readings import Readings, pair_spans, spans
from saferplan.terms.months import Month, month_span

YEAR = month_span(Month(2025, 1), Month(2025, 12))


def of(months=None, pairs=None):
    return Readings(**{field.name: {} for field in fields(Readings)} | {"months": months or {}, "pairs": pairs or {}})


@pytest.mark.parametrize(
    ("crime", "asb", "said"),
    [
        (YEAR, YEAR, "2025"),
        (YEAR[1:], YEAR, "February to December 2025 (anti-social behaviour: 2025)"),
        ((), YEAR, "2025 (anti-social behaviour only)"),
        (YEAR, (), "2025 (crimes only)"),
        ((), (), "no month"),
    ],
)
def test_the_months_of_levels(crime, asb, said):
    assert spans(of({"all_crime": crime, "anti_social_behaviour": asb})) == said


def test_the_months_of_changes():
    january = ((Month(2025, 1), Month(2024, 1)),)
    both = {"all_crime": january, "anti_social_behaviour": january}
    assert pair_spans(of(pairs=both)) == "January 2025 against January 2024"
    assert (
        pair_spans(of(pairs=both | {"anti_social_behaviour": ()})) == "January 2025 against January 2024 (crimes only)"
    )
