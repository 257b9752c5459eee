"""What was counted in each ward and in the area they make up, in the assessed year and the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.measures.figures import Place, count_figure, rate_figure
from saferplan.measures.intervals import exact_poisson
from saferplan.measures.kept import Kept
from saferplan.measures.rates import LEAST_RESIDENTS
from saferplan.publication.disclosure_tables import Cell, Equation, Key, Published, together
from saferplan.publication.named_counts import Naming, Selection
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month

ALL_CRIME = "all_crime"
NOW, BEFORE = "now", "before"


@dataclass(frozen=True, slots=True)
class Spans:
    """The months of the assessed year that are counted, and those of the year before; both supplied, matched by name.

    `before` is empty where no month of the year before was supplied.
    """

    now: tuple[Month, ...]
    before: tuple[Month, ...]

    def of(self, side: str) -> tuple[Month, ...]:
        return self.now if side == NOW else self.before


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """The counts by place code, measure and side, and each as disclosure control names it."""

    kept: Kept
    measures: tuple[MeasureDefinition, ...]
    spans: Mapping[str, Spans]
    whole: Place
    wards: tuple[Place, ...]
    counts: Mapping[tuple[str, str, str], int]
    selections: Mapping[tuple[str, str, str], Selection]

    @property
    def published(self) -> Published:
        """All of them with their totals."""
        return together(_of_span(self, span, side) for span, side in _spans(self))

    def figure(self, measure: MeasureDefinition, place: Place, side: str) -> Figure:
        """A count as a figure."""
        at = (place.code, measure.key, side)
        return count_figure(self.kept.basis, measure, place, self.spans[measure.key].of(side), self.counts[at])

    def rate(self, measure: MeasureDefinition, place: Place) -> Figure | None:
        """The rate of the assessed year; None where too few live there for one."""
        level = self.kept.readings.levels.get((measure.key, place.code))
        residents = level["residents"] if level else 0
        if residents < LEAST_RESIDENTS:
            return None
        count = self.counts[place.code, measure.key, NOW]
        low, high = exact_poisson(count)
        row: dict[str, Any] = {
            "count": count,
            "rate_per_1000": 1000 * count / residents,
            "low": 1000 * float(low) / residents,
            "high": 1000 * float(high) / residents,
        }
        return rate_figure(self.kept.basis, measure, place, self.spans[measure.key].now, row)


def place_counts(kept: Kept, naming: Naming) -> PlaceCounts | None:
    """The counts of every ward and of the whole; None where no ward, or no month, was counted."""
    spans = {
        measure.key: span for measure in loading.measures().values() if (span := _span(kept, measure.key)) is not None
    }
    whole, wards = kept.setting.area, kept.setting.wards
    measures = tuple(measure for measure in loading.measures().values() if measure.key in spans)
    if not wards or ALL_CRIME not in spans:
        return None
    counts: dict[tuple[str, str, str], int] = {}
    for measure in measures:
        for place in (whole, *wards):
            counts |= _counted(kept, measure.key, place.code, spans[measure.key])
    by_code = {place.code: place for place in (whole, *wards)}
    selections = {
        (code, key, side): naming.selection(
            kept.basis.counts(loading.measures()[key], by_code[code], spans[key].of(side))
        )
        for code, key, side in counts
    }
    return PlaceCounts(kept, measures, spans, whole, tuple(wards), counts, selections)


def _counted(kept: Kept, measure: str, code: str, spans: Spans) -> dict[tuple[str, str, str], int]:
    """A measure's counts in a place; nothing where the build did not count it there, which is not zero."""
    if not spans.before:
        level = kept.readings.levels.get((measure, code))
        return {(code, measure, NOW): level["count"]} if level else {}
    change = kept.readings.changes.get((measure, code))
    if change is None:
        return {}
    return {(code, measure, NOW): change["count"], (code, measure, BEFORE): change["against_count"]}


def _span(kept: Kept, measure: str) -> Spans | None:
    """Matched months where there are any, as only those compare; else what was supplied of the year."""
    pairs = kept.readings.pairs.get(measure, ())
    if pairs:
        now, before = zip(*pairs, strict=True)
        return Spans(tuple(now), tuple(before))
    months = kept.readings.months.get(measure, ())
    return Spans(tuple(months), ()) if months else None


def _spans(held: PlaceCounts) -> list[tuple[Spans, str]]:
    """Each run of months that measures share, for each side that was counted."""
    distinct = dict.fromkeys(held.spans.values())
    return [(span, side) for span in distinct for side in (NOW, BEFORE) if span.of(side)]


def _of_span(held: PlaceCounts, span: Spans, side: str) -> Published:
    """The table of one year: wards by kinds, their rest, and the totals both ways."""
    kinds = [measure.key for measure in held.measures if held.spans[measure.key] == span]
    places = (*held.wards, held.whole)
    counted = [(place, kind) for place in places for kind in kinds if (place.code, kind, side) in held.counts]
    cells = {_key(held, place, kind, side): held.counts[place.code, kind, side] for place, kind in counted}
    equations = [_wards_of(held, kind, side, cells) for kind in kinds if (held.whole, kind) in counted]
    equations += [_kinds_of(held, place, side, kinds) for place in places if (place, ALL_CRIME) in counted]
    return Published(tuple(Cell(key, count) for key, count in cells.items()), tuple(equations))


def _kinds_of(held: PlaceCounts, place: Place, side: str, kinds: Sequence[str]) -> Equation:
    """All crime as its kinds and, where they are not all of it, the others as one that is printed nowhere."""
    whole = held.selections[place.code, ALL_CRIME, side]
    found = (held.selections.get((place.code, kind, side)) for kind in kinds)
    parts = [part for part in found if part and part.kinds < whole.kinds]
    keys = [part.key for part in parts]
    if frozenset().union(*(part.kinds for part in parts)) != whole.kinds:
        keys.append(("other kinds", *whole.key))
    return Equation(whole.key, tuple(keys))


def _wards_of(held: PlaceCounts, kind: str, side: str, cells: Mapping[Key, int]) -> Equation:
    """A measure's wards and, where they are not the whole, what lies in none of them: printed nowhere, but known."""
    total = _key(held, held.whole, kind, side)
    counted = [ward for ward in held.wards if (ward.code, kind, side) in held.counts]
    wards = [_key(held, ward, kind, side) for ward in counted]
    if len(counted) < len(held.wards) or cells[total] != sum(cells[key] for key in wards):
        wards.append(("outside the wards", *total))
    return Equation(total, tuple(wards))


def _key(held: PlaceCounts, place: Place, kind: str, side: str) -> Key:
    return held.selections[place.code, kind, side].key
