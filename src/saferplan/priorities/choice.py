"""What may be made of a theme, and when that goes against the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

PRIORITY, CROSS_CUTTING, WATCH = "priority", "cross_cutting", "watch"

# Long enough that "agreed at the meeting" is no answer to "why this one, when that one scores higher?".
LEAST_REASON = 40

RULE = (
    "A choice goes against the ranking where a theme becomes a priority while one with a higher score is only kept "
    "watching, and for the theme so passed over. A theme made cross-cutting is taken up in every priority, so it is "
    f"never passed over. Going against the ranking needs a reason of {LEAST_REASON} letters or more."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a theme becomes, "priority", "cross_cutting" or "watch", and why."""

    outcome: str
    reason: str


def against_ranking(outcomes: Mapping[int, str], ranks: Mapping[int, int]) -> frozenset[int]:
    """The themes whose outcome goes against the ranking; equal ranks never do.

    >>> sorted(against_ranking({1: "watch", 2: "cross_cutting", 3: "priority"}, {1: 1, 2: 2, 3: 3}))
    [1, 3]
    """
    chosen = [ranks[key] for key, outcome in outcomes.items() if outcome == PRIORITY]
    watched = [ranks[key] for key, outcome in outcomes.items() if outcome == WATCH]
    return frozenset(
        key
        for key, outcome in outcomes.items()
        if (outcome == PRIORITY and any(rank < ranks[key] for rank in watched))
        or (outcome == WATCH and any(rank > ranks[key] for rank in chosen))
    )


def reason_problem(reason: str, *, is_against: bool) -> str | None:
    """What is wrong with a reason, saying how to mend it; None where it will do."""
    if not reason.strip():
        return "Say why, in a sentence."
    if is_against and len(reason.strip()) < LEAST_REASON:
        return f"This goes against the ranking. Say why in at least {LEAST_REASON} letters."
    return None
