"""What was decided and done in the year of a release: plan, priorities, evidence, work, and what others say of it."""

from dataclasses import dataclass
from datetime import date

from saferplan.publication.content_who import Said


@dataclass(frozen=True, slots=True)
class ObjectiveTold:
    """An objective; `line` is the same from version to version."""

    line: int
    priority: str
    priority_key: str
    sentence: str
    indicator: str
    baseline: Said
    baseline_id: str
    target: str
    target_value: float | None
    target_date: date
    lead: str
    polarity: str
    progress: str


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The adopted plan; `decision` is the number of the one that adopted it."""

    year: str
    version: int
    foreword: str
    adopted_on: date
    decision: int
    changes: tuple[str, ...]
    objectives: tuple[ObjectiveTold, ...]


@dataclass(frozen=True, slots=True)
class CriterionTold:
    """The marks for a theme on one criterion, of all scorers together and of none by name."""

    name: str
    group: str
    n: int
    mean: float
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class PriorityTold:
    """A theme as it was settled; `findings` are numbers of findings, `state` is how its actions go.

    `concern` is the issue of the survey that tells of it, "" where none does.
    """

    key: str
    name: str
    description: str
    outcome: str
    outcome_words: str
    rank: int
    score: float
    residents_rank: int | None
    is_against_ranking: bool
    reason: str
    decision: int
    state_letter: str
    state: str
    concern: str
    criteria: tuple[CriterionTold, ...]
    findings: tuple[int, ...]

    @property
    def is_planned(self) -> bool:
        return self.outcome == "priority"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a scheme is taken from."""

    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """How themes were scored."""

    scheme: str
    version: str
    statement: str
    formula: str
    citations: tuple[Citation, ...]
    scorer_count: int


@dataclass(frozen=True, slots=True)
class FindingTold:
    """An agreed finding in the words that stand."""

    number: int
    sentence: Said
    certainty: str
    reading: str
    source: str
    theme: str
    is_amended: bool
    reason: str
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessmentTold:
    """The strategic assessment that the plan rests on."""

    plan_year: str
    area_name: str
    period: str
    against: str
    screened_count: int
    set_aside_count: int
    build_id: str
    decision: int
    findings: tuple[FindingTold, ...]


@dataclass(frozen=True, slots=True)
class EstimateTold:
    """What residents said, in a sentence."""

    key: str
    sentence: str
    question: str
    figure_id: str


@dataclass(frozen=True, slots=True)
class ConcernTold:
    """An issue in residents' order, with the ranks that it may as well have."""

    issue: str
    rank: int
    rank_low: int
    rank_high: int
    share: Said


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """A survey of residents."""

    name: str
    answer_count: int
    method: str
    estimates: tuple[EstimateTold, ...]
    concerns: tuple[ConcernTold, ...]


@dataclass(frozen=True, slots=True)
class ActionTold:
    """An action with its lead by post and body, and how it goes."""

    priority_key: str
    line: int
    sentence: str
    lead: str
    due_on: date
    letter: str
    word: str
    place_code: str
    place_name: str


@dataclass(frozen=True, slots=True)
class EffectTold:
    """An evaluation's answer with its limits."""

    number: int
    priority_key: str
    action: str
    question: str
    sentence: Said
    certainty: str
    place: str
    comparison: str
    why_comparison: str
    registered_on: date
    found_on: date
    limits: tuple[str, ...]
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendationTold:
    """A recommendation of the scrutiny committee, and its answer."""

    sentence: str
    reason: str
    to_body: str
    made_on: date
    due_on: date
    state: str
    answer: str
    answer_words: str


@dataclass(frozen=True, slots=True)
class MeetsTold:
    """How one of our priorities meets an aim of another body's strategy."""

    priority_key: str
    priority: str
    strategy: str
    body: str
    aim: str
    how: str
    shown_by: str


@dataclass(frozen=True, slots=True)
class CrosswalkTold:
    """Our priorities held against other bodies' strategies."""

    strategies: tuple[str, ...]
    rows: tuple[MeetsTold, ...]
    gaps: tuple[str, ...]
