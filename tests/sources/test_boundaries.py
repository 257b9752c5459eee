"""Boundaries are read with the publishers' names, and refused by feature where they are not what they should be."""

import gzip
import json

import pytest

from saferplan.sources.boundaries import read_shapes
from saferplan.terms.problems import Refusal
from sources.reference_tables import raw, written

SQUARE = [[[0.5, 51.2], [0.6, 51.2], [0.6, 51.3], [0.5, 51.3], [0.5, 51.2]]]


def feature(code="E05015000", name="Fant", geometry=None):
    outline = {"type": "Polygon", "coordinates": SQUARE} if geometry is None else geometry
    return {
        "type": "Feature",
        "properties": {"WD25CD": code, "WD25NM": name, "LAD25CD": "E07000110"},
        "geometry": outline,
    }


def collection(*features, **other):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **other})


def test_a_square_of_a_tenth_of_a_degree(tmp_path):
    """At 51.25 degrees north it is 0.1 x 111.3 x cos(51.25) = 6.97 km wide and 11.12 km high: 77.5 km2."""
    shapes = read_shapes(written(tmp_path, "wards.geojson", collection(feature())), "ward")
    assert shapes.names == {"E05015000": "Fant"}
    assert shapes.polygons["E05015000"].area / 1e6 == pytest.approx(77.6, abs=0.3)


def test_positions_in_metres_where_the_file_says_so(tmp_path):
    outline = {"type": "Polygon", "coordinates": [[[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]]}
    system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    shapes = read_shapes(written(tmp_path, "w.geojson", collection(feature(geometry=outline), crs=system)), "ward")
    assert shapes.polygons["E05015000"].area == 10_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (collection(feature())[:-20], "is not whole JSON"),
        ("[]", "not a GeoJSON collection"),
        (collection(), "not a GeoJSON collection"),
        (collection(feature(), feature(name="Other")), "E05015000 stands in it twice"),
        (collection(feature(), feature(code=None)), "Feature 2 lacks WD25CD and WD25NM"),
        (collection(feature()).replace("WD25CD", "WARD"), "Feature 1 lacks WD25CD"),
        (collection(feature(geometry={"type": "Point", "coordinates": [0.5, 51.2]})), "Feature 1 lacks"),
        (collection(feature(geometry={"type": "Polygon", "coordinates": "x"})), "Feature 1 lacks"),
        (collection({"type": "Feature", "geometry": None, "properties": None}), "Feature 1 lacks"),
        (collection(feature(), crs={"properties": {"name": "EPSG:3857"}}), "neither WGS 84 nor British National Grid"),
        (collection(feature()).replace("51.", "5100."), "not longitudes and latitudes"),
        (b"\xff\xfe", "Line 1 is not UTF-8"),
    ],
)
def test_what_is_wrong_is_refused_by_file_and_feature(tmp_path, content, why):
    with pytest.raises(Refusal) as refusal:
        read_shapes(written(tmp_path, "wards.geojson", content), "ward")
    assert "wards.geojson" in refusal.value.what
    assert why in refusal.value.why


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "kind", "code", "count"),
    [
        ("kent-and-medway-lsoa21", "LSOA", "LSOA21CD", 1107),
        ("kent-and-medway-ward", "ward", "WD25CD", 279),
        ("west-sussex-ward", "ward", "WD25CD", 133),
        ("england-and-wales-ltla24", "district", "ltla24_code", 318),
    ],
)
def test_every_published_outline_is_read_and_whole(shared_data, name, kind, code, count):
    path = shared_data / f"boundaries/{name}.geojson.gz"
    with gzip.open(path) as file:
        stated = {feature["properties"][code] for feature in json.load(file)["features"]}
    shapes = read_shapes(raw(path), kind)
    assert shapes.polygons.keys() == stated
    assert len(stated) == count
    assert all(polygon.is_valid and polygon.area > 0 for polygon in shapes.polygons.values())
    assert len(shapes.problems) < 5


@pytest.mark.real_data
def test_the_invalid_lsoa_of_kent_is_mended_and_named(shared_data):
    """Swale 008C holds an outline within an outline."""
    shapes = read_shapes(raw(shared_data / "boundaries/kent-and-medway-lsoa21.geojson.gz"), "LSOA")
    assert "Swale 008C" in {problem.subject for problem in shapes.problems}


@pytest.mark.real_data
@pytest.mark.parametrize("county", ["kent-and-medway", "west-sussex"])
def test_wards_of_2025_are_those_of_2024(shared_data, county):
    """Their codes and names, against the lookup of 2024 by plain code."""
    from sources.reference_tables import plain_rows

    with gzip.open(shared_data / f"boundaries/{county}-ward.geojson.gz") as file:
        found = [feature["properties"] for feature in json.load(file)["features"]]
    districts = {properties["LAD25CD"] for properties in found}
    rows = plain_rows(shared_data / "areas/lookup_lsoa21_ward24_ltla24.csv.gz")
    assert {(p["WD25CD"], p["WD25NM"]) for p in found} == {
        (row["ward24_code"], row["ward24_name"]) for row in rows if row["ltla24_code"] in districts
    }
