"""Suggested comparisons, ranked by hand."""

from evaluation.counted import series
from saferplan.evaluation.comparison import candidate_comparisons
from saferplan.terms.months import Month, month_span

BEFORE = month_span(Month(2024, 1), Month(2024, 12))


def level(first: int, second: int, after: int = 0) -> dict[str, int]:
    """A count a month in each half of 2024, and one after."""
    return {str(month): first if month.number <= 6 else second for month in BEFORE} | {"2025-01": after}


def test_the_likest_in_course_and_then_in_level_come_first():
    counts = {
        "T": level(20, 20),
        "near": level(22, 22),
        "far": level(60, 60),
        "half": level(10, 10),
        "rising": level(10, 30),
        "tiny": level(0, 1),
        "next": level(20, 20),
    }
    found = candidate_comparisons(
        series(counts), BEFORE, measure_key="theft", place_kind="ward", treated=["T"], excluded=["next"]
    )
    # By hand: 264/240, 120/240, 720/240; the rise of 60 to 180 against none at all lies beyond chance.
    assert found["place_code"].to_list() == ["near", "half", "far", "rising"]
    assert found["level_ratio"].to_list() == [1.1, 0.5, 3.0, 1.0]
    assert found["course_differs"].to_list() == [False, False, False, True]


def test_what_came_after_is_not_looked_at():
    def suggested(after: int) -> list[str]:
        counts = {"T": level(20, 20), "A": level(20, 21, after), "B": level(25, 25)}
        found = candidate_comparisons(series(counts), BEFORE, measure_key="theft", place_kind="ward", treated=["T"])
        return found["place_code"].to_list()

    assert suggested(0) == suggested(500) == ["A", "B"]
