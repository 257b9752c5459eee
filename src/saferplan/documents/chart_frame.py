"""What the charts share in Altair: their frame, their axes, and labels written at given places."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from saferplan.documents.looks import FONTS, GRID, INK, MUTED, PAPER, TEXT_SIZE, WIDTH, lines_of


def marks_of(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart of plain rows."""
    return alt.Chart({"values": list(rows)})


def labels_at(labels: Mapping[int, str | list[str]] | Mapping[float, str]) -> str:
    """The expression that writes each axis label; several lines where it is a list.

    >>> labels_at({0: ["Jan", "2025"], 2: "Mar"})
    '({"0": ["Jan", "2025"], "2": "Mar"})[datum.value]'
    """
    written = json.dumps({f"{value:g}": label for value, label in labels.items()})
    return f"({written})[datum.value]"


def specification(
    layers: Sequence[alt.Chart], *, height: float, heading: str, space_above: float = 8
) -> dict[str, Any]:
    """The layers as Vega-Lite in our frame; `heading` (what is measured, with its unit) stands above, at the left."""
    title = alt.TitleParams(
        lines_of(heading),
        anchor="start",
        frame="bounds",
        offset=space_above,
        fontSize=TEXT_SIZE,
        fontWeight="normal",
        color=MUTED,
        lineHeight=TEXT_SIZE + 3,
    )
    chart = alt.layer(*layers).properties(
        width=WIDTH,
        height=height,
        title=title,
        background=PAPER,
        padding={"left": 2, "top": 3, "right": 4, "bottom": 3},
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
    )
    axis = alt.AxisConfig(
        labelFontSize=TEXT_SIZE, labelColor=INK, labelLimit=0, gridColor=GRID, domain=False, ticks=False, labelPadding=5
    )
    text = alt.MarkConfig(fontSize=TEXT_SIZE, color=INK)
    dressed = chart.configure(font=FONTS, axis=axis, text=text, view=alt.ViewConfig(stroke=None), aria=False)
    made: dict[str, Any] = dressed.to_dict()
    return made
