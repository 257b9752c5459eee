"""Questions to a partnership's records."""

from saferplan.partnership.queries.standing import (
    ADDRESSES,
    Quorum,
    bodies_on,
    deciding,
    due,
    duty_states,
    evidence,
    meetings_of,
    quorum_of,
    standing,
    structure_on,
    who_decides,
)
from saferplan.partnership.queries.tracing import (
    EvidenceLink,
    HistoryLine,
    evidence_key,
    evidence_links,
    history_lines,
    unseen_lines,
)

__all__ = [
    "ADDRESSES",
    "EvidenceLink",
    "HistoryLine",
    "Quorum",
    "bodies_on",
    "deciding",
    "due",
    "duty_states",
    "evidence",
    "evidence_key",
    "evidence_links",
    "history_lines",
    "meetings_of",
    "quorum_of",
    "standing",
    "structure_on",
    "unseen_lines",
    "who_decides",
]
