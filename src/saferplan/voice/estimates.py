"""Weighted shares and means of survey answers, with intervals by Taylor linearisation."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

from saferplan.voice.weighting import Floats

Bools = NDArray[np.bool_]
# As the Crime Survey for England and Wales does, nothing is told of fewer people than these.
LEAST_BASE = 50


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted value with its interval; `n` answers are under it, worth `effective_n` of equal weight."""

    value: float
    low: float
    high: float
    n: int
    effective_n: float


def weighted_share(holds: Bools, weights: Floats, *, sample: int, level: float = 0.95) -> Weighted:
    """The share of a base for whom something holds, of a sample of so many; weights are those of the base.

    The interval is symmetric on the logit scale, so it stays between 0 and 1; for a share of 0 or 1 it is the exact
    binomial one of as many answers as the effective base.

    Assumes: respondents behave as if drawn at random with unequal chances; weights are taken as fixed.
    Source: Lumley (2010), Complex Surveys, section 2.3, and R survey's svyciprop(method = "logit"); Korn and
    Graubard (1998), Survey Methodology 24(2), 193-201.
    """
    mean = weighted_mean(holds.astype(np.float64), weights, sample=sample, level=level)
    share, effective = mean.value, mean.effective_n
    if holds.all() or not holds.any():
        far = float(betaincinv(1, effective, 0.5 + level / 2))
        low, high = (1 - far, 1.0) if holds.all() else (0.0, far)
        return Weighted(float(holds.all()), low, high, mean.n, effective)
    logit = math.log(share / (1 - share))
    reach = (mean.high - share) / (share * (1 - share))
    return Weighted(share, _from_logit(logit - reach), _from_logit(logit + reach), mean.n, effective)


def weighted_mean(scores: Floats, weights: Floats, *, sample: int, level: float = 0.95) -> Weighted:
    """The mean score of a base, with Student's interval of one less degrees of freedom than answers.

    Assumes: respondents behave as if drawn at random with unequal chances; weights are taken as fixed.
    Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, section 5.7.
    """
    assert len(scores) == len(weights) >= 2, "an interval needs two answers"
    total = weights.sum()
    mean = float((weights * scores).sum() / total)
    residuals = weights * (scores - mean) / total
    error = math.sqrt(sample / (sample - 1) * float((residuals**2).sum()))
    reach = error * float(stdtrit(len(scores) - 1, 0.5 + level / 2))
    return Weighted(mean, mean - reach, mean + reach, len(scores), float(total**2 / (weights**2).sum()))


def _from_logit(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
