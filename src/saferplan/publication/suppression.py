"""The one rule on small numbers, and the least that must go with them so that no subtraction brings them back.

The rule. A count of 1 to 4 is withheld, and so is what is left of a total when it is 1 to 4. Zero is shown: it
counts nobody. Further counts are withheld until every withheld small count could, by all that is or was published,
still be anything from 1 to 4 (or, where it is known to be more than 1, as a total of several that are not zero is,
also 5 or more), and every other withheld count has at least two possible values. A rate, share or
difference is withheld with any count it is worked out from. All withheld numbers look alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saferplan.publication.disclosure_tables import Derived, DisclosedTable, Key, Published, View
from saferplan.publication.earlier_releases import cells_of, implied_counts, known_counts, surrounded
from saferplan.publication.possible_tables import PossibleTables, Steps

SMALLEST_SHOWN = 5
SMALLEST_WITHHELD = 1
LARGEST_SMALL = SMALLEST_SHOWN - 1

# A reader misses a total more than a part.
_TOTAL_COSTS = 8

PRIMARY = f"it counts {SMALLEST_WITHHELD} to {LARGEST_SMALL}"
SECONDARY = "shown, it would let another withheld number be worked out"


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is withheld from one release and why, for whoever prepares and approves it.

    `exposed` are counts that earlier releases already give away, or hold more closely than the rule; nothing done
    today can mend that. `apart` names earlier releases that rest on other counts, so that no exact subtraction is
    possible; `earlier` are those that were reckoned with, less their revised counts.
    """

    withheld: frozenset[Key]
    primary: frozenset[Key]
    secondary: frozenset[Key]
    reasons: Mapping[Key, str]
    exposed: frozenset[Key]
    earlier: tuple[View, ...]
    apart: tuple[str, ...]


class _Goal(NamedTuple):
    """A value that a reader must think possible of a count: at least, or at most, `value`."""

    key: Key
    value: int


@dataclass(slots=True)
class _Search:
    """The search while it goes on: what each count's change costs, and the tables found that stay possible."""

    tables: PossibleTables
    costs: NDArray[np.float64]
    goals: list[_Goal] = field(default_factory=list)
    found: list[Steps] = field(default_factory=list)
    exposed: set[Key] = field(default_factory=set)

    def count(self, key: Key) -> int:
        return int(self.tables.counts[self.tables.position[key]])

    def floor(self, key: Key) -> int:
        return int(self.tables.least[self.tables.position[key]])

    def cost(self, key: Key) -> float:
        return float(self.costs[self.tables.position[key]])

    def meets(self, table: Steps, goal: _Goal) -> bool:
        value = int(table[self.tables.position[goal.key]])
        return value >= goal.value if goal.value > self.count(goal.key) else value <= goal.value

    def dearer(self, table: Steps) -> NDArray[np.bool_]:
        """Which counts still shown this table makes doubtful."""
        doubtful: NDArray[np.bool_] = (table != self.tables.counts) & (self.costs > 0)
        return doubtful

    def take(self, goal: _Goal, table: Steps) -> None:
        """Withhold the counts in which the table differs, so that it stays possible and meets the goal."""
        self.costs[self.dearer(table)] = 0.0
        self.goals.append(goal)
        self.found.append(table)


def is_small(count: int) -> bool:
    """Whether the rule withholds this count for its own sake."""
    return SMALLEST_WITHHELD <= count <= LARGEST_SMALL


def suppressed(published: Published, *, earlier: Sequence[View] = ()) -> Suppression:
    """What one release withholds, given all earlier ones that readers may hold beside it.

    Assumes: a reader knows the rule, and that counts are whole and not negative, but not how the further counts were
    picked. Fails: Refusal where the release's sums do not hold.
    Source: Fischetti and Salazar-González (2000), Journal of the American Statistical Association 95, 916-928 (a
    cell is protected by a consistent table that differs in it); Hundepool et al. (2012), Statistical Disclosure
    Control, chapter 4.
    """
    tables, fitting, apart = surrounded(published, earlier, SMALLEST_WITHHELD)
    counts = published.counts
    primary = frozenset(key for key, count in counts.items() if is_small(count))
    search = _Search(tables, _costs(tables, counts, primary, fitting))
    _protect(search, known_counts(published, fitting), {key for view in fitting for key in view.withheld})
    secondary = _needed(search, frozenset(key for key in counts if search.cost(key) == 0) - primary)
    return Suppression(
        withheld=primary | secondary,
        primary=primary,
        secondary=secondary,
        reasons={key: PRIMARY if key in primary else SECONDARY for key in sorted(primary | secondary)},
        exposed=frozenset(search.exposed),
        earlier=fitting,
        apart=apart,
    )


