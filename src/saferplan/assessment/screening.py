"""Looks at every measure in every place, against its past and against its surroundings, and says which stand out.

Nobody chooses where to look, so nothing is found because somebody looked there; what the looking itself would turn up
by chance is allowed for by holding the false discovery rate.
"""

from collections.abc import Collection

import dataframely as dy
import numpy as np
import numpy.typing as npt
import polars as pl

from saferplan.assessment.tables import Screened
from saferplan.measures.tables import PLACE_KINDS, Changes, Comparisons

FALSE_DISCOVERY_RATE = 0.05
# A difference surely of fewer offences than this over the period gives a partnership nothing to act on.
LEAST_STAKE = 5
# How many findings a reader can weigh, and how many of them may be of one sort before the next sort is heard.
MOST_FINDINGS = 14
MOST_OF_A_KIND = 6
MOST_OF_A_PLACE_AND_KIND = 3


def screened(
    changes: dy.DataFrame[Changes], comparisons: dy.DataFrame[Comparisons], *, place_codes: Collection[str]
) -> dy.DataFrame[Screened]:
    """Every change and comparison of the area and its parts, ranked by what is at stake.

    `place_codes` are the area and its wards and small areas. Source: Benjamini and Hochberg (1995), Journal of the
    Royal Statistical Society B 57(1), for the false discovery rate.
    """
    looked_at = pl.concat([_of_changes(changes), _of_comparisons(comparisons)]).filter(
        pl.col("place_code").is_in(list(place_codes))
    )
    p_values = looked_at["p_value"].to_numpy()
    ranked = looked_at.with_columns(pl.Series("q_value", _q_values(p_values), dtype=pl.Float64)).with_columns(
        is_candidate=(pl.col("q_value") <= FALSE_DISCOVERY_RATE) & (pl.col("stake") >= LEAST_STAKE)
    )
    by_stake = ranked.sort(["stake", "kind", "measure_key", "place_code"], descending=[True, False, False, False])
    return Screened.validate(by_stake, cast=True)


def _q_values(p_values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The least false discovery rate at which each would be a candidate. scipy.stats has it, and is slow to import.

    >>> _q_values(np.array([0.01, 0.04, 0.03, 0.005])).round(9).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    from_greatest = np.argsort(p_values)[::-1]
    ranks = np.arange(len(p_values), 0, -1)
    q_values = np.empty(len(p_values))
    q_values[from_greatest] = np.minimum.accumulate(p_values[from_greatest] * (len(p_values) / ranks))
    return q_values


def chosen_findings(frame: dy.DataFrame[Screened], *, ward_of: dict[str, str]) -> pl.DataFrame:
    """The candidates that the document tells one by one, in order of stake; the rest are counted and tabled.

    `ward_of` gives the ward of each small area. A small area is not told where its ward is told of the same measure and
    kind; no place fills the list. A part with a lower rate than the rest is not told: it is the other face of the parts
    with a higher one.
    """
    told: list[int] = []
    seen: set[tuple[str, str, str]] = set()
    kinds: dict[str, int] = {}
    places: dict[tuple[str, str], int] = {}
    for position, row in enumerate(frame.iter_rows(named=True)):
        kind, place = row["kind"], row["place_code"]
        ward = ward_of.get(place, place)
        if (
            not row["is_candidate"]
            or (kind == "concentration" and row["ratio"] < 1)
            or len(told) == MOST_FINDINGS
            or kinds.get(kind, 0) == MOST_OF_A_KIND
            or places.get((ward, kind), 0) == MOST_OF_A_PLACE_AND_KIND
            or (kind, row["measure_key"], ward) in seen
        ):
            continue
        told.append(position)
        seen.add((kind, row["measure_key"], ward))
        kinds[kind] = kinds.get(kind, 0) + 1
        places[ward, kind] = places.get((ward, kind), 0) + 1
    return frame[told]


def _of_changes(changes: dy.DataFrame[Changes]) -> pl.DataFrame:
    more = pl.col("count") * (1 - 1 / pl.col("low"))
    fewer = pl.col("count") * (1 / pl.col("high") - 1)
    return _as_screened(
        changes.with_columns(rest_of_code=pl.lit(None, pl.String)),
        kind=pl.lit("change"),
        more=more,
        fewer=fewer,
        probability=pl.col("rise_probability"),
    )


def _of_comparisons(comparisons: dy.DataFrame[Comparisons]) -> pl.DataFrame:
    kind = pl.when(pl.col("place_kind") == "district").then(pl.lit("level")).otherwise(pl.lit("concentration"))
    return _as_screened(
        comparisons,
        kind=kind,
        more=pl.col("excess_low"),
        fewer=-pl.col("excess_high"),
        probability=pl.col("higher_probability"),
    )


def _as_screened(
    frame: pl.DataFrame, *, kind: pl.Expr, more: pl.Expr, fewer: pl.Expr, probability: pl.Expr
) -> pl.DataFrame:
    stake = pl.when(pl.col("low") > 1).then(more).when(pl.col("high") < 1).then(fewer).otherwise(0.0)
    return frame.select(
        kind=kind.cast(pl.Enum(["change", "level", "concentration"])),
        measure_key=pl.col("measure_key"),
        place_kind=pl.col("place_kind").cast(pl.Enum(PLACE_KINDS)),
        place_code=pl.col("place_code"),
        rest_of_code=pl.col("rest_of_code"),
        count=pl.col("count"),
        ratio=pl.col("ratio"),
        low=pl.col("low"),
        high=pl.col("high"),
        stake=stake.fill_null(0.0).cast(pl.Float64),
        probability=pl.max_horizontal(probability, 1 - probability),
        p_value=pl.col("p_value"),
    )
