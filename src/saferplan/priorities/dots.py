"""Everybody's marks for one theme as dots with a letter for each scorer, and the mean as a line, as SVG."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from saferplan.documents.looks import GRID, INK, LETTER_WIDTH, MUTED, OURS, PAPER, TEXT_SIZE, WIDTH
from saferplan.pages.pictures import colour

_ROW = 30
_HEAD = 24
_RADIUS = 9.0
_STEP = 19.0


@dataclass(frozen=True, slots=True)
class DotRow:
    """One criterion: its name, each mark with its scorer's letter, and the mean; None where nobody gave one."""

    name: str
    marks: tuple[tuple[str, int], ...]
    mean: float | None


def dots_chart(rows: Sequence[DotRow], *, lowest: int, highest: int, title: str, alternative: str) -> str:
    """The chart; scorers who gave the same mark stand side by side."""
    assert rows, "marks on no criterion show nothing"
    left = max(len(row.name) for row in rows) * LETTER_WIDTH + 20
    column = (WIDTH - left) / (highest - lowest + 1)
    height = _HEAD + len(rows) * _ROW + 4
    middles = {mark: left + (mark - lowest + 0.5) * column for mark in range(lowest, highest + 1)}
    drawn = [_scale(middles, height)]
    drawn += [_row(row, middles, left, column, _HEAD + (place + 0.5) * _ROW) for place, row in enumerate(rows)]
    shapes = "".join(drawn)
    key = "dots-" + hashlib.sha256(f"{title}\n{alternative}\n{shapes}".encode()).hexdigest()[:8]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-size="{TEXT_SIZE}" role="img" aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(alternative)}</desc>'
        f"{shapes}</svg>"
    )


def _scale(middles: dict[int, float], height: int) -> str:
    drawn = [
        f'<path d="M{x:.1f},{_HEAD - 6}V{height}" stroke="{colour(GRID)}"/>{_text(x, 12, str(mark), MUTED, "middle")}'
        for mark, x in middles.items()
    ]
    return "".join(drawn)


def _row(row: DotRow, middles: dict[int, float], left: float, column: float, y: float) -> str:
    drawn = [_text(0, y + 4, row.name, INK)]
    if row.mean is not None:
        x = left + (row.mean - min(middles) + 0.5) * column
        drawn.append(f'<path d="M{x:.1f},{y - 13:.1f}V{y + 13:.1f}" stroke="{colour(OURS)}" stroke-width="3"/>')
    for mark, middle in middles.items():
        letters = [letter for letter, given in row.marks if given == mark]
        step = min(_STEP, (column - 2 * _RADIUS) / max(1, len(letters) - 1))
        for place, letter in enumerate(letters):
            drawn.append(_dot(middle + (place - (len(letters) - 1) / 2) * step, y, letter))
    return "".join(drawn)


def _dot(x: float, y: float, letter: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{colour(PAPER)}" stroke="{colour(INK)}" '
        f'stroke-width="1.4"/>{_text(x, y + 4, letter, INK, "middle")}'
    )


def _text(x: float, y: float, words: str, ink: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour(ink)}" text-anchor="{anchor}">{escape(words)}</text>'
