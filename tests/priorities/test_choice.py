"""When a choice goes against the ranking, what a round waits for, and how marks are drawn; cases worked by hand."""

import pytest

from saferplan.priorities.choice import LEAST_REASON, against_ranking, reason_problem
from saferplan.priorities.dots import DotRow, dots_chart
from saferplan.priorities.waiting import Progress, lacks, open_sentence


@pytest.mark.parametrize(
    ("outcomes", "against"),
    [
        ({1: "priority", 2: "priority", 3: "watch"}, set()),
        ({1: "watch", 2: "priority", 3: "watch"}, {1, 2}),
        ({1: "cross_cutting", 2: "priority", 3: "watch"}, set()),
        ({1: "priority", 2: "watch", 3: "priority"}, {2, 3}),
    ],
)
def test_who_is_passed_over_and_who_passes(outcomes, against):
    assert against_ranking(outcomes, {1: 1, 2: 2, 3: 3}) == against


def test_equal_ranks_never_go_against():
    assert against_ranking({1: "watch", 2: "priority"}, {1: 1, 2: 1}) == frozenset()


def test_a_reason_against_the_ranking_has_to_be_longer():
    assert reason_problem("  ", is_against=False) == "Say why, in a sentence."
    assert reason_problem("It stands first.", is_against=False) is None
    assert f"at least {LEAST_REASON} letters" in str(reason_problem("It stands first.", is_against=True))
    assert reason_problem("x" * LEAST_REASON, is_against=True) is None


def test_what_keeps_marks_from_being_revealed():
    themes = [
        Progress(1, "Burglary", frozenset({4, 5}), (("Impact", 2), ("Likelihood", 2))),
        Progress(2, "Arson", frozenset({4}), (("Impact", 1), ("Likelihood", 1))),
        Progress(3, "Robbery", frozenset({4, 5}), (("Impact", 2), ("Likelihood", 1))),
    ]
    assert lacks(themes) == ("Arson has marks from 1 person.", "Robbery has too few marks for likelihood.")
    assert open_sentence(themes) == "1 of 3 themes have marks from two people or more"


def test_every_mark_is_drawn_once_with_its_letter_and_nothing_is_left_unescaped():
    rows = [DotRow("Impact <b>", (("A", 1), ("B", 4), ("C", 4)), 3.0), DotRow("Likelihood", (), None)]
    drawn = dots_chart(rows, lowest=1, highest=4, title="Marks", alternative="All & more")
    assert drawn.count("<circle") == 3
    assert all(f">{letter}</text>" in drawn for letter in "ABC")
    assert "<b>" not in drawn
    assert "All &amp; more" in drawn
    assert "style=" not in drawn
