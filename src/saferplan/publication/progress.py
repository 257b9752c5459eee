"""How a priority goes in a letter and a few plain words, from the letters of its actions."""

from collections.abc import Sequence

NONE_YET = ("–", "No actions yet")
NOT_BEGUN = ("–", "Not begun yet")


def state_of(letters: Sequence[str]) -> tuple[str, str]:
    """The letter and words of a priority: the worst of its actions decides, and all must be done for it to be done.

    >>> state_of(["G", "B"]), state_of(["G", "A"]), state_of(["B"]), state_of([])
    (('G', 'On track'), ('A', 'Some work is behind'), ('B', 'All done'), ('–', 'No actions yet'))
    """
    rated = [letter for letter in letters if letter in {"R", "A", "G", "B"}]
    if not letters:
        return NONE_YET
    if not rated:
        return NOT_BEGUN
    if "R" in rated:
        return "R", "Some work is late"
    if "A" in rated:
        return "A", "Some work is behind"
    return ("B", "All done") if set(letters) == {"B"} else ("G", "On track")


def progress_of(letters: Sequence[str], effects: Sequence[str]) -> str:
    """How an objective stood when the release was prepared, as the next year reads it back."""
    _, words = state_of(letters)
    return " ".join([f"{words}.", *effects])
