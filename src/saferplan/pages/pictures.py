"""Pictures for pages: the documents' own drawings, in colours that follow the page's light and dark."""

import re
from dataclasses import dataclass
from typing import Any

from saferplan.documents import looks
from saferplan.documents.blocks import Illustration, plain
from saferplan.documents.drawing import svg
from saferplan.documents.pictures import Picture, RateMap

# Each keeps its printed colour where the page names none.
COLOUR_NAMES = {
    looks.INK: "ink",
    looks.MUTED: "quiet",
    looks.OURS: "accent",
    looks.OTHERS: "chart-others",
    looks.FAINT: "chart-faint",
    looks.GRID: "chart-grid",
    looks.BAND: "chart-band",
    looks.PAPER: "paper",
}
_COLOUR = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with all that stands around it on a page; `title` is the finding, `table` its numbers."""

    title: str
    svg: str
    alternative: str
    subtitle: str = ""
    source: str = ""
    table: Any = None
    is_map: bool = False


def svg_for_page(picture: Picture, *, title: str, alternative: str) -> str:
    """The picture as SVG without a style of its own, as the site's policy asks.

    A map keeps its paper white: its pale classes could not be told apart on a dark one.
    """
    drawn = svg(picture, title=title, alternative=alternative)
    assert "style=" not in drawn.partition("</desc>")[2], "the site's policy blocks styles inside a picture"
    if isinstance(picture, RateMap):
        return drawn
    head, described, shapes = drawn.partition("</desc>")
    return head + described + _COLOUR.sub(_named, shapes)


def chart_of(illustration: Illustration, *, table: Any = None) -> Chart:
    """A document's illustration as a page shows it."""
    title = plain(illustration.title)
    return Chart(
        title=title,
        svg=svg_for_page(illustration.picture, title=title, alternative=illustration.alternative),
        alternative=illustration.alternative,
        subtitle=illustration.subtitle,
        source=plain(illustration.source),
        table=table,
        is_map=isinstance(illustration.picture, RateMap),
    )


def colour(printed: str) -> str:
    """A printed colour by its name on the page.

    >>> colour("#0b5a5e")
    'var(--accent, #0b5a5e)'
    """
    name = COLOUR_NAMES.get(printed)
    return f"var(--{name}, {printed})" if name else printed


def _named(found: re.Match[str]) -> str:
    return f'{found[1]}="{colour(found[2])}"'
