"""A map of rates, drawn as SVG directly: Altair has no hatching, and a map needs it for what is withheld or missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

from saferplan.documents.looks import FONTS, INK, MUTED, PAPER, RATE_CLASSES, TEXT_SIZE, WIDTH, lines_of, room_for
from saferplan.documents.pictures import MapArea, RateMap

_TALLEST = 460
_EDGE = 6
_SCALE_ROW = 30
_LINE = 16
_LEGEND_ROW = 22
_LEGEND_COLUMNS = 3
_SCALE_LENGTHS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
_STATE_WORDS = {"withheld": "Withheld", "no_data": "No data supplied"}

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where metres fall on the drawing. Units: `scale` in drawing units per metre."""

    west: float
    north: float
    scale: float
    left: float
    height: float

    def place(self, east: float, north: float) -> tuple[float, float]:
        return self.left + (east - self.west) * self.scale, _EDGE + (self.north - north) * self.scale


def rate_map(picture: RateMap) -> str:
    """The map as SVG: areas in classes, names with a halo, a scale bar, and a legend that states the breaks."""
    assert picture.areas, "a map of no areas shows nothing"
    assert len(picture.breaks) < len(RATE_CLASSES), "five classes at most"
    assert list(picture.breaks) == sorted(set(picture.breaks)), "breaks rise"
    frame = _frame(picture.areas)
    fills = class_colours(len(picture.breaks) + 1)
    heading, top = _heading(picture.value_label, top=frame.height + _SCALE_ROW)
    legend = _legend(picture, fills, top=top)
    height = top + _LEGEND_ROW * -(-len(legend) // _LEGEND_COLUMNS) + 4
    shapes = _shapes(picture.areas, frame)
    paths = [_path(shape) for shape in shapes]
    filled = [_fill(area, picture.breaks, fills) for area in picture.areas]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
            f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{FONTS}" font-size="{TEXT_SIZE}" fill="{INK}">',
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>',
            _HATCHES,
            # A grey line around the whole keeps pale areas from running into the paper.
            f'<path d="{_path(shapely.union_all(shapes))}" fill="none" stroke="{MUTED}" stroke-width="2"/>',
            f'<g fill-rule="evenodd" stroke="{PAPER}" stroke-width="0.8" stroke-linejoin="round">',
            *(f'<path d="{path}" fill="{fill}"/>' for path, fill in zip(paths, filled, strict=True)),
            "</g>",
            *_names(picture, shapes),
            _scale_bar(frame),
            *heading,
            *legend,
            "</svg>",
        ]
    )


def class_words(breaks: Sequence[float]) -> tuple[str, ...]:
    """The classes in words, closed at both ends so that no value seems to belong to two.

    >>> class_words((40, 60))
    ('under 40', '40 to 59.9', '60 and over')
    """
    if not breaks:
        return ("all areas",)
    decimals = max(1, *(len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in breaks))
    step = 10**-decimals
    between = [f"{low:,g} to {high - step:,.{decimals}f}" for low, high in pairwise(breaks)]
    return (f"under {breaks[0]:,g}", *between, f"{breaks[-1]:,g} and over")


def class_colours(count: int) -> tuple[str, ...]:
    """So many colours from pale to deep, as far apart as they can be."""
    if count == 1:
        return (RATE_CLASSES[2],)
    last = len(RATE_CLASSES) - 1
    return tuple(RATE_CLASSES[round(place * last / (count - 1))] for place in range(count))


def _fill(area: MapArea, breaks: Sequence[float], fills: Sequence[str]) -> str:
    if area.value is None or area.state != "shown":
        return f"url(#{'no_data' if area.state == 'shown' else area.state})"
    return fills[sum(area.value >= limit for limit in breaks)]


def _frame(areas: Sequence[MapArea]) -> _Frame:
    points = [point for area in areas for ring in area.rings for point in ring]
    assert points, "a map of areas without outlines shows nothing"
    easts, norths = [east for east, _ in points], [north for _, north in points]
    wide, tall = max(easts) - min(easts), max(norths) - min(norths)
    scale = min((WIDTH - 2 * _EDGE) / max(wide, 1.0), (_TALLEST - 2 * _EDGE) / max(tall, 1.0))
    return _Frame(min(easts), max(norths), scale, (WIDTH - wide * scale) / 2, tall * scale + 2 * _EDGE)


