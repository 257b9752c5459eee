"""Months as a line, defined in Altair: from zero, broken where a month is missing or short, and the break named."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any, Literal

import altair as alt

from saferplan.documents.chart_frame import labels_at, marks_of, specification
from saferplan.documents.looks import BAND, FAINT, GRID, MUTED, OURS, PAPER, TEXT_SIZE, WIDTH, room_for
from saferplan.documents.pictures import MonthLine, MonthValue

_HEIGHT = 265
_PLOT_WIDTH = WIDTH - 50


def month_line(picture: MonthLine) -> dict[str, Any]:
    """The Vega-Lite of a line of months.

    Assumes: the months follow one another without a hole; a missing month stands among them as missing.
    """
    months = picture.months
    assert months, "a line of no months shows nothing"
    assert all(later.month.months_since(earlier.month) == 1 for earlier, later in pairwise(months)), "a hole in months"
    points = [_point(picture, place) for place, month in enumerate(months) if month.value is not None]
    top = max((point["value"] for point in points), default=0)
    across = alt.Scale(domain=[-0.5, len(months) - 0.5], nice=False)
    x = alt.X("place:Q", title=None, axis=_month_axis(months), scale=across)
    ticks = alt.Axis(format=",~f", tickCount=5) if top else alt.Axis(values=[0])
    y = alt.Y("value:Q", title=None, axis=ticks, scale=alt.Scale(domain=[0, top or 1], nice=5))
    lines = [
        marks_of(piece).mark_line(color=piece[-1]["colour"], strokeWidth=2.2, strokeCap="round").encode(x, y)
        for piece in _pieces(points)
    ]
    dots = marks_of(points).mark_point(size=30 if len(months) <= 26 else 10, strokeWidth=1.8, opacity=1)
    dots = dots.encode(x, y, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("fill:N", scale=None))
    return specification([*_gaps(picture, x, top), *lines, dots], height=_HEIGHT, heading=picture.unit)


def _point(picture: MonthLine, place: int) -> dict[str, Any]:
    month = picture.months[place]
    full = not picture.highlighted or month.month in picture.highlighted
    colour = OURS if full else FAINT
    supplied = month.state == "supplied"
    fill = colour if supplied else PAPER
    return {"place": place, "value": month.value, "colour": colour, "fill": fill, "joined": supplied}


def _pieces(points: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The line in pieces of one colour: a step is full only where both its months are, and no step spans a gap."""
    steps = [
        (earlier, {**later, "colour": later["colour"] if earlier["colour"] == later["colour"] else FAINT})
        for earlier, later in pairwise(points)
        if earlier["joined"] and later["joined"] and later["place"] == earlier["place"] + 1
    ]
    pieces: list[list[dict[str, Any]]] = []
    for earlier, later in steps:
        last = pieces[-1][-1] if pieces else None
        if last and last["place"] == earlier["place"] and last["colour"] == later["colour"]:
            pieces[-1].append(later)
        else:
            pieces.append([earlier, later])
    return pieces


def _gaps(picture: MonthLine, x: alt.X, top: float) -> list[alt.Chart]:
    """A grey band behind each run of missing or short months, with its words on it."""
    words = {"missing": picture.missing_label, "short": picture.short_label}
    layers = []
    for state, run in groupby(enumerate(picture.months), key=lambda placed: placed[1].state):
        if state == "supplied":
            continue
        places = [place for place, _ in run]
        band = {"place": places[0] - 0.5, "end": places[-1] + 0.5, "middle": (places[0] + places[-1]) / 2}
        width = _PLOT_WIDTH * len(places) / len(picture.months)
        values = [picture.months[place].value for place in places]
        low_dot = any(value is not None and value < top / 2 for value in values)
        layers.append(marks_of([band]).mark_rect(color=BAND).encode(x, x2="end:Q"))
        layers.append(_gap_words(band, words[state], width, x, from_head=low_dot))
    return layers


def _gap_words(band: dict[str, Any], words: str, width: float, x: alt.X, *, from_head: bool) -> alt.Chart:
    """The words across the band on one line or one word a line; upright where it is narrow.

    Upright words stand at the band's foot, below the line on either side, or hang from its head where a short month's
    own dot is at the foot.
    """
    middle = x.copy()
    middle.shorthand = "middle:Q"
    lines = [words] if room_for(words) <= width - 8 else words.split()
    text = marks_of([band])
    if max(room_for(line) for line in lines) <= width - 4:
        text = text.mark_text(text=lines, lineHeight=15, baseline="middle", dy=-7.5 * (len(lines) - 1), color=MUTED)
        at: Any = alt.expr("height / 2")
    else:
        align: Literal["left", "right"] = "right" if from_head else "left"
        inward = -6 if from_head else 6
        text = text.mark_text(text=words, angle=270, align=align, baseline="middle", dx=inward, color=MUTED)
        at = 0 if from_head else "height"
    placed: alt.Chart = text.encode(middle, y=alt.value(at))
    return placed


def _month_axis(months: Sequence[MonthValue]) -> alt.Axis:
    """Month names as close as they can be read, the year under each January and under the first name."""
    count = len(months)
    step = 1 if count <= 16 else 3 if count <= 40 else 6 if count <= 60 else 12
    shown = [place for place, month in enumerate(months) if (month.month.number - 1) % step == 0] or [0]
    labels: dict[int, list[str]] = {}
    for place in shown:
        month = months[place].month
        with_year = month.number == 1 or place == shown[0]
        labels[place] = [month.name[:3], str(month.year)] if with_year else [month.name[:3]]
    return alt.Axis(
        values=shown,
        labelExpr=labels_at(labels),
        labelLineHeight=TEXT_SIZE + 2.5,
        labelFlush=False,
        labelOverlap=False,
        grid=True,
        gridColor=alt.condition(_is_january(months), alt.value(GRID), alt.value("transparent")),
        ticks=True,
        tickColor=FAINT,
        domain=True,
        domainColor=MUTED,
    )


def _is_january(months: Sequence[MonthValue]) -> str:
    """The test for a January, where a light upright line parts the years."""
    januaries = [place for place, month in enumerate(months) if month.month.number == 1]
    return f"indexof({januaries}, datum.value) >= 0"
