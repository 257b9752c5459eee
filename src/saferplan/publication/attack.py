"""What a reader can work out of withheld numbers from all releases together; knows nothing of how they were picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from saferplan.publication.disclosure_tables import Equation, Key, View
from saferplan.publication.suppression import LARGEST_SMALL, SMALLEST_WITHHELD

# Linear programmes are solved to about 1e-7; counts are whole.
_SLACK = 1e-5


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest value that a withheld count can have; `high` None where nothing limits it."""

    low: int
    high: int | None

    @property
    def gives_away(self) -> bool:
        """Whether it is one value, or says more of a small count than the rule itself does."""
        if self.high is None or self.high > LARGEST_SMALL:
            return self.low == self.high
        return self.low > SMALLEST_WITHHELD or self.high < LARGEST_SMALL


def recoverable(views: Sequence[View]) -> dict[Key, Range]:
    """The withheld counts that a reader can find, or narrow within 1 to 4, and how far.

    Assumes: the views speak of the same counts (`Suppression.earlier` are those that do).
    """
    return {key: found for key, found in possible_ranges(views).items() if found.gives_away}


def possible_ranges(views: Sequence[View]) -> dict[Key, Range]:
    """For each withheld count not shown elsewhere, the range that all shown counts and sums leave it.

    The range is that of the linear relaxation, as an attacker with a spreadsheet's solver would find it; whole numbers
    can make it narrower only where several two-way tables interlock.
    """
    shown = {cell.key: cell.count for view in views for cell in view.shown}
    for view in views:
        for cell in view.shown:
            assert shown[cell.key] == cell.count, f"{cell.key} has two counts; these views do not go together"
    withheld = {key for view in views for key in view.withheld} - shown.keys()
    equations = list(dict.fromkeys(equation for view in views for equation in view.equations))
    unknown = {key for sum_ in equations for key in (sum_.total_key, *sum_.part_keys)} | withheld
    order = {key: at for at, key in enumerate(sorted(unknown - shown.keys()))}
    matrix, right = _system(equations, order, shown)
    bounds = [(SMALLEST_WITHHELD if key in withheld else 0, None) for key in order]
    return {key: _range(order[key], matrix, right, bounds) for key in sorted(withheld)}


def _system(
    equations: Sequence[Equation], order: Mapping[Key, int], shown: Mapping[Key, int]
) -> tuple[np.ndarray, np.ndarray]:
    matrix, right = np.zeros((len(equations), len(order))), np.zeros(len(equations))
    for row, equation in enumerate(equations):
        for key, sign in [(equation.total_key, -1), *((part, 1) for part in equation.part_keys)]:
            if key in order:
                matrix[row, order[key]] += sign
            else:
                right[row] -= sign * shown[key]
    return matrix, right


def _range(at: int, matrix: np.ndarray, right: np.ndarray, bounds: list[tuple[int, None]]) -> Range:
    aim = np.zeros(len(bounds))
    aim[at] = 1.0
    ends = [linprog(sign * aim, A_eq=matrix, b_eq=right, bounds=bounds, method="highs") for sign in (1, -1)]
    low, high = ends
    assert low.status == 0, f"the views contradict one another: {low.message}"
    greatest = None if high.status == 3 else int(np.floor(high.x[at] + _SLACK))  # 3: without limit
    return Range(int(np.ceil(low.x[at] - _SLACK)), greatest)
