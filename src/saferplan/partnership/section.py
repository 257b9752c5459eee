"""The part of a document that says who decides: organisations, groups and decisions, without any name of a person."""

from dataclasses import dataclass
from datetime import date

from saferplan.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Table

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """An organisation, and whether the law makes it a responsible authority."""

    name: str
    is_responsible_authority: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with its kind in words, the post that chairs it and the group it reports to, each empty where none."""

    name: str
    kind: str
    chair_post: str
    reports_to: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What a group decided on a day."""

    decided_on: date
    group: str
    sentence: str


@dataclass(frozen=True, slots=True)
class WhoDecides:
    """A partnership as a document tells of it."""

    name: str
    quorum: int
    members: tuple[MemberLine, ...]
    groups: tuple[GroupLine, ...]
    decisions: tuple[DecisionLine, ...]


def who_decides_section(told: WhoDecides) -> tuple[Block, ...]:
    """Who is in the partnership, how it is built and what it decided, as blocks."""
    needed = _NUMBERS[told.quorum] if told.quorum < len(_NUMBERS) else "enough"
    blocks: list[Block] = [
        Heading(1, "Who decides", "who-decides"),
        Paragraph((f"A meeting can decide when {needed} of the responsible authorities are there.",)),
        _members(told),
    ]
    if told.groups:
        blocks.append(_groups(told))
    if told.decisions:
        blocks.append(Heading(2, "What was decided", "what-was-decided"))
        blocks.append(Bullets(tuple((_decided(line),) for line in told.decisions)))
    return tuple(blocks)


def _members(told: WhoDecides) -> Table:
    columns = (Column("Organisation"), Column("Responsible authority"))
    rows = tuple(
        Row(((member.name,), ("Yes" if member.is_responsible_authority else "No",))) for member in told.members
    )
    return Table("partnership-members", f"Organisations in {told.name}", columns, rows)


def _groups(told: WhoDecides) -> Table:
    columns = (Column("Group"), Column("Kind"), Column("Chair"), Column("Reports to"))
    rows = tuple(
        Row(tuple((words or "–",) for words in (group.name, group.kind, group.chair_post, group.reports_to)))
        for group in told.groups
    )
    return Table("partnership-groups", f"Groups of {told.name}", columns, rows)


def _decided(line: DecisionLine) -> str:
    return f"{line.decided_on.day} {line.decided_on:%B %Y}, {line.group}: {line.sentence}"
