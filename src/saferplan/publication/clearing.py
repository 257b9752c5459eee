"""What of a release may go out, and on what each number rests: disclosure control and traces, run once over it all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saferplan.publication.disclosure import Cleared, FigureCounts, cleared
from saferplan.publication.disclosure_tables import Key, Published, View
from saferplan.publication.figures_told import ids_in
from saferplan.publication.gathered import Gathered
from saferplan.publication.named_counts import Naming, Selection, counts_in
from saferplan.publication.place_counts import PlaceCounts, place_counts
from saferplan.publication.place_tables import rates_derived, shown_figures
from saferplan.publication.traces import Trace, Tracer
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal

# What is gathered and holds figures that need not all be printed.
_NOT_PRINTED = ("measures", "figures", "people")


@dataclass(frozen=True, slots=True)
class Clearance:
    """The figures that go out with their traces, and what stands in the way.

    `missing` are printed numbers without a figure in the records; `uncounted` are figures whose counts could not be
    found, so that nobody can say whether they are small.
    """

    cleared: Cleared
    counts: PlaceCounts | None
    figures: tuple[Figure, ...]
    traces: Mapping[str, Trace]
    missing: tuple[str, ...]
    uncounted: tuple[str, ...]

    @property
    def untraced(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if not self.traces[figure.figure_id].agrees)


def clearance(gathered: Gathered, tracer: Tracer, earlier: Sequence[View], name: str) -> Clearance:
    """Find the counts under every printed number, hold back what must be, and trace the rest."""
    used = tuple(dict.fromkeys(_printed(gathered)))
    figures = [gathered.figures[figure_id] for figure_id in used if figure_id in gathered.figures]
    held = _place_counts(gathered, tracer)
    names = _Names(tracer, held)
    known = [names.of(figure) for figure in figures]
    allowed = cleared(
        name,
        held.published if held else Published(()),
        table_selections=tuple(held.selections.values()) if held else (),
        figures=[one for one in known if one is not None],
        counts=names.counts,
        derived=rates_derived(held) if held else (),
        earlier=earlier,
    )
    uncounted = tuple(figure.figure_id for figure, one in zip(figures, known, strict=True) if one is None)
    withheld = {*allowed.withheld_figures, *uncounted}
    going = {figure.figure_id: figure for figure in figures if figure.figure_id not in withheld}
    going |= {figure.figure_id: figure for figure in (shown_figures(held, allowed.table) if held else ())}
    return Clearance(
        cleared=allowed,
        counts=held,
        figures=tuple(going[figure_id] for figure_id in sorted(going)),
        traces={figure_id: tracer.trace(figure) for figure_id, figure in going.items()},
        missing=tuple(figure_id for figure_id in used if figure_id not in gathered.figures),
        uncounted=uncounted,
    )


def _printed(gathered: Gathered) -> Iterable[str]:
    for name in gathered.__slots__:
        if name not in _NOT_PRINTED:
            yield from ids_in(getattr(gathered, name))
    for figure_ids in gathered.finding_figures.values():
        yield from figure_ids


def _place_counts(gathered: Gathered, tracer: Tracer) -> PlaceCounts | None:
    if gathered.measures is None:
        return None
    build_id = gathered.assessment.build_id
    return place_counts(gathered.measures, Naming(lambda places: tracer.lsoas_of(build_id, places)))


class _Names:
    """Names the counts under figures, and keeps them; those of another build that differ get a name of their own."""

    def __init__(self, tracer: Tracer, held: PlaceCounts | None) -> None:
        self._tracer = tracer
        self.counts: dict[Key, int] = {}
        if held:
            self.counts |= {held.selections[at].key: count for at, count in held.counts.items()}

    def of(self, figure: Figure) -> FigureCounts | None:
        """None where the counts cannot be found: a raw file or the build's ledger is gone."""
        try:
            return FigureCounts(
                figure, tuple(self._named(figure.build_id, recipe) for recipe in counts_in(figure.recipe))
            )
        except (Refusal, KeyError, StopIteration):
            return None

    def _named(self, build_id: str, recipe: Mapping[str, object]) -> Selection:
        naming = Naming(lambda places: self._tracer.lsoas_of(build_id, places))
        named, count = naming.selection(recipe), self._tracer.count(build_id, recipe)
        if self.counts.setdefault(named.key, count) != count:
            named = Selection((*named.key, build_id), named.places, named.kinds, named.months)
            self.counts[named.key] = count
        return named
