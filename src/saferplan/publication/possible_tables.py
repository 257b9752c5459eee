"""Other tables of whole numbers that a reader must also think possible, the nearest to the true one first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from saferplan.publication.disclosure_tables import Equation, Key

Steps = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PossibleTables:
    """The counts of a table by key, the sums they stand in, and how far each may be thought to go.

    `sums` has a row for each equation: 1 for its total, -1 for each part. `least` is what a reader knows each count
    to be at least: 1 where it can be withheld, for zeros never are, and a total as much as its parts; else 0.
    """

    keys: tuple[Key, ...]
    position: Mapping[Key, int]
    equations: tuple[Equation, ...]
    sums: csr_array
    counts: Steps
    least: Steps

    def nearest(self, key: Key, *, goal: int, costs: NDArray[np.float64]) -> Steps | None:
        """The table nearest by cost in which `key` is at least `goal` (at most, where the goal is below its count).

        Units: `costs` by position, for each step away from the true count; infinite where the count is known. None
        where no table of whole numbers will do.
        """
        at = self.position[key]
        free = np.isfinite(costs)
        # No reader needs a count beyond all counts together to find another table; a bound keeps the numbers tame.
        most = float(self.counts.sum() + 10 * len(self.keys))
        up = np.where(free, most, 0.0)
        down = np.where(free, self.counts - self.least, 0).astype(float)
        least_up, least_down = np.zeros(len(self.keys)), np.zeros(len(self.keys))
        step = goal - int(self.counts[at])
        if abs(step) > (up[at] if step > 0 else down[at]):
            return None
        least_up[at], least_down[at] = max(step, 0), max(-step, 0)
        (down if step > 0 else up)[at] = 0.0
        price = np.where(free, costs, 0.0)
        found = self._solved(np.r_[price, price], np.r_[least_up, least_down], np.r_[up, down])
        return None if found is None else self.counts + found[: len(self.keys)] - found[len(self.keys) :]

    def _solved(self, price: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> Steps | None:
        constraints = [] if self.sums.shape[0] == 0 else [LinearConstraint(hstack([self.sums, -self.sums]), 0, 0)]
        answer = milp(
            price,
            integrality=np.ones(len(price)),
            bounds=Bounds(low, high),
            constraints=constraints,
            options={"mip_rel_gap": 0.0},
        )
        return None if answer.x is None else np.rint(answer.x).astype(np.int64)


def possible_tables(
    keys: Sequence[Key], equations: Sequence[Equation], known: Mapping[Key, int], least: Mapping[Key, int]
) -> PossibleTables | None:
    """The tables around one that holds all `known` counts; None where no whole numbers satisfy the sums.

    Counts that nobody gave are filled in as the sums allow.
    """
    position = {key: at for at, key in enumerate(keys)}
    sums = _sums(equations, position)
    low = np.array([known.get(key, least[key]) for key in keys], dtype=float)
    high = np.array([known.get(key, np.inf) for key in keys], dtype=float)
    constraints = [] if sums.shape[0] == 0 else [LinearConstraint(sums, 0, 0)]
    if not keys:  # a release without a table
        nothing = np.array([], dtype=np.int64)
        return PossibleTables((), {}, (), sums, nothing, nothing)
    answer = milp(np.ones(len(keys)), integrality=np.ones(len(keys)), bounds=Bounds(low, high), constraints=constraints)
    if answer.x is None:
        return None
    counts = np.rint(answer.x).astype(np.int64)
    held = np.array([least[key] for key in keys], dtype=np.int64)
    return PossibleTables(tuple(keys), position, tuple(equations), sums, counts, held)


def _sums(equations: Sequence[Equation], position: Mapping[Key, int]) -> csr_array:
    rows, columns, signs = [], [], []
    for row, equation in enumerate(equations):
        rows += [row] * (1 + len(equation.part_keys))
        columns += [position[key] for key in (equation.total_key, *equation.part_keys)]
        signs += [1.0] + [-1.0] * len(equation.part_keys)
    return csr_array((signs, (rows, columns)), shape=(len(equations), len(position)))
