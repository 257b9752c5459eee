"""Boundaries as GeoJSON, as the Open Geography portal and others publish them."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from saferplan.definitions import loading
from saferplan.definitions.forms import SourceDefinition
from saferplan.places.geometry import Shapes, shapes_in_metres
from saferplan.sources.published_tables import decoded, unreadable
from saferplan.sources.raw import RawTable
from saferplan.terms.problems import Refusal

ShapeKind = Literal["LSOA", "ward", "district"]
BOUNDARIES: Mapping[ShapeKind, str] = {
    "LSOA": "ons_boundaries_lsoa21",
    "ward": "ons_boundaries_ward",
    "district": "ons_boundaries_ltla24",
}
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")
_METRES = ("EPSG::27700", "EPSG:27700")


def read_shapes(table: RawTable, kind: ShapeKind) -> Shapes:
    """The outlines of one GeoJSON file, in metres and mended.

    Fails: Refusal naming the file, and the feature by its number, where it is no such GeoJSON.
    """
    source = loading.sources()[BOUNDARIES[kind]]
    collection = _collection(table, source)
    names: dict[str, str] = {}
    outlines: dict[str, BaseGeometry] = {}
    for number, feature in enumerate(collection["features"], start=1):
        code, name, outline = _feature(table, source, number, feature)
        if code in outlines:
            raise unreadable(table, source, f"{code} stands in it twice.")
        names[code], outlines[code] = name, outline
    in_degrees = _in_degrees(table, source, collection)
    if in_degrees and any(max(abs(edge) for edge in outline.bounds) > 180 for outline in outlines.values()):
        raise unreadable(table, source, "Its positions are not longitudes and latitudes, and it names no other system.")
    return shapes_in_metres(kind, table.name, names, outlines, in_degrees=in_degrees)


def _collection(table: RawTable, source: SourceDefinition) -> dict[str, Any]:
    try:
        found = json.loads(decoded(table, source))
    except (json.JSONDecodeError, RecursionError) as error:
        raise unreadable(table, source, f"It is not whole JSON: {error}.") from None
    if not isinstance(found, dict) or not isinstance(found.get("features"), list) or not found["features"]:
        raise unreadable(table, source, "It is not a GeoJSON collection of features.")
    return found


def _feature(table: RawTable, source: SourceDefinition, number: int, feature: Any) -> tuple[str, str, BaseGeometry]:
    try:
        code, name = (_property(source, column, feature["properties"]) for column in ("code", "name"))
        outline = shape(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, GEOSException):
        raise _bad_feature(table, source, number) from None
    if outline.geom_type not in {"Polygon", "MultiPolygon"} or outline.is_empty:
        raise _bad_feature(table, source, number)
    return code, name, outline


def _property(source: SourceDefinition, column: str, properties: Mapping[str, object]) -> str:
    for heading in source.columns[column]:
        value = properties.get(heading)
        if isinstance(value, str) and value.strip():
            return value.strip()
    raise KeyError(column)


def _bad_feature(table: RawTable, source: SourceDefinition, number: int) -> Refusal:
    wanted = " and ".join(source.columns[column][0] for column in ("code", "name"))
    return unreadable(table, source, f"Feature {number} lacks {wanted}, or an outline that is an area.")


def _in_degrees(table: RawTable, source: SourceDefinition, collection: Mapping[str, Any]) -> bool:
    """Whether positions are longitude and latitude, as GeoJSON has them unless an older `crs` says otherwise."""
    stated = collection.get("crs")
    system = json.dumps(stated)
    if stated is None or any(name in system for name in _DEGREES):
        return True
    if any(name in system for name in _METRES):
        return False
    raise unreadable(table, source, "Its positions are neither WGS 84 nor British National Grid.")
