"""Ranks by hand, against the definition of the joint region, and by simulation of its coverage."""

import numpy as np
import polars as pl
import pytest

from measures.tables_by_hand import holders, place_months, residents
from oracles.poisson_limits import poisson_limits
from oracles.rank_region import possible_ranks
from saferplan.measures.comparisons import comparisons
from saferplan.measures.ranks import ranks
from saferplan.measures.rates import levels
from saferplan.measures.tables import Comparisons


def ranked(counts, people=50_000):
    """Ranks of districts D0, D1, ... with these counts in one month."""
    places = [("district", f"D{number}") for number in range(len(counts))]
    tables = place_months({("theft", place, "2025-01"): int(n) for place, n in zip(places, counts, strict=True)})
    base = residents(dict.fromkeys(places, people))
    found = ranks(
        levels(tables, base), Comparisons.create_empty(), group_code="G", district_codes=[code for _, code in places]
    )
    return {row["place_code"]: row for row in found.iter_rows(named=True)}


def test_by_hand():
    # Four districts, so intervals at 0.95^(1/4) = 98.7 %: 900 is clear of all; 420 and 400 overlap; 100 is clear below.
    found = ranked([900, 420, 400, 100])
    assert [(row["rank"], row["low"], row["high"]) for row in found.values()] == [
        *((1, 1, 1), (2, 2, 3), (3, 2, 3), (4, 4, 4))
    ]
    assert {row["of"] for row in found.values()} == {4}


def test_ties_share_the_better_rank():
    assert [row["rank"] for row in ranked([50, 70, 50, 20]).values()] == [2, 1, 2, 4]


def test_a_district_without_a_rate_is_not_ranked():
    assert ranked([5, 6], people=99) == {}


@pytest.mark.parametrize("seed", range(5))
def test_region_is_every_ranking_the_intervals_allow(seed):
    counts = np.random.default_rng(seed).poisson([60, 80, 90, 100, 130, 180, 200])
    limits = [poisson_limits(int(count), 0.95 ** (1 / 7)) for count in counts]
    found = ranked(counts)
    assert [(row["low"], row["high"]) for row in found.values()] == possible_ranks(limits)


def test_region_holds_the_whole_true_ranking_at_its_level():
    random = np.random.default_rng(3)
    means = np.array([80, 100, 125, 150, 170, 200, 230, 300.0])
    drawn = random.poisson(means, (300, 8))
    true_ranks = 8 - np.arange(8)
    tables = place_months(
        {(f"run{run}", ("district", f"D{at}"), "2025-01"): int(drawn[run, at]) for run in range(300) for at in range(8)}
    )
    base = residents({("district", f"D{at}"): 50_000 for at in range(8)})
    found = ranks(
        levels(tables, base), Comparisons.create_empty(), group_code="G", district_codes=[f"D{at}" for at in range(8)]
    ).with_columns(truth=pl.col("place_code").replace_strict({f"D{at}": int(true_ranks[at]) for at in range(8)}))
    whole = found.group_by("measure_key").agg(pl.col("truth").is_between(pl.col("low"), pl.col("high")).all())
    assert whole["truth"].mean() >= 0.95


def test_clustering_seen_in_the_months_widens_the_ranks():
    months = [f"2025-{number:02d}" for number in range(1, 7)]
    steady = {"D": [150] * 6, "E": [100] * 6, "F": [250] * 6}
    uneven = {"D": [300, 20, 280, 10, 190, 100], "E": [100] * 6, "F": [400, 120, 380, 110, 290, 200]}
    places = {"D": ("district", "D"), "E": ("district", "E"), "F": ("force_area", "F")}
    base = residents({places["D"]: 50_000, places["E"]: 50_000, places["F"]: 100_000})
    held = holders({places["D"]: places["F"], places["E"]: places["F"]})

    def region(series):
        counts = place_months(
            {
                ("theft", places[code], month): count
                for code, run in series.items()
                for month, count in zip(months, run, strict=True)
            }
        )
        compared = comparisons(counts, base, held)
        found = ranks(levels(counts, base), compared, group_code="F", district_codes=["D", "E"])
        return [(row["low"], row["high"]) for row in found.sort("place_code").iter_rows(named=True)]

    assert region(steady) == [(1, 1), (2, 2)]
    assert region(uneven) == [(1, 2), (1, 2)]
