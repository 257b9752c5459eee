"""The tree of groups and the timeline, by hand."""

from datetime import date
from xml.etree import ElementTree

import pytest

from saferplan.documents.blocks import Heading, Table
from saferplan.pages.charts import ChartGroup, structure_words
from saferplan.partnership.passwords import first_password
from saferplan.partnership.section import DecisionLine, GroupLine, MemberLine, WhoDecides, who_decides_section
from saferplan.partnership.structure import GroupRow, is_below, structure_of
from saferplan.partnership.telling import deed
from saferplan.partnership.timeline import DayMark, plan_year_of, timeline_chart, timeline_words

BOARD = GroupRow(1, "Board", "board", None, "Chief executive", 5)
VIOLENCE = GroupRow(2, "Violence group", "sub_group", 1, "", 2)
KNIVES = GroupRow(3, "Knife crime cell", "sub_group", 2, "", 0)
COMMITTEE = GroupRow(4, "Committee", "committee", None, "Councillor", 1)
LINKED = GroupRow(5, "Health board", "linked", 1, "", 0)


def test_the_tree_goes_down_from_the_board_and_others_stand_beside():
    structure = structure_of([VIOLENCE, BOARD, KNIVES, COMMITTEE, LINKED])
    assert structure.board == ChartGroup(
        "Board",
        ("Chair: Chief executive", "5 organisations"),
        (ChartGroup("Violence group", ("2 organisations",), (ChartGroup("Knife crime cell"),)),),
    )
    assert [group.name for group in structure.linked] == ["Committee", "Health board"]
    words = structure_words(structure.board, structure.linked)
    assert words.startswith("At the top is Board (Chair: Chief executive, 5 organisations).")


def test_a_group_whose_parent_has_ended_stands_under_the_board():
    structure = structure_of([BOARD, KNIVES])
    assert structure.board is not None
    assert [group.name for group in structure.board.parts] == ["Knife crime cell"]


def test_without_a_board_there_is_no_tree():
    assert structure_of([VIOLENCE]).board is None
    assert structure_of([]).linked == ()


def test_a_group_cannot_hang_on_itself_at_any_distance():
    parents = {1: None, 2: 1, 3: 2}
    assert is_below(1, 3, parents)
    assert is_below(2, 2, parents)
    assert not is_below(3, 1, parents)
    assert not is_below(3, None, parents)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("plan.adopt", "adopted"),
        ("plan.draft_plan", "drafted a plan"),
        ("assessment.bring_build", "brought a build"),
        ("assessment.set_aside", "set aside"),
        ("priorities.choose_priorities", "chose priorities"),
        ("evaluation.find_effect", "found an effect"),
        ("evidence.freeze_figures", "froze figures"),
        ("plan.drop_objective", "dropped an objective"),
        ("plan.new_version", "began another version"),
        ("scrutiny.reply_to_body", "replied to body"),
    ],
)
def test_an_action_without_words_of_its_own_is_told_by_its_name(action, words):
    assert deed(action, {}) == words
    assert deed(action, {action: "did it"}) == "did it"


def test_plan_years_begin_in_april():
    assert plan_year_of(date(2026, 3, 31)).name == "2025/26"
    assert plan_year_of(date(2026, 4, 1)).name == "2026/27"
    assert plan_year_of(date(1999, 5, 1)).name == "1999/00"


def test_the_timeline_draws_what_lies_in_the_year_and_says_it():
    year, day = plan_year_of(date(2026, 1, 14)), date(2026, 1, 14)
    marks = [
        DayMark("Board meets", date(2026, 2, 1), "Board meets <soon>"),
        DayMark("Board meets", date(2025, 4, 1), "Board meets."),
        DayMark("Board meets", date(2026, 4, 1), "In the next year"),
    ]
    drawn = timeline_chart(year, ("Board meets",), marks, day, title="The year & its days")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - drawn here
    titles = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["The year & its days", "1 February 2026: Board meets <soon>", "1 April 2025: Board meets."]
    assert "style=" not in drawn
    assert timeline_words(year, marks, day) == (
        "The plan year 2025/26; today is 14 January 2026. 1 April 2025: Board meets. "
        "1 February 2026: Board meets <soon>."
    )


def test_first_passwords_are_long_random_and_without_lookalikes():
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 19 and not set(password) & set("il1o0") for password in made)


def test_the_section_says_who_decides_without_a_bare_number_or_a_name():
    told = WhoDecides(
        "Northmere",
        3,
        (MemberLine("Northmere Council", True), MemberLine("Northmere Homes", False)),
        (GroupLine("Board", "Board", "Chief executive", ""),),
        (DecisionLine(date(2026, 1, 13), "Board", "The plan was adopted."),),
    )
    heading, paragraph, members, groups, decided, bullets = who_decides_section(told)
    assert isinstance(heading, Heading)
    assert paragraph.text == ("A meeting can decide when three of the responsible authorities are there.",)
    assert isinstance(members, Table)
    assert [row.cells[1] for row in members.rows] == [("Yes",), ("No",)]
    assert groups.rows[0].cells[3] == ("–",)
    assert decided.level == 2
    assert bullets.items == (("13 January 2026, Board: The plan was adopted.",),)
    assert len(who_decides_section(WhoDecides("Northmere", 2, (), (), ()))) == 3
