"""Exact intervals of a count, plain or widened for clustering."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special  # scipy.stats has the same and takes a second to import

Floats = NDArray[np.float64]


def exact_poisson(
    count: ArrayLike, level: ArrayLike = 0.95, *, dispersion: ArrayLike = 1.0, df: ArrayLike = np.inf
) -> tuple[Floats, Floats]:
    """Lower and upper bounds of the mean of a Poisson count, vectorised.

    With a `dispersion` the bounds are those of the effective count (count over dispersion), at the level that gives
    Student's t with `df` its part, scaled back.

    Source: Garwood (1936), Biometrika 28, 437-442, in its chi-square form; for the effective count, Korn and Graubard
    (1998), Survey Methodology 24, 193-201.

    >>> low, high = exact_poisson(10)
    >>> f"{low:.3f} {high:.3f}"
    '4.795 18.390'
    """
    counted, spread = np.asarray(count, dtype=float), np.asarray(dispersion, dtype=float)
    effective = counted / spread
    tail = tail_probability(level, df)
    # Half a chi-square quantile with 2c degrees of freedom is a gamma quantile with shape c, which needs no whole c.
    lower = np.where(effective > 0, special.gammaincinv(np.where(effective > 0, effective, 1.0), tail), 0.0)
    return lower * spread, special.gammainccinv(effective + 1, tail) * spread


def tail_probability(level: ArrayLike, df: ArrayLike) -> Floats:
    """The normal tail beyond the point where Student's t with `df` ends an interval; half the rest if df is infinite.

    >>> float(tail_probability(0.95, np.inf).round(6))
    0.025
    """
    tail: Floats = special.ndtr(special.stdtrit(df, (1 - np.asarray(level)) / 2))
    return tail
