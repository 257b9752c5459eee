"""The smallest change, of one weight or of one person's mark, that would alter which themes are chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import dataframely as dy
import numpy as np

from saferplan.definitions.forms import CriteriaScheme
from saferplan.priorities.ranking import EQUAL
from saferplan.priorities.scoring import (
    Numbers,
    Panel,
    group_columns,
    group_means,
    mean_marks,
    panel,
    scored_groups,
    scores,
    stated_weights,
    unranked,
)
from saferplan.priorities.tables import Marks


@dataclass(frozen=True, slots=True)
class WeightChange:
    """A weight's share now, and the share at which two themes tie; beyond it one takes the other's place.

    `criterion_key` None: the share of the whole group in the score; else the criterion's share in its group. The other
    weights keep their proportions to one another.
    """

    group_key: str
    criterion_key: str | None
    share: float
    tie_share: float
    comes_in: str
    goes_out: str


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One person's mark as it is, and as it would have to be for one theme to take another's place."""

    scorer_key: str
    theme_key: str
    criterion_key: str
    mark: int
    other_mark: int
    comes_in: str
    goes_out: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What would alter the choice of the first themes by score.

    `tied` are themes that share the last place, where the scores alone do not decide; nothing else is searched then.
    `marks` are all changes of one mark of the smallest size that alters the choice; none where no one mark does.
    """

    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    weight: WeightChange | None
    marks: tuple[MarkChange, ...]


def sensitivity(scheme: CriteriaScheme, marks: dy.DataFrame[Marks], *, chosen_count: int) -> Sensitivity:
    """The smallest changes that alter the chosen set, by exact search of every weight and every mark given.

    Assumes: one weight, or one mark, changes at a time.
    """
    whole = panel(marks, scheme)
    left_out = {theme.theme_key for theme in unranked(whole, scheme)}
    held = whole.only([key for key in whole.theme_keys if key not in left_out])
    weights = stated_weights(scheme)
    factors = group_means(mean_marks(held), scheme, weights.within)
    score = scores(factors, weights.groups)
    order = sorted(range(len(score)), key=lambda at: (-score[at], held.theme_keys[at]))
    inside, outside = order[:chosen_count], order[chosen_count:]
    chosen = tuple(held.theme_keys[at] for at in inside)
    if not inside or not outside:
        return Sensitivity(chosen, (), None, ())
    last = score[inside[-1]]
    if last - score[outside[0]] <= EQUAL:
        tied = tuple(held.theme_keys[at] for at in order if abs(score[at] - last) <= EQUAL)
        return Sensitivity(chosen, tied, None, ())
    changes = list(_weight_changes(scheme, held, factors, inside, outside))
    weight = min(changes, key=lambda change: round(abs(change.tie_share - change.share), 12), default=None)
    return Sensitivity(chosen, (), weight, _smallest(_mark_changes(scheme, held, score, inside, outside)))


def _weight_changes(
    scheme: CriteriaScheme, held: Panel, factors: Numbers, inside: list[int], outside: list[int]
) -> Iterator[WeightChange]:
    """For each weight and each pair of a chosen theme and one that is not, the share at which they tie, if any.

    A theme's worth is a straight line in the share of one criterion (its group's mean, times what the other groups
    give), and in the share of one group (the mean of logarithms), so each tie is found without search.
    """
    weights = stated_weights(scheme)
    means, columns = mean_marks(held), group_columns(scheme)
    logs = np.log(factors)
    whole = logs @ weights.groups
    for at, group in enumerate(scored_groups(scheme)):
        share = weights.groups[at]
        lines = _line(logs[:, at], whole, share)
        for tie in _ties(lines, share, inside, outside):
            yield _weight_change(group.key, None, share, tie, held)
        scale = np.exp((whole - share * logs[:, at]) / share)
        for column, criterion, own in zip(columns[group.key], group.criteria, weights.within[at], strict=True):
            start, slope = _line(means[:, column], factors[:, at], own)
            for tie in _ties((start * scale, slope * scale), own, inside, outside):
                yield _weight_change(group.key, criterion.key, own, tie, held)


def _line(own: Numbers, mean: Numbers, share: float) -> tuple[Numbers, Numbers]:
    """A weighted mean as a line in one share: its value where the share is 0, and its slope."""
    if share >= 1:  # nothing else to weigh it against
        return mean, np.zeros_like(mean)
    rest = (mean - share * own) / (1 - share)
    return rest, own - rest


def _ties(
    lines: tuple[Numbers, Numbers], share: float, inside: list[int], outside: list[int]
) -> Iterator[tuple[float, int, int]]:
    start, slope = lines
    for chosen in inside:
        for other in outside:
            steeper = slope[other] - slope[chosen]
            if abs(steeper) > EQUAL:
                tie = float((start[chosen] - start[other]) / steeper)
                if EQUAL < tie < 1 - EQUAL:
                    yield tie, other, chosen


def _weight_change(
    group_key: str, criterion_key: str | None, share: float, tie: tuple[float, int, int], held: Panel
) -> WeightChange:
    at, comes_in, goes_out = tie
    return WeightChange(
        group_key, criterion_key, float(share), at, held.theme_keys[comes_in], held.theme_keys[goes_out]
    )


def _mark_changes(
    scheme: CriteriaScheme, held: Panel, score: Numbers, inside: list[int], outside: list[int]
) -> Iterator[MarkChange]:
    """Every change of one mark that alters the choice."""
    weights = stated_weights(scheme)
    scored = [at for group in scored_groups(scheme) for at in group_columns(scheme)[group.key]]
    for theme, criterion, scorer in np.argwhere(~np.isnan(held.marks)):
        if criterion not in scored:
            continue
        mark = int(held.marks[theme, criterion, scorer])
        # The best that is not chosen takes a falling theme's place; the last chosen gives way to a rising one.
        rival = outside[0] if theme in inside else inside[-1]
        for other in range(scheme.lowest_mark, scheme.highest_mark + 1):
            means = mean_marks(held.only([held.theme_keys[theme]]))
            means[0, criterion] += (other - mark) / held.given[theme, criterion]
            moved = float(scores(group_means(means, scheme, weights.within), weights.groups)[0])
            falls = theme in inside and moved < score[rival] - EQUAL
            rises = theme not in inside and moved > score[rival] + EQUAL
            if falls or rises:
                pair = (rival, theme) if falls else (theme, rival)
                comes_in, goes_out = (held.theme_keys[at] for at in pair)
                key, named = held.theme_keys[theme], held.criterion_keys[criterion]
                yield MarkChange(held.scorer_keys[scorer], key, named, mark, other, comes_in, goes_out)


def _smallest(changes: Iterator[MarkChange]) -> tuple[MarkChange, ...]:
    found = list(changes)
    least = min((abs(change.other_mark - change.mark) for change in found), default=0)
    return tuple(change for change in found if abs(change.other_mark - change.mark) == least)


def sensitivity_in_words(
    found: Sensitivity, scheme: CriteriaScheme, *, theme_names: Mapping[str, str], scorer_names: Mapping[str, str]
) -> tuple[str, ...]:
    """Whole sentences for the page that shows the choice."""
    if found.tied:
        names = [theme_names[key] for key in found.tied]
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        return (f"{listed} have the same score at the last place: the scores alone do not decide.",)
    sentences = [_weight_in_words(found.weight, scheme, theme_names)]
    if not found.marks:
        sentences.append("No change of one person's mark would alter the choice.")
    else:
        sentences.append(_mark_in_words(found.marks[0], scheme, theme_names, scorer_names))
        if len(found.marks) > 1:
            sentences.append(f"In all, {len(found.marks)} single marks would alter the choice by as small a step.")
    return tuple(sentences)


def _weight_in_words(change: WeightChange | None, scheme: CriteriaScheme, names: Mapping[str, str]) -> str:
    if change is None:
        return "No change of one weight would alter the choice."
    group = next(group for group in scheme.groups if group.key == change.group_key)
    named, of = group.name, "the score"
    if change.criterion_key is not None:
        named = next(one.name for one in group.criteria if one.key == change.criterion_key)
        of = group.name.lower()
    way = "more" if change.tie_share > change.share else "less"
    return (
        f"If {named.lower()} counted for {way} than {100 * change.tie_share:.1f} % of {of} instead of "
        f"{100 * change.share:.1f} %, {names[change.comes_in]} would be chosen and {names[change.goes_out]} would not."
    )


def _mark_in_words(
    change: MarkChange, scheme: CriteriaScheme, theme_names: Mapping[str, str], scorer_names: Mapping[str, str]
) -> str:
    criteria = {criterion.key: criterion.name for group in scheme.groups for criterion in group.criteria}
    named = criteria[change.criterion_key].lower()
    return (
        f"If {scorer_names[change.scorer_key]} had given {theme_names[change.theme_key]} {change.other_mark} "
        f"instead of {change.mark} for {named}, {theme_names[change.comes_in]} would be chosen and "
        f"{theme_names[change.goes_out]} would not."
    )
