"""Which counts a figure gives away, by name, and which of them are parts of one another.

A finding about a neighbourhood stands beside a table of its ward: whoever has both has what is left. So the counts
under every printed figure are named as those of the tables are, and the sums between them are told to disclosure
control.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saferplan.definitions import loading
from saferplan.publication.disclosure_tables import Equation, Key
from saferplan.terms.months import Month

Recipe = Mapping[str, Any]
# What these say of the counts they are made of is an order among many, or how many were looked at.
_SAYS_NO_COUNT = frozenset({"rank", "comparisons", "candidates"})
_DIMENSIONS = ("places", "kinds", "months")


@dataclass(frozen=True, slots=True)
class Selection:
    """Offences selected by place, kind and month. Two that mean the same rows have the same key."""

    key: Key
    places: frozenset[str]
    kinds: frozenset[str]
    months: frozenset[str]


@dataclass
class Naming:
    """Gives selections their names; `lsoas_of` says which smallest areas a recipe's places are made of."""

    lsoas_of: Callable[[Recipe], frozenset[str]]
    _by_types: dict[frozenset[str], str] = field(init=False)

    def __post_init__(self) -> None:
        self._by_types = {frozenset(measure.crime_types): key for key, measure in loading.measures().items()}

    def selection(self, recipe: Recipe) -> Selection:
        """The selection of a recipe of a count."""
        kinds, months = frozenset(recipe["crime_types"]), frozenset(recipe["months"])
        whole = f"force {recipe['force']}"
        places = self.lsoas_of(recipe["places"]) if "places" in recipe else frozenset({whole})
        named = _place_name(recipe["places"]) if "places" in recipe else whole
        return Selection(
            (named, self._by_types.get(kinds, "+".join(sorted(kinds))), months_name(recipe["months"])),
            places,
            kinds,
            months,
        )


def counts_in(recipe: Recipe) -> Iterator[Recipe]:
    """The counts of offences that a figure of this recipe gives away, whole or in part."""
    if recipe.get("statistic") in _SAYS_NO_COUNT:
        return
    if recipe.get("statistic") == "count" and "crime_types" in recipe:
        yield recipe
    for part in recipe.values():
        if isinstance(part, Mapping):
            yield from counts_in(part)


def months_name(months: Iterable[str]) -> str:
    """Months in a name, runs of them as such.

    >>> months_name(["2025-01", "2025-02", "2025-04"])
    '2025-01..2025-02,2025-04'
    """
    runs: list[list[Month]] = []
    for month in sorted(map(Month.parse, months)):
        if runs and runs[-1][-1].shifted(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in runs)


def sums_between(table: Sequence[Selection], further: Sequence[Selection]) -> tuple[Equation, ...]:
    """The sums that tie further counts to one another and to those of a table, whose own sums are known already."""
    own = {selection.key for selection in table}
    every = {selection.key: selection for selection in (*table, *further)}
    found: dict[Equation, None] = {}
    for outer in every.values():
        for dimension in _DIMENSIONS:
            inner = [
                one
                for one in every.values()
                if (outer.key not in own or one.key not in own) and _is_inside(one, outer, dimension)
            ]
            for parts in [*([one] for one in inner), _apart(inner, dimension)]:
                if parts:
                    found[_sum(outer, parts, dimension)] = None
    return tuple(found)


def _place_name(places: Recipe) -> str:
    # Counted by areas that both LSOA vintages share, a place may lack land that moved: that is another count.
    return "+".join(sorted(places["codes"])) + ("~" if places.get("small_areas") == "common_area" else "")


def _is_inside(one: Selection, outer: Selection, dimension: str) -> bool:
    """Whether it is a part in this dimension and the same in the others."""
    same = all(getattr(one, other) == getattr(outer, other) for other in _DIMENSIONS if other != dimension)
    inside: bool = getattr(one, dimension) < getattr(outer, dimension)
    return same and inside


def _apart(inner: Sequence[Selection], dimension: str) -> list[Selection]:
    """As many of them as do not overlap, the largest first."""
    kept: list[Selection] = []
    for one in sorted(inner, key=lambda held: (-len(getattr(held, dimension)), held.key)):
        if not any(getattr(one, dimension) & getattr(other, dimension) for other in kept):
            kept.append(one)
    return kept


def _sum(outer: Selection, parts: Sequence[Selection], dimension: str) -> Equation:
    """The outer count as its parts and, where they are not all of it, what is left."""
    together: frozenset[str] = frozenset().union(*(getattr(part, dimension) for part in parts))
    keys = [part.key for part in parts]
    if together != getattr(outer, dimension):
        keys.append((*outer.key, "less", dimension, *sorted("/".join(key) for key in keys)))
    return Equation(outer.key, tuple(keys))
