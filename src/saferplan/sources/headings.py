"""Recognises a table by its headings, whatever its file is called."""

import csv
import json
import re
from collections.abc import Callable, Mapping
from io import StringIO

from saferplan.definitions.forms import SourceDefinition

_FIRST_LOOK = 64 * 1024
_LONGER_LOOK = 4 * 1024 * 1024  # a GeoJSON may put a large outline before the properties of its first feature
_PROPERTIES = re.compile(r'"properties"\s*:\s*(?=\{)')

Head = Callable[[int], bytes]


def headings(file_name: str, head: Head) -> frozenset[str]:
    """The headings of a CSV, or of a GeoJSON its first feature's property names and "geometry"; none for others.

    `head` gives the first bytes of the file's contents, as many as asked for.
    """
    name = file_name.lower().removesuffix(".gz")
    if name.endswith(".csv"):
        return _csv_headings(head(_FIRST_LOOK))
    if name.endswith(".geojson"):
        return _geojson_headings(head(_FIRST_LOOK)) or _geojson_headings(head(_LONGER_LOOK))
    return frozenset()


def source_with(found: frozenset[str], sources: Mapping[str, SourceDefinition]) -> str | None:
    """The source all of whose columns stand among the headings: the one with most columns, then first by key."""
    fitting = [key for key, source in sources.items() if source.columns and _has_all(source, found)]
    return min(fitting, key=lambda key: (-len(sources[key].columns), key), default=None)


def _has_all(source: SourceDefinition, found: frozenset[str]) -> bool:
    return all(not found.isdisjoint(accepted) for accepted in source.columns.values())


def _csv_headings(head: bytes) -> frozenset[str]:
    text = head.decode("utf-8-sig", errors="replace")
    try:
        first = next(csv.reader(StringIO(text, newline="")), [])
    except csv.Error:
        return frozenset()
    return frozenset(heading.strip() for heading in first)


def _geojson_headings(head: bytes) -> frozenset[str]:
    text = head.decode("utf-8-sig", errors="ignore")
    # A collection may have properties of its own before its features, of its coordinate system for one.
    features = text.find('"features"')
    properties = _PROPERTIES.search(text, features) if features >= 0 else None
    if not properties:
        return frozenset()
    try:
        named, _ = json.JSONDecoder().raw_decode(text, properties.end())
    except (json.JSONDecodeError, RecursionError):
        return frozenset()
    return frozenset(named) | {"geometry"}
