"""What was supplied month by month, for a page: in a sentence, as a table, and as a strip of small squares."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from saferplan.documents.looks import INK, MUTED, OTHERS, OURS, TEXT_SIZE
from saferplan.documents.wording import counted
from saferplan.pages.pictures import colour
from saferplan.terms.months import Month, months_in_words

State = Literal["supplied", "short", "missing"]
WORDS: Mapping[str, str] = {"supplied": "supplied", "short": "too little", "missing": "missing"}
_HEADS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SQUARE, _STEP, _LEFT, _TOP = 30, 36, 52, 24


@dataclass(frozen=True, slots=True)
class Strip:
    """One force's months, from first to last, with what is said of those that are not whole."""

    months: Mapping[Month, State]
    sentences: tuple[str, ...]

    @property
    def newest(self) -> Month:
        return max(month for month, state in self.months.items() if state != "missing")

    @property
    def whole_count(self) -> int:
        return sum(state == "supplied" for state in self.months.values())

    @property
    def sentence(self) -> str:
        """The strip's answer: how far the data run, and what of them is not whole."""
        whole, all_of = self.whole_count, len(self.months)
        lacking = tuple(month for month, state in self.months.items() if state != "supplied")
        begin = f"Crime data run to {self.newest.words}"
        if not lacking:
            return f"{begin}; {counted(all_of, 'month was', 'months were')} supplied whole, without a gap."
        verb = "is" if len(lacking) == 1 else "are"
        return f"{begin}; {whole} of {all_of} months are whole, and {months_in_words(lacking)} {verb} not."


def strip_of(supply: Iterable[Mapping[str, Any]]) -> Strip:
    """A strip from rows of Supply of one force; a month is as whole as the less whole of crimes and incidents."""
    months: dict[Month, State] = {}
    sentences = []
    for row in supply:
        states = {row["crimes"], row["asb"]}
        month = Month.of(row["month"])
        months[month] = next(state for state in ("missing", "short", "supplied") if state in states)
        if row["sentence"]:
            sentences.append(row["sentence"])
    return Strip(dict(sorted(months.items())), tuple(sentences))


def strip_svg(strip: Strip, *, title: str) -> str:
    """The strip as SVG: a row a year; whole months filled with a tick, short ones half filled, missing ones crossed."""
    years = sorted({month.year for month in strip.months})
    width, height = _LEFT + 12 * _STEP, _TOP + (len(years) + 1) * _STEP
    drawn = [_text(_LEFT + place * _STEP + _SQUARE / 2, 14, head, "middle") for place, head in enumerate(_HEADS)]
    for row, year in enumerate(years):
        drawn.append(_text(0, _TOP + row * _STEP + 20, str(year), "start"))
    for month, state in strip.months.items():
        x, y = _LEFT + (month.number - 1) * _STEP, _TOP + years.index(month.year) * _STEP
        drawn.append(_square(x, y, state))
    drawn.append(_legend(_TOP + len(years) * _STEP + 4))
    key = "strip-" + hashlib.sha256("".join(drawn).encode()).hexdigest()[:8]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-size="{TEXT_SIZE}" role="img" aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(strip.sentence)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def strip_rows(strip: Strip) -> list[list[str]]:
    """The strip as rows of a table: a year, then each month's state in words ("" where it lies outside)."""
    years = sorted({month.year for month in strip.months})
    return [
        [str(year), *(WORDS.get(strip.months.get(Month(year, number), ""), "–") for number in range(1, 13))]
        for year in years
    ]


def _square(x: float, y: float, state: State) -> str:
    edge, fill = colour(OURS if state != "missing" else OTHERS), colour(OURS)
    box = (
        f'<rect x="{x + 1}" y="{y + 1}" width="{_SQUARE - 2}" height="{_SQUARE - 2}" stroke="{edge}" stroke-width="1.5"'
    )
    middle = _SQUARE / 2
    if state == "supplied":
        tick = (
            f'<path d="M{x + 8},{y + middle}l5,6l9,-12" fill="none" stroke="var(--on-accent, #ffffff)" '
            'stroke-width="2.5"/>'
        )
        return f'{box} fill="{fill}"/>{tick}'
    if state == "short":
        half = f'<path d="M{x + 1},{y + middle}h{_SQUARE - 2}v{middle - 1}h-{_SQUARE - 2}Z" fill="{fill}"/>'
        return f'{box} fill="none"/>{half}'
    cross = f'<path d="M{x + 9},{y + 9}l12,12m0,-12l-12,12" fill="none" stroke="{colour(INK)}" stroke-width="2"/>'
    return f'{box} fill="none" stroke-dasharray="4 3"/>{cross}'


def _legend(y: float) -> str:
    drawn, x = [], float(_LEFT)
    for state, words in (("supplied", "Supplied"), ("short", "Too little"), ("missing", "Missing")):
        drawn.append(f'<g transform="translate({x} {y}) scale(.6)">{_square(0, 0, state)}</g>')  # type: ignore[arg-type]
        drawn.append(_text(x + 24, y + 14, words, "start"))
        x += 124
    return "".join(drawn)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour(MUTED)}" text-anchor="{anchor}">{escape(words)}</text>'
