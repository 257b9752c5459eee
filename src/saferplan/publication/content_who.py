"""Whose a release is: its words and numbers in pieces, the partnership, its groups, meetings and decisions."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: plain words, or a printed number with its figure's address."""

    text: str
    figure_id: str = ""


Said = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class About:
    """Whose release it is."""

    slug: str
    name: str
    area_code: str
    area_name: str
    county_slug: str
    county_name: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Which release it is, when it was prepared and what it changes; `number` counts a partnership's releases."""

    number: int
    prepared_on: date
    what_changed: str


@dataclass(frozen=True, slots=True)
class Member:
    """A body in the partnership."""

    name: str
    is_responsible_authority: bool


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group; `parent` is the number of the one above it."""

    number: int
    name: str
    kind: str
    parent: int | None
    chair_post: str
    purpose: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingTold:
    """A meeting that was, or is to be, held."""

    group: str
    held_on: date
    place: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision by its record's number: what was decided, where, by whom, and which records it settled.

    `settled` holds what it made so: "plan", "assessment", or a priority's key.
    """

    number: int
    sentence: str
    group: str
    held_on: date
    quorum: str
    present: tuple[str, ...]
    settled: tuple[str, ...]
