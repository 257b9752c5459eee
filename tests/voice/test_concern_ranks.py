"""Ranks of concerns: by hand where all is plain, by the definition where a law holds, and by how often they hold."""

import numpy as np
import pytest

from saferplan.voice.concerns import ranked_concerns
from saferplan.voice.weighting import Margin, raked

NAMES = ("Burglary", "Speeding", "Violence")


def weighted(n: int):
    return raked([Margin("sex", {"Female": 50, "Male": 50}, ["Female", "Male"] * (n // 2))])


def drawn(rng: np.random.Generator, chances: tuple[float, ...], n: int):
    return rng.random((n, len(chances))) < chances


def test_what_nearly_all_name_ranks_above_what_nearly_none_do():
    named = drawn(np.random.default_rng(1), (0.9, 0.5, 0.1), 400)
    first, second, third = ranked_concerns(NAMES, named, weighted(400))
    assert [concern.name for concern in (first, second, third)] == list(NAMES)
    for rank, concern in enumerate((first, second, third), start=1):
        assert (concern.least_rank, concern.rank, concern.greatest_rank) == (rank, rank, rank)


def test_equal_concerns_cannot_be_told_apart():
    """The same people name both: the difference is 0 in every resample."""
    named = drawn(np.random.default_rng(2), (0.5, 0.5, 0.5), 200)
    named[:, 1] = named[:, 0]
    ranked = {concern.name: concern for concern in ranked_concerns(NAMES, named, weighted(200))}
    for name in ("Burglary", "Speeding"):
        assert ranked[name].greatest_rank - ranked[name].least_rank >= 1
    assert ranked["Burglary"].rank == ranked["Speeding"].rank


def test_the_base_is_those_who_named_any():
    """Two of three named burglary, as the fourth named nothing."""
    named = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]] * 30, dtype=bool)
    ranked = ranked_concerns(NAMES, named, weighted(120))
    assert ranked[0].name == "Burglary"
    assert ranked[0].share.value == pytest.approx(2 / 3)
    assert ranked[0].share.n == 90


def test_the_same_answers_give_the_same_ranges():
    named = drawn(np.random.default_rng(3), (0.5, 0.45, 0.4), 300)
    assert ranked_concerns(NAMES, named, weighted(300)) == ranked_concerns(NAMES, named, weighted(300))


def test_all_ranges_hold_together_as_often_as_they_say(monkeypatch):
    """In 150 surveys with true ranks 1, 2, 3 (one pair close), every range holds its rank in at least nine of ten."""
    monkeypatch.setattr("saferplan.voice.concerns.RESAMPLES", 200)
    rng, together = np.random.default_rng(4), 0
    for _ in range(150):
        ranked = {c.name: c for c in ranked_concerns(NAMES, drawn(rng, (0.42, 0.40, 0.25), 300), weighted(300))}
        together += all(
            ranked[n].least_rank <= rank <= ranked[n].greatest_rank for rank, n in enumerate(NAMES, start=1)
        )
    assert together / 150 >= 0.9
