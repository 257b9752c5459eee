"""The tree of a partnership's groups, from the board down, as its chart takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.documents.wording import counted
from saferplan.pages.charts import ChartGroup

# What a group that is not the board's is said to be.
_BESIDE = {"committee": "The council's scrutiny committee", "linked": "Linked board of another body"}


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as it is recorded; `parent` is the number of the one above it."""

    number: int
    name: str
    kind: str
    parent: int | None
    chair_post: str
    seats: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The board with the groups below it, and the boards of other bodies beside it; no board where there is none."""

    board: ChartGroup | None
    linked: tuple[ChartGroup, ...]


def structure_of(rows: Sequence[GroupRow]) -> Structure:
    """The tree of groups.

    The first board without one above it is the top; other groups of the partnership that hang on nothing stand under
    it. Linked boards, and the council's scrutiny committee, stand beside it: they are not the board's.
    """
    beside = [row for row in rows if row.kind in _BESIDE]
    ours = [row for row in rows if row not in beside]
    shown = {row.number for row in ours}
    top = next((row for row in ours if row.kind == "board" and row.parent not in shown), None)
    linked = tuple(_part(row, ()) for row in beside)
    if top is None:
        return Structure(None, linked)
    loose = [row for row in ours if row.parent not in shown and row != top]
    return Structure(_part(top, ours, loose), linked)


def is_below(number: int, possible_parent: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether a group would hang on itself under a parent; `parents` gives each group's own."""
    above = possible_parent
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == number:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _part(row: GroupRow, rows: Sequence[GroupRow], more: Sequence[GroupRow] = ()) -> ChartGroup:
    below = [other for other in rows if other.parent == row.number and other.number != row.number]
    details = []
    if row.chair_post:
        details.append(f"Chair: {row.chair_post}")
    if row.seats:
        details.append(counted(row.seats, "organisation", "organisations"))
    if row.kind in _BESIDE:
        details.append(_BESIDE[row.kind])
    return ChartGroup(row.name, tuple(details), tuple(_part(other, rows) for other in (*below, *more)))
