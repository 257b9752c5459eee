"""The actions as a part of a document: by priority, who leads each, by when, and how it goes."""

from dataclasses import dataclass
from datetime import date

from saferplan.delivery.rag import RULE
from saferplan.delivery.tally import NOT_BEGUN, ON_SCHEDULE
from saferplan.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Strong, Table


@dataclass(frozen=True, slots=True)
class ActionTold:
    """An action as anybody may read it; `lead` is a post and a body."""

    sentence: str
    lead: str
    due_on: date
    letter: str
    word: str


@dataclass(frozen=True, slots=True)
class PriorityTold:
    """A priority with its actions."""

    name: str
    actions: tuple[ActionTold, ...]


@dataclass(frozen=True, slots=True)
class DeliveryTold:
    """The actions of a plan year."""

    plan_year: str
    priorities: tuple[PriorityTold, ...]


def delivery_blocks(told: DeliveryTold) -> tuple[Block, ...]:
    """The section: how the whole goes in words, a table a priority, and the rule behind the letters."""
    blocks: list[Block] = [
        Heading(1, f"What is being done in {told.plan_year}", "delivery"),
        Paragraph((how_all_go(told),)),
    ]
    for place, priority in enumerate(told.priorities, start=1):
        blocks.append(Heading(2, priority.name, f"delivery-{place}"))
        blocks.append(_table(priority, f"actions-{place}"))
    if told.priorities:
        blocks += [Heading(2, "What the letters mean", "what-the-letters-mean"), RULE_IN_WORDS]
    return tuple(blocks)


def how_all_go(told: DeliveryTold) -> str:
    """How the whole goes, without a number: a number in a document would need a figure."""
    begun = [action for part in told.priorities for action in part.actions if action.word != NOT_BEGUN]
    well = sum(action.word in ON_SCHEDULE for action in begun)
    if not begun:
        return "No action is to have begun yet."
    if well == len(begun):
        share = "All actions that were to have begun are"
    elif well == 0:
        share = "None of the actions that were to have begun is"
    else:
        half = "Half" if 2 * well == len(begun) else "Most" if 2 * well > len(begun) else "Fewer than half"
        share = f"{half} of the actions that were to have begun are"
    return f"{share} complete or on time."


def _table(priority: PriorityTold, key: str) -> Table:
    columns = tuple(Column(heading) for heading in ("Action", "Who leads it", "By when", "How it goes"))
    rows = tuple(
        Row(
            (
                (action.sentence,),
                (action.lead,),
                (f"{action.due_on.day} {action.due_on:%B %Y}",),
                (Strong(action.letter), f" {action.word}"),
            )
        )
        for action in priority.actions
    )
    return Table(key, f"Actions on {priority.name}", columns, rows)


RULE_IN_WORDS = Bullets(
    tuple((Strong(f"{line.letter} {line.word}"), f": {line.says}.") for line in RULE), numbered=True
)
