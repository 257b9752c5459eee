"""What a draft plan still lacks before it can be adopted, in sentences, each with the form that mends it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Form = Literal["add_objective", "change_objective"]


@dataclass(frozen=True, slots=True)
class ObjectiveSoFar:
    """An objective as far as it is written; what is blank or None is missing. `number` is its record's."""

    number: int
    sentence: str
    indicator: str
    has_baseline: bool
    polarity: str
    target_value: float | None
    target_words: str
    target_date: date | None
    has_lead: bool


@dataclass(frozen=True, slots=True)
class PrioritySoFar:
    """A chosen priority with its objectives so far. `number` is its record's."""

    number: int
    name: str
    objectives: tuple[ObjectiveSoFar, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: the sentence, the form that mends it, the record it is for, and its question."""

    sentence: str
    form: Form
    number: int
    field: str


def missing(priorities: Sequence[PrioritySoFar]) -> tuple[Missing, ...]:
    """All that blocks adoption, priority by priority."""
    found: list[Missing] = []
    for priority in priorities:
        if not priority.objectives:
            sentence = f"The priority “{priority.name}” has no objective."
            found.append(Missing(sentence, "add_objective", priority.number, "sentence"))
        for objective in priority.objectives:
            found += _of_objective(objective)
    return tuple(found)


def _of_objective(objective: ObjectiveSoFar) -> Iterable[Missing]:
    """A number to reach is not asked where a rise is not always bad: either way it would be read as success."""
    wanted = (
        ("indicator", "no indicator", bool(objective.indicator.strip())),
        ("baseline", "no baseline", objective.has_baseline),
        ("polarity", "no polarity, so nobody can tell better from worse", bool(objective.polarity)),
        (
            "target_value",
            "no number to reach",
            objective.target_value is not None or objective.polarity == "unclear",
        ),
        ("target_words", "no target in words", bool(objective.target_words.strip())),
        ("target_date", "no target date", objective.target_date is not None),
        ("lead_body", "no body that leads it", objective.has_lead),
    )
    for field, lack, is_there in wanted:
        if not is_there:
            sentence = f"The objective “{objective.sentence.rstrip('.')}” has {lack}."
            yield Missing(sentence, "change_objective", objective.number, field)
