"""The weighted displacement difference: how many fewer offences, crime moved nearby included."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from saferplan.measures.intervals import Floats


@dataclass(frozen=True, slots=True)
class WeightedDisplacementDifference:
    """Offences more (above 0) or fewer (below 0) than the comparison areas lead one to expect, before and after alike.

    Units: offences over the months after. `standard_error` is the published one, of counts that vary as Poisson's law
    has it; `wide_standard_error` the larger of that and what the months show, on `df` degrees of freedom.
    """

    value: float
    standard_error: float
    wide_standard_error: float
    df: float
    with_displacement: bool


def weighted_displacement_difference(
    areas: Sequence[tuple[pl.DataFrame, float]], *, with_displacement: bool = False
) -> WeightedDisplacementDifference:
    """The change in the treated place less that of its comparison, and the same of the displacement area added.

    Grain: each area is a frame of one row a calendar month with `after_count`, `before_count` and `before_months`, and
    its weight: 1 for the treated place and the displacement area, -1 for their comparisons, or where those are several
    places, less (-1/5 of five), so that their mean stands against one. Where `before_months` are several, their mean
    stands for the month. Variances shrink with both.

    Assumes: places of about the same size, and counts independent between them.
    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11; weights for areas and times as their authors' R package
    ptools has them.
    """
    differences = np.sum([weight * _difference(frame) for frame, weight in areas], axis=0)
    poisson = sum(weight**2 * _variance(frame) for frame, weight in areas)
    months = len(differences)
    seen = months / (months - 1) * float(((differences - differences.mean()) ** 2).sum()) if months > 1 else 0.0
    return WeightedDisplacementDifference(
        value=float(differences.sum()),
        standard_error=poisson**0.5,
        wide_standard_error=max(poisson, seen) ** 0.5,
        df=months - 1 if seen > poisson else float("inf"),
        with_displacement=with_displacement,
    )


def _difference(frame: pl.DataFrame) -> Floats:
    change: Floats = (frame["after_count"] - frame["before_count"] / frame["before_months"]).to_numpy().astype(float)
    return change


def _variance(frame: pl.DataFrame) -> float:
    after, before, months = (frame[name].to_numpy().astype(float) for name in _COUNTS)
    return float(after.sum() + (before / months**2).sum())


_COUNTS = ("after_count", "before_count", "before_months")
