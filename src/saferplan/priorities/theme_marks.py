"""The reveal of one theme: everybody's marks in a picture and a table, how far they lie apart, and who differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from saferplan.definitions.forms import CriteriaScheme, Criterion
from saferplan.documents.wording import counted, decimal
from saferplan.pages.pictures import Chart
from saferplan.priorities.dots import DotRow, dots_chart
from saferplan.priorities.schemes import criteria_of
from saferplan.priorities.scoring import Panel
from saferplan.priorities.spread import departures


@dataclass(frozen=True, slots=True)
class ThemeMarks:
    """What the page shows of one theme. `widest` is the distance between the outermost marks, and `widest_on` where."""

    theme_id: int
    name: str
    sentence: str
    widest: int
    widest_on: str
    chart: Chart
    differing: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Who marked: a letter for the picture, and the name."""

    letter: str
    name: str


def letters(scorer_names: Mapping[str, str]) -> dict[str, Scorer]:
    """A letter for each scorer, by name; numbers once letters run out.

    >>> letters({"7": "Madeup Lead", "4": "Madeup Chair"})["4"]
    Scorer(letter='A', name='Madeup Chair')
    """
    by_name = sorted(scorer_names, key=lambda key: (scorer_names[key], key))
    return {
        key: Scorer(chr(ord("A") + place) if place < 26 else str(place + 1), scorer_names[key])
        for place, key in enumerate(by_name)
    }


def theme_marks(
    held: Panel,
    scheme: CriteriaScheme,
    *,
    theme_id: int,
    name: str,
    scorers: Mapping[str, Scorer],
    notes: tuple[tuple[str, str], ...],
) -> ThemeMarks:
    """The marks of one theme as the page shows them."""
    alone = held.only([str(theme_id)])
    criteria = criteria_of(scheme)
    ranges = [(_range(alone.marks[0, at]), one.name) for at, one in enumerate(criteria)]
    widest, widest_on = max(ranges, key=lambda item: item[0])
    given = int((~np.isnan(alone.marks[0])).any(axis=0).sum())
    people = counted(given, "person", "people")
    sentence = f"{people} marked {name}. " + (
        f"They lie furthest apart on {widest_on.lower()}: {counted(widest, 'mark', 'marks')}."
        if widest
        else "They agree on everything."
    )
    chart = _chart(alone, scheme, name, sentence, scorers)
    return ThemeMarks(theme_id, name, sentence, widest, widest_on, chart, _differing(alone, scheme, scorers), notes)


def _range(marks: Any) -> int:
    given = marks[~np.isnan(marks)]
    return int(given.max() - given.min()) if len(given) else 0


def _given(held: Panel, at: int, scorers: Mapping[str, Scorer]) -> list[tuple[Scorer, int | None]]:
    """Every scorer's mark on a criterion, in the order of their letters."""
    marks = [
        (scorers[key], None if np.isnan(mark) else int(mark))
        for key, mark in zip(held.scorer_keys, held.marks[0, at], strict=True)
    ]
    return sorted(marks, key=lambda item: (len(item[0].letter), item[0].letter))


def _mean(held: Panel, at: int) -> float | None:
    given = held.marks[0, at][~np.isnan(held.marks[0, at])]
    return float(given.mean()) if len(given) else None


def _chart(held: Panel, scheme: CriteriaScheme, name: str, sentence: str, scorers: Mapping[str, Scorer]) -> Chart:
    criteria = criteria_of(scheme)
    rows = [
        DotRow(
            one.name,
            tuple((scorer.letter, mark) for scorer, mark in _given(held, at, scorers) if mark is not None),
            _mean(held, at),
        )
        for at, one in enumerate(criteria)
    ]
    key = "; ".join(f"{scorer.letter} {scorer.name}" for scorer, _ in _given(held, 0, scorers))
    alternative = f"{sentence} Every mark is in the table below the picture."
    drawn = dots_chart(
        rows, lowest=scheme.lowest_mark, highest=scheme.highest_mark, title=f"Marks for {name}", alternative=alternative
    )
    return Chart(
        title=f"Marks for {name}",
        svg=drawn,
        alternative=alternative,
        subtitle=f"Marks from {scheme.lowest_mark} to {scheme.highest_mark}; the line is the mean. {key}.",
        source=f"{scheme.name}, version {scheme.version}.",
        table=_table(held, criteria, name, scorers),
    )


def _table(held: Panel, criteria: tuple[Criterion, ...], name: str, scorers: Mapping[str, Scorer]) -> dict[str, Any]:
    heads = [f"{scorer.letter}. {scorer.name}" for scorer, _ in _given(held, 0, scorers)]
    rows = []
    for at, one in enumerate(criteria):
        marks = [mark for _, mark in _given(held, at, scorers)]
        there = [mark for mark in marks if mark is not None]
        mean = _mean(held, at)
        spread = f"{min(there)} to {max(there)}" if there else "–"
        rows.append([one.name, *marks, "–" if mean is None else decimal(mean, 1), spread])
    numbers = [{"heading": head, "kind": "number"} for head in (*heads, "Mean", "Lowest to highest")]
    return {
        "caption": f"Every mark for {name}",
        "columns": [{"heading": "Criterion", "kind": "words"}, *numbers],
        "rows": rows,
        "note": "– means that the scorer could not say. It is not counted as a nought.",
    }


def _differing(held: Panel, scheme: CriteriaScheme, scorers: Mapping[str, Scorer]) -> tuple[str, ...]:
    names = {one.key: one.name.lower() for one in criteria_of(scheme)}
    return tuple(
        f"{scorers[row['scorer_key']].name} gave {row['mark']} for {names[row['criterion_key']]}; the middle of the "
        f"others is {row['others_median']:g}."
        for row in departures(held).iter_rows(named=True)
    )
