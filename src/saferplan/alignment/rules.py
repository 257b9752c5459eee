"""What a strategy, its aims and a row of the crosswalk must say before they are kept."""

import re
from collections.abc import Sequence
from datetime import date

from saferplan.terms.problems import Refusal

_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def refuse_days(starts_on: date, ends_on: date | None, checked_on: date, day: date) -> None:
    """Refuse days that contradict each other, or lie ahead."""
    if ends_on and ends_on < starts_on:
        raise Refusal(
            "A strategy cannot end before it begins.", why="The days contradict each other.", next_step="Check both."
        )
    if checked_on > day:
        raise Refusal(
            "Nobody can have looked at it on a day to come.",
            why="The day says when it was last read as published.",
            next_step="Give today or an earlier day.",
        )


def refuse_link(link: str) -> None:
    """Refuse what is no address on the web: a page leads there."""
    if link and not _WEB_ADDRESS.fullmatch(link):
        raise Refusal(
            "That is no address of a page.",
            why="A strategy’s link leads to where it is published.",
            next_step="Give one that begins with https://, or none.",
        )


def refuse_blank(words: str, rule: str) -> None:
    """Refuse words left blank, giving the rule."""
    if not words.strip():
        raise Refusal("Something is left blank.", why=rule, next_step="Write it, and send it again.")


def refuse_twice(sentences: Sequence[str]) -> None:
    """Refuse two aims of the same words."""
    seen: set[str] = set()
    for sentence in sentences:
        if sentence.casefold() in seen:
            raise Refusal(
                f"“{sentence}” stands twice.",
                why="Two aims of the same words cannot be told apart.",
                next_step="Leave one out.",
            )
        seen.add(sentence.casefold())
