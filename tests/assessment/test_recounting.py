"""Figures counted again from raw files small enough to count by hand; every expected value is counted so."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from assessment.raw_files_by_hand import recount_by_hand
from saferplan.assessment import exact_interval, raw_places, recounting, street_tally
from saferplan.assessment.recounting import FINDINGS, RESIDENTS, STREET
from saferplan.home import Home
from saferplan.terms.problems import Refusal
from saferplan.voice.recounting import SURVEY_STATISTICS

ONE = {"kind": "district", "codes": ["D1"]}
TWO = {"kind": "district", "codes": ["D2"]}


def count(places=None, *, months=("2025-01",), types=("Burglary",), force="kent"):
    recipe = {"statistic": "count", "force": force, "months": list(months), "crime_types": list(types)}
    return recipe | ({"places": places} if places else {})


BEFORE_AND_AFTER = {
    "treated_after": count(ONE),
    "treated_before": count(ONE, months=("2019-01",)),
    "comparison_after": count(TWO),
    "comparison_before": count(TWO, months=("2019-01",)),
}


@pytest.fixture
def recount(home):
    return recount_by_hand(home)


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        (count(ONE), 3),
        (count(TWO), 1),
        (count(ONE, types=("Burglary", "Drugs")), 5),
        (count({"kind": "ward", "codes": ["W1"]}), 2),
        (count({"kind": "lsoa", "codes": ["E31"]}), 1),
        (count({"kind": "district", "codes": ["D1", "D2"]}), 4),
        (count(), 5),  # with the row that states no LSOA
        (count(force="essex"), 1),
        (count(months=("2025-01", "2019-01")), 11),
        (count(months=("2024-12",)), 0),
    ],
)
def test_rows_are_counted_by_force_month_type_and_place(recount, recipe, expected):
    assert recount.value(recipe) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (ONE, 4),  # E1, the split E3 whole, and E5 and E6 that were merged within it
        (TWO, 2),  # E7 and E8, which were redrawn within it
        ({"kind": "ward", "codes": ["W1"]}, 1),  # E3 lies in two wards and counts for neither
        ({"kind": "ward", "codes": ["W2"]}, 2),
        ({"kind": "common_area", "codes": ["CE3"]}, 1),
        ({"kind": "common_area", "codes": ["CE5"]}, 2),
        ({"kind": "common_area", "codes": ["CE7"]}, 2),
        ({"kind": "common_area", "codes": ["E1"]}, 1),
        ({"kind": "lsoa", "codes": ["E31"]}, 0),  # half of E3 is never apportioned
    ],
)
def test_codes_of_2011_count_where_they_lie_whole(recount, places, expected):
    assert recount.value(count(places, months=("2019-01",))) == expected


def test_land_that_moved_across_a_boundary_counts_on_neither_side_where_vintages_are_mixed(recount):
    """E7 and E8 were redrawn into E71 and E72, both in D2: with D2 whole nothing is lost."""
    mixed = TWO | {"small_areas": "common_area"}
    assert recount.value(count(mixed)) == recount.value(count(TWO)) == 1
    third = {"kind": "ward", "codes": ["W1"], "small_areas": "common_area"}
    # E31 is half of what was E3; the other half, E32, lies in W2.
    assert recount.value(count({"kind": "ward", "codes": ["W1"]})) == 2
    assert recount.value(count(third)) == 1


def test_both_vintages_count_for_one_common_area(recount):
    places = {"kind": "common_area", "codes": ["CE3"]}
    assert recount.value(count(places, months=("2019-01", "2025-01"))) == 3


@pytest.mark.parametrize(
    ("which", "expected"),
    [("read", 10), ("no_lsoa", 1), ("no_location", 1), ("repeat_with_id", 1), ("repeat_without_id", 2)],
)
def test_rows_of_each_sort(recount, which, expected):
    recipe = {"statistic": "rows", "which": which, "force": "kent", "months": ["2025-01"]}
    assert recount.value(recipe) == expected


def residents(places):
    return {"statistic": "residents", "places": places}


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        (residents(ONE), 6000),
        (residents({"kind": "common_area", "codes": ["CE7"]}), 2000),
        ({"statistic": "lsoa_count", "places": ONE}, 5),
        ({"statistic": "rate_per_1000", "count": count(ONE), "residents": residents(ONE)}, 0.5),
        ({"statistic": "share", "count": count(ONE), "whole": count()}, 0.6),
        (
            {
                "statistic": "ratio_of_daily_rates",
                "count": count(months=("2025-01",)),
                "against": count(months=("2019-01",)),
            },
            5 / 6,
        ),
        (
            {
                "statistic": "ratio_to_the_rest",
                "count": count(TWO),
                "residents": residents(TWO),
                "whole_count": count({"kind": "district", "codes": ["D1", "D2"]}),
                "whole_residents": residents({"kind": "district", "codes": ["D1", "D2"]}),
            },
            (1 / 2000) / (3 / 6000),
        ),
        # In D1 4 before and 3 after, in D2 2 and 1.
        ({"statistic": "ratio_of_ratios", **BEFORE_AND_AFTER}, (3 / 4) / (1 / 2)),
        ({"statistic": "expected_count", **BEFORE_AND_AFTER}, 4 * (1 / 2)),
        (
            {
                "statistic": "weighted_displacement_difference",
                "months": [{"after": ["2025-01"], "before": ["2019-01"]}],
                "areas": {"0": {"weight": 1, "count": count(ONE)}, "1": {"weight": -0.5, "count": count(TWO)}},
            },
            (3 - 4) - 0.5 * (1 - 2),
        ),
        (
            {
                "statistic": "rank",
                "of": "D2",
                "districts": {
                    code: {"count": count(place, types=("Drugs",)), "residents": residents(place)}
                    for code, place in (("D1", ONE), ("D2", TWO))
                },
            },
            2,
        ),
        (
            {
                "statistic": "cells",
                "source": RESIDENTS,
                "key_column": "lsoa21_code",
                "codes": ["E1", "E2"],
                "columns": ["residents"],
            },
            2500,
        ),
        (
            {
                "statistic": "rows_where",
                "source": RESIDENTS,
                "key_column": "lsoa21_code",
                "places": ONE,
                "column": "residents",
                "values": [1000, 1500],
            },
            2,
        ),
    ],
)
def test_people_and_arithmetic(recount, recipe, expected):
    assert recount.value(recipe) == pytest.approx(expected, rel=1e-12)


def test_every_statistic_has_been_counted_here():
    """Those above, and the two of the table of comparisons below."""
    assert set(recounting._ARITHMETIC) == {
        *("count", "rows", "residents", "cells", "rows_where", "lsoa_count", "rate_per_1000", "share"),
        *("ratio_of_daily_rates", "ratio_to_the_rest", "rank", "comparisons", "candidates"),
        *("ratio_of_ratios", "expected_count", "weighted_displacement_difference"),
        *SURVEY_STATISTICS,  # counted in tests/voice/test_survey_recounting.py
    }


def test_the_interval_of_a_rate_is_found_again(recount):
    """Garwood's table has 0.6187 to 8.7673 for a count of 3; 6,000 residents make them 0.1031 to 1.4612 per 1,000."""
    rate = {"statistic": "rate_per_1000", "count": count(ONE), "residents": residents(ONE)}
    assert recount.interval_agrees(rate, 0.618672 / 6, 8.767273 / 6, 0.95)
    assert not recount.interval_agrees(rate, 0.6188 / 6, 8.767273 / 6, 0.95)
    assert recount.interval_agrees(count(ONE), 3, 3, 0.95) is None


