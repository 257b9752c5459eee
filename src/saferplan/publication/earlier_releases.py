"""Earlier releases beside the one in hand: what of them still speaks of the same counts."""

from collections.abc import Mapping, Sequence

from saferplan.publication.disclosure_tables import Cell, Equation, Key, Published, View
from saferplan.publication.possible_tables import PossibleTables, possible_tables
from saferplan.terms.problems import Refusal


def reconciled(view: View, counts: Mapping[Key, int]) -> View:
    """An earlier view without the counts that were revised since: they are no part of the sums that hold today."""
    return View(
        name=view.name,
        shown=tuple(cell for cell in view.shown if counts.get(cell.key, cell.count) == cell.count),
        withheld=frozenset(key for key in view.withheld if counts.get(key) != 0),
        equations=view.equations,
    )


def surrounded(
    published: Published, earlier: Sequence[View], least_held: int
) -> tuple[PossibleTables, tuple[View, ...], tuple[str, ...]]:
    """The tables possible around the true one, the earlier views that fit it, and the names of those that do not.

    An earlier view that contradicts today's counts even without its revised cells rests on other data, whose sums
    cannot be taken with today's; it is set apart, and its name given.
    Fails: Refusal where the release's own sums cannot hold together.
    """
    fitting: tuple[View, ...] = ()
    apart: list[str] = []
    tables = _around(published, fitting, least_held)
    if tables is None:
        raise Refusal(
            "The tables of this release contradict one another.",
            why="No whole numbers satisfy all of their totals at once.",
            next_step="Count all of them from the same build, and name every part of each total.",
        )
    for view in earlier:
        known = published.counts | {cell.key: cell.count for other in fitting for cell in other.shown}
        candidate = reconciled(view, known)
        wider = _around(published, (*fitting, candidate), least_held)
        if wider is None:
            apart.append(view.name)
        else:
            fitting, tables = (*fitting, candidate), wider
    return tables, fitting, tuple(apart)


def known_counts(published: Published, earlier: Sequence[View]) -> dict[Key, int]:
    """Every count that the preparer or a reader knows: today's, and those that earlier releases show."""
    return {cell.key: cell.count for view in earlier for cell in view.shown} | published.counts


def _around(published: Published, earlier: Sequence[View], least_held: int) -> PossibleTables | None:
    known = known_counts(published, earlier)
    equations = dict.fromkeys([*published.equations, *(sum_ for view in earlier for sum_ in view.equations)])
    sums = [*equations, *small_rests(equations, known)]
    held = {key for view in earlier for key in view.withheld} | {cell.key for cell in published.cells if cell.count}
    named = {key for sum_ in sums for key in (sum_.total_key, *sum_.part_keys)}
    keys = sorted(named | held | set(known))
    return possible_tables(keys, sums, known, _floors(sums, {key: least_held if key in held else 0 for key in keys}))


def _floors(equations: Sequence[Equation], least: Mapping[Key, int]) -> dict[Key, int]:
    """What a reader knows each count to be at least: a total as much as its parts; those withheld are not 0."""
    floors = dict(least)
    for _ in equations:
        higher = {
            equation.total_key: floor
            for equation in equations
            if (floor := sum(floors[key] for key in equation.part_keys)) > floors[equation.total_key]
        }
        if not higher:
            break
        floors |= higher
    return floors


def small_rests(equations: Mapping[Equation, None], known: Mapping[Key, int]) -> list[Equation]:
    """For each total with several parts that are printed nowhere: those parts as one, since their sum can be found."""
    found = []
    for equation in equations:
        printed = tuple(key for key in equation.part_keys if key in known)
        if equation.total_key in known and printed and len(equation.part_keys) - len(printed) > 1:
            found.append(Equation(equation.total_key, (*printed, (*equation.total_key, "the rest"))))
    return found


def implied_counts(equations: Sequence[Equation], known: Mapping[Key, int]) -> dict[Key, int]:
    """All counts that follow from the known ones, by subtraction, one equation after another."""
    counts = dict(known)
    while True:
        found = dict(_implied(equation, counts) for equation in equations if _missing(equation, counts) == 1)
        if not found:
            return counts
        counts |= found


def _missing(equation: Equation, counts: Mapping[Key, int]) -> int:
    return sum(key not in counts for key in (equation.total_key, *equation.part_keys))


def _implied(equation: Equation, counts: Mapping[Key, int]) -> tuple[Key, int]:
    parts = sum(counts[key] for key in equation.part_keys if key in counts)
    if equation.total_key not in counts:
        return equation.total_key, parts
    missing = next(key for key in equation.part_keys if key not in counts)
    return missing, counts[equation.total_key] - parts


def cells_of(counts: Mapping[Key, int]) -> tuple[Cell, ...]:
    """Counts by key as cells, in the order of their keys."""
    return tuple(Cell(key, counts[key]) for key in sorted(counts))
