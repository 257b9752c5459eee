"""The land of the made-up county: small cells, joined into LSOAs, wards and districts that tile it exactly."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import Voronoi

Floats = NDArray[np.float64]
Indexes = NDArray[np.int64]
Shapes = NDArray[np.object_]

# In the middle of the North Sea, so that no map can take the county for a real place (British National Grid, metres).
_CENTRE_M = np.array([650_000.0, 480_000.0])
_RADII_M = np.array([21_000.0, 15_000.0])
# Where each district's town stands, as a share of the radii; the neighbour's is the last, in the east.
_TOWNS = np.array([(-0.15, 0.55), (-0.62, 0.15), (-0.25, -0.50), (0.05, 0.0), (0.40, 0.45), (0.38, -0.48), (0.80, 0.0)])
_TOWN_SPREAD_M = 2_200.0
_CELLS_AN_LSOA = 14
_LSOAS_A_WARD = 3


@dataclass(frozen=True, slots=True)
class Tiling:
    """Cells of land, each in one LSOA, which lies in one ward, which lies in one district.

    `reach_m` is how far from its site a point surely stays inside the cell. `borders` holds pairs of neighbouring
    cells in different LSOAs. `centres` holds the LSOA of each district's town centre.
    Units: `sites_m` in British National Grid metres, `cells` in degrees of WGS 84.
    """

    sites_m: Floats
    reach_m: Floats
    cells: Shapes
    borders: Indexes
    lsoa_of_cell: Indexes
    ward_of_lsoa: Indexes
    district_of_ward: Indexes
    centres: Indexes

    @property
    def lsoas(self) -> Shapes:
        return _joined(self.cells, self.lsoa_of_cell)

    @property
    def wards(self) -> Shapes:
        return _joined(self.cells, self.ward_of_lsoa[self.lsoa_of_cell])

    @property
    def districts(self) -> Shapes:
        return _joined(self.cells, self.district_of_ward[self.ward_of_lsoa[self.lsoa_of_cell]])


def tiling(lsoa_count: int, rng: np.random.Generator) -> Tiling:
    """Land for about so many LSOAs: smaller ones in the towns, where more people live on a hectare."""
    towns = _CENTRE_M + (_TOWNS + rng.uniform(-0.04, 0.04, _TOWNS.shape)) * _RADII_M
    spread = _evened(_scattered(lsoa_count * _CELLS_AN_LSOA, towns, rng))
    voronoi = Voronoi(spread)
    land = np.flatnonzero(_is_land(spread, rng.uniform(0, 2 * np.pi, 3)))
    graph, pairs = _neighbours(voronoi, land, rng)
    assert connected_components(graph, directed=False)[0] == 1, "the land is one piece"
    sites = spread[land]
    town_cells = np.array([int(np.argmin(((sites - town) ** 2).sum(axis=1))) for town in towns])
    district_of_cell = _nearest(graph, town_cells)
    ward_of_cell, district_of_ward = _divided(graph, sites, district_of_cell, _CELLS_AN_LSOA * _LSOAS_A_WARD)
    lsoa_of_cell, ward_of_lsoa = _divided(graph, sites, ward_of_cell, _CELLS_AN_LSOA)
    steps = np.linalg.norm(sites[pairs[:, 0]] - sites[pairs[:, 1]], axis=1)
    reach = np.full(len(sites), np.inf)
    np.minimum.at(reach, pairs.ravel(), np.repeat(steps / 2, 2))
    return Tiling(
        sites_m=sites,
        reach_m=reach,
        cells=_cells(voronoi, land),
        borders=pairs[lsoa_of_cell[pairs[:, 0]] != lsoa_of_cell[pairs[:, 1]]],
        lsoa_of_cell=lsoa_of_cell,
        ward_of_lsoa=ward_of_lsoa,
        district_of_ward=district_of_ward,
        centres=lsoa_of_cell[town_cells],
    )


def degrees(points_m: Floats) -> Floats:
    """Longitude and latitude of points in British National Grid metres, to six decimals as police.uk prints them."""
    transform = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    return np.round(np.column_stack(transform.transform(points_m[:, 0], points_m[:, 1])), 6)


def _scattered(land_count: int, towns: Floats, rng: np.random.Generator) -> Floats:
    """Points over land and the sea around it; half of those on land crowd about the towns."""
    # The box is twice the land, so half of these fall in the sea; the other half of the land's points crowd.
    wide = _CENTRE_M + rng.uniform(-1.25, 1.25, (land_count, 2)) * _RADII_M
    crowd = np.repeat(towns, land_count // 2 // len(towns), axis=0)
    return np.concatenate([wide, crowd + rng.normal(0, _TOWN_SPREAD_M, crowd.shape)])


def _evened(points: Floats) -> Floats:
    """Points moved to the middle of their Voronoi cells, once, so that no cell is a sliver."""
    cells = shapely.voronoi_polygons(shapely.multipoints(points), ordered=True)
    middles: Floats = shapely.get_coordinates(shapely.centroid(shapely.get_parts(cells)))
    return middles


def _is_land(points: Floats, phases: Floats) -> NDArray[np.bool_]:
    """Whether points lie within the coast: an ellipse with bays and headlands."""
    x, y = ((points - _CENTRE_M) / _RADII_M).T
    angle = np.arctan2(y, x)
    waves = (0.05 * np.sin(turns * angle + phase) for turns, phase in zip((3, 5, 8), phases, strict=True))
    return np.asarray(np.hypot(x, y) < 1.0 + sum(waves), dtype=np.bool_)


def _neighbours(voronoi: Any, land: Indexes, rng: np.random.Generator) -> tuple[Any, Indexes]:
    """Which cells of land touch: as a graph, its steps a little uneven so that borders wind, and as pairs."""
    place = np.full(len(voronoi.points), -1)
    place[land] = np.arange(len(land))
    pairs = place[voronoi.ridge_points]
    pairs = pairs[(pairs >= 0).all(axis=1)]
    steps = rng.uniform(1.0, 1.6, len(pairs))
    ends = (np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]]))
    return csr_array((np.tile(steps, 2), ends), shape=(len(land), len(land))), pairs


def _nearest(graph: Any, seeds: Indexes) -> Indexes:
    """The seed each cell is nearest to, walking from cell to cell: every part is in one piece."""
    _, _, source = dijkstra(graph, indices=seeds, min_only=True, return_predecessors=True)
    order = np.argsort(seeds)
    return np.asarray(order[np.searchsorted(seeds[order], source)], dtype=np.int64)


def _divided(graph: Any, sites: Floats, whole_of_cell: Indexes, cells_a_part: int) -> tuple[Indexes, Indexes]:
    """Each whole split into parts of about so many cells: the part of each cell, and the whole of each part."""
    part_of_cell = np.empty(len(sites), dtype=np.int64)
    whole_of_part: list[int] = []
    for whole in range(int(whole_of_cell.max()) + 1):
        members = np.flatnonzero(whole_of_cell == whole)
        count = max(2, round(len(members) / cells_a_part))
        parts = _split(graph[members][:, members], sites[members], count)
        part_of_cell[members] = len(whole_of_part) + parts
        whole_of_part += [whole] * count
    return part_of_cell, np.array(whole_of_part)


def _split(graph: Any, sites: Floats, count: int) -> Indexes:
    """Connected parts of like size: seeds far apart, then moved to the middle of their parts three times."""
    seeds = [_middle(sites, np.arange(len(sites)))]
    while len(seeds) < count:
        seeds.append(int(np.argmax(dijkstra(graph, indices=seeds, min_only=True))))
    parts = _nearest(graph, np.array(seeds))
    for _ in range(3):
        seeds = [_middle(sites, np.flatnonzero(parts == part)) for part in range(count)]
        parts = _nearest(graph, np.array(seeds))
    return parts


def _middle(sites: Floats, members: Indexes) -> int:
    """The member nearest to the mean of all."""
    away = ((sites[members] - sites[members].mean(axis=0)) ** 2).sum(axis=1)
    return int(members[np.argmin(away)])


def _cells(voronoi: Any, land: Indexes) -> Shapes:
    """The cells as polygons; neighbours share their corners to the last digit, as corners are rounded before use."""
    corners = degrees(voronoi.vertices)
    polygons = []
    for cell in land:
        ring = np.array(voronoi.regions[voronoi.point_region[cell]])
        around = voronoi.vertices[ring] - voronoi.points[cell]
        path = corners[ring[np.argsort(np.arctan2(around[:, 1], around[:, 0]))]]
        polygons.append(shapely.polygons(path[(path != np.roll(path, 1, axis=0)).any(axis=1)]))
    return np.array(polygons, dtype=np.object_)


def _joined(cells: Shapes, part_of_cell: Indexes) -> Shapes:
    """The union of each part's cells, exact as the cells share their edges."""
    parts = range(int(part_of_cell.max()) + 1)
    joined = [shapely.coverage_union_all(cells[part_of_cell == part]) for part in parts]
    return np.array(shapely.orient_polygons(joined), dtype=np.object_)
