"""Dispersion against statsmodels' models, arithmetic by hand, and its law under pure chance."""

import numpy as np
import polars as pl
import pytest

from oracles.dispersion_models import cluster_robust, quasi_poisson
from saferplan.measures.dispersion import combined, dispersions


def table(now, before, now_days=1, before_days=1):
    return pl.DataFrame({"now": now, "before": before}).with_columns(
        key=pl.lit("x"), now_exposure=pl.lit(now_days), before_exposure=pl.lit(before_days)
    )


def test_by_hand():
    # Clusters 6+2, 2+6: each has 4 expected now; (2^2 + 2^2) / (8/4 + 8/4) = 2, over 1 - 128/256 = 1/2, makes 4.
    # Three such clusters with 4+4: 8 / 6, over 1 - 192/576 = 2/3, makes 2, with 3 - 1 degrees of freedom.
    assert dispersions(table([6, 2, 4], [2, 6, 4]), ["key"]).rows() == [("x", pytest.approx(2.0), pytest.approx(2.0))]


def test_two_clusters_are_too_few():
    assert dispersions(table([6, 2], [2, 6]), ["key"]).is_empty()


def test_nothing_on_one_side_shows_nothing():
    assert dispersions(table([0, 0, 0, 0], [3, 4, 5, 6]), ["key"]).is_empty()


def test_clusters_of_one_size_give_pearsons_quasi_poisson():
    now = np.array([30, 41, 22, 37, 35, 19, 44, 28])
    before = 64 - now
    seen = dispersions(table(now, before), ["key"])
    assert seen["dispersion"][0] == pytest.approx(quasi_poisson(now, before), rel=1e-9)
    assert seen["df"][0] == pytest.approx(7)


def test_clusters_of_any_size_give_the_cluster_robust_variance():
    random = np.random.default_rng(20)
    now, before = random.poisson(random.gamma(1, 20, (2, 40)))
    total = now + before
    kish = total.sum() ** 2 / (total**2).sum()
    seen = dispersions(table(now, before), ["key"])
    assert seen["dispersion"][0] * (1 - 1 / kish) == pytest.approx(cluster_robust(now, before), rel=1e-7)
    assert seen["df"][0] == pytest.approx(kish - 1)


def test_months_of_unlike_length_are_not_clustering():
    # 100 a day now, 80 before, to the day: no dispersion at all, though February was longer before.
    days, before_days = np.array([31, 28, 31, 30]), np.array([31, 29, 31, 30])
    exact = table(100 * days, 80 * before_days).with_columns(
        now_exposure=pl.Series(days), before_exposure=pl.Series(before_days)
    )
    assert dispersions(exact, ["key"])["dispersion"][0] == pytest.approx(0, abs=1e-12)


def test_under_pure_chance_it_is_one_on_average():
    random = np.random.default_rng(7)
    means = np.tile(random.gamma(0.7, 20, 60), 1500)
    frame = table(random.poisson(means), random.poisson(means)).with_columns(key=pl.Series(np.repeat(range(1500), 60)))
    seen = dispersions(frame, ["key"])["dispersion"]
    # 1,500 tables: three standard errors of the mean.
    assert seen.mean() == pytest.approx(1, abs=3 * seen.std() / np.sqrt(1500))


def seen(dispersion, df):
    return pl.DataFrame({"key": ["x"], "dispersion": [dispersion], "df": [df]})


def test_two_ways_of_clustering_add_their_excess():
    # By hand: 1 + 2 + 0.5 = 3.5; 3.5^2 / (9/90 + 2.25/3) = 12.25 / 0.85.
    assert combined([seen(3.0, 90.0), seen(1.5, 3.0)], ["key"]).rows() == [
        ("x", pytest.approx(3.5), pytest.approx(12.25 / 0.85))
    ]


def test_less_than_chance_is_taken_as_chance():
    assert combined([seen(0.4, 90.0), seen(0.9, 3.0)], ["key"]).rows() == [("x", 1.0, None)]
    assert combined([seen(0.4, 90.0), seen(2.0, 3.0)], ["key"]).rows() == [("x", 2.0, pytest.approx(3.0))]
