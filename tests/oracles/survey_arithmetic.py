"""Survey arithmetic as a textbook has it: plain Python, one respondent after another, no bounds and no arrays.

Raking by Deming and Stephan's rule; the variance of a weighted mean by Taylor linearisation with replacement, as in
Lumley (2010), Complex Surveys, chapter 2; the logit interval by the delta method.
"""

import math
from collections import defaultdict

from scipy import stats


def raked_by_hand(groups: list[list[str]], people: list[dict[str, float]], rounds: int = 3_000) -> list[float]:
    """`groups` holds for each margin the group of every respondent; weights of mean 1."""
    n = len(groups[0])
    weights = [1.0] * n
    for _ in range(rounds):
        for group, wanted in zip(groups, people, strict=True):
            held: dict[str, float] = defaultdict(float)
            for name, weight in zip(group, weights, strict=True):
                held[name] += weight
            whole = sum(wanted.values())
            weights = [w * n * wanted[g] / whole / held[g] for g, w in zip(group, weights, strict=True)]
    return weights


def mean_and_error(values: list[float], weights: list[float], sample: int) -> tuple[float, float]:
    total = sum(weights)
    mean = sum(w * y for w, y in zip(weights, values, strict=True)) / total
    squares = sum((w * (y - mean) / total) ** 2 for w, y in zip(weights, values, strict=True))
    return mean, math.sqrt(squares * sample / (sample - 1))


def logit_interval(values: list[float], weights: list[float], sample: int, level: float) -> tuple[float, float]:
    share, error = mean_and_error(values, weights, sample)
    reach = stats.t.ppf((1 + level) / 2, len(values) - 1) * error / (share * (1 - share))
    ends = (math.log(share / (1 - share)) + sign * reach for sign in (-1, 1))
    low, high = (math.exp(end) / (1 + math.exp(end)) for end in ends)
    return low, high
