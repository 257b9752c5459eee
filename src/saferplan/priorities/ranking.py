"""The ranking of themes with its doubt: how probable each rank is, were scorers and weights others like these."""

from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy
import numpy as np

from saferplan.definitions.forms import CriteriaScheme
from saferplan.priorities.scoring import (
    Numbers,
    Panel,
    Unranked,
    group_columns,
    group_means,
    mean_marks,
    panel,
    scores,
    stated_weights,
    unranked,
)
from saferplan.priorities.tables import Marks
from saferplan.terms.problems import Refusal

DRAWS = 10_000
SEED = 2007  # any number will do; it is fixed so that the same marks give the same chances

# How closely drawn weights keep to those stated: a share of one half has a standard deviation of 0.1.
CONCENTRATION = 24.0

# Scores that differ by less are equal: what is left of rounding.
EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class RankedTheme:
    """One theme's score and rank, and how sure they are.

    `chances` are the probabilities of rank 1, 2, ...; `chosen_chance` that of being among the first `chosen_count`.
    `groups` are the groups' mean marks, scored or beside; None where nobody marked. `blank_count`: marks not given.
    """

    theme_key: str
    score: float
    rank: int
    chances: tuple[float, ...]
    chosen_chance: float
    groups: tuple[tuple[str, float | None], ...]
    scorer_count: int
    blank_count: int
    residents_rank: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """All themes in order of score, those that cannot be ranked, and how the chances were found."""

    scheme_key: str
    scheme_version: str
    themes: tuple[RankedTheme, ...]
    unranked: tuple[Unranked, ...]
    chosen_count: int
    draws: int
    seed: int


def ranking(
    scheme: CriteriaScheme,
    marks: dy.DataFrame[Marks],
    *,
    chosen_count: int,
    residents_ranks: Mapping[str, int] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranking:
    """Themes ranked by score, 1 the highest, with the probability of each rank.

    Each draw gives the scorers random weights (the Bayesian bootstrap: as if others like them had come) and draws the
    scheme's weights around those stated. Ties share their ranks' probability; in `rank` they take the better one.

    Fails: Refusal where no two themes can be ranked. Assumes: blanks are missing for no reason that bears on the mark.
    Source: Lahdelma and Salminen (2001), SMAA-2, Operations Research 49(3), 444-454 (rank acceptability); Rubin
    (1981), The Bayesian bootstrap, Annals of Statistics 9(1), 130-134. Weights: Dirichlet.
    """
    whole = panel(marks, scheme)
    without = unranked(whole, scheme)
    left_out = {theme.theme_key for theme in without}
    held = whole.only([key for key in whole.theme_keys if key not in left_out])
    if len(held.theme_keys) < 2:
        raise _too_few(without)
    weights = stated_weights(scheme)
    score = scores(group_means(mean_marks(held), scheme, weights.within), weights.groups)
    chances = rank_chances(_drawn_scores(scheme, held, draws, seed))
    themes = [
        RankedTheme(
            theme_key=key,
            score=float(score[at]),
            rank=1 + int((score > score[at] + EQUAL).sum()),
            chances=tuple(chances[at].tolist()),
            chosen_chance=min(1.0, float(chances[at, :chosen_count].sum())),
            groups=_all_groups(scheme, held, at),
            scorer_count=int((~np.isnan(held.marks[at])).any(axis=0).sum()),
            blank_count=int(np.isnan(held.marks[at]).sum()),
            residents_rank=(residents_ranks or {}).get(key),
        )
        for at, key in enumerate(held.theme_keys)
    ]
    themes.sort(key=lambda theme: (theme.rank, theme.theme_key))
    return Ranking(scheme.key, scheme.version, tuple(themes), without, chosen_count, draws, seed)


def rank_chances(drawn: Numbers) -> Numbers:
    """The share of draws in which each theme has each rank. Grain: `drawn` draw by theme; the result theme by rank."""
    draws, count = drawn.shape
    higher = (drawn[:, None, :] > drawn[:, :, None] + EQUAL).sum(axis=2)
    level = (np.abs(drawn[:, None, :] - drawn[:, :, None]) <= EQUAL).sum(axis=2)
    ranks = np.arange(count)
    holds = (ranks >= higher[..., None]) & (ranks < (higher + level)[..., None])
    shares: Numbers = (holds / level[..., None]).sum(axis=0) / draws
    return shares


def _drawn_scores(scheme: CriteriaScheme, held: Panel, draws: int, seed: int) -> Numbers:
    random = np.random.default_rng(seed)
    scorers = random.dirichlet(np.ones(len(held.scorer_keys)), draws)
    weights = stated_weights(scheme)
    within = [random.dirichlet(CONCENTRATION * shares, draws)[:, None, :] for shares in weights.within]
    groups = random.dirichlet(CONCENTRATION * weights.groups, draws)[:, None, :]
    given = ~np.isnan(held.marks)
    total = np.einsum("ds,tcs->dtc", scorers, np.nan_to_num(held.marks))
    base = np.einsum("ds,tcs->dtc", scorers, given.astype(float))
    means = total / np.where(base > 0, base, np.nan)
    return scores(group_means(means, scheme, within), groups)


def _all_groups(scheme: CriteriaScheme, held: Panel, at: int) -> tuple[tuple[str, float | None], ...]:
    """Each group's mean mark; where a criterion shown beside has no mark, the group's has none either."""
    means = mean_marks(held)[at]
    columns = group_columns(scheme)
    found = []
    for group in scheme.groups:
        weights = [criterion.weight for criterion in group.criteria]
        mean = float(np.average(means[columns[group.key]], weights=weights))
        found.append((group.key, None if np.isnan(mean) else mean))
    return tuple(found)


def _too_few(without: tuple[Unranked, ...]) -> Refusal:
    return Refusal(
        "There is nothing to rank yet.",
        why=f"A ranking needs two themes that are fully marked; {len(without)} are not.",
        next_step="Ask at least two people to mark every criterion of two themes or more.",
    )
