"""Charts that only pages have: who sits where in a partnership, and how likely each theme is to hold each rank."""

import hashlib
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from saferplan.documents.looks import BAND, GRID, INK, LETTER_WIDTH, MUTED, OTHERS, OURS, PAPER, TEXT_SIZE, WIDTH
from saferplan.pages.pictures import colour

_BOX_GAP = 12
_STEP = 26  # how far a group stands to the right of the one above it
_LINE = 16
_EDGE = 2
_RANK_ROW = 54
_RANK_HIGH = 34
_MARK_ROOM = 12
_LEGEND_ROW = 24


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """A group of the structure: its name, what is said under it (theme, the chair's post), and the groups below it."""

    name: str
    details: tuple[str, ...] = ()
    parts: tuple["ChartGroup", ...] = ()


@dataclass(frozen=True, slots=True)
class RankChances:
    """How likely a theme is to hold each rank, first to last, as shares of 1; residents' rank where they gave one."""

    name: str
    chances: tuple[float, ...]
    residents_rank: int | None = None


@dataclass(frozen=True, slots=True)
class _Box:
    """A group where it is drawn; `top` and `height` in drawing units, `parent` by its place in the list."""

    group: ChartGroup
    depth: int
    parent: int | None
    top: float
    height: float
    is_linked: bool = False


def structure_chart(board: ChartGroup, linked: Sequence[ChartGroup] = (), *, title: str, alternative: str) -> str:
    """The tree from the board down as SVG; groups that are not its own stand below, dashed."""
    boxes = list(_boxes(board, linked))
    height = boxes[-1].top + boxes[-1].height + _EDGE
    lines = [_connector(box, boxes) for box in boxes if box.parent is not None]
    return _framed([*lines, *map(_box, boxes)], height, title=title, alternative=alternative)


def structure_words(board: ChartGroup, linked: Sequence[ChartGroup] = ()) -> str:
    """The same in words, for those who cannot see it.

    >>> structure_words(ChartGroup("Board", (), (ChartGroup("Violence group"),)))
    'At the top is Board. Below Board: Violence group.'
    """
    sentences = [f"At the top is {_phrase(board)}."]
    for group in _walk(board):
        if group.parts:
            sentences.append(f"Below {group.name}: {'; '.join(_phrase(part) for part in group.parts)}.")
    if linked:
        sentences.append(f"Beside it: {'; '.join(_phrase(group) for group in linked)}.")
    return " ".join(sentences)


def rank_chart(rows: Sequence[RankChances], *, title: str, alternative: str) -> str:
    """Each theme's chance of each rank as bars, with the rank that residents gave it marked below them, as SVG."""
    assert rows, "a ranking of nothing shows nothing"
    assert len({len(row.chances) for row in rows}) == 1, "each theme has a chance for each rank"
    assert all(0 <= chance <= 1 for row in rows for chance in row.chances), "a chance is a share of 1"
    left = min(190.0, max(len(line) for row in rows for line in _name_lines(row.name)) * LETTER_WIDTH + 14)
    column = (WIDTH - left - _EDGE) / len(rows[0].chances)
    drawn = [_rank_heads(len(rows[0].chances), left, column)]
    for place, row in enumerate(rows):
        drawn.append(_rank_row(row, left, column, top=_LEGEND_ROW + place * (_RANK_ROW + _MARK_ROOM)))
    height = _LEGEND_ROW + len(rows) * (_RANK_ROW + _MARK_ROOM)
    if any(row.residents_rank for row in rows):
        drawn.append(_mark(left + 6, height + 8) + _text(left + 18, height + 12, "The rank residents gave it", MUTED))
        height += _LEGEND_ROW
    return _framed(drawn, height, title=title, alternative=alternative)


def _walk(group: ChartGroup) -> Iterator[ChartGroup]:
    yield group
    for part in group.parts:
        yield from _walk(part)


def _phrase(group: ChartGroup) -> str:
    return f"{group.name} ({', '.join(group.details)})" if group.details else group.name


def _boxes(board: ChartGroup, linked: Sequence[ChartGroup]) -> Iterator[_Box]:
    """Every group with its place, downwards in the order they are read."""
    waiting: list[tuple[ChartGroup, int, int | None, bool]] = [(board, 0, None, False)]
    waiting += [(group, 0, None, True) for group in linked]
    top, place = float(_EDGE), 0
    while waiting:
        group, depth, parent, is_linked = waiting.pop(0)
        height = 14.0 + _LINE * len(list(_lines(group, depth)))
        yield _Box(group, depth, parent, top, height, is_linked)
        waiting[:0] = [(part, depth + 1, place, False) for part in group.parts]
        top, place = top + height + _BOX_GAP, place + 1


