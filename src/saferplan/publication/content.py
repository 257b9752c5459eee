"""The form of `content.json`: all that a release says to the public, from which alone its pages are made.

The top level holds `saferplan_content` (the form's number) beside the parts of `Content`. A line of
`plan.objectives` keeps `priority`, `sentence`, `target` and `progress` as plain words: the next year reads them back.
Nothing here names a person, and a number that was withheld is not here at all.
"""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from saferplan.publication.content_numbers import FigureTold, PlacesTold, RawFile
from saferplan.publication.content_who import About, DecisionTold, Edition, GroupTold, MeetingTold, Member, Said
from saferplan.publication.content_year import (
    ActionTold,
    AssessmentTold,
    CrosswalkTold,
    EffectTold,
    PlanPart,
    PriorityTold,
    RecommendationTold,
    Scoring,
    VoiceTold,
)
from saferplan.terms.problems import Refusal

CONTENT_NAME = "content.json"
FORM = 1


@dataclass(frozen=True, slots=True)
class Content:
    """All that a release says. `tables` are the CSV files beside it; `view` is what later releases reckon with."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    partnership: About
    release: Edition
    members: tuple[Member, ...]
    groups: tuple[GroupTold, ...]
    meetings: tuple[MeetingTold, ...]
    decisions: tuple[DecisionTold, ...]
    plan: PlanPart
    priorities: tuple[PriorityTold, ...]
    scoring: Scoring
    assessment: AssessmentTold
    voice: VoiceTold | None
    actions: tuple[ActionTold, ...]
    effects: tuple[EffectTold, ...]
    recommendations: tuple[RecommendationTold, ...]
    crosswalk: CrosswalkTold
    places: PlacesTold | None
    figures: dict[str, FigureTold]
    raw_files: tuple[RawFile, ...]
    tables: tuple[str, ...]
    attributions: tuple[str, ...]
    view: dict[str, Any]


_READER = TypeAdapter(Content)


def content_json(content: Content) -> bytes:
    """The content as stable JSON: the same content is always the same bytes."""
    written = {"saferplan_content": FORM} | _READER.dump_python(content, mode="json")
    return (json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read_content(written: bytes) -> Content:
    """The content from its JSON. Fails: Refusal where it has another form."""
    try:
        read: Any = json.loads(written)
        if read.pop("saferplan_content") != FORM:
            raise ValueError(f"it is not of form {FORM}")
        return _READER.validate_json(json.dumps(read))
    except (ValueError, KeyError, AttributeError, ValidationError) as problem:
        raise Refusal(
            "The release's content cannot be read.",
            why="It is not as this version of Saferplan writes it.",
            next_step="Prepare the release again.",
        ) from problem


def words_of(said: Said) -> str:
    """A sentence without its marks."""
    return "".join(part.text for part in said)
