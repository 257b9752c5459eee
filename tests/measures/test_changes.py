"""Change per day by hand, and by simulation: intervals cover where crimes cluster, and bare Poisson's do not."""

import numpy as np
import polars as pl
import pytest

from measures.tables_by_hand import holders, place_months
from saferplan.measures.changes import changes
from saferplan.measures.ratios import rate_ratios
from saferplan.measures.tables import Holders, PlaceMonths
from saferplan.terms.months import Month

PAIRS = [(Month(2025, number), Month(2024, number)) for number in range(1, 13)]
D = ("district", "D")
# No leap day, so that the simulation needs no days.
PLAIN_PAIRS = [(Month(2023, number), Month(2022, number)) for number in range(1, 13)]
NOBODY = holders({})
TRUE_RATIO = 0.9


def test_maidstone_violence_by_hand():
    """2,212 in the 121 days of January to April 2024, 2,040 in the 120 of 2025 (README of the real data)."""
    before = dict(zip(["2024-01", "2024-02", "2024-03", "2024-04"], [560, 540, 560, 552], strict=True))
    now = dict(zip(["2025-01", "2025-02", "2025-03", "2025-04"], [520, 490, 520, 510], strict=True))
    counts = place_months({("violence", D, month): count for month, count in {**before, **now}.items()})
    row = changes(counts, PAIRS[:4], NOBODY).row(0, named=True)
    assert (row["count"], row["days"], row["against_count"], row["against_days"]) == (2040, 120, 2212, 121)
    assert row["ratio"] == pytest.approx((2040 / 120) / (2212 / 121), rel=1e-12)
    assert round(row["ratio"], 4) == 0.9299
    # These months go together more closely than chance would have them: Poisson's variance stands.
    assert (row["dispersion"], row["dispersion_df"]) == (1, None)
    standard_error = np.sqrt(1 / 2040 + 1 / 2212)
    assert np.log(row["low"] / row["ratio"]) == pytest.approx(-1.96 * standard_error, rel=0.01)


def test_a_ward_takes_its_districts_clustering_and_a_group_shows_its_own():
    ward, area, group = ("ward", "W"), ("lsoa", "L"), ("force_area", "F")
    runs = {"2025-01": 90, "2025-02": 10, "2025-03": 60, "2024-01": 20, "2024-02": 80, "2024-03": 50}
    counts = place_months(
        {("theft", place, month): count for place in (ward, area, D, group) for month, count in runs.items()}
    )
    held = holders({ward: D, area: D, D: group})
    by_place = {row["place_code"]: row for row in changes(counts, PAIRS[:3], held).iter_rows(named=True)}
    assert by_place["D"]["dispersion"] > 10
    assert by_place["W"]["dispersion"] == by_place["L"]["dispersion"] == by_place["D"]["dispersion"]
    assert by_place["F"]["dispersion"] == pytest.approx(by_place["D"]["dispersion"])


def test_a_count_of_nothing_has_no_ratio_and_still_a_p_value():
    counts = place_months({("theft", D, "2025-01"): 0, ("theft", D, "2024-01"): 12})
    row = changes(counts, PAIRS[:1], NOBODY).row(0, named=True)
    assert (row["ratio"], row["low"], row["high"]) == (None, None, None)
    # By hand: all of 12 in the one of two Januaries, 2 / 2^12.
    assert row["p_value"] == pytest.approx(2 / 2**12)
    assert row["rise_probability"] < 0.001


def test_no_months_to_match_give_no_rows():
    counts = place_months({("theft", D, "2025-01"): 3})
    assert changes(counts, [], NOBODY).is_empty()
    assert changes(counts, PAIRS, NOBODY).is_empty()


def simulated(
    *, area_spread: float, month_spread: float, months: int, seed: int, districts: int = 700, areas: int = 60
):
    """Districts of small areas of very unlike size, whose rates this year and last are drawn apart (gamma-Poisson)."""
    random = np.random.default_rng(seed)

    def shocks(spread, *shape):
        return random.gamma(1 / spread**2, spread**2, shape) if spread else np.ones(shape)

    size = random.gamma(0.7, 1, (areas, 1))
    monthly_mean = 1200 / 12 * size / size.sum()
    drawn = [
        random.poisson(
            ratio * monthly_mean * shocks(area_spread, districts, areas, 1) * shocks(month_spread, districts, 1, months)
        )
        for ratio in (TRUE_RATIO, 1.0)
    ]
    codes = np.array([f"D{number}" for number in range(districts)])
    area_codes = np.array([[f"{code}-{area}" for area in range(areas)] for code in codes])
    pairs = PLAIN_PAIRS[:months]
    dates = [np.array([pair[side].first_date for pair in pairs], dtype="datetime64[D]") for side in (0, 1)]
    small = pl.concat([_rows("lsoa", np.repeat(area_codes.ravel(), months), dates[s], drawn[s]) for s in (0, 1)])
    whole = pl.concat([_rows("district", np.repeat(codes, months), dates[s], drawn[s].sum(1)) for s in (0, 1)])
    held = pl.DataFrame({"place_code": area_codes.ravel(), "holder_code": np.repeat(codes, areas)}).select(
        pl.lit("lsoa").alias("place_kind"), "place_code", pl.lit("district").alias("holder_kind"), "holder_code"
    )
    counts = PlaceMonths.cast(pl.concat([small, whole]))
    found = changes(counts, pairs, Holders.cast(held)).filter(pl.col("place_kind") == "district")
    bare = rate_ratios(
        found["count"], found["against_count"], exposure=found["days"], other_exposure=found["against_days"]
    )
    return (
        ((found["low"] <= TRUE_RATIO) & (found["high"] >= TRUE_RATIO)).mean(),
        ((bare.low <= TRUE_RATIO) & (bare.high >= TRUE_RATIO)).mean(),
    )


