"""Themes' scores from the marks of several scorers, by the scheme's weights and formula."""

from collections.abc import Sequence
from dataclasses import dataclass

import dataframely as dy
import numpy as np
from numpy.typing import NDArray

from saferplan.definitions.forms import CriteriaGroup, CriteriaScheme
from saferplan.priorities.tables import Marks
from saferplan.terms.problems import Refusal

# One person's mark says nothing of agreement, and would be that person's choice.
LEAST_SCORERS = 2

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Panel:
    """All marks as one block: theme by criterion by scorer, NaN where a mark was not given."""

    theme_keys: tuple[str, ...]
    criterion_keys: tuple[str, ...]
    scorer_keys: tuple[str, ...]
    marks: Numbers

    @property
    def given(self) -> Numbers:
        """How many gave a mark, theme by criterion."""
        counts: Numbers = (~np.isnan(self.marks)).sum(axis=2).astype(float)
        return counts

    def only(self, theme_keys: Sequence[str]) -> "Panel":
        """The panel with these themes alone."""
        rows = [self.theme_keys.index(key) for key in theme_keys]
        return Panel(tuple(theme_keys), self.criterion_keys, self.scorer_keys, self.marks[rows])


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights as shares: of each criterion in its group, by scored group; and of each scored group in the score."""

    within: tuple[Numbers, ...]
    groups: Numbers


@dataclass(frozen=True, slots=True)
class Unranked:
    """A theme that cannot be ranked, and the whole sentence that says why."""

    theme_key: str
    criterion_keys: tuple[str, ...]
    reason: str


def panel(marks: dy.DataFrame[Marks], scheme: CriteriaScheme) -> Panel:
    """The marks in order. Fails: Refusal for a criterion or a mark that the scheme does not have."""
    criteria = tuple(criterion.key for group in scheme.groups for criterion in group.criteria)
    themes = tuple(sorted(set(marks["theme_key"])))
    scorers = tuple(sorted(set(marks["scorer_key"])))
    block = np.full((len(themes), len(criteria), len(scorers)), np.nan)
    for theme, criterion, scorer, mark in marks.select("theme_key", "criterion_key", "scorer_key", "mark").iter_rows():
        if criterion not in criteria:
            raise _not_of_scheme(scheme, f"The criterion {criterion}")
        if mark is not None:
            if not scheme.lowest_mark <= mark <= scheme.highest_mark:
                raise _not_of_scheme(scheme, f"The mark {mark}")
            block[themes.index(theme), criteria.index(criterion), scorers.index(scorer)] = mark
    return Panel(themes, criteria, scorers, block)


def unranked(held: Panel, scheme: CriteriaScheme) -> tuple[Unranked, ...]:
    """Themes for which some scored criterion has fewer marks than the least number of scorers."""
    names = {criterion.key: criterion.name for group in scored_groups(scheme) for criterion in group.criteria}
    found = []
    for theme, counts in zip(held.theme_keys, held.given, strict=True):
        short = {
            key: int(n)
            for key, n in zip(held.criterion_keys, counts, strict=True)
            if key in names and n < LEAST_SCORERS
        }
        if short:
            listed = "; ".join(f"{names[key]}: {n or 'none'}" for key, n in short.items())
            reason = f"Not ranked: each criterion needs marks of {LEAST_SCORERS} people or more ({listed})."
            found.append(Unranked(theme, tuple(short), reason))
    return tuple(found)


def scored_groups(scheme: CriteriaScheme) -> tuple[CriteriaGroup, ...]:
    """The groups that make the score; the others are shown beside it."""
    return tuple(group for group in scheme.groups if group.weight > 0)


def stated_weights(scheme: CriteriaScheme) -> Weights:
    """The scheme's own weights, as shares."""

    def shares(weights: list[float]) -> Numbers:
        share: Numbers = np.array(weights) / sum(weights)
        return share

    groups = scored_groups(scheme)
    within = tuple(shares([criterion.weight for criterion in group.criteria]) for group in groups)
    return Weights(within, shares([group.weight for group in groups]))


def mean_marks(held: Panel) -> Numbers:
    """The mean of the marks given, theme by criterion; NaN where none was."""
    given = held.given
    means: Numbers = np.where(given > 0, np.nansum(held.marks, axis=2) / np.maximum(given, 1), np.nan)
    return means


def group_columns(scheme: CriteriaScheme) -> dict[str, list[int]]:
    """Where each group's criteria stand among all of the scheme's."""
    keys = [(group.key, criterion.key) for group in scheme.groups for criterion in group.criteria]
    return {group.key: [at for at, (key, _) in enumerate(keys) if key == group.key] for group in scheme.groups}


def group_means(means: Numbers, scheme: CriteriaScheme, within: Sequence[Numbers]) -> Numbers:
    """The weighted mean of each scored group's marks. Grain: as `means`, with groups in place of criteria, last."""
    columns = group_columns(scheme)
    each = [
        (means[..., columns[group.key]] * weights).sum(axis=-1)
        for group, weights in zip(scored_groups(scheme), within, strict=True)
    ]
    return np.stack(each, axis=-1)


def scores(factors: Numbers, groups: Numbers) -> Numbers:
    """Scores from the groups' means: their product, each to the power of its share times the number of groups.

    With equal shares that is the plain product. It orders themes as the weighted mean of logarithms does, so a group's
    share says how much it counts.
    """
    powers = groups * factors.shape[-1]
    product: Numbers = (factors**powers).prod(axis=-1)
    return product


def _not_of_scheme(scheme: CriteriaScheme, what: str) -> Refusal:
    return Refusal(
        f"{what} is not one of the scheme {scheme.name}.",
        why=f"It has marks from {scheme.lowest_mark} to {scheme.highest_mark} on the criteria it lists.",
        next_step="Mark again by the scheme that this round uses.",
    )
