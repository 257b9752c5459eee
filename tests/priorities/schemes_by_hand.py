"""A small scheme and its marks, for priorities' tests."""

import polars as pl

from saferplan.definitions.forms import CriteriaScheme
from saferplan.priorities.tables import Marks

# As the oracle takes them: the scored groups' weights, and their criteria's.
GROUPS = [(1, {"physical": 2, "financial": 1}), (1, {"frequency": 1})]
SCALE = range(1, 6)


def criterion(key, weight):
    descriptors = {mark: f"Level {mark}." for mark in SCALE}
    return {"key": key, "name": key.title(), "asks": f"How much {key}?", "weight": weight, "descriptors": descriptors}


def scheme(**changed):
    written = {
        "key": "small",
        "name": "Small",
        "version": "1",
        "statement": "Made up for tests.",
        "formula": "Harm times likelihood.",
        "lowest_mark": 1,
        "highest_mark": 5,
        "groups": [
            {
                "key": "harm",
                "name": "Harm",
                "weight": 1,
                "criteria": [criterion("physical", 2), criterion("financial", 1)],
            },
            {"key": "likelihood", "name": "Likelihood", "weight": 1, "criteria": [criterion("frequency", 1)]},
            {"key": "position", "name": "Position", "weight": 0, "criteria": [criterion("capacity", 1)]},
        ],
        "citations": [{"title": "None", "link": "https://example.org", "checked": "2026-01-01"}],
    }
    return CriteriaScheme.model_validate(written | changed)


def marks(given):
    """The table of {(theme, criterion, scorer): mark}; None is a blank."""
    rows = [(*keys, mark) for keys, mark in given.items()]
    return Marks.validate(pl.DataFrame(rows, schema=Marks.create_empty().schema, orient="row"), cast=True)


def of_all(table):
    """Marks from {theme: {criterion: [mark of scorer p, q, ...]}}."""
    return {
        (theme, key, "pqrstu"[at]): mark
        for theme, criteria in table.items()
        for key, row in criteria.items()
        for at, mark in enumerate(row)
    }
