"""The ratio of two rates from two counts: its interval, its p-value, and how probably the first is the higher."""

from dataclasses import dataclass, fields

import numpy as np
import polars as pl
from numpy.typing import ArrayLike
from scipy import special  # scipy.stats has the same and takes a second to import

from saferplan.measures.intervals import Floats, tail_probability

# Smaller tails are lost to rounding, and would make certain what a t with few degrees of freedom leaves open.
LEAST_TAIL = 1e-300


@dataclass(frozen=True, slots=True)
class RateRatios:
    """Ratios, element by element.

    `ratio`, `low` and `high` are NaN where either count comes to less than one: too few to put a figure on.
    """

    ratio: Floats
    low: Floats
    high: Floats
    higher_probability: Floats
    p_value: Floats


def rate_ratios(
    count: ArrayLike,
    other_count: ArrayLike,
    *,
    exposure: ArrayLike,
    other_exposure: ArrayLike,
    dispersion: ArrayLike = 1.0,
    df: ArrayLike = np.inf,
    level: float = 0.95,
) -> RateRatios:
    """The ratio of count per exposure to other count per other exposure.

    Given their total, a Poisson count is binomial, and its share has the exact interval of Clopper and Pearson. A
    dispersion shrinks both counts to effective ones, and the level allows for its `df` by Student's t; with large
    counts this is the quasi-Poisson interval of the log ratio, with a dispersion of 1 it is exact. `p_value` is below
    1 - level exactly where the interval leaves out 1. `higher_probability` lies between the two exact tails
    (Jeffreys' beta).

    Source: Przyborowski and Wilenski (1940), Biometrika 31, for the conditional test; Korn and Graubard (1998), Survey
    Methodology 24, 193-201, for effective counts.
    """
    ours, others = np.asarray(count, dtype=float), np.asarray(other_count, dtype=float)
    days, other_days = np.asarray(exposure, dtype=float), np.asarray(other_exposure, dtype=float)
    spread, freedom = np.asarray(dispersion, dtype=float), np.asarray(df, dtype=float)
    low, high = _odds(np.maximum(ours / spread, 1), np.maximum(others / spread, 1), tail_probability(level, freedom))
    enough = (ours >= spread) & (others >= spread)
    even_share = days / (days + other_days)
    return RateRatios(
        ratio=np.where(enough, (ours / days) / (_positive(others) / other_days), np.nan),
        low=np.where(enough, low * other_days / days, np.nan),
        high=np.where(enough, high * other_days / days, np.nan),
        higher_probability=_higher_probability(ours / spread, others / spread, even_share, freedom),
        p_value=_p_value(ours / spread, others / spread, even_share, freedom),
    )


def with_rate_ratios(table: pl.DataFrame) -> pl.DataFrame:
    """The table with the ratio of `now` over `before`, each over its exposure, and its doubt as columns.

    `dispersion` and `df` are null where Poisson's variance stands; columns that are NaN in RateRatios are null here.
    """
    filled = table.with_columns(pl.col("dispersion").fill_null(1.0))
    ratios = rate_ratios(
        table["now"].to_numpy(),
        table["before"].to_numpy(),
        exposure=table["now_exposure"].to_numpy(),
        other_exposure=table["before_exposure"].to_numpy(),
        dispersion=filled["dispersion"].to_numpy(),
        df=table["df"].fill_null(float("inf")).to_numpy(),
    )
    columns = [pl.Series(field.name, getattr(ratios, field.name), nan_to_null=True) for field in fields(ratios)]
    return filled.with_columns(columns)


def _odds(ours: Floats, others: Floats, tail: Floats) -> tuple[Floats, Floats]:
    """The interval of our share in both, as odds; the other's least share is our greatest, and keeps its digits."""
    our_least = special.betaincinv(ours, others + 1, tail)
    their_least = special.betaincinv(others, ours + 1, tail)
    return our_least / (1 - our_least), (1 - their_least) / their_least


def _p_value(ours: Floats, others: Floats, even_share: Floats, df: Floats) -> Floats:
    as_many = np.where(ours > 0, special.betainc(_positive(ours), others + 1, even_share), 1.0)
    as_few = np.where(others > 0, special.betaincc(ours + 1, _positive(others), even_share), 1.0)
    p_value: Floats = 2 * special.stdtr(df, -_distance(np.minimum(np.minimum(as_many, as_few), 0.5)))
    return p_value


def _higher_probability(ours: Floats, others: Floats, even_share: Floats, df: Floats) -> Floats:
    lower = special.betainc(ours + 0.5, others + 0.5, even_share)
    upper = special.betaincc(ours + 0.5, others + 0.5, even_share)
    # From whichever tail is the smaller: near 1 a probability has no digits left.
    distance = np.where(lower < upper, _distance(lower), -_distance(upper))
    probability: Floats = special.stdtr(df, distance)
    return probability


def _distance(tail: Floats) -> Floats:
    """How many standard deviations out a normal tail begins."""
    distance: Floats = -special.ndtri(np.maximum(tail, LEAST_TAIL))
    return distance


def _positive(counts: Floats) -> Floats:
    """Zero counts made 1: their bounds are known without the beta, which is not defined there."""
    return np.where(counts > 0, counts, 1.0)
