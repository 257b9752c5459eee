"""Questions to the plans: what they hold, what they lack, what changed, and what is told of them."""

from saferplan.plan.queries.contents import (
    Lack,
    adopted_plan,
    baselines,
    changes_of,
    current_plan,
    decisions_for,
    fields_of,
    lacks_of,
    leads,
    lines_of,
    missing_of,
    objectives_of,
    plans_of,
    priorities_of,
    round_to_plan,
)
from saferplan.plan.queries.telling import (
    told,
)
from saferplan.plan.queries.waiting import (
    DEEDS,
    due,
    evidence,
    standing,
)

__all__ = [
    "DEEDS",
    "Lack",
    "adopted_plan",
    "baselines",
    "changes_of",
    "current_plan",
    "decisions_for",
    "due",
    "evidence",
    "fields_of",
    "lacks_of",
    "leads",
    "lines_of",
    "missing_of",
    "objectives_of",
    "plans_of",
    "priorities_of",
    "round_to_plan",
    "standing",
    "told",
]
