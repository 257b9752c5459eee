"""How far a ratio of ratios varies where nothing was done: from month to month, and from place to place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# With fewer records on either side, or fewer other places, their drift is all noise.
LEAST_SIDE = 10
LEAST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Variation:
    """The variance of a log ratio of ratios.

    `months` is what months show (no less than Poisson's `poisson`), `drift` what other places show beyond it, for one
    place (None where there are too few to see it); `total` both, with its degrees of freedom `df`.
    """

    poisson: float
    months: float
    drift: float | None
    total: float
    df: float


def variation(
    after: Floats, before: Floats, other_after: Floats, other_before: Floats, *, drift: "Drift | None"
) -> Variation:
    """The variance of log[(after / before) / (other after / other before)], from its calendar months.

    Grain: `after` and `before` one count a calendar month, treated place; `other_…` one row a comparison place.
    Months are the clusters: each month's departure from the one ratio of all is squared and summed. What shakes both
    areas in a month (the weather, a change in recording) cancels out. Drift is added for the treated place whole, and
    for the comparison area as far as its places do not even one another out.

    Source: the cluster-robust variance of decision 3, for four counts; Satterthwaite (1946), Biometrics Bulletin 2,
    110-114, for `df`.
    """
    sums = [float(part.sum()) for part in (after, before, other_after, other_before)]
    poisson = sum(1 / each for each in sums)
    departures = after / sums[0] - before / sums[1] - other_after.sum(0) / sums[2] + other_before.sum(0) / sums[3]
    clusters = _effective(after + before)
    seen = float((departures**2).sum() / (1 - 1 / clusters))
    months = max(seen, poisson)
    uncertainty = months**2 / (clusters - 1) if seen > poisson else 0.0
    added = 0.0
    if drift is not None and drift.variance > 0:
        added = drift.variance * (1 + 1 / _effective((other_after + other_before).sum(1)))
        uncertainty += added**2 / drift.df
    total = months + added
    df = total**2 / uncertainty if uncertainty > 0 else float("inf")
    return Variation(poisson, months, drift.variance if drift else None, total, df)


@dataclass(frozen=True, slots=True)
class Drift:
    """How much places part from one another between before and after, beyond what their months show."""

    variance: float
    df: float


def drift_between(after: Floats, before: Floats) -> Drift | None:
    """The variance of places' true log changes, from places where nothing was done; None where too few can show it.

    Grain: one row a place, one column a calendar month. Each place's log change is set against the common one,
    weighted by its records, and what its own months explain is taken off; below nothing it is nothing.

    Assumes: the treated place drifts no more than others. Source: DerSimonian and Kacker (2007), Contemporary Clinical
    Trials 28, 105-114, the general method of moments.
    """
    enough = (after.sum(1) >= LEAST_SIDE) & (before.sum(1) >= LEAST_SIDE)
    after, before = after[enough], before[enough]
    if len(after) < LEAST_OTHERS:
        return None
    now, then = after.sum(1), before.sum(1)
    weight = now + then
    share = weight / weight.sum()
    change = np.log(now / then)
    departures = after / now[:, None] - before / then[:, None] - after.sum(0) / now.sum() + before.sum(0) / then.sum()
    clusters = np.array([_effective(row) for row in after + before])
    own = (departures**2).sum(1) / (1 - 1 / clusters)
    spread = float((share * (change - (share * change).sum()) ** 2).sum())
    explained = float((share * own * (1 - share)).sum())
    variance = (spread - explained) / (1 - float((share**2).sum()))
    return Drift(max(variance, 0.0), _effective(weight) - 1)


def _effective(sizes: Floats) -> float:
    """Kish's effective number: how many equal ones would weigh as unevenly sized ones do."""
    return float(sizes.sum() ** 2 / (sizes**2).sum())
