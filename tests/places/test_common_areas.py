"""Codes of two vintages are summed to the smallest areas both share, and to no other."""

import csv
import gzip
from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracles.linked_areas import linked_areas
from places.lookups_by_hand import lsoa_changes, ward_lookup
from saferplan.places.common_areas import common_areas
from saferplan.terms.problems import Refusal


def test_split_merged_unchanged_and_irregular_areas_by_hand():
    found = {row["lsoa_code"]: row for row in common_areas(lsoa_changes(), ward_lookup()).iter_rows(named=True)}
    said = {
        code: (row["vintage"], row["common_code"], row["ward24_code"], row["ltla24_code"])
        for code, row in found.items()
    }
    split = ("CE01800012", None, "E07000110")  # its two halves lie in two wards of one district
    across = ("CE01800004", None, None)  # its parts lie in Dartford and in Gravesham
    merged = ("CE01800007", "E05900006", "E06000058")
    assert said == {
        "E01800012": ("2011", *split),
        "E01900001": ("2021", *split),
        "E01900002": ("2021", *split),
        "E01900003": ("both", "E01900003", "E05900002", "E07000110"),
        "E01800004": ("2011", *across),
        "E01800005": ("2011", *across),
        "E01900004": ("2021", *across),
        "E01900005": ("2021", *across),
        "E01900006": ("both", "E01900006", "E05900005", "E06000066"),
        "E01800007": ("2011", *merged),
        "E01800017": ("2011", *merged),
        "E01900007": ("2021", *merged),
        "E01900008": ("both", "E01900008", "E05900007", "E06000035"),
    }


def test_a_code_that_means_two_areas_is_refused():
    changes = lsoa_changes([("E01900001", "S", "E01900002"), ("E01900003", "M", "E01900001")])
    with pytest.raises(Refusal, match="gives E01900001 to two different areas"):
        common_areas(changes, ward_lookup())


def test_an_lsoa_that_no_ward_is_known_for_leaves_its_area_without_a_place():
    row = common_areas(lsoa_changes([("E01800099", "M", "E01900099")]), ward_lookup()).row(0, named=True)
    assert (row["ward24_code"], row["ltla24_code"]) == (None, None)


old_codes = st.integers(0, 9).map(lambda number: f"E0180000{number}")
new_codes = st.integers(0, 9).map(lambda number: f"E0190000{number}")


@given(st.lists(st.tuples(old_codes, new_codes), min_size=1, max_size=14, unique=True))
def test_law_areas_are_the_groups_that_links_join(pairs):
    """Held against a slow oracle that merges sets; every code lies in exactly one area."""
    frame = common_areas(lsoa_changes([(old, "X", new) for old, new in pairs]), ward_lookup())
    expected = {code: "C" + min(old) for old, new in linked_areas(pairs) for code in (*old, *new)}
    assert dict(frame.select("lsoa_code", "common_code").iter_rows()) == expected


@pytest.mark.real_data
def test_england_and_wales(shared_data, real_gazetteer):
    """Counts by plain code over the published lookup; three areas cross a district boundary."""
    with gzip.open(shared_data / "areas/lookup_lsoa11_lsoa21_ltla22.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with gzip.open(shared_data / "areas/lookup_lsoa21_ward24_ltla24.csv.gz", "rt", encoding="utf-8") as file:
        district_of = {row["lsoa21_code"]: row["ltla24_code"] for row in csv.DictReader(file)}
    old, new = {row["lsoa11_code"] for row in rows}, {row["lsoa21_code"] for row in rows}
    changed = [(row["lsoa11_code"], row["lsoa21_code"]) for row in rows if row["change_code"] != "U"]
    parents = {code: {other for other, code_ in changed if code_ == code} for _, code in changed}
    frame = real_gazetteer.common
    assert frame.height == len(old | new) == 36_778
    assert dict(Counter(frame["vintage"])) == {"both": len(old & new), "2011": len(old - new), "2021": len(new - old)}
    assert frame.filter(pl.col("ltla24_code").is_null())["common_code"].n_unique() == 3
    area_of = dict(frame.select("lsoa_code", "common_code").iter_rows())
    assert all(area_of[code] == area_of[parent] for code, found in parents.items() for parent in found)
    within = dict(frame.drop_nulls("ltla24_code").select("lsoa_code", "ltla24_code").iter_rows())
    assert all(within[code] == district_of[code] for code in within if code in district_of)
