"""Saferplan takes a community safety partnership through its year, every number traceable to its rows."""

__version__ = "0.1.0"

# The stages of the year, in order: one word each, for its folder, its store, its address and its tests.
STAGES = (
    "partnership",
    "sources",
    "evidence",
    "voice",
    "measures",
    "assessment",
    "priorities",
    "plan",
    "delivery",
    "evaluation",
    "scrutiny",
    "alignment",
    "publication",
    "agreement",
)
