"""One table, one vintage: what is split, merged or straddles a boundary, on a map small enough to draw.

2011   a     b b     c c       d     e     f        (each letter an LSOA; d and e were redrawn into D and E)
2021   a     b1 b2   c12...    D     E     f
ward   W1    W1 W2   W2        W3    W3    V
district  ------ 1 ------      -- 1 --- D in 1, E in 2 when `astride`
"""

import polars as pl
import pytest

from saferplan.measures.placing import Extent, place_residents, places, small_area_kind
from saferplan.measures.tables import OffenceCounts
from saferplan.places.areas import Area
from saferplan.places.common_areas import common_areas
from saferplan.places.tables import LsoaChanges, Residents, WardLookup
from saferplan.terms.problems import Refusal

PAIRS = [
    *(("a", "U", "a"), ("b", "S", "b1"), ("b", "S", "b2"), ("c1", "M", "c"), ("c2", "M", "c")),
    *(("d", "X", "D"), ("d", "X", "E"), ("e", "X", "E"), ("f", "U", "f")),
]
HOMES = {"a": "W1", "b1": "W1", "b2": "W2", "c": "W4", "D": "W3", "E": "W3", "f": "V"}


def lookups(astride=False):
    district = dict.fromkeys(HOMES, "1") | {"f": "2"} | ({"E": "2"} if astride else {})
    ward = HOMES | ({"E": "V"} if astride else {})
    wards = pl.DataFrame(
        [(code, code, ward[code], ward[code], district[code], district[code]) for code in HOMES],
        schema=list(WardLookup.columns()),
        orient="row",
    )
    changes = pl.DataFrame(
        [(old, old, change, new, new) for old, change, new in PAIRS], schema=list(LsoaChanges.columns()), orient="row"
    )
    checked = WardLookup.validate(wards)
    return common_areas(LsoaChanges.validate(changes, cast=True), checked), checked


EXTENT = Extent(Area("F", "Force", "force_area", ("1", "2")), own_districts=("1",))


def members(where, kind):
    found: dict[str, set[str]] = {}
    for row in where.members.filter(pl.col("place_kind") == kind).iter_rows(named=True):
        found.setdefault(row["place_code"], set()).add(row["small_area_code"])
    return found


def counts(*codes):
    rows = [("force", "2025-01-01", code, vintage, "Drugs", 1) for code, vintage in codes]
    frame = pl.DataFrame(rows, schema=list(OffenceCounts.columns()), orient="row")
    return OffenceCounts.validate(frame.with_columns(pl.col("month").str.to_date()), cast=True)


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ([("a", "both"), ("b1", "2021")], "lsoa"),
        ([("a", "both"), ("b", "2011")], "common_area"),
        ([("", "none"), ("zzz", "unlisted")], "lsoa"),
    ],
)
def test_one_row_of_2011_turns_the_table_to_common_areas(codes, kind):
    common, _ = lookups()
    assert small_area_kind(counts(*codes), common, ["1", "2"]) == kind


def test_a_row_of_2011_in_another_force_changes_nothing():
    common, _ = lookups()
    assert small_area_kind(counts(("b", "2011")), common, ["2"]) == "lsoa"


def test_lsoas_of_2021_are_in_their_own_ward_and_district():
    where = places(*lookups(), EXTENT, kind="lsoa")
    assert members(where, "ward") == {"W1": {"a", "b1"}, "W2": {"b2"}, "W3": {"D", "E"}, "W4": {"c"}}
    assert members(where, "district") == {"1": set(HOMES) - {"f"}, "2": {"f"}}
    assert members(where, "force_area") == {"F": set(HOMES)}
    assert where.problems == ()


def test_common_areas_leave_out_the_wards_they_straddle_and_say_so():
    where = places(*lookups(), EXTENT, kind="common_area")
    assert dict(where.small_areas.iter_rows()) == {
        **{"a": "a", "b": "Cb", "b1": "Cb", "b2": "Cb", "c1": "Cc1", "c2": "Cc1", "c": "Cc1"},
        **{"d": "Cd", "e": "Cd", "D": "Cd", "E": "Cd", "f": "f"},
    }
    # W1 and W2 share what was b in 2011: neither can be counted, though all of it is in district 1.
    assert members(where, "ward") == {"W3": {"Cd"}, "W4": {"Cc1"}}
    assert members(where, "district") == {"1": {"a", "Cb", "Cc1", "Cd"}, "2": {"f"}}
    (problem,) = where.problems
    assert problem.kind == "ward_not_countable"
    assert problem.sentence.startswith("W1, W2: these wards cannot be counted")


def test_a_common_area_in_two_districts_counts_only_for_what_holds_both():
    where = places(*lookups(astride=True), EXTENT, kind="common_area")
    assert members(where, "district") == {"1": {"a", "Cb", "Cc1"}, "2": {"f"}}
    assert members(where, "force_area") == {"F": {"a", "Cb", "Cc1", "Cd", "f"}}
    assert [problem.kind for problem in where.problems] == ["ward_not_countable", "area_across_districts"]
    alone = Extent(Area("G", "One", "force_area", ("1",)), own_districts=("1",))
    assert members(places(*lookups(astride=True), alone, kind="common_area"), "force_area") == {"G": {"a", "Cb", "Cc1"}}


@pytest.mark.parametrize("kind", ["lsoa", "common_area"])
def test_residents_are_those_of_the_same_small_areas(kind):
    people = pl.DataFrame({"lsoa21_code": list(HOMES), "residents": [10, 20, 30, 40, 50, 60, 70], "households": 1})
    where = places(*lookups(), EXTENT, kind=kind)
    base = place_residents(Residents.validate(people, cast=True), lookups()[1], where)
    by_place = {row["place_code"]: row["residents"] for row in base.iter_rows(named=True)}
    assert (by_place["1"], by_place["2"], by_place["F"]) == (210, 70, 280)
    assert by_place["W3"] == 110
    if kind == "common_area":
        assert (by_place["Cb"], by_place["Cd"]) == (50, 110)


def test_a_table_of_residents_with_holes_is_refused():
    people = pl.DataFrame({"lsoa21_code": ["a", "b1", "c"], "residents": 10, "households": 1})
    common, wards = lookups()
    with pytest.raises(Refusal, match="lacks 4 LSOAs of the police force area, such as D"):
        place_residents(Residents.validate(people, cast=True), wards, places(common, wards, EXTENT, kind="lsoa"))


def test_holders_point_one_way_up():
    where = places(*lookups(), EXTENT, kind="lsoa")
    held = {(row[1], row[3]) for row in where.holders.iter_rows()}
    assert {("a", "1"), ("W1", "1"), ("1", "F"), ("2", "F")} <= held
    # The detail lies in district 1: nothing smaller than a district is held by 2.
    assert ("f", "2") not in held
