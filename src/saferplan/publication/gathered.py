"""What a release is made from: every stage's own account of the year, before anything is held back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saferplan.alignment.gaps import Crosswalk
from saferplan.assessment.agreed import AgreedAssessment
from saferplan.delivery.section import DeliveryTold
from saferplan.documents.blocks import Text
from saferplan.evaluation.section import EvaluationTold
from saferplan.measures.kept import Kept
from saferplan.plan.section import PlanTold
from saferplan.priorities.section import RoundTold
from saferplan.publication.content_who import About, DecisionTold, Edition, GroupTold, MeetingTold, Member
from saferplan.publication.content_year import ActionTold, VoiceTold
from saferplan.scrutiny.section import ScrutinyTold
from saferplan.terms.figures import Figure


@dataclass(frozen=True, slots=True)
class PriorityLinks:
    """What a priority's record leads to: its key in addresses, its theme's description, the issue of the survey that
    tells of it, and its findings by rank.
    """

    key: str
    description: str
    concern: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EffectLinks:
    """What an evaluation's record leads to; `sentence` as a text with its numbers."""

    number: int
    priority: str
    line: int
    action: str
    question: str
    place: str
    comparison: str
    why_comparison: str
    registered_on: date
    found_on: date
    sentence: Text
    certainty: str
    limits: tuple[str, ...]
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The whole. `links` is by the names of priorities; `figures` are those in records, by address.

    `people` are the names that must not go out, and are no part of what does.
    """

    about: About
    edition: Edition
    members: tuple[Member, ...]
    groups: tuple[GroupTold, ...]
    meetings: tuple[MeetingTold, ...]
    decisions: tuple[DecisionTold, ...]
    plan: PlanTold
    adopted_on: date
    round: RoundTold
    links: Mapping[str, PriorityLinks]
    assessment: AgreedAssessment
    assessment_decision: int
    finding_figures: Mapping[int, tuple[str, ...]]
    voice: VoiceTold | None
    delivery: DeliveryTold
    actions: tuple[ActionTold, ...]
    evaluations: tuple[EvaluationTold, ...]
    effects: tuple[EffectLinks, ...]
    scrutiny: ScrutinyTold
    crosswalk: Crosswalk
    measures: Kept | None
    figures: Mapping[str, Figure]
    people: tuple[str, ...]
