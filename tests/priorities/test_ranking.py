"""Ranking by hand, and against a slow twin in plain Python."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from oracles.plain_scoring import plain_chances, plain_scores
from priorities.schemes_by_hand import GROUPS, criterion, marks, of_all, scheme
from saferplan.definitions import loading
from saferplan.priorities.ranking import CONCENTRATION, SEED, rank_chances, ranking
from saferplan.priorities.scoring import panel
from saferplan.priorities.spread import departures, spreads
from saferplan.terms.problems import Refusal

# By hand. Burglary: physical (2 + 3) / 2 = 2.5, financial 4; harm (2 x 2.5 + 4) / 3 = 3; frequency 4; score 12.
# Arson: physical 4, financial 4; harm 4; frequency 2.5; score 10. Slavery: harm (2 x 5 + 2) / 3 = 4; frequency 2; 8.
BY_HAND = of_all(
    {
        "burglary": {"physical": [2, 3], "financial": [4, 4], "frequency": [4, 4], "capacity": [2, None]},
        "arson": {"physical": [4, 4], "financial": [4, 4], "frequency": [2, 3], "capacity": [3, 4]},
        "slavery": {"physical": [5, 5], "financial": [2, 2], "frequency": [2, 2], "capacity": [None, None]},
    }
)


def ranked(given_marks, **keywords):
    return ranking(scheme(), marks(given_marks), **{"chosen_count": 2, **keywords})


def test_by_hand():
    found = ranked(BY_HAND, residents_ranks={"burglary": 2})
    assert [(theme.theme_key, theme.rank) for theme in found.themes] == [("burglary", 1), ("arson", 2), ("slavery", 3)]
    assert [theme.score for theme in found.themes] == pytest.approx([12, 10, 8])
    first = found.themes[0]
    assert first.residents_rank == 2
    assert first.scorer_count == 2
    assert first.blank_count == 1
    assert dict(first.groups) == pytest.approx({"harm": 3, "likelihood": 4, "position": 2})
    assert dict(found.themes[2].groups)["position"] is None


def test_chances_add_up_and_are_the_same_every_time():
    found = ranked(BY_HAND)
    assert found == ranked(BY_HAND)
    assert found.seed == SEED
    chances = np.array([theme.chances for theme in found.themes])
    assert np.allclose(chances.sum(axis=0), 1)
    assert np.allclose(chances.sum(axis=1), 1)
    assert [theme.chosen_chance for theme in found.themes] == pytest.approx(chances[:, :2].sum(axis=1).tolist())


def test_chances_agree_with_the_slow_twin():
    scored = {keys: mark for keys, mark in BY_HAND.items() if keys[1] != "capacity"}
    slow = plain_chances(GROUPS, scored, 4000, CONCENTRATION)
    for theme in ranked(BY_HAND).themes:
        # Two independent simulations: four standard errors of the smaller one.
        assert theme.chances == pytest.approx(slow[theme.theme_key], abs=4 * 0.5 / 4000**0.5)


def test_a_theme_that_is_first_in_everything_is_first_for_certain():
    sure = of_all(
        {
            "a": {"physical": [5, 5], "financial": [5, 5], "frequency": [5, 5]},
            "b": {"physical": [1, 2], "financial": [2, 1], "frequency": [2, 2]},
        }
    )
    assert ranked(sure, chosen_count=1).themes[0].chances == (1.0, 0.0)


def test_ties_share_their_chances_and_the_better_rank():
    alike = {"physical": [3, 4], "financial": [2, 2], "frequency": [5, 5]}
    found = ranked(of_all({"a": alike, "b": alike}))
    assert [(theme.rank, theme.chances) for theme in found.themes] == [(1, (0.5, 0.5))] * 2
    # By hand: of three draws, the first two alone at the top once each, and tied once.
    assert rank_chances(np.array([[2.0, 1.0], [1.0, 2.0], [1.0, 1.0]])).tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_blanks_are_not_noughts_and_one_scorer_is_not_enough():
    blank = BY_HAND | {("burglary", "frequency", "q"): None, ("burglary", "frequency", "r"): 4}
    found = ranked(blank)
    assert found.themes[0].score == pytest.approx(12)
    alone = ranked(BY_HAND | {("slavery", "financial", "q"): None})
    assert [theme.theme_key for theme in alone.themes] == ["burglary", "arson"]
    assert alone.unranked[0].theme_key == "slavery"
    assert alone.unranked[0].reason == ("Not ranked: each criterion needs marks of 2 people or more (Financial: 1).")


def test_marks_outside_the_scheme_and_too_few_themes_are_refused():
    with pytest.raises(Refusal, match="The mark 6"):
        ranked(BY_HAND | {("arson", "physical", "p"): 6})
    with pytest.raises(Refusal, match="The criterion colour"):
        ranked(BY_HAND | {("arson", "colour", "p"): 3})
    with pytest.raises(Refusal, match="nothing to rank"):
        ranked({keys: mark for keys, mark in BY_HAND.items() if keys[0] == "arson"})
    with pytest.raises(Refusal, match="nothing to rank"):
        ranked({})


def test_spread_and_who_differs():
    # By hand: marks 1, 4, 4, 5. The others of the 1 have the median 4; of the 5, 4; only the 1 is two or more away.
    held = panel(marks(of_all({"a": {"physical": [1, 4, 4, 5], "financial": [2, 4, None, None]}})), scheme())
    spread = spreads(held).sort("criterion_key", descending=True).row(0, named=True)
    assert (spread["n"], spread["blank_count"], spread["mean"], spread["lowest"], spread["highest"]) == (
        4,
        0,
        3.5,
        1,
        5,
    )
    # Of two marks neither has others to differ from.
    assert departures(held).rows() == [("a", "physical", "p", 1, 4.0)]
    assert spreads(panel(marks({}), scheme())).is_empty()
    assert departures(panel(marks({}), scheme())).is_empty()


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_scores_agree_with_the_slow_twin(data):
    themes = "abcd"[: data.draw(st.integers(2, 4))]
    scorers = "pqr"[: data.draw(st.integers(2, 3))]
    keys = [(t, c, s) for t in themes for c in ("physical", "financial", "frequency") for s in scorers]
    given_marks = {key: data.draw(st.integers(1, 5)) for key in keys}
    found = ranked(given_marks, draws=50)
    slow = plain_scores(GROUPS, given_marks)
    assert {theme.theme_key: theme.score for theme in found.themes} == pytest.approx(slow)


@pytest.mark.parametrize("key", ["morile_style", "four_by_four"])
def test_shipped_schemes_score_from_lowest_to_highest(key):
    shipped = loading.criteria_schemes()[key]
    criteria = [criterion.key for group in shipped.groups for criterion in group.criteria]
    low, high = shipped.lowest_mark, shipped.highest_mark
    table = {name: {key: [mark, mark] for key in criteria} for name, mark in (("least", low), ("most", high))}
    found = ranking(shipped, marks(of_all(table)), chosen_count=1, draws=50)
    # As their formula says: from 1 to 25, and from 1 to 16.
    assert [theme.score for theme in found.themes] == pytest.approx([high**2, 1])
    assert f"from 1 to {high**2}" in shipped.formula


def test_the_morile_style_scheme_says_that_it_is_not_morile():
    shipped = loading.criteria_schemes()["morile_style"]
    assert shipped.name.startswith("MoRiLE-style")
    assert "not the official MoRiLE" in shipped.statement


def test_a_scheme_must_say_what_each_mark_means_and_weigh_something():
    group = {"key": "harm", "name": "Harm", "weight": 1, "criteria": [criterion("physical", 1)]}
    half = criterion("physical", 1) | {"descriptors": {1: "Low.", 5: "High."}}
    with pytest.raises(ValidationError, match="physical must say what each mark means"):
        scheme(groups=[group | {"criteria": [half]}])
    with pytest.raises(ValidationError, match="same key"):
        scheme(groups=[group, group])
    with pytest.raises(ValidationError, match="no group has a weight"):
        scheme(groups=[group | {"weight": 0}])
