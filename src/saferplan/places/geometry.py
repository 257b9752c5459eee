"""Outlines of places in metres (British National Grid): read from longitude and latitude, mended, and made simpler."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from saferplan.terms.problems import DataProblem

Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, eq=False)
class Shapes:
    """Outlines by code, of one kind of place ("ward"), in metres (British National Grid); `problems` were mended."""

    kind: str
    names: Mapping[str, str]
    polygons: Mapping[str, BaseGeometry]
    problems: tuple[DataProblem, ...] = ()

    def only(self, codes: Collection[str], of: str) -> "Shapes":
        """The outlines of these places, `of` an area in words; one that is not there is a problem that says so."""
        wanted = sorted(set(codes))
        lacking = [code for code in wanted if code not in self.polygons]
        names = {code: self.names[code] for code in wanted if code in self.polygons}
        polygons = {code: self.polygons[code] for code in names}
        problems = tuple(problem for problem in self.problems if problem.subject in names.values())
        if lacking:
            problems += (_no_outline(self.kind, lacking, len(wanted), of),)
        return Shapes(self.kind, names, polygons, problems)

    def simplified(self, tolerance_m: float) -> "Shapes":
        """Outlines with less detail, borders still shared: neighbours neither overlap nor part.

        Units: lines move by about `tolerance_m` metres at most.
        """
        simpler = shapely.coverage_simplify(list(self.polygons.values()), tolerance_m)
        kept = [
            _surface(new) if shapely.area(new) > 0 else old
            for new, old in zip(simpler, self.polygons.values(), strict=True)
        ]
        return Shapes(self.kind, self.names, dict(zip(self.polygons, kept, strict=True)), self.problems)


def joined(parts: Iterable[Shapes]) -> Shapes:
    """The outlines of several files of one kind as one; a place in two of them is taken from the first."""
    every = list(parts)
    assert len({part.kind for part in every}) == 1, "outlines of different kinds of place do not go together"
    return Shapes(
        every[0].kind,
        {code: name for part in reversed(every) for code, name in part.names.items()},
        {code: polygon for part in reversed(every) for code, polygon in part.polygons.items()},
        tuple(problem for part in every for problem in part.problems),
    )


def shapes_in_metres(
    kind: str, source: str, names: Mapping[str, str], outlines: Mapping[str, BaseGeometry], *, in_degrees: bool
) -> Shapes:
    """Outlines in metres and mended, from longitude and latitude (WGS 84) or from metres; `source` names their file.

    Units: metres; a position changes by up to 5 m in going from WGS 84 without the Ordnance Survey's own grid.
    """
    geometries = list(outlines.values())
    if in_degrees:
        geometries = list(shapely.transform(np.array(geometries, dtype=object), _to_metres))
    polygons = {code: _surface(geometry) for code, geometry in zip(outlines, geometries, strict=True)}
    problems = [
        _mended(kind, source, names[code], polygons[code])
        for code, geometry in zip(outlines, geometries, strict=True)
        if not geometry.is_valid
    ]
    drawn = {code: polygon for code, polygon in polygons.items() if not polygon.is_empty}
    return Shapes(kind, {code: names[code] for code in drawn}, drawn, tuple(problems))


def rings(polygon: BaseGeometry) -> Rings:
    """The closed lines round a place and round the holes in it, as (easting, northing), for pictures."""
    parts = [part for part in shapely.get_parts(polygon) if isinstance(part, Polygon)]
    lines = [line for part in parts for line in (part.exterior, *part.interiors)]
    return tuple(tuple((float(x), float(y)) for x, y in line.coords) for line in lines)


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def _to_metres(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    easting, northing = _transformer().transform(points[:, 0], points[:, 1])
    return np.column_stack([easting, northing])


def _surface(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry made valid, without the lines and points that this may leave over."""
    if geometry.is_valid and isinstance(geometry, Polygon | MultiPolygon):
        return geometry
    valid = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    return shapely.union_all([part for part in shapely.get_parts(valid) if isinstance(part, Polygon)])


def _mended(kind: str, source: str, name: str, after: BaseGeometry) -> DataProblem:
    effect = "It encloses nothing and cannot be drawn" if after.is_empty else "It was mended for the map"
    return DataProblem(
        "outline_mended",
        name,
        f"{source}: the outline of {kind} {name} crosses or touches itself. {effect}; no count rests on it.",
    )


def _no_outline(kind: str, lacking: list[str], wanted: int, of: str) -> DataProblem:
    return DataProblem(
        "no_outline",
        of,
        f"Boundaries: {len(lacking)} of {wanted} {kind}s of {of} have no outline under the code they are counted "
        f"by ({', '.join(lacking[:3])}{', …' if len(lacking) > 3 else ''}). They are counted and not drawn.",
        len(lacking),
    )
