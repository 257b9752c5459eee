"""Disclosure control over all that one release prints: its tables of places and the counts under its figures, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.documents.wording import counted, listed
from saferplan.publication.attack import Range, recoverable
from saferplan.publication.disclosure_tables import Cell, Derived, DisclosedTable, Key, Published, View, together
from saferplan.publication.named_counts import Selection, sums_between
from saferplan.publication.suppression import (
    LARGEST_SMALL,
    SMALLEST_WITHHELD,
    Suppression,
    disclosed,
    suppressed,
    view_of,
)
from saferplan.terms.figures import Figure

RULE = (
    f"We do not show a count of {SMALLEST_WITHHELD} to {LARGEST_SMALL}. It could point to a person. We also hold back "
    "a few more counts. With them you could work the small ones out."
)
WITHHELD_SENTENCE = "This sentence is withheld: it rests on a count that is too small to show."


@dataclass(frozen=True, slots=True)
class FigureCounts:
    """The counts that a printed figure gives away."""

    figure: Figure
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """What may go out: the one table that every form prints from, and the figures that may not be printed.

    `recovered` are withheld counts that the attack found all the same; `view` is what readers see of this release.
    """

    table: DisclosedTable
    suppression: Suppression
    view: View
    withheld_figures: frozenset[str]
    recovered: Mapping[Key, Range]

    def allows(self, key: Key) -> bool:
        return key in self.table.shown


def cleared(
    name: str,
    tables: Published,
    *,
    table_selections: Sequence[Selection],
    figures: Sequence[FigureCounts],
    counts: Mapping[Key, int],
    derived: Sequence[Derived],
    earlier: Sequence[View],
) -> Cleared:
    """Hold back what small counts need, in the tables and under the figures together, and attack what is left.

    `counts` are those under the figures, by key. Fails: Refusal where a figure and a table count the same rows
    differently.
    """
    own = {selection.key for selection in table_selections}
    further = {one.key: one for held in figures for one in held.selections if one.key not in own}
    beside = Published(tuple(Cell(key, counts[key]) for key in sorted({*further, *(counts.keys() & own)})))
    links = Published((), sums_between(table_selections, list(further.values())))
    published = together([tables, beside, links])
    suppression = suppressed(published, earlier=earlier)
    view = view_of(name, published, suppression)
    found = recoverable([*suppression.earlier, view])
    return Cleared(
        table=disclosed(published, suppression, derived),
        suppression=suppression,
        view=view,
        withheld_figures=frozenset(
            held.figure.figure_id for held in figures if any(one.key in suppression.withheld for one in held.selections)
        ),
        recovered={key: ends for key, ends in found.items() if key not in suppression.exposed},
    )


def told(held: Cleared, sentences: Sequence[str]) -> tuple[str, ...]:
    """What was held back, for whoever approves the release; `sentences` are those that cannot be printed."""
    suppression = held.suppression
    said = [
        f"{counted(len(suppression.primary), 'count is', 'counts are')} withheld because they are "
        f"{SMALLEST_WITHHELD} to {LARGEST_SMALL}, and {counted(len(suppression.secondary), 'more', 'more')} so that "
        "nobody can work them out."
    ]
    said += [f"Withheld, as it rests on such a count: {sentence}" for sentence in sentences]
    if suppression.apart:
        said.append(f"Counted from other data, so not reckoned together: {listed(suppression.apart)}.")
    if suppression.exposed:
        given = counted(len(suppression.exposed), "count was", "counts were")
        said.append(f"{given} already given away by an earlier release; nothing done today can mend that.")
    return tuple(said)