def disclosed(published: Published, suppression: Suppression, derived: Iterable[Derived] = ()) -> DisclosedTable:
    """The one table that every form of the release prints from."""
    counted = _shown(published, suppression)
    shown: dict[Key, int | float] = dict(counted)
    withheld = set(suppression.withheld)
    for figure in derived:
        assert figure.key not in published.counts, f"{figure.key} is a count and cannot be derived too"
        if counted.keys() >= set(figure.input_keys):
            shown[figure.key] = figure.value
        else:
            assert suppression.withheld >= set(figure.input_keys) - counted.keys(), (
                f"{figure.key} rests on undecided counts"
            )
            withheld.add(figure.key)
    return DisclosedTable(MappingProxyType(shown), frozenset(withheld))


def view_of(name: str, published: Published, suppression: Suppression) -> View:
    """What a reader sees of the release; kept with it, it is reckoned with when the next one is prepared."""
    return View(name, cells_of(_shown(published, suppression)), suppression.withheld, published.equations)


def _shown(published: Published, suppression: Suppression) -> dict[Key, int]:
    return {key: count for key, count in published.counts.items() if key not in suppression.withheld}


def _costs(
    tables: PossibleTables, counts: Mapping[Key, int], primary: frozenset[Key], earlier: Sequence[View]
) -> NDArray[np.float64]:
    """Of each count, the cost of making it doubtful: nothing if it is already, and no price will do if it is known."""
    known = {cell.key for view in earlier for cell in view.shown}
    totals = {equation.total_key for equation in tables.equations}

    def cost(key: Key) -> float:
        if key in known or counts.get(key) == 0:
            return np.inf
        if key in primary or key not in counts:
            return 0.0
        return float(counts[key].bit_length() * (_TOTAL_COSTS if key in totals else 1))

    return np.array([cost(key) for key in tables.keys])


def _small_counts(search: _Search, known: Mapping[Key, int]) -> dict[Key, int]:
    """The small counts that a reader could look for: those given, and those that follow from others by subtraction."""
    implied = implied_counts(search.tables.equations, known)
    return {key: implied[key] for key in search.tables.keys if key in implied and is_small(implied[key])}


def _protect(search: _Search, known: Mapping[Key, int], withheld_before: set[Key]) -> None:
    """Leave every small count anything from 1 to 4, and what only earlier releases withheld two values."""
    before = {key: search.count(key) for key in sorted(withheld_before - known.keys())}
    # What an earlier release withheld may be any count that still fits; where a small one fits, it is held as small.
    small = _small_counts(search, known) | {key: count for key, count in before.items() if is_small(count)}
    for key, count in small.items():
        lowest = _reach(search, key, range(max(search.floor(key), SMALLEST_WITHHELD), count))
        high = LARGEST_SMALL if lowest == SMALLEST_WITHHELD else SMALLEST_SHOWN
        if _reach(search, key, range(high, count, -1)) < high:
            search.exposed.add(key)
    for key in sorted(before.keys() - small.keys()):
        _keep_doubtful(search, key)


def _reach(search: _Search, key: Key, values: range) -> int:
    """Withhold what it takes, at the least cost, for the first of these values that can be made possible, and give it.

    Where none can, that is the count itself.
    """
    for value in values:
        goal = _Goal(key, value)
        if any(search.meets(table, goal) for table in search.found):
            search.goals.append(goal)
            return value
        table = search.tables.nearest(key, goal=value, costs=search.costs)
        if table is not None:
            search.take(goal, table)
            return value
    return search.count(key)


def _keep_doubtful(search: _Search, key: Key) -> None:
    """Withhold what it takes for a count that an earlier release withheld to have a second value, up or down."""
    goals = [_Goal(key, search.count(key) + step) for step in (1, -1)]
    reached = [(goal, search.tables.nearest(key, goal=goal.value, costs=search.costs)) for goal in goals]
    found = [(goal, table) for goal, table in reached if table is not None]
    if not found:
        search.exposed.add(key)
        return
    goal, table = min(found, key=lambda pair: float(search.costs[search.dearer(pair[1])].sum()))
    search.take(goal, table)


def _needed(search: _Search, secondary: frozenset[Key]) -> frozenset[Key]:
    """The counts that must stay withheld once each has been tried as shown, the dearest to a reader first."""
    search.costs[search.costs > 0] = np.inf
    needed = set(secondary)
    for key in sorted(secondary, key=lambda key: (-search.count(key), key)):
        at = search.tables.position[key]
        search.costs[at] = np.inf
        kept = [table for table in search.found if table[at] == search.tables.counts[at]]
        if _still_possible(search, kept):
            search.found = kept
            needed.discard(key)
        else:
            search.costs[at] = 0.0
    return frozenset(needed)


def _still_possible(search: _Search, kept: list[Steps]) -> bool:
    """Whether every goal can be met by tables that agree with all that is shown; those found on the way are added."""
    for goal in search.goals:
        if any(search.meets(table, goal) for table in kept):
            continue
        table = search.tables.nearest(goal.key, goal=goal.value, costs=search.costs)
        if table is None:
            return False
        kept.append(table)
    return True
