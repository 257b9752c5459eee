"""Weights that make those who answered agree with the population on age, sex and place: raking within bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saferplan.terms.problems import Refusal

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]
# No answer counts for less than a fifth of the average one, and none for more than five.
LEAST_WEIGHT, GREATEST_WEIGHT = 0.2, 5.0
MOST_ROUNDS = 2_000
TOLERANCE = 1e-11
_HUGE = 1e100
_NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Margin:
    """The people of each group of the population, and the group of each respondent (None: not stated)."""

    name: str
    people: Mapping[str, int]
    groups: Sequence[str | None]


@dataclass(frozen=True, eq=False)
class Weights:
    """A weight for each respondent, 1 on average, and how many rounds of raking it took.

    `cells` is the kind of each respondent (same age, sex and place), `raking` what the weights were found from.
    """

    values: Floats
    rounds: int
    cells: Indexes
    raking: "Raking"

    @property
    def effective_n(self) -> float:
        """How many equally weighted answers would be as sure. Source: Kish (1965), Survey Sampling, section 11.7."""
        return float(self.values.sum() ** 2 / (self.values**2).sum())

    @property
    def design_effect(self) -> float:
        """How much larger weighting makes a variance: answers divided by effective answers."""
        return len(self.values) / self.effective_n


@dataclass(frozen=True, eq=False)
class Raking:
    """Kinds of respondents: the group of each kind in each margin, and each group's share to be reached."""

    groups: tuple[Indexes, ...]
    shares: tuple[Floats, ...]

    def settled(self, counts: Floats, *, most_rounds: int = MOST_ROUNDS) -> tuple[Floats, int, float]:
        """A weight for each kind, 1 on average over so many respondents; rounds, and the furthest share from its aim.

        Each round scales every margin's groups to their shares in turn, then brings weights within the bounds. What
        the bounds took off is given back before the next time they are applied (Dykstra's correction), so that where
        they do not bind in the end, the weights are those of raking without them.
        """
        weights, total = np.ones(len(counts)), counts.sum()
        taken, rounds, distance = np.ones(len(counts)), 0, np.inf
        while distance >= TOLERANCE and rounds < most_rounds:
            for group, share in zip(self.groups, self.shares, strict=True):
                held = np.bincount(group, weights * counts, len(share))
                factors = np.divide(share * total, held, out=np.zeros(len(share)), where=held > 0)
                weights *= factors[group]
            # Out of reach, what is taken off grows without end; it only has to stay a number.
            wanted = np.clip(weights * taken, 1 / _HUGE, _HUGE)
            weights = np.clip(wanted, LEAST_WEIGHT, GREATEST_WEIGHT)
            taken = wanted / weights
            distance = self._distance(weights * counts / total)
            rounds += 1
        return weights, rounds, distance

    def _distance(self, held: Floats) -> float:
        return max(
            float(np.abs(np.bincount(group, held, len(share)) - share).max())
            for group, share in zip(self.groups, self.shares, strict=True)
        )


def raked(margins: Sequence[Margin]) -> Weights:
    """Weights under which the respondents agree with the population on every margin.

    Respondents who did not state a group keep, as a group, the share they have among all who answered; the others
    share out the rest as the population does.

    Fails: Refusal where nobody answered for a group, or no weights within the bounds agree with every margin.
    Assumes: within a group, those who answered are like those who did not.
    Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444; bounds as in Deville and
    Särndal (1992), Journal of the American Statistical Association 87, 376-382, found by Dykstra's algorithm with
    Bregman projections, Bauschke and Lewis (2000), Optimization 48(4), 409-427.
    """
    aims = [_aims(margin) for margin in margins]
    each = np.array(
        [
            [list(aim).index(group or _NOT_STATED) for group in margin.groups]
            for margin, aim in zip(margins, aims, strict=True)
        ]
    )
    kinds, cells = np.unique(each, axis=1, return_inverse=True)
    raking = Raking(tuple(kinds), tuple(np.array(list(aim.values())) for aim in aims))
    counts = np.bincount(cells, minlength=kinds.shape[1]).astype(np.float64)
    weights, rounds, distance = raking.settled(counts)
    if distance >= TOLERANCE:
        raise _not_reached(margins, distance)
    return Weights(weights[cells], rounds, cells.astype(np.intp), raking)


def _aims(margin: Margin) -> Mapping[str, float]:
    """Each group's share to be reached, with that of respondents who did not state theirs."""
    answered = {group: sum(of == group for of in margin.groups) for group in (*margin.people, None)}
    assert sum(answered.values()) == len(margin.groups), f"{margin.name} has groups the population does not know"
    for group, people in margin.people.items():
        if people and not answered[group]:
            raise Refusal(
                f"The answers cannot be weighted by {margin.name}.",
                why=f"Nobody of {group} answered, so no answer can speak for them.",
                next_step="Reach them before the survey closes, or join them to a neighbour in the questionnaire.",
            )
    stated = 1 - answered[None] / len(margin.groups)
    whole = sum(margin.people.values())
    aims = {group: stated * people / whole for group, people in margin.people.items()}
    return aims | ({_NOT_STATED: 1 - stated} if answered[None] else {})


def _not_reached(margins: Sequence[Margin], distance: float) -> Refusal:
    named = ", ".join(margin.name for margin in margins)
    return Refusal(
        f"The answers cannot be weighted by {named} together.",
        why=(
            f"With no answer counting for less than {LEAST_WEIGHT} or more than {GREATEST_WEIGHT} of the average one, "
            f"a group stays {distance * 100:.2g} % of all away from its share: too few of its people answered."
        ),
        next_step="Reach more of the groups that few answered for, or ask for a larger area.",
    )
