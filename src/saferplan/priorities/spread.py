"""How far scorers agree: the spread of marks for each theme and criterion, and who differs from the others."""

import dataframely as dy
import numpy as np
import polars as pl

from saferplan.priorities.scoring import Panel
from saferplan.priorities.tables import Departures, Spreads

# Two descriptors away from the others' middle is another view of the matter, not another reading of a word.
FAR = 2.0


def spreads(held: Panel) -> dy.DataFrame[Spreads]:
    """The spread of the marks given, for each theme and criterion that has one."""
    rows = []
    for theme, block in zip(held.theme_keys, held.marks, strict=True):
        for criterion, marks in zip(held.criterion_keys, block, strict=True):
            given = marks[~np.isnan(marks)]
            if len(given):
                rows.append(
                    {
                        "theme_key": theme,
                        "criterion_key": criterion,
                        "n": len(given),
                        "blank_count": len(marks) - len(given),
                        "mean": float(given.mean()),
                        "lowest": int(given.min()),
                        "highest": int(given.max()),
                    }
                )
    return Spreads.validate(pl.DataFrame(rows, schema=Spreads.create_empty().schema), cast=True)


def departures(held: Panel) -> dy.DataFrame[Departures]:
    """Marks two or more away from the median of the other scorers', where there are two others or more."""
    rows = []
    for theme, block in zip(held.theme_keys, held.marks, strict=True):
        for criterion, marks in zip(held.criterion_keys, block, strict=True):
            for at, mark in enumerate(marks):
                others = np.delete(marks, at)
                others = others[~np.isnan(others)]
                if not np.isnan(mark) and len(others) > 1 and abs(mark - np.median(others)) >= FAR:
                    middle = float(np.median(others))
                    rows.append((theme, criterion, held.scorer_keys[at], int(mark), middle))
    frame = pl.DataFrame(rows, schema=Departures.create_empty().schema, orient="row")
    return Departures.validate(frame, cast=True)
