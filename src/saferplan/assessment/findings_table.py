"""The table of every comparison looked at, as published, and the two counts that the document gives of it."""

from collections.abc import Callable, Sequence
from typing import Any

import dataframely as dy
import polars as pl

from saferplan.assessment.recounting import FINDINGS
from saferplan.assessment.screening import FALSE_DISCOVERY_RATE, LEAST_STAKE
from saferplan.assessment.tables import Screened
from saferplan.measures.figures import Basis, Place
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month


def findings_csv(looked_at: dy.DataFrame[Screened], name: Callable[[str], str]) -> bytes:
    """Every comparison in a row, with its place's name, for spreadsheets; `name` gives a place's name."""
    named = looked_at.with_columns(place_name=pl.col("place_code").map_elements(name, return_dtype=pl.String))
    return named.write_csv(include_bom=True).encode()


def comparisons_figure(basis: Basis, area: Place, months: Sequence[Month], looked_at: dy.DataFrame[Screened]) -> Figure:
    """How many comparisons were looked at."""
    recipe = {"statistic": "comparisons", "source": FINDINGS}
    return _figure(basis, area, months, looked_at.height, called="Comparisons looked at", recipe=recipe)


def candidates_figure(basis: Basis, area: Place, months: Sequence[Month], looked_at: dy.DataFrame[Screened]) -> Figure:
    """How many of them are candidates. It is found again from the table's p-values, with the rule in the recipe."""
    recipe = {
        "statistic": "candidates",
        "source": FINDINGS,
        "false_discovery_rate": FALSE_DISCOVERY_RATE,
        "least_stake": LEAST_STAKE,
    }
    return _figure(
        basis, area, months, int(looked_at["is_candidate"].sum()), called="Candidate findings", recipe=recipe
    )


def _figure(
    basis: Basis, area: Place, months: Sequence[Month], count: int, *, called: str, recipe: dict[str, Any]
) -> Figure:
    estimate = Estimate(count, count, count, count, "comparisons")
    return basis.figure(recipe["statistic"], None, area, months, estimate, recipe=recipe, measure_name=called)
