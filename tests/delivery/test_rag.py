"""The rule behind the letters and the headline, by cases worked by hand from the rule as it is printed."""

from datetime import date, timedelta

import pytest

from saferplan.delivery.rag import RULE, Progress, Rating, is_worse, rating
from saferplan.delivery.section import ActionTold, DeliveryTold, PriorityTold, delivery_blocks, how_all_go
from saferplan.delivery.tally import tally
from saferplan.documents.blocks import Number, Table, plain

START, DUE = date(2026, 4, 1), date(2026, 7, 10)  # a hundred days
MIDDLE = START + timedelta(days=50)


def at(day: date, **said) -> Rating:
    return rating(Progress(day, START, DUE, **said))


@pytest.mark.parametrize(
    ("day", "said", "letter", "word"),
    [
        (MIDDLE, {"state": "done", "done_share": 1.0}, "B", "Complete"),
        (DUE + timedelta(days=9), {"state": "done", "done_share": 1.0}, "B", "Complete"),
        (MIDDLE, {"state": "stuck", "done_share": 0.75}, "R", "Stuck"),
        (DUE, {"state": "under_way", "done_share": 0.8}, "G", "On time"),
        (DUE + timedelta(days=1), {"state": "under_way", "done_share": 0.9}, "R", "Late"),
        (MIDDLE, {"done_share": 0.5, "expected_on": DUE}, "G", "On time"),
        (MIDDLE, {"done_share": 0.5, "expected_on": DUE + timedelta(days=1)}, "A", "Behind"),
        (MIDDLE, {"done_share": 0.5, "expected_on": DUE + timedelta(days=28)}, "A", "Behind"),
        (MIDDLE, {"done_share": 0.5, "expected_on": DUE + timedelta(days=29)}, "R", "Late"),
        (MIDDLE, {"done_share": 0.26}, "G", "On time"),
        (MIDDLE, {"done_share": 0.25}, "A", "Behind"),
        (MIDDLE, {"done_share": 0.01}, "A", "Behind"),
        (MIDDLE, {}, "R", "Late"),
        (START - timedelta(days=1), {}, "–", "Not begun"),
        (START, {}, "G", "On time"),
        (START - timedelta(days=9), {"state": "stuck"}, "R", "Stuck"),
        (START - timedelta(days=9), {"expected_on": DUE + timedelta(days=3)}, "A", "Behind"),
    ],
)
def test_the_first_line_that_holds_gives_the_letter(day, said, letter, word):
    found = at(day, **said)
    assert (found.letter, found.word) == (letter, word)


def test_the_reason_says_the_numbers_the_letter_rests_on():
    assert at(MIDDLE, done_share=0.25).reason == "25 % is done, and 50 % of its time has gone."
    late = at(MIDDLE, done_share=0.5, expected_on=date(2026, 8, 1)).reason
    assert late == "It is expected on 1 August 2026, 22 days after its date, 10 July 2026."
    over = at(DUE + timedelta(days=9), state="done", done_share=1.0, done_on=DUE + timedelta(days=1)).reason
    assert over == "Its lead said on 11 July 2026 that it is done, 1 day after its date."


def test_an_action_of_one_day_is_rated():
    assert rating(Progress(START, START, START)).letter == "G"
    assert rating(Progress(START + timedelta(days=1), START, START)).letter == "R"


def test_silence_is_no_good_news():
    """Where nobody says anything the letter worsens by itself: green, amber after a quarter, red after half."""
    letters = [at(START + timedelta(days=days)).letter for days in (10, 24, 25, 49, 50, 101)]
    assert letters == ["G", "G", "A", "A", "R", "R"]


def test_worse_is_a_letter_nearer_to_red():
    assert is_worse("R", "A")
    assert is_worse("A", "G")
    assert is_worse("A", "")
    assert not is_worse("G", "R")
    assert not is_worse("R", "R")
    assert not is_worse("B", "G")


def test_the_last_line_of_the_rule_always_holds():
    assert RULE[-1].holds(Progress(START, START, DUE))


def test_the_headline_leaves_out_what_has_not_begun():
    """By hand: 1 complete and 2 on time of 5 that were to have begun is 60 %; 1 is left out."""
    words = ["Complete", "On time", "On time", "Behind", "Stuck", "Not begun"]
    found = tally([Rating("?", word, "") for word in words])
    assert found.sentence == "3 of 5 actions are complete or on time (60 %)."
    assert found.base_sentence == "Of the actions whose start has come. 1 action still to begin is left out."


def test_the_headline_of_one_and_of_none_that_began():
    assert tally([Rating("G", "On time", "")]).sentence == "1 of 1 action is complete or on time (100 %)."
    assert tally([Rating("–", "Not begun", "")]).sentence == "1 action planned, and none is to have begun yet."


def told(*words: str) -> DeliveryTold:
    actions = tuple(ActionTold("Patrol the car parks", "Warden", DUE, "?", word) for word in words)
    return DeliveryTold("2026/27", (PriorityTold("Vehicle crime", actions),))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Not begun"], "No action is to have begun yet."),
        (["Complete", "On time"], "All actions that were to have begun are complete or on time."),
        (["Late", "Not begun"], "None of the actions that were to have begun is complete or on time."),
        (["Late", "On time"], "Half of the actions that were to have begun are complete or on time."),
        (["Late", "On time", "Complete"], "Most of the actions that were to have begun are complete or on time."),
        (
            ["Late", "Stuck", "Complete"],
            "Fewer than half of the actions that were to have begun are complete or on time.",
        ),
    ],
)
def test_a_document_says_how_all_go_without_a_number(words, sentence):
    assert how_all_go(told(*words)) == sentence


def test_the_section_has_a_table_for_each_priority_and_no_bare_number():
    blocks = delivery_blocks(told("Complete", "Late"))
    table = next(block for block in blocks if isinstance(block, Table))
    assert [plain(cell) for cell in table.rows[1].cells] == ["Patrol the car parks", "Warden", "10 July 2026", "? Late"]
    assert not any(isinstance(part, Number) for row in table.rows for cell in row.cells for part in cell)
