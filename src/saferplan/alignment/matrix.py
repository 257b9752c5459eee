"""The crosswalk as a matrix: a table a strategy, its aims down and our priorities across, each cell by its key."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from saferplan.alignment.gaps import Crosswalk, Meeting, OurPriority, TheirAim

# A direction is told by its word and its arrow; its colour says no more.
# The aim is at the head of its row, so a cell may say "it".
CELL_WORDS = {"both": "Both ways", "ours": "We serve it", "theirs": "It serves us", "gap": "Gap"}
ARROWS = {"both": "⇄", "ours": "→", "theirs": "←", "gap": ""}


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a priority and an aim meet; `meeting` is None where they do not."""

    priority: OurPriority
    aim: TheirAim
    meeting: Meeting | None

    @property
    def state(self) -> str:
        return self.meeting.direction if self.meeting else "gap"

    @property
    def words(self) -> str:
        return CELL_WORDS[self.state]

    @property
    def arrow(self) -> str:
        return ARROWS[self.state]


@dataclass(frozen=True, slots=True)
class AimRow:
    """An aim with a cell for each of our priorities."""

    aim: TheirAim
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StrategyPart:
    """A strategy's part of the matrix."""

    strategy: str
    body: str
    rows: tuple[AimRow, ...]


def matrix(crosswalk: Crosswalk) -> Iterator[StrategyPart]:
    """The matrix, strategy by strategy, in the order of the crosswalk's aims."""
    for (strategy, body), aims in groupby(crosswalk.aims, key=lambda aim: (aim.strategy, aim.body)):
        yield StrategyPart(strategy, body, tuple(AimRow(aim, _cells(crosswalk, aim)) for aim in aims))


def _cells(crosswalk: Crosswalk, aim: TheirAim) -> tuple[Cell, ...]:
    return tuple(Cell(one, aim, crosswalk.meeting(one.key, aim.key)) for one in crosswalk.priorities)