P_AND_STAKE = st.tuples(st.floats(0, 1), st.floats(0, 50))


@given(st.lists(P_AND_STAKE, min_size=1, max_size=40))
def test_candidates_are_those_that_the_library_finds(tmp_path_factory, rows):
    """An independent implementation: SciPy's adjusted p-values."""
    recount = recount_by_hand(Home(tmp_path_factory.mktemp("home")), findings=rows)
    recipe = {"statistic": "candidates", "source": FINDINGS, "false_discovery_rate": 0.05, "least_stake": 5}
    adjusted = false_discovery_control([p for p, _ in rows])
    assert recount.value(recipe) == sum(q <= 0.05 and stake >= 5 for q, (_, stake) in zip(adjusted, rows, strict=True))
    assert recount.value({"statistic": "comparisons", "source": FINDINGS}) == len(rows)


def test_what_a_figure_needs_is_named_and_nothing_else(recount):
    needed = recount.needed({"statistic": "rate_per_1000", "count": count(ONE), "residents": residents(ONE)})
    assert len(needed) == 4
    assert [item.month for item in needed if item.source == STREET] == ["2025-01"]


def test_a_raw_file_that_is_gone_is_refused_by_name(recount, home):
    street = next(item for item in recount.inputs if item.month == "2019-01")
    (home.raw / street.sha256).unlink()
    with pytest.raises(Refusal, match="no longer among the raw files"):
        recount.value(count(months=("2019-01",)))


@pytest.mark.parametrize("module", [recounting, raw_places, street_tally, exact_interval])
def test_recounting_shares_no_code_with_the_first_count(module):
    """Its imports are the standard library, plain terms, definitions and the home."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert plain <= {"csv", "gzip", "io", "zipfile", "math"}
    assert froms <= {
        *("collections", "collections.abc", "dataclasses", "pathlib", "typing"),
        *(f"saferplan.assessment.{name}" for name in ("exact_interval", "raw_places", "street_tally")),
        *("saferplan.definitions", "saferplan.home", "saferplan.terms.months", "saferplan.terms.problems"),
        "saferplan.voice.recounting",  # held to the same in tests/voice/test_survey_recounting.py
    }
