"""The published example of the weighted displacement difference, to every figure printed.

Source: Wheeler and Ratcliffe (2018), "A simple weighted displacement difference test to evaluate place based crime
interventions", Crime Science 7:11; its counts and results as their R package ptools tests itself by them ("Est &
Variance Paper"): treated 207 to 110, its control 308 to 318, displacement area 178 to 157, its control 150 to 140; the
difference -118, its variance 1,568, z = -2.98, 95 % interval -196 to -40.
"""

import polars as pl
import pytest

from saferplan.evaluation.displacement import weighted_displacement_difference

TREATED, CONTROL = (207, 110), (308, 318)
DISPLACED, DISPLACED_CONTROL = (178, 157), (150, 140)


def area(counts: tuple[int, int]) -> pl.DataFrame:
    before, after = counts
    return pl.DataFrame({"after_count": [after], "before_count": [before], "before_months": [1]})


def test_the_published_difference_and_its_standard_error():
    areas = [(area(TREATED), 1.0), (area(CONTROL), -1.0), (area(DISPLACED), 1.0), (area(DISPLACED_CONTROL), -1.0)]
    found = weighted_displacement_difference(areas, with_displacement=True)
    assert found.value == -118
    assert found.standard_error**2 == pytest.approx(1568)
    assert round(found.value / found.standard_error, 2) == -2.98
    assert round(found.value - 1.96 * found.standard_error) == -196
    assert round(found.value + 1.96 * found.standard_error) == -40


def test_without_a_displacement_area_only_the_local_part_is_left():
    found = weighted_displacement_difference([(area(TREATED), 1.0), (area(CONTROL), -1.0)])
    # By hand: (110 - 207) - (318 - 308), and 110 + 207 + 318 + 308.
    assert found.value == -107
    assert found.standard_error**2 == pytest.approx(943)
