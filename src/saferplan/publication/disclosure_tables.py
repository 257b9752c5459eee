"""What suppression speaks of: counts, the sums they stand in, what a reader sees, and the table that may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from saferplan.terms.problems import Refusal

# What one number counts, in the caller's words: ("Anytown North", "burglary", "2025"). Two releases that mean the
# same count use the same key, so a key holds the place, the kind, and the period.
Key = tuple[str, ...]

WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Cell:
    """One count that a release would like to print."""

    key: Key
    count: int

    def __post_init__(self) -> None:
        assert self.count >= 0, f"{self.key} counts {self.count}"


@dataclass(frozen=True, slots=True)
class Equation:
    """A total and the parts that make it up, with none left out; a part need not be printed anywhere."""

    total_key: Key
    part_keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """All that one release would like to print, on all its pages and files, with the sums that readers know to hold.

    Fails: Refusal where a count is given twice and differs, or parts do not add up to their total.
    """

    cells: tuple[Cell, ...]
    equations: tuple[Equation, ...] = ()

    def __post_init__(self) -> None:
        counts = self.counts
        for cell in self.cells:
            if counts[cell.key] != cell.count:
                raise _disagreeing(cell.key, counts[cell.key], cell.count)
        for equation in self.equations:
            _check_sum(equation, counts)

    @property
    def counts(self) -> dict[Key, int]:
        return {cell.key: cell.count for cell in self.cells}


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of one release: counts shown, keys marked as withheld, and the sums known to hold."""

    name: str
    shown: tuple[Cell, ...]
    withheld: frozenset[Key] = frozenset()
    equations: tuple[Equation, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """The view as lists and words, to be kept with the release and read back when the next is prepared."""
        return {
            "name": self.name,
            "shown": [[list(cell.key), cell.count] for cell in self.shown],
            "withheld": [list(key) for key in sorted(self.withheld)],
            "equations": [[list(sum_.total_key), [list(key) for key in sum_.part_keys]] for sum_ in self.equations],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "View":
        """The view that `as_plain` wrote."""
        return cls(
            name=plain["name"],
            shown=tuple(Cell(tuple(key), count) for key, count in plain["shown"]),
            withheld=frozenset(tuple(key) for key in plain["withheld"]),
            equations=tuple(
                Equation(tuple(total), tuple(tuple(key) for key in parts)) for total, parts in plain["equations"]
            ),
        )


@dataclass(frozen=True, slots=True)
class Derived:
    """A rate, share, difference or ratio, and the keys of the counts it is worked out from."""

    key: Key
    input_keys: tuple[Key, ...]
    value: float


@dataclass(frozen=True, slots=True)
class DisclosedTable:
    """What pages, CSV and PDF may print: it holds no withheld value, so that none of them can print one."""

    shown: Mapping[Key, int | float]
    withheld: frozenset[Key]

    def value(self, key: Key) -> int | float | None:
        """The number, or None where it is withheld. Fails: a key on which nothing was decided is a bug."""
        assert key in self.shown or key in self.withheld, f"nothing was decided about {key}"
        return self.shown.get(key)

    def printed(self, key: Key, pattern: str = "{:,}") -> str:
        """The number in words of the page, or the word for a withheld one."""
        value = self.value(key)
        return WITHHELD if value is None else pattern.format(value)


def crossed(counts: Mapping[tuple[str, str, str], int], *, whole: str, every: str) -> Published:
    """A table of places by kinds for each period, with its row, column and grand totals, and how they add up.

    `counts` is by place, kind and period; one that is missing is 0. The totals take `whole` as their place and
    `every` as their kind. Rows of no place must be given as a place of their own, or the totals are not the whole's.
    """
    periods = sorted({period for _, _, period in counts})
    places = sorted({place for place, _, _ in counts})
    kinds = sorted({kind for _, kind, _ in counts})
    cells = [
        Cell((place, kind, period), counts.get((place, kind, period), 0))
        for period in periods
        for place in places
        for kind in kinds
    ]
    equations = []
    for period in periods:
        equations += [
            Equation((place, every, period), tuple((place, kind, period) for kind in kinds)) for place in places
        ]
        equations += [
            Equation((whole, kind, period), tuple((place, kind, period) for place in places))
            for kind in [*kinds, every]
        ]
        equations.append(Equation((whole, every, period), tuple((whole, kind, period) for kind in kinds)))
    known = {cell.key: cell.count for cell in cells}
    for equation in equations:
        known[equation.total_key] = sum(known[key] for key in equation.part_keys)
    return Published(tuple(Cell(key, count) for key, count in known.items()), tuple(equations))


def together(parts: Iterable[Published]) -> Published:
    """Several tables of one release as one, since a reader has them all."""
    held = tuple(parts)
    cells = dict.fromkeys(cell for part in held for cell in part.cells)
    equations = dict.fromkeys(equation for part in held for equation in part.equations)
    return Published(tuple(cells), tuple(equations))


def _check_sum(equation: Equation, counts: Mapping[Key, int]) -> None:
    if equation.total_key not in counts:
        return
    total = counts[equation.total_key]
    known = [counts[key] for key in equation.part_keys if key in counts]
    if sum(known) > total or (len(known) == len(equation.part_keys) and sum(known) != total):
        raise Refusal(
            f"The parts of {', '.join(equation.total_key)} do not add up.",
            why=f"They come to {sum(known):,}, and the total is {total:,}.",
            next_step="Correct the table, or name the part that is missing (rows without a place, say).",
        )


def _disagreeing(key: Key, one: int, other: int) -> Refusal:
    return Refusal(
        f"{', '.join(key)} is given twice, and differs.",
        why=f"One table says {one:,}, another {other:,}. Both would be in the same release.",
        next_step="Count both from the same build.",
    )