def simulated_force(*, own_spread: float, shared_spread: float, months: int, seed: int, forces: int = 60):
    """Police areas of 13 unlike districts whose months are shaken each for itself, and all together (gamma-Poisson)."""
    random = np.random.default_rng(seed)

    def shocks(spread, *shape):
        return random.gamma(1 / spread**2, spread**2, shape) if spread else np.ones(shape)

    monthly_mean = 100 * random.uniform(0.6, 1.8, (forces, 13, 1))
    drawn = [
        random.poisson(
            ratio * monthly_mean * shocks(own_spread, forces, 13, months) * shocks(shared_spread, forces, 1, months)
        )
        for ratio in (TRUE_RATIO, 1.0)
    ]
    force_codes = np.array([f"F{force}" for force in range(forces)])
    codes = np.array([f"{force}-{district}" for force in force_codes for district in range(13)])
    pairs = PLAIN_PAIRS[:months]
    dates = [np.array([pair[side].first_date for pair in pairs], dtype="datetime64[D]") for side in (0, 1)]
    rows = [_rows("district", np.repeat(codes, months), dates[side], drawn[side]) for side in (0, 1)]
    rows += [_rows("force_area", np.repeat(force_codes, months), dates[s], drawn[s].sum(1)) for s in (0, 1)]
    held = pl.DataFrame({"place_code": codes, "holder_code": np.repeat(force_codes, 13)}).select(
        pl.lit("district").alias("place_kind"), "place_code", pl.lit("force_area").alias("holder_kind"), "holder_code"
    )
    found = changes(PlaceMonths.cast(pl.concat(rows)), pairs, Holders.cast(held))
    district = found.filter(pl.col("place_kind") == "district")
    covered = ((district["low"] <= TRUE_RATIO) & (district["high"] >= TRUE_RATIO)).mean()
    return covered, district["dispersion_df"].median()


def _rows(kind, codes, dates, counts):
    return pl.DataFrame(
        {
            "measure_key": ["theft"] * len(codes),
            "place_kind": [kind] * len(codes),
            "place_code": codes,
            "month": np.tile(dates, len(codes) // len(dates)),
            "count": counts.ravel(),
        }
    )


# 700 districts: a standard error of 0.8 points where 95 % are covered.
@pytest.mark.parametrize("months", [4, 12])
def test_intervals_cover_under_pure_chance(months):
    ours, bare = simulated(area_spread=0, month_spread=0, months=months, seed=11)
    assert ours >= 0.93
    assert bare >= 0.93


@pytest.mark.parametrize("months", [4, 12])
@pytest.mark.parametrize(("area_spread", "month_spread"), [(0.5, 0.0), (0.0, 0.25), (0.5, 0.25)])
def test_intervals_cover_where_crimes_cluster_and_bare_ones_fall_short(area_spread, month_spread, months):
    ours, bare = simulated(area_spread=area_spread, month_spread=month_spread, months=months, seed=5)
    assert ours >= 0.93
    assert bare < 0.85


@pytest.mark.parametrize("months", [4, 12])
@pytest.mark.parametrize(("own_spread", "shared_spread"), [(0.0, 0.0), (0.15, 0.0), (0.0, 0.15), (0.15, 0.15)])
def test_districts_together_cover_whether_months_shake_them_apart_or_all_at_once(own_spread, shared_spread, months):
    covered, _ = simulated_force(own_spread=own_spread, shared_spread=shared_spread, months=months, seed=3)
    assert covered >= 0.93


def test_what_districts_share_is_not_seen_thirteen_times():
    _, apart = simulated_force(own_spread=0.15, shared_spread=0.0, months=4, seed=3)
    _, together = simulated_force(own_spread=0.0, shared_spread=0.3, months=4, seed=3)
    # Three degrees of freedom a district and 13 of them, at the most; three where every district says the same.
    assert 30 < apart <= 39
    assert 3 <= together < 6
