"""Charts of a row for each place or measure, defined in Altair: dots on their intervals, and bars."""

import math
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from saferplan.documents.chart_frame import labels_at, marks_of, specification
from saferplan.documents.looks import INK, MUTED, OTHERS, OURS, room_for
from saferplan.documents.pictures import Bar, Bars, Dot, Dots
from saferplan.documents.printed_values import Printer, printer
from saferplan.documents.wording import signed_percent

_ROW_HEIGHT = 24
_CHANGE = (
    "replace(format(datum.value - 1, datum.value == 1 ? '.0%' : '+.0%'), '%', ' %')"  # as `signed_percent` prints it
)
_RATIO_TICKS: tuple[tuple[float, ...], ...] = (
    (0.9, 0.95, 1, 1.05, 1.1),
    (0.8, 0.9, 1, 1.1, 1.25),
    (0.5, 0.8, 1, 1.25, 2),
    (0.1, 0.2, 0.5, 1, 2, 5, 10),
    (0.001, 0.01, 0.1, 1, 10, 100, 1000),
)


def dots(picture: Dots) -> dict[str, Any]:
    """The Vega-Lite of dots on their intervals, in the order given, each value printed at the end of its row."""
    assert picture.dots, "dots of no places show nothing"
    ends = _ends(picture)
    say = signed_percent if picture.percent_change else printer([dot.value for dot in picture.dots])
    rows = [_dot_row(place, dot, ends, say) for place, dot in enumerate(picture.dots)]
    cut = [{**row, "value": end, "shape": shape} for row in rows for end, shape in _cuts(row, picture.dots, ends)]
    y = _row_names([dot.name for dot in picture.dots], [dot.ours for dot in picture.dots], guides=True)
    x = _value_axis(picture, ends)
    low = x.copy()
    low.shorthand = "low:Q"
    colour = alt.Color("colour:N", scale=None)
    size = alt.Size("size:Q", scale=None)
    space_right = 12 + max(room_for(row["words"]) for row in rows)
    layers = [
        *_reference(picture, ends, x),
        marks_of(rows).mark_rule(strokeWidth=2.4).encode(low, y, x2="high:Q", color=colour),
        marks_of(rows).mark_point(filled=True, opacity=1).encode(x, y, color=colour, size=size),
        marks_of(cut)
        .mark_point(filled=True, opacity=1, size=60)
        .encode(x, y, color=colour, shape=alt.Shape("shape:N", scale=None)),
        *_row_ends(rows, y, space_right),
    ]
    height = _ROW_HEIGHT * len(rows) + 62
    above = 26 if picture.reference is not None and picture.reference_label else 8
    return specification(layers, height=height + above, heading=picture.value_label, space_above=above)


def bars(picture: Bars) -> dict[str, Any]:
    """The Vega-Lite of bars from zero, each value printed at the bar's end."""
    assert picture.bars, "bars of no parts show nothing"
    assert all(bar.value >= 0 for bar in picture.bars), "a part of a whole is never below zero"
    say = printer([bar.value for bar in picture.bars])
    none_ours = not any(bar.ours for bar in picture.bars)
    rows = [_bar_row(place, bar, say, full=bar.ours or none_ours) for place, bar in enumerate(picture.bars)]
    y = _row_names([bar.name for bar in picture.bars], [bar.ours for bar in picture.bars], guides=False)
    top = max(bar.value for bar in picture.bars) or 1
    x = alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    base = marks_of(rows)
    layers = [
        base.mark_bar(height=15).encode(x, y, color=alt.Color("colour:N", scale=None)),
        *(
            marks_of([row]).mark_text(align="left", dx=6, fontWeight=row["weight"]).encode(x, y, text="words:N")
            for row in rows
        ),
    ]
    return specification(layers, height=_ROW_HEIGHT * len(rows) + 34, heading=picture.value_label)


def _dot_row(place: int, dot: Dot, ends: tuple[float, float], say: Printer) -> dict[str, Any]:
    return {
        "row": place,
        "value": _within(dot.value, ends),
        "low": _within(dot.low, ends),
        "high": _within(dot.high, ends),
        "colour": OURS if dot.ours else OTHERS,
        "size": 110 if dot.ours else 62,
        "weight": "bold" if dot.ours else "normal",
        "words": say(dot.value),
    }


def _bar_row(place: int, bar: Bar, say: Printer, *, full: bool) -> dict[str, Any]:
    colour = OURS if full else OTHERS
    return {"row": place, "value": bar.value, "colour": colour, "words": say(bar.value), "weight": _weight(bar.ours)}


def _weight(ours: bool) -> str:
    return "bold" if ours else "normal"


