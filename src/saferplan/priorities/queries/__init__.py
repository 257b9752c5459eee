"""Questions to the rounds: what can be put up, how far the scoring is, the ranking, and what was chosen."""

from saferplan.priorities.queries.results import (
    chosen,
    decisions_for,
    finding_text,
    marks_of,
    notes_of,
    ranking_of,
    residents_ranks,
    scorers_of,
    told,
    what_would_alter,
)
from saferplan.priorities.queries.rounds import (
    AGREED,
    Offer,
    assessment_to_score,
    current_round,
    next_to_mark,
    offer_of,
    offers,
    progress_of,
    rounds_of,
    scheme_of,
)
from saferplan.priorities.queries.waiting import (
    DEEDS,
    due,
    evidence,
    standing,
)
from saferplan.priorities.schemes import criteria_of

__all__ = [
    "AGREED",
    "DEEDS",
    "Offer",
    "assessment_to_score",
    "chosen",
    "criteria_of",
    "current_round",
    "decisions_for",
    "due",
    "evidence",
    "finding_text",
    "marks_of",
    "next_to_mark",
    "notes_of",
    "offer_of",
    "offers",
    "progress_of",
    "ranking_of",
    "residents_ranks",
    "rounds_of",
    "scheme_of",
    "scorers_of",
    "standing",
    "told",
    "what_would_alter",
]
