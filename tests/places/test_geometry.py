"""Outlines in metres, mended and simplified; positions held against Ordnance Survey's own grid references."""

import gzip
import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from places.lookups_by_hand import raw
from saferplan.places.geometry import Shapes, joined, rings, shapes_in_metres
from saferplan.places.neighbours import neighbours
from saferplan.sources.boundaries import read_shapes


def squares(*cells):
    """Squares of 100 m, by column and row."""
    polygons = {f"{x},{y}": box(x * 100, y * 100, x * 100 + 100, y * 100 + 100) for x, y in cells}
    return Shapes("ward", {code: f"Ward {code}" for code in polygons}, polygons)


def test_neighbours_of_squares_by_hand():
    found = neighbours(squares((0, 0), (1, 0), (1, 1), (3, 0)))
    assert found == {"0,0": ("1,0", "1,1"), "1,0": ("0,0", "1,1"), "1,1": ("0,0", "1,0"), "3,0": ()}
    assert neighbours(squares((1, 0), (3, 0)), within_m=100)["3,0"] == ("1,0",)


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_law_to_be_neighbours_goes_both_ways_and_never_with_oneself(cells):
    """Squares of a grid are neighbours where rows and columns differ by one at most: plain arithmetic."""
    found = neighbours(squares(*cells))
    for x, y in cells:
        near = {(a, b) for a, b in cells if abs(a - x) <= 1 and abs(b - y) <= 1} - {(x, y)}
        assert set(found[f"{x},{y}"]) == {f"{a},{b}" for a, b in near}


def test_a_bow_tie_is_mended_and_named():
    tie = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    shapes = shapes_in_metres("ward", "wards.geojson", {"W": "Tie"}, {"W": tie}, in_degrees=False)
    assert shapes.polygons["W"].is_valid
    assert shapes.polygons["W"].area == pytest.approx(5000)  # two triangles of 2,500
    assert [problem.kind for problem in shapes.problems] == ["outline_mended"]
    assert shapes.problems[0].sentence.startswith("wards.geojson: the outline of ward Tie crosses")


def test_an_outline_that_encloses_nothing_is_left_out_and_named():
    line = Polygon([(0, 0), (100, 100), (0, 0), (0, 0)])
    shapes = shapes_in_metres("ward", "wards.geojson", {"W": "Line"}, {"W": line}, in_degrees=False)
    assert (dict(shapes.polygons), dict(shapes.names)) == ({}, {})
    assert "encloses nothing and cannot be drawn" in shapes.problems[0].sentence


def test_some_of_the_outlines_and_those_that_are_not_there():
    some = squares((0, 0), (1, 0)).only(["1,0", "9,9"], "Maidstone")
    assert list(some.polygons) == list(some.names) == ["1,0"]
    assert (
        "1 of 2 wards of Maidstone have no outline under the code they are counted by (9,9)"
        in some.problems[0].sentence
    )
    assert squares((0, 0)).only(["0,0"], "Maidstone").problems == ()


def test_two_files_joined():
    both = joined([squares((0, 0), (1, 0)), squares((1, 0), (2, 0))])
    assert sorted(both.polygons) == ["0,0", "1,0", "2,0"]


def test_rings_go_round_parts_and_holes():
    holed = box(0, 0, 10, 10) - box(2, 2, 4, 4)
    found = rings(MultiPolygon([holed, box(20, 0, 30, 10)]))
    assert len(found) == 3
    assert all(ring[0] == ring[-1] for ring in found)


@pytest.mark.real_data
def test_positions_against_the_grid_references_in_the_file(shared_data):
    """Each LSOA of 2011 states its centre both ways: longitude and latitude, easting and northing (to the metre)."""
    with gzip.open(shared_data / "boundaries/kent-and-medway-lsoa11.geojson.gz") as file:
        stated = [feature["properties"] for feature in json.load(file)["features"]]
    points = {p["LSOA11CD"]: shapely.Point(p["LONG"], p["LAT"]).buffer(1e-7) for p in stated}
    found = shapes_in_metres("LSOA", "x", {code: code for code in points}, points, in_degrees=True).polygons
    away = [found[p["LSOA11CD"]].centroid.distance(shapely.Point(p["BNG_E"], p["BNG_N"])) for p in stated]
    assert max(away) < 5


@pytest.mark.real_data
def test_maidstone_lies_beside_five_districts(shared_data, real_gazetteer):
    """From any map of Kent; and Medway does not border Thurrock or Southend across the Thames."""
    found = neighbours(read_shapes(raw(shared_data / "boundaries/england-and-wales-ltla24.geojson.gz"), "district"))
    beside = {code: {real_gazetteer.name(other) for other in found[code]} for code in ("E07000110", "E06000035")}
    assert beside["E07000110"] == {"Ashford", "Medway", "Swale", "Tonbridge and Malling", "Tunbridge Wells"}
    assert beside["E06000035"] == {"Gravesham", "Maidstone", "Swale", "Tonbridge and Malling"}


@pytest.mark.real_data
def test_wards_of_maidstone_simplify_without_gap_or_overlap(shared_data, real_gazetteer):
    wards = read_shapes(raw(shared_data / "boundaries/kent-and-medway-ward.geojson.gz"), "ward")
    maidstone = wards.only(real_gazetteer.ward_codes(real_gazetteer.area("Maidstone")), "Maidstone")
    assert (len(maidstone.polygons), maidstone.problems) == (22, ())
    simpler = maidstone.simplified(200).polygons
    pieces = sum(polygon.area for polygon in simpler.values())
    whole = shapely.union_all(list(simpler.values())).area
    assert pieces == pytest.approx(whole, rel=1e-9)
    assert whole / 1e6 == pytest.approx(393.3, abs=0.5)  # Maidstone's 393 km2, ONS Standard Area Measurements
    assert (
        shapely.get_num_coordinates(list(simpler.values())).sum()
        < 0.8 * shapely.get_num_coordinates(list(maidstone.polygons.values())).sum()
    )
    assert all(polygon.is_valid and polygon.area > 0 for polygon in simpler.values())