def _lines(group: ChartGroup, depth: int) -> Iterator[tuple[str, bool]]:
    """The lines in a box, each with whether it is the name."""
    letters = int((WIDTH - depth * _STEP - 28) / (LETTER_WIDTH + 0.6))
    for line in textwrap.wrap(group.name, letters):
        yield line, True
    for detail in group.details:
        for line in textwrap.wrap(detail, letters):
            yield line, False


def _box(box: _Box) -> str:
    x = _EDGE + box.depth * _STEP
    is_board = box.depth == 0 and not box.is_linked
    fill, edge = (OURS, OURS) if is_board else (PAPER if box.is_linked else BAND, OTHERS)
    dashes = ' stroke-dasharray="5 4"' if box.is_linked else ""
    drawn = [
        f'<rect x="{x}" y="{box.top:.1f}" width="{WIDTH - x - _EDGE}" height="{box.height:.1f}" '
        f'fill="{colour(fill)}" stroke="{colour(edge)}" stroke-width="1.2"{dashes}/>'
    ]
    for place, (line, is_name) in enumerate(_lines(box.group, box.depth)):
        # On the accent, in whatever colour the page writes on it.
        ink = "var(--on-accent, #ffffff)" if is_board else colour(INK if is_name else MUTED)
        weight = ' font-weight="600"' if is_name else ""
        y = box.top + 19 + place * _LINE
        drawn.append(f'<text x="{x + 12}" y="{y:.1f}" fill="{ink}"{weight}>{escape(line)}</text>')
    return "".join(drawn)


def _connector(box: _Box, boxes: Sequence[_Box]) -> str:
    assert box.parent is not None
    above = boxes[box.parent]
    x = _EDGE + above.depth * _STEP + _STEP / 2
    return (
        f'<path d="M{x},{above.top + above.height:.1f}V{box.top + box.height / 2:.1f}'
        f'H{_EDGE + box.depth * _STEP}" fill="none" stroke="{colour(OTHERS)}" stroke-width="1.2"/>'
    )


def _name_lines(name: str) -> list[str]:
    return textwrap.wrap(name, 26)[:3]


def _rank_heads(ranks: int, left: float, column: float) -> str:
    heads = [
        _text(left + (place + 0.5) * column, 12, f"{'Rank ' if place == 0 else ''}{place + 1}", MUTED, "middle")
        for place in range(ranks)
    ]
    return "".join(heads)


def _rank_row(row: RankChances, left: float, column: float, *, top: float) -> str:
    base = top + _RANK_ROW - 4
    drawn = [f'<path d="M{left:.1f},{base}H{WIDTH - _EDGE}" stroke="{colour(GRID)}"/>']
    lines = _name_lines(row.name)
    for place, line in enumerate(lines):
        drawn.append(_text(0, base - 4 - (len(lines) - 1 - place) * _LINE, line, INK))
    likeliest = max(row.chances)
    for place, chance in enumerate(row.chances):
        x, high = left + place * column, chance * _RANK_HIGH
        fill = colour(OURS if chance == likeliest else OTHERS)
        wide = column * 0.7
        drawn.append(
            f'<rect x="{x + (column - wide) / 2:.1f}" y="{base - high:.1f}" width="{wide:.1f}" height="{high:.1f}" '
            f'fill="{fill}"/>'
        )
        if chance >= 0.005 and column >= 30:
            drawn.append(_text(x + column / 2, base - high - 3, f"{chance * 100:.0f}%", MUTED, "middle"))
        if row.residents_rank == place + 1:
            drawn.append(_mark(x + column / 2, base + 8))
    return "".join(drawn)


def _mark(x: float, y: float) -> str:
    """A small diamond: residents' rank, told apart by its shape."""
    return f'<path d="M{x:.1f},{y - 5:.1f}l5,5l-5,5l-5,-5Z" fill="{colour(INK)}"/>'


def _text(x: float, y: float, words: str, ink: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour(ink)}" text-anchor="{anchor}">{escape(words)}</text>'


def _framed(drawn: Sequence[str], height: float, *, title: str, alternative: str) -> str:
    """The SVG around what was drawn, saying to a screen reader what it shows; its ids are its own."""
    shapes = "".join(drawn)
    key = "chart-" + hashlib.sha256(f"{title}\n{alternative}\n{shapes}".encode()).hexdigest()[:8]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" font-size="{TEXT_SIZE}" role="img" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(alternative)}</desc>'
        f"{shapes}</svg>"
    )
