"""The plan year as a picture: months from left to right, what stands on which day as marks, and today as a line."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from saferplan.documents.looks import GRID, INK, LETTER_WIDTH, MUTED, OURS, TEXT_SIZE, WIDTH
from saferplan.pages.pictures import colour

FIRST_MONTH = 4  # councils' year runs from April to March
_LEFT, _TOP, _ROW, _HALF, _FOOT = 118.0, 26.0, 34.0, 6.0, 22.0


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The year from 1 April to 31 March."""

    starts_on: date
    ends_on: date

    @property
    def name(self) -> str:
        """As plans are named: "2026/27"."""
        return f"{self.starts_on.year}/{self.ends_on:%y}"


@dataclass(frozen=True, slots=True)
class DayMark:
    """Something that stands on a day; `row` is the kind of thing it is, `words` say what."""

    row: str
    on_date: date
    words: str
    address: str = ""


def plan_year_of(day: date) -> PlanYear:
    """The plan year that a day lies in.

    >>> plan_year_of(date(2026, 1, 14)).name, plan_year_of(date(2026, 4, 1)).name
    ('2025/26', '2026/27')
    """
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    return PlanYear(date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 31))


def timeline_chart(year: PlanYear, rows: Sequence[str], marks: Sequence[DayMark], day: date, *, title: str) -> str:
    """The year as SVG; marks outside the year are not drawn, and stand in the table beside it."""
    foot = _TOP + len(rows) * _ROW
    drawn = [_month_lines(year, foot), *(_row(name, place, marks, year) for place, name in enumerate(rows))]
    if year.starts_on <= day <= year.ends_on:
        drawn.append(_today(_across(day, year), foot))
    return _framed("".join(drawn), foot + _FOOT, title=title, alternative=timeline_words(year, marks, day))


def timeline_words(year: PlanYear, marks: Sequence[DayMark], day: date) -> str:
    """The same in words, in the order of the days."""
    inside = sorted(
        (mark for mark in marks if year.starts_on <= mark.on_date <= year.ends_on), key=lambda mark: mark.on_date
    )
    said = [f"{mark.on_date.day} {mark.on_date:%B %Y}: {mark.words.rstrip('.')}." for mark in inside]
    return " ".join([f"The plan year {year.name}; today is {day.day} {day:%B %Y}.", *said])


def _across(day: date, year: PlanYear) -> float:
    share = (day - year.starts_on).days / (year.ends_on - year.starts_on).days
    return _LEFT + 8 + share * (WIDTH - _LEFT - 20)


def _month_lines(year: PlanYear, foot: float) -> str:
    drawn = []
    for place in range(12):
        number = year.starts_on.month - 1 + place
        first = date(year.starts_on.year + number // 12, number % 12 + 1, 1)
        x = _across(first, year)
        drawn.append(f'<path d="M{x:.1f},{_TOP - 18}V{foot:.1f}" stroke="{colour(GRID)}" fill="none"/>')
        drawn.append(_text(x + 3, _TOP - 8, f"{first:%b}", MUTED))
    return "".join(drawn)


def _row(name: str, place: int, marks: Sequence[DayMark], year: PlanYear) -> str:
    middle = _TOP + (place + 0.5) * _ROW
    drawn = [f'<path d="M{_LEFT},{middle:.1f}H{WIDTH}" stroke="{colour(GRID)}" fill="none"/>']
    drawn.append(_text(0, middle + 4, name, INK))
    for mark in marks:
        if mark.row == name and year.starts_on <= mark.on_date <= year.ends_on:
            drawn.append(_mark(_across(mark.on_date, year), middle, mark))
    return "".join(drawn)


def _mark(x: float, y: float, mark: DayMark) -> str:
    said = f"{mark.on_date.day} {mark.on_date:%B %Y}: {mark.words}"
    return (
        f'<path d="M{x:.1f},{y - _HALF:.1f}l{_HALF},{_HALF}l-{_HALF},{_HALF}l-{_HALF},-{_HALF}Z" '
        f'fill="{colour(OURS)}"><title>{escape(said)}</title></path>'
    )


def _today(x: float, foot: float) -> str:
    anchor = "end" if x > WIDTH - 3 * LETTER_WIDTH else "middle"
    line = f'<path d="M{x:.1f},{_TOP - 4}V{foot + 4:.1f}" stroke="{colour(INK)}" stroke-width="2" fill="none"/>'
    return line + _text(x, foot + 17, "Today", INK, anchor)


def _text(x: float, y: float, words: str, ink: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour(ink)}" text-anchor="{anchor}">{escape(words)}</text>'


def _framed(shapes: str, height: float, *, title: str, alternative: str) -> str:
    key = "year-" + hashlib.sha256(f"{title}\n{alternative}\n{shapes}".encode()).hexdigest()[:8]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" font-size="{TEXT_SIZE}" role="img" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(alternative)}</desc>'
        f"{shapes}</svg>"
    )