def _shapes(areas: Sequence[MapArea], frame: _Frame) -> list[BaseGeometry]:
    """The areas on the drawing, without the detail too small to see; borders that neighbours share stay shared."""
    placed = [[[frame.place(*point) for point in ring] for ring in area.rings] for area in areas]
    # Noded first: a published outline may cross itself, and no area can be built from one that does.
    built = shapely.build_area(shapely.node([shapely.MultiLineString(rings) for rings in placed]))
    return list(shapely.coverage_simplify(built, tolerance=1.0))


def _path(shape: BaseGeometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)


_HATCHES = (
    f'<defs><pattern id="withheld" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}"/><rect width="1.8" height="6" fill="#7d8a8d"/></pattern>'
    f'<pattern id="no_data" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="#f1f4f4"/><circle cx="3" cy="3" r="1.1" fill="#7d8a8d"/></pattern></defs>'
)


def _heading(words: str, *, top: float) -> tuple[list[str], float]:
    """What the map shows, with its unit, and where the legend begins below it."""
    lines = lines_of(words)
    drawn = [
        f'<text x="{_EDGE}" y="{top + 12 + place * _LINE:.1f}" fill="{MUTED}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]
    return drawn, top + 8 + len(lines) * _LINE


def _legend(picture: RateMap, fills: Sequence[str], *, top: float) -> list[str]:
    """The classes, then the hatches that occur, each with its words, in columns read downwards."""
    states = [
        state
        for state in _STATE_WORDS
        if any(_fill(a, picture.breaks, fills) == f"url(#{state})" for a in picture.areas)
    ]
    entries = [
        *zip(fills, class_words(picture.breaks), strict=True),
        *((f"url(#{state})", _STATE_WORDS[state]) for state in states),
    ]
    rows = -(-len(entries) // _LEGEND_COLUMNS)
    drawn = []
    for place, (fill, words) in enumerate(entries):
        x = _EDGE + (place // rows) * (WIDTH - 2 * _EDGE) / _LEGEND_COLUMNS
        y = top + (place % rows) * _LEGEND_ROW
        drawn.append(
            f'<g><rect x="{x:.1f}" y="{y:.1f}" width="22" height="14" fill="{fill}" stroke="{MUTED}" '
            'stroke-width="0.6"/>'
            f'<text x="{x + 29:.1f}" y="{y + 11.5:.1f}">{escape(words)}</text></g>'
        )
    return drawn


def _names(picture: RateMap, shapes: Sequence[BaseGeometry]) -> list[str]:
    """The names asked for, each at the roomiest spot of its area; moved up or down where two would touch."""
    taken: list[tuple[float, float, float]] = []
    drawn = []
    for area, shape in zip(picture.areas, shapes, strict=True):
        if area.name not in picture.labelled:
            continue
        x, y = _roomiest(shape)
        half = room_for(area.name) / 2
        x = min(max(x, half + 1), WIDTH - half - 1)
        y = next((y + step for step in (0, -15, 15, -30, 30) if not _touches(x, y + step, half, taken)), y)
        taken.append((x, y, half))
        drawn.append(
            f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" font-weight="600" paint-order="stroke" '
            f'stroke="{PAPER}" stroke-width="3" stroke-linejoin="round">{escape(area.name)}</text>'
        )
    return drawn


def _touches(x: float, y: float, half: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    return any(abs(x - other_x) < half + other_half and abs(y - other_y) < 15 for other_x, other_y, other_half in taken)


def _roomiest(shape: BaseGeometry) -> tuple[float, float]:
    """The point of the shape's largest part that is farthest from its edge."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    spot = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.5), 0)
    return spot.x, spot.y


def _scale_bar(frame: _Frame) -> str:
    """A bar of a round length, about a fifth of the width, at the right below the map."""
    fitting = [length for length in _SCALE_LENGTHS_KM if length * 1000 * frame.scale <= WIDTH / 4]
    length = max(fitting, default=_SCALE_LENGTHS_KM[0])
    width = length * 1000 * frame.scale
    right, y = WIDTH - _EDGE, frame.height + 14
    return (
        f'<path d="M{right - width:.1f},{y - 5:.1f}v5h{width:.1f}v-5" fill="none" stroke="{MUTED}" stroke-width="1.2"/>'
        f'<text x="{right - width - 6:.1f}" y="{y + 2:.1f}" text-anchor="end" fill="{MUTED}">{length:g} km</text>'
    )
