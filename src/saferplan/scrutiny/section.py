"""Scrutiny as a part of a document: each recommendation, whom it asks, when its answer is due, and the answer."""

from dataclasses import dataclass
from datetime import date

from saferplan.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Source, Table, Text
from saferplan.scrutiny.clock import BASIS_NOTE, Clock, day_in_words


@dataclass(frozen=True, slots=True)
class RecommendationTold:
    """A recommendation as it may be told to anybody: bodies are named and people are not."""

    sentence: str
    reason: str
    to_body: str
    made_on: date
    clock: Clock
    answer: str
    answer_words: str


@dataclass(frozen=True, slots=True)
class ScrutinyTold:
    """The committee's work on a plan; `sessions` are the days it met."""

    plan: str
    sessions: tuple[date, ...]
    recommendations: tuple[RecommendationTold, ...]


def scrutiny_blocks(told: ScrutinyTold) -> tuple[Block, ...]:
    """The section: when the committee met, what it recommended, and what was answered."""
    blocks: list[Block] = [Heading(1, "Scrutiny", "scrutiny"), Paragraph((_met(told),))]
    if not told.recommendations:
        return (*blocks, Paragraph((f"It has made no recommendation on {_begun(told.plan)}.",)))
    columns = tuple(Column(heading) for heading in ("Recommendation", "To", "Made on", "Answer due by", "Answer"))
    blocks.append(
        Table(
            "recommendations",
            f"Recommendations on {_begun(told.plan)}",
            columns,
            tuple(Row(_cells(item)) for item in told.recommendations),
        )
    )
    blocks.append(Heading(2, "Why, and what was answered", "scrutiny-answers"))
    blocks.append(Bullets(tuple(_reasoned(item) for item in told.recommendations)))
    return (*blocks, Source((BASIS_NOTE,)))


def _met(told: ScrutinyTold) -> str:
    if not told.sessions:
        return "No session of the council’s scrutiny committee on the partnership is recorded."
    return f"The council’s scrutiny committee last looked at the partnership on {day_in_words(max(told.sessions))}."


def _cells(item: RecommendationTold) -> tuple[Text, ...]:
    answer = item.answer or ("Overdue" if item.clock.is_overdue else "Waits for an answer")
    return (
        (item.sentence,),
        (item.to_body,),
        (day_in_words(item.made_on),),
        (day_in_words(item.clock.due_on),),
        (answer,),
    )


def _reasoned(item: RecommendationTold) -> Text:
    answered = f" {item.to_body} answered: {item.answer}. {item.answer_words}" if item.answer else ""
    return (f"{item.sentence} Reason: {item.reason}{answered}",)


def _begun(plan: str) -> str:
    """The plan's name within a sentence: "plan 2026/27, version 1"."""
    return plan[0].lower() + plan[1:]
