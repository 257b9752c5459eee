"""The evaluations as a part of a document: what was asked and when, the answer, the table, and the limits."""

from dataclasses import dataclass
from datetime import date

from saferplan.documents.blocks import Block, Bullets, Column, Heading, Note, Paragraph, Row, Source, Table, Text


@dataclass(frozen=True, slots=True)
class EffectTold:
    """What was found: the sentence and cells with their figures, and all that must be said with them."""

    sentence: Text
    certainty: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    note: str
    limits: tuple[str, ...]
    left_out: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class EvaluationTold:
    """One registered evaluation; `effect` is None while its answer is still to come."""

    question: str
    action: str
    place: str
    comparisons: tuple[str, ...]
    why_comparison: str
    registered_on: date
    registered_words: str
    effect: EffectTold | None


def evaluation_blocks(told: tuple[EvaluationTold, ...]) -> tuple[Block, ...]:
    """The section; empty-handed it says so."""
    blocks: list[Block] = [Heading(1, "What the actions changed", "evaluation")]
    if not told:
        blocks.append(Paragraph(("No evaluation is registered, so nothing is claimed.",)))
    for place, one in enumerate(told, start=1):
        blocks += _one(one, place)
    return tuple(blocks)


def _one(told: EvaluationTold, place: int) -> list[Block]:
    day = f"{told.registered_on.day} {told.registered_on:%B %Y}"
    blocks: list[Block] = [Heading(2, told.question, f"evaluation-{place}")]
    if told.effect is None:
        blocks.append(Paragraph(("The answer is still to come.",)))
    else:
        blocks.append(Paragraph(told.effect.sentence))
        blocks.append(Paragraph((told.effect.certainty,)))
        blocks.append(_table(told, told.effect, place))
    blocks.append(
        Paragraph(
            (
                f"The action: {told.action} Compared with {', '.join(told.comparisons)}: {told.why_comparison} "
                f"Registered on {day}. {told.registered_words}",
            )
        )
    )
    if told.effect:
        blocks.append(Note("How far this can be believed", (*_texts(told.effect.limits),), "caution"))
        if told.effect.left_out:
            blocks.append(Bullets(_texts(told.effect.left_out)))
        blocks.append(Source((told.effect.source,)))
    return blocks


def _table(told: EvaluationTold, effect: EffectTold, place: int) -> Table:
    first, *counts = effect.headings
    columns = (Column(first), *(Column(heading, "number") for heading in counts))
    rows = tuple(Row(cells, "ours" if number == 0 else "none") for number, cells in enumerate(effect.rows))
    return Table(f"effect-{place}", f"{told.place} and its comparison area", columns, rows, (effect.note,))


def _texts(sentences: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple((sentence,) for sentence in sentences)
