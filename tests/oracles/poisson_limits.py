"""Exact Poisson limits by their definition: the means at which so few, or so many, would be seen in half the tail."""

from scipy.optimize import brentq
from scipy.stats import poisson


def poisson_limits(count: int, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    top = 10 * count + 50
    low = brentq(lambda mean: poisson.sf(count - 1, mean) - tail, 1e-12, top, xtol=1e-12) if count else 0.0
    high = brentq(lambda mean: poisson.cdf(count, mean) - tail, 1e-12, top, xtol=1e-12)
    return low, high
