"""Whether an interval is the exact one of a Poisson count, found with the standard library alone."""

import math

# An end is taken as right where moving it by this part of itself would move it past the exact end.
PRECISION = 1e-6


def is_exact_poisson(count: int, low: float, high: float, level: float) -> bool:
    """Whether low and high are the means at which a count so high, or so low, is as rare as the level allows.

    Source: Garwood (1936), Biometrika 28, 437-442.

    >>> is_exact_poisson(10, 4.795389, 18.390356, 0.95), is_exact_poisson(10, 4.80, 18.39, 0.95)
    (True, False)
    """
    tail = (1 - level) / 2
    if count == 0:
        return low == 0 and _is_tail(_at_most(0, high), tail, _probability(0, high) * high)
    if low <= 0 or high <= low:
        return False
    least = _is_tail(_at_least(count, low), tail, _probability(count - 1, low) * low)
    return least and _is_tail(_at_most(count, high), tail, _probability(count, high) * high)


def _is_tail(found: float, tail: float, slope: float) -> bool:
    """`slope` is how fast the tail changes with the mean, times the mean."""
    return abs(found - tail) <= slope * PRECISION + 1e-12


def _probability(count: int, mean: float) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def _at_least(count: int, mean: float) -> float:
    """The chance of `count` or more, summed upwards until what follows no longer counts."""
    term = total = _probability(count, mean)
    while term > total * 1e-17:
        count += 1
        term *= mean / count
        total += term
    return total


def _at_most(count: int, mean: float) -> float:
    """The chance of `count` or fewer, summed downwards."""
    term = total = _probability(count, mean)
    while count and term > total * 1e-17:
        term *= count / mean
        count -= 1
        total += term
    return total
