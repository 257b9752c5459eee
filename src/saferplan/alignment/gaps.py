"""Where our priorities and others' aims meet both ways, one way, or not at all: cells of a matrix, and its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from saferplan.documents.wording import counted

Direction = Literal["both", "ours", "theirs"]
# In the words of a cell, a list and a CSV file.
WORDS: dict[str, str] = {
    "both": "Both ways",
    "ours": "We serve their aim",
    "theirs": "They serve our priority",
    "gap": "Gap",
}


@dataclass(frozen=True, slots=True)
class OurPriority:
    """A priority of ours."""

    key: int
    name: str


@dataclass(frozen=True, slots=True)
class TheirAim:
    """An aim of another body's strategy."""

    key: int
    sentence: str
    strategy: str
    body: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a priority and an aim meet, and what shows it; `key` is its row's number."""

    key: int
    priority: int
    aim: int
    direction: Direction
    shown_by: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Our priorities, their aims, and where they meet: at most one meeting of a pair."""

    priorities: tuple[OurPriority, ...]
    aims: tuple[TheirAim, ...]
    meetings: tuple[Meeting, ...]

    def meeting(self, priority: int, aim: int) -> Meeting | None:
        """What fills a cell of the matrix; None where it is a gap."""
        held = (one for one in self.meetings if (one.priority, one.aim) == (priority, aim))
        return next(held, None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that meets nothing, or one way only, in a sentence; `priority` or `aim` says whose it is."""

    kind: Literal["no aim", "no priority", "one way"]
    sentence: str
    priority: int | None = None
    aim: int | None = None


def gaps(crosswalk: Crosswalk) -> tuple[Gap, ...]:
    """Priorities that meet no aim, aims that meet no priority, then what is served one way only."""
    alone = [
        Gap("no aim", f"Our priority {one.name} meets no aim of another body’s strategy.", priority=one.key)
        for one in crosswalk.priorities
        if not _of_priority(crosswalk, one)
    ]
    unmet = [
        Gap("no priority", f"No priority of ours meets {_named(one)}.", aim=one.key)
        for one in crosswalk.aims
        if not _of_aim(crosswalk, one)
    ]
    return (*alone, *unmet, *_one_way_priorities(crosswalk), *_one_way_aims(crosswalk))


def where_it_stands(crosswalk: Crosswalk) -> str:
    """How much meets, in a sentence without its full stop."""
    if not crosswalk.priorities:
        return "No priority has been chosen to hold against other bodies’ strategies"
    if not crosswalk.aims:
        return "No aim of another body’s strategy has been added yet"
    ours_met = sum(bool(_of_priority(crosswalk, one)) for one in crosswalk.priorities)
    theirs_met = sum(bool(_of_aim(crosswalk, one)) for one in crosswalk.aims)
    ours = _share(ours_met, f"our {counted(len(crosswalk.priorities), 'priority', 'priorities')}")
    theirs = _share(theirs_met, f"their {counted(len(crosswalk.aims), 'aim', 'aims')}")
    return f"{ours} an aim of another body’s strategy; {theirs} one of ours"


def _one_way_priorities(crosswalk: Crosswalk) -> list[Gap]:
    said = {"ours": "serves their aims, and no work of theirs serves it", "theirs": "is served, and serves no aim"}
    return [
        Gap("one way", f"Our priority {one.name} {said[way]}.", priority=one.key)
        for one in crosswalk.priorities
        if (way := _only_way(_of_priority(crosswalk, one)))
    ]


def _one_way_aims(crosswalk: Crosswalk) -> list[Gap]:
    said = {"ours": "is served by us, and no work towards it serves us", "theirs": "serves us, and we do not serve it"}
    return [
        Gap("one way", f"{_begun(_named(one))} {said[way]}.", aim=one.key)
        for one in crosswalk.aims
        if (way := _only_way(_of_aim(crosswalk, one)))
    ]


def _only_way(meetings: Sequence[Meeting]) -> str:
    """The one direction that all meetings have; nothing where both ways are served, by one meeting or by several."""
    ways = {one.direction for one in meetings}
    return ways.pop() if len(ways) == 1 and "both" not in ways else ""


def _of_priority(crosswalk: Crosswalk, priority: OurPriority) -> list[Meeting]:
    return [one for one in crosswalk.meetings if one.priority == priority.key]


def _of_aim(crosswalk: Crosswalk, aim: TheirAim) -> list[Meeting]:
    return [one for one in crosswalk.meetings if one.aim == aim.key]


def _named(aim: TheirAim) -> str:
    return f"the aim “{aim.sentence.rstrip('.')}” of {aim.body} ({aim.strategy})"


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _share(met: int, of: str) -> str:
    """So many of a whole, with its verb: "2 of our 3 priorities meet"."""
    return f"{met} of {of} {'meets' if met == 1 else 'meet'}"
