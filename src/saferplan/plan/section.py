"""The plan as a part of a document: each priority's objectives, from where to where, by when, led by whom."""

from dataclasses import dataclass
from datetime import date

from saferplan.documents.blocks import Block, Bullets, Heading, Number, Paragraph, Source, Terms, Text


@dataclass(frozen=True, slots=True)
class ObjectiveTold:
    """An objective whole. `baseline` is a text with its number, `baseline_source` where that comes from."""

    line: int
    sentence: str
    indicator: str
    baseline: Text
    baseline_id: str
    baseline_source: str
    polarity: str
    target: str
    target_value: float | None
    target_date: date
    lead: str


@dataclass(frozen=True, slots=True)
class PlannedPriority:
    """A priority with its objectives; `number` is the record of the choice, to which an address leads back."""

    number: int
    name: str
    reason: str
    is_cross_cutting: bool
    objectives: tuple[ObjectiveTold, ...]


@dataclass(frozen=True, slots=True)
class PlanTold:
    """An adopted plan as it may be told to anybody; `changes` are sentences, none in a first version."""

    plan_year: str
    number: int
    foreword: str
    decision_id: int
    decision: str
    decided_on: date
    priorities: tuple[PlannedPriority, ...]
    changes: tuple[str, ...]


def plan_blocks(told: PlanTold) -> tuple[Block, ...]:
    """The section: the foreword, then each priority with its objectives, then what changed since the last version."""
    blocks: list[Block] = [Heading(1, f"The plan for {told.plan_year}", "plan")]
    blocks += [Paragraph((part,)) for part in told.foreword.split("\n\n") if part.strip()]
    for place, priority in enumerate(told.priorities, start=1):
        blocks += [Heading(2, priority.name, f"plan-priority-{place}"), Paragraph((priority.reason,))]
        for objective in priority.objectives:
            blocks += _objective_blocks(objective)
    if told.changes:
        blocks += [
            Heading(2, "What changed since the version before", "plan-changes"),
            Bullets(tuple((change,) for change in told.changes)),
        ]
    blocks.append(Source((f"Adopted at the meeting of {_day(told.decided_on)}: {told.decision}",)))
    return tuple(blocks)


def baseline_text(value_words: str, rest: str, figure_id: str) -> Text:
    """A baseline as text: its number with the figure's address, then its unit."""
    return (Number(value_words, figure_id), rest)


def _objective_blocks(objective: ObjectiveTold) -> list[Block]:
    return [
        Heading(3, objective.sentence.rstrip("."), f"objective-{objective.line}"),
        Terms(
            (
                ("Measured by", (objective.indicator,)),
                ("Where we start", objective.baseline),
                ("What is better", (objective.polarity,)),
                ("Target", (objective.target,)),
                ("By when", (_day(objective.target_date),)),
                ("Who leads", (objective.lead,)),
            )
        ),
        Source((objective.baseline_source,)),
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
