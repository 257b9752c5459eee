"""How an action goes, by one stated rule: a letter, a word, and the reason in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saferplan.documents.wording import counted, percent

State = Literal["not_started", "under_way", "stuck", "done"]
# Four weeks late is a month's meeting missed; a quarter and half of the work are what people can tell apart.
FAR_LATE_DAYS = 28
BEHIND_SHARE = 0.25
FAR_BEHIND_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of an action on a day. `done_share` is 0 to 1; where nobody said anything, nothing is done.

    `expected_on` is when its lead expects it to be done, and `done_on` when it was said to be.
    """

    day: date
    starts_on: date
    due_on: date
    state: State = "not_started"
    done_share: float = 0.0
    expected_on: date | None = None
    done_on: date | None = None

    @property
    def elapsed_share(self) -> float:
        """How much of its time has gone, 0 to 1."""
        length = max(1, (self.due_on - self.starts_on).days)
        return min(1.0, max(0.0, (self.day - self.starts_on).days / length))

    @property
    def behind_share(self) -> float:
        """How far the work is behind the time, 0 where it is not."""
        # Shares of days are never exact; a tenth of a thousandth must not turn a letter.
        return max(0.0, round(self.elapsed_share - self.done_share, 4))

    @property
    def late_days(self) -> int:
        """How many days after its date it is expected, 0 where it is not or nobody said."""
        return max(0, (self.expected_on - self.due_on).days) if self.expected_on else 0


@dataclass(frozen=True, slots=True)
class Rating:
    """How an action goes: "R", "Late", "It was due on 31 March 2026 and is not done."."""

    letter: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rule: its letter and word, when it holds as people read it, and as the program does."""

    letter: str
    word: str
    says: str
    holds: Callable[[Progress], bool]
    reason: Callable[[Progress], str]


def rating(progress: Progress) -> Rating:
    """The letter, word and reason of the first line of the rule that holds."""
    line = next(line for line in RULE if line.holds(progress))
    return Rating(line.letter, line.word, line.reason(progress))


def is_worse(letter: str, before: str) -> bool:
    """Whether a letter is worse news than the one before it."""
    return _GRAVITY[letter] > _GRAVITY[before]


_GRAVITY = {"": 0, "B": 0, "–": 0, "G": 0, "A": 1, "R": 2}


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _done(progress: Progress) -> str:
    if progress.done_on and progress.done_on > progress.due_on:
        late = counted((progress.done_on - progress.due_on).days, "day", "days")
        return f"Its lead said on {_day(progress.done_on)} that it is done, {late} after its date."
    return "Its lead says that it is done."


def _expected(progress: Progress) -> str:
    assert progress.expected_on
    late = counted(progress.late_days, "day", "days")
    return f"It is expected on {_day(progress.expected_on)}, {late} after its date, {_day(progress.due_on)}."


def _shares(progress: Progress) -> str:
    return f"{percent(progress.done_share)} is done, and {percent(progress.elapsed_share)} of its time has gone."


def _behind_by(share: float) -> str:
    return f"the share of its time that has gone is ahead of the share done by {percent(share)} of the whole or more"


RULE = (
    Rule("B", "Complete", "its lead says that it is done", lambda it: it.state == "done", _done),
    Rule(
        "R",
        "Stuck",
        "its lead says that it is stuck",
        lambda it: it.state == "stuck",
        lambda _: "Its lead says that it is stuck.",
    ),
    Rule(
        "R",
        "Late",
        "its date has passed and it is not done",
        lambda it: it.day > it.due_on,
        lambda it: f"It was due on {_day(it.due_on)} and is not done.",
    ),
    Rule(
        "R",
        "Late",
        f"it is expected more than {FAR_LATE_DAYS} days after its date",
        lambda it: it.late_days > FAR_LATE_DAYS,
        _expected,
    ),
    Rule(
        "R",
        "Late",
        _behind_by(FAR_BEHIND_SHARE),
        lambda it: it.behind_share >= FAR_BEHIND_SHARE,
        _shares,
    ),
    Rule("A", "Behind", "it is expected after its date", lambda it: it.late_days > 0, _expected),
    Rule(
        "A",
        "Behind",
        _behind_by(BEHIND_SHARE),
        lambda it: it.behind_share >= BEHIND_SHARE,
        _shares,
    ),
    Rule(
        "–",
        "Not begun",
        "the day it is to start is still to come",
        lambda it: it.day < it.starts_on,
        lambda it: f"It is to start on {_day(it.starts_on)}.",
    ),
    Rule("G", "On time", "none of these holds", lambda _: True, _shares),
)
