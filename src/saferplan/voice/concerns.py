"""Where concerns rank by the share who name each, and which ranks the answers cannot tell apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saferplan.voice.estimates import Bools, Weighted, weighted_share
from saferplan.voice.weighting import Floats, Indexes, Weights

RESAMPLES = 1_000
SEED = 20_071_830  # any would do; this one never changes, so that the same answers give the same ranks
# A resample is raked as far as so many rounds take it: its weights are far closer than its shares are sure.
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class RankedConcern:
    """A thing people named: its share, its rank (1 named most), and the ranks that hold for all at once."""

    name: str
    share: Weighted
    rank: int
    least_rank: int
    greatest_rank: int


def ranked_concerns(
    names: Sequence[str], named: Bools, weights: Weights, *, level: float = 0.95
) -> tuple[RankedConcern, ...]:
    """The things people named, from the most named; `named` has a row a respondent and a column a thing.

    The base is the respondents who named any. Respondents are drawn again with replacement and weighted anew; a thing
    is surely above another where their difference exceeds the greatest standardised error of any difference that
    all but 5 % of the resamples show. So the ranges of all ranks hold together.

    Source: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91(1), 476-518; Efron and
    Tibshirani (1993), An Introduction to the Bootstrap.
    """
    base: Bools = np.any(named, axis=1)
    shares = [
        weighted_share(column, weights.values[base], sample=len(weights.values), level=level)
        for column in named[base].T
    ]
    values = np.array([share.value for share in shares])
    above = _surely_above(values, _resampled(named, base, weights), level)
    ranked = [
        RankedConcern(
            name=name,
            share=share,
            rank=1 + int((values > share.value).sum()),
            least_rank=1 + int(above[:, number].sum()),
            greatest_rank=len(names) - int(above[number].sum()),
        )
        for number, (name, share) in enumerate(zip(names, shares, strict=True))
    ]
    return tuple(sorted(ranked, key=lambda concern: (concern.rank, concern.name)))


def _surely_above(values: Floats, resampled: Floats, level: float) -> Bools:
    """Whether a row's thing is surely named more than a column's."""
    differences = values[:, None] - values[None, :]
    errors = resampled[:, :, None] - resampled[:, None, :] - differences
    spread = errors.std(axis=0, ddof=1)
    told = np.where(spread > 0, spread, np.inf)
    greatest = (np.abs(errors) / told).max(axis=(1, 2))
    found: Bools = (differences > np.quantile(greatest, level) * spread) & (spread > 0)
    return found


def _resampled(named: Bools, base: Bools, weights: Weights) -> Floats:
    """The shares of each resample, weighted anew."""
    rng = np.random.default_rng(SEED)
    n, kinds = len(weights.values), int(weights.cells.max()) + 1
    shares = []
    for _ in range(RESAMPLES):
        drawn: Indexes = rng.integers(0, n, n)
        counts = np.bincount(weights.cells[drawn], minlength=kinds).astype(np.float64)
        of_kind, _, _ = weights.raking.settled(counts, most_rounds=_ROUNDS)
        chosen = drawn[base[drawn]]
        weight = of_kind[weights.cells[chosen]]
        shares.append(weight @ named[chosen] / weight.sum())
    return np.array(shares)
