"""Scores, chances of ranks and what would alter the choice, in plain Python with loops, from the scheme's words."""

from random import Random


def plain_scores(groups, marks, scorer_weights=None):
    """`groups`: (weight, {criterion: weight}) of each scored group; `marks`: {(theme, criterion, scorer): mark}."""
    found = {}
    total = sum(weight for weight, _ in groups)
    for theme in {theme for theme, _, _ in marks}:
        score = 1.0
        for group_weight, criteria in groups:
            mean = 0.0
            for criterion, weight in criteria.items():
                given = {s: m for (t, c, s), m in marks.items() if t == theme and c == criterion}
                counts = {s: 1.0 if scorer_weights is None else scorer_weights[s] for s in given}
                mark = sum(counts[s] * m for s, m in given.items()) / sum(counts.values())
                mean += mark * weight / sum(criteria.values())
            score *= mean ** (len(groups) * group_weight / total)
        found[theme] = score
    return found


def first(scores, count):
    """The themes of the highest scores."""
    return frozenset(sorted(scores, key=lambda theme: (-scores[theme], theme))[:count])


def dirichlet(random, alphas):
    drawn = [random.gammavariate(alpha, 1.0) for alpha in alphas]
    return [value / sum(drawn) for value in drawn]


def plain_chances(groups, marks, draws, concentration, seed=1):
    """{theme: [chance of rank 1, 2, ...]} by drawing scorers' and criteria's weights one after another."""
    random = Random(seed)  # noqa: S311 - a simulation
    scorers = sorted({scorer for _, _, scorer in marks})
    themes = sorted({theme for theme, _, _ in marks})
    tally = {theme: [0] * len(themes) for theme in themes}

    def around(weights):
        whole = sum(weights)
        return dirichlet(random, [concentration * weight / whole for weight in weights])

    for _ in range(draws):
        people = dict(zip(scorers, dirichlet(random, [1.0] * len(scorers)), strict=True))
        drawn = [
            (share, dict(zip(criteria, around(list(criteria.values())), strict=True)))
            for share, (_, criteria) in zip(around([weight for weight, _ in groups]), groups, strict=True)
        ]
        scores = plain_scores(drawn, marks, people)
        for rank, theme in enumerate(sorted(themes, key=lambda theme: -scores[theme])):
            tally[theme][rank] += 1
    return {theme: [count / draws for count in counts] for theme, counts in tally.items()}


def altering_marks(groups, marks, count, scale):
    """The single marks that alter the choice by the smallest step: {(theme, criterion, scorer, other mark)}."""
    before = first(plain_scores(groups, marks), count)
    found = {}
    for (theme, criterion, scorer), mark in marks.items():
        for other in scale:
            scores = plain_scores(groups, marks | {(theme, criterion, scorer): other})
            # Altered is a choice that no longer stands even where ties are broken in its favour.
            if min(scores[key] for key in before) < max(scores[key] for key in scores if key not in before) - 1e-9:
                found.setdefault(abs(other - mark), set()).add((theme, criterion, scorer, other))
    return found[min(found)] if found else set()


def with_share(weights, key, share):
    """Weights in which `key` has this share and the others keep their proportions."""
    rest = sum(weight for other, weight in weights.items() if other != key)
    return {other: share if other == key else weight / rest * (1 - share) for other, weight in weights.items()}


def least_weight_change(groups, marks, count, steps=1000):
    """The smallest change of one share that alters the choice, trying every share in steps; None where none does."""
    before = first(plain_scores(groups, marks), count)
    found = []

    def alters(changed):
        return first(plain_scores(changed, marks), count) != before

    for step in range(1, steps):
        share = step / steps
        whole = sum(weight for weight, _ in groups)
        for at, (weight, criteria) in enumerate(groups):
            if len(groups) > 1:
                shares = with_share({i: w for i, (w, _) in enumerate(groups)}, at, share)
                if alters([(shares[i], c) for i, (_, c) in enumerate(groups)]):
                    found.append(abs(share - weight / whole))
            for key in criteria if len(criteria) > 1 else ():
                changed = [(w, with_share(c, key, share) if i == at else c) for i, (w, c) in enumerate(groups)]
                if alters(changed):
                    found.append(abs(share - criteria[key] / sum(criteria.values())))
    return min(found, default=None)
