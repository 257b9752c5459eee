"""The summary of a release in sentences that most people can read: short, and in common words."""

from saferplan.publication.content import Content
from saferplan.publication.wording import day_words

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def summary(content: Content) -> tuple[str, ...]:
    """What the plan is, how it goes, and where to look; its reading grade is one of the release's checks."""
    planned = [priority for priority in content.priorities if priority.is_planned]
    return (
        f"This is our plan for {content.plan.year}. It says what we will do to make our area safer.",
        f"We chose {in_words(len(planned), 'thing', 'things')} to work on. {how_it_goes(content)}",
        f"Our board agreed the plan on {day_words(content.plan.adopted_on)}.",
        "You can see how we chose. You can check each number we use.",
    )


def how_it_goes(content: Content) -> str:
    """How the priorities go, all together.

    Counted by the letters that each priority has.
    """
    letters = [priority.state_letter for priority in content.priorities if priority.is_planned]
    going = sum(letter in {"G", "B"} for letter in letters)
    late = sum(letter in {"R", "A"} for letter in letters)
    if not going and not late:
        return "The work has not begun yet."
    if not late:
        return "All of it that has begun is on track."
    if not going:
        return "The work is behind."
    return f"{in_words(going, 'is', 'are').capitalize()} on track. {in_words(late, 'is', 'are').capitalize()} behind."


def in_words(count: int, one: str, many: str) -> str:
    """A small count as people say it.

    >>> in_words(1, "thing", "things"), in_words(3, "thing", "things"), in_words(12, "thing", "things")
    ('one thing', 'three things', '12 things')
    """
    return f"{_COUNTS[count] if count < len(_COUNTS) else count} {one if count == 1 else many}"
