"""The gaps of a crosswalk, found by hand on one of three priorities and three aims."""

import csv
import io

from saferplan.alignment.gaps import Crosswalk, Meeting, OurPriority, TheirAim, gaps, where_it_stands
from saferplan.alignment.matrix import matrix
from saferplan.alignment.section import alignment_blocks, crosswalk_csv
from saferplan.documents.blocks import Bullets, Table, plain

VEHICLES, BURGLARY, ASB = OurPriority(1, "Vehicle crime"), OurPriority(2, "Burglary"), OurPriority(3, "ASB")
ROADS = TheirAim(11, "Safer roads.", "Police and crime plan", "Farshire Commissioner")
HOMES = TheirAim(12, "Safer homes", "Police and crime plan", "Farshire Commissioner")
HEALTH = TheirAim(13, "Fewer injuries", "Health strategy", "Farshire Health")
ALL = ((VEHICLES, BURGLARY, ASB), (ROADS, HOMES, HEALTH))


def crosswalk(*meetings: tuple[OurPriority, TheirAim, str]) -> Crosswalk:
    rows = [Meeting(key, one.key, aim.key, way, "A joint action.") for key, (one, aim, way) in enumerate(meetings)]
    return Crosswalk(*ALL, tuple(rows))


def sentences(*meetings):
    return [gap.sentence for gap in gaps(crosswalk(*meetings))]


def test_nothing_meets():
    assert sentences() == [
        "Our priority Vehicle crime meets no aim of another body’s strategy.",
        "Our priority Burglary meets no aim of another body’s strategy.",
        "Our priority ASB meets no aim of another body’s strategy.",
        "No priority of ours meets the aim “Safer roads” of Farshire Commissioner (Police and crime plan).",
        "No priority of ours meets the aim “Safer homes” of Farshire Commissioner (Police and crime plan).",
        "No priority of ours meets the aim “Fewer injuries” of Farshire Health (Health strategy).",
    ]


def test_everything_meets_both_ways():
    assert sentences((VEHICLES, ROADS, "both"), (BURGLARY, HOMES, "both"), (ASB, HEALTH, "both")) == []


def test_one_way_is_a_gap_of_both_sides():
    assert sentences((VEHICLES, ROADS, "ours"), (BURGLARY, HOMES, "both"), (ASB, HEALTH, "theirs")) == [
        "Our priority Vehicle crime serves their aims, and no work of theirs serves it.",
        "Our priority ASB is served, and serves no aim.",
        "The aim “Safer roads” of Farshire Commissioner (Police and crime plan) is served by us, "
        "and no work towards it serves us.",
        "The aim “Fewer injuries” of Farshire Health (Health strategy) serves us, and we do not serve it.",
    ]


def test_two_one_ways_make_both_for_the_priority_and_not_for_the_aims():
    found = gaps(crosswalk((VEHICLES, ROADS, "ours"), (VEHICLES, HOMES, "theirs"), (BURGLARY, HEALTH, "both")))
    one_way = [(gap.priority, gap.aim) for gap in found if gap.kind == "one way"]
    assert one_way == [(None, ROADS.key), (None, HOMES.key)]


def test_where_it_stands_in_a_sentence():
    assert where_it_stands(crosswalk((VEHICLES, ROADS, "both"))) == (
        "1 of our 3 priorities meets an aim of another body’s strategy; 1 of their 3 aims meets one of ours"
    )
    assert where_it_stands(Crosswalk((), ALL[1], ())).startswith("No priority has been chosen")
    assert where_it_stands(Crosswalk(ALL[0], (), ())).startswith("No aim of another body’s strategy")


def test_the_matrix_has_every_pair_once_strategy_by_strategy():
    parts = list(matrix(crosswalk((VEHICLES, ROADS, "ours"), (ASB, HEALTH, "both"))))
    assert [part.strategy for part in parts] == ["Police and crime plan", "Health strategy"]
    cells = [[[cell.state for cell in row.cells] for row in part.rows] for part in parts]
    assert cells == [[["ours", "gap", "gap"], ["gap", "gap", "gap"]], [["gap", "gap", "both"]]]
    assert (parts[0].rows[0].cells[0].arrow, parts[0].rows[0].cells[0].words) == ("→", "We serve it")


def test_the_csv_file_holds_every_meeting_and_every_gap():
    written = crosswalk_csv(crosswalk((VEHICLES, ROADS, "ours"), (BURGLARY, HOMES, "both")))
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    plan = ["Police and crime plan", "Farshire Commissioner"]
    assert rows == [
        ["Our priority", "Strategy", "Body", "Their aim", "How they meet", "What shows it"],
        ["Vehicle crime", *plan, "Safer roads.", "We serve their aim", "A joint action."],
        ["Burglary", *plan, "Safer homes", "Both ways", "A joint action."],
        ["ASB", "", "", "", "Gap", ""],
        ["", "Health strategy", "Farshire Health", "Fewer injuries", "Gap", ""],
    ]


def test_the_section_of_a_document():
    blocks = alignment_blocks(crosswalk((VEHICLES, ROADS, "both")))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert len(table.rows) == 1
    (bullets,) = [block for block in blocks if isinstance(block, Bullets)]
    assert len(bullets.items) == 4
    nothing = alignment_blocks(Crosswalk((), (), ()))
    assert plain(nothing[-1].text) == "No strategy of another body has been held against our priorities."