def _within(value: float, ends: tuple[float, float]) -> float:
    return min(max(value, ends[0]), ends[1])


def _ends(picture: Dots) -> tuple[float, float]:
    """The ends of the value axis.

    An endless interval, or one that would squeeze all others on a ratio axis, is cut at the end and marked so.
    """
    reference = [] if picture.reference is None else [picture.reference]
    wanted = [*reference, *(value for dot in picture.dots for value in (dot.low, dot.value, dot.high))]
    shown = [value for value in wanted if math.isfinite(value) and (value > 0 or not picture.log)]
    assert shown, "no value can be placed on the axis"
    low, high = min(shown), max(shown)
    if picture.log:
        middles = [dot.value for dot in picture.dots if math.isfinite(dot.value) and dot.value > 0] or [1.0]
        low, high = max(low, min(*middles, 1) / 4), min(high, max(*middles, 1) * 4)
        return min(low / 1.05, 0.94), max(high * 1.05, 1.06)
    if 0 <= low <= high * 0.35:
        return 0.0, high or 1.0
    spare = (high - low) * 0.06 or abs(high) * 0.1
    return low - spare, high + spare


def _cuts(row: dict[str, Any], every: Sequence[Dot], ends: tuple[float, float]) -> list[tuple[float, str]]:
    """Where an interval runs on beyond the axis, with the arrow that says so."""
    dot = every[row["row"]]
    left = [(ends[0], "triangle-left")] if dot.low < ends[0] else []
    right = [(ends[1], "triangle-right")] if dot.high > ends[1] else []
    return left + right


def _value_axis(picture: Dots, ends: tuple[float, float]) -> alt.X:
    if not picture.log:
        scale = alt.Scale(domain=list(ends), nice=False, zero=False)
        words = _CHANGE if picture.percent_change else "format(datum.value, ',~f')"
        return alt.X("value:Q", title=None, axis=alt.Axis(tickCount=5, labelExpr=words), scale=scale)
    enough = [ticks for ticks in _RATIO_TICKS if ticks[0] <= ends[0] * 1.1 and ticks[-1] >= ends[1] / 1.1]
    shown = [tick for tick in (enough or _RATIO_TICKS)[0 if enough else -1] if ends[0] <= tick <= ends[1]]
    written = labels_at({tick: signed_percent(tick) if picture.percent_change else f"{tick:g}" for tick in shown})
    axis = alt.Axis(values=shown, labelExpr=written, labelOverlap="greedy", labelSeparation=6)
    return alt.X("value:Q", title=None, axis=axis, scale=alt.Scale(type="log", domain=list(ends), nice=False))


def _row_names(names: Sequence[str], ours: Sequence[bool], *, guides: bool) -> alt.Y:
    """The rows' names at the left, whole; ours in bold. Rows are told apart by place, so two may bear one name."""
    is_ours = f"indexof({[place for place, mine in enumerate(ours) if mine]}, datum.value) >= 0"
    axis = alt.Axis(
        labelExpr=labels_at(dict(enumerate(names))),
        labelOverlap=False,
        labelFontWeight=alt.condition(is_ours, alt.value("bold"), alt.value("normal")),
        labelColor=alt.condition(is_ours, alt.value(OURS), alt.value(INK)),
        grid=guides,
        labelPadding=8,
    )
    return alt.Y("row:O", title=None, axis=axis)


def _row_ends(rows: Sequence[dict[str, Any]], y: alt.Y, space: float) -> list[alt.Chart]:
    """The printed values, in a column at the right edge. One layer a weight: a text mark has only one."""
    layers = []
    for weight in ("normal", "bold"):
        written = [row for row in rows if row["weight"] == weight]
        text = marks_of(written).mark_text(align="right", dx=space, fontWeight=weight)
        layers.append(text.encode(y, x=alt.value("width"), text="words:N"))
    return layers


def _reference(picture: Dots, ends: tuple[float, float], x: alt.X) -> list[alt.Chart]:
    """An upright dashed line at the reference, its label above the plot on the side where there is room."""
    if picture.reference is None:
        return []
    place = _within(picture.reference, ends)
    low, high, here = (math.log(value) if picture.log else value for value in (*ends, place))
    share = (here - low) / (high - low)
    side: Literal["left", "center", "right"] = "left" if share < 0.35 else "right" if share > 0.65 else "center"
    line = marks_of([{"value": place}])
    label = line.mark_text(text=picture.reference_label, align=side, baseline="bottom", color=MUTED)
    return [
        line.mark_rule(strokeDash=[4, 3], strokeWidth=1.4, color=MUTED).encode(x),
        label.encode(x, y=alt.value(-5)),
    ]
