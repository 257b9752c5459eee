"""A figure's address follows from what it says, and from nothing else."""

from dataclasses import replace

from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure

FIGURE = Figure(
    statistic="count",
    measure_key="burglary",
    measure_name="Burglary",
    place_code="E07000110",
    place_name="Maidstone",
    period="2025",
    against=None,
    estimate=Estimate(12, 12, 12, 12, "offences"),
    denominator=None,
    source="police.uk",
    build_id="B-1",
    recipe={"statistic": "count", "months": ["2025-01"]},
)


def test_the_same_number_from_the_same_build_has_the_same_address():
    assert FIGURE.figure_id == replace(FIGURE).figure_id


def test_anything_that_changes_changes_the_address():
    changed = [
        replace(FIGURE, estimate=Estimate(13, 13, 13, 13, "offences")),
        replace(FIGURE, build_id="B-2"),
        replace(FIGURE, place_code="E07000111"),
        replace(FIGURE, recipe={"statistic": "count", "months": ["2025-02"]}),
    ]
    assert len({FIGURE.figure_id, *(figure.figure_id for figure in changed)}) == 5
