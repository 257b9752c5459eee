"""Designs that allow no evaluation are refused, each with its reason."""

from dataclasses import replace

import pytest

from saferplan.evaluation.design import Design, check_design, years_before
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

LAND = {"W1": frozenset("ab"), "W2": frozenset("c"), "W3": frozenset("d"), "W4": frozenset("e"), "W5": frozenset("bx")}
DESIGN = Design(
    measure_key="theft",
    place_kind="ward",
    treated=("W1",),
    comparisons=("W2", "W3"),
    start=Month(2025, 1),
    before=(Period.parse("2023"), Period.parse("2024")),
    after=Period.parse("2025"),
)


def test_a_sound_design_passes():
    check_design(DESIGN, LAND)
    check_design(
        replace(DESIGN, displacement=("W4",), displacement_comparisons=("W5",), treated=("W2",), comparisons=("W3",)),
        LAND,
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"comparisons": ()}, "There is no comparison area"),
        ({"comparisons": ("W2", "W1")}, "W1 lies both in the place where the action is and in its comparison area"),
        ({"comparisons": ("W5",)}, "W5 lies both"),
        ({"comparisons": ("W9",)}, "W9 cannot be counted"),
        ({"displacement": ("W4",)}, "only one is named"),
        ({"displacement": ("W2",), "displacement_comparisons": ("W4",)}, "W2 lies both in its comparison area"),
        ({"start": Month(2024, 12)}, "reaches into the action"),
        ({"start": Month(2025, 2)}, "begins before the action"),
        ({"before": ()}, "no period before"),
        ({"before": (Period.parse("2024"), Period.parse("2024"))}, "share a month"),
    ],
)
def test_an_unsound_design_is_refused(changed, words):
    with pytest.raises(Refusal, match=words):
        check_design(replace(DESIGN, **changed), LAND)


def test_a_long_period_before_is_cut_into_years_of_the_same_months():
    after = Period.parse("2025-04..2026-03")
    spans = years_before(Period.parse("2022-01..2025-03"), after)
    assert [str(span) for span in spans] == ["2022-04..2023-03", "2023-04..2024-03", "2024-04..2025-03"]
    with pytest.raises(Refusal, match="does not hold the months"):
        years_before(Period.parse("2025-01..2025-03"), after)
