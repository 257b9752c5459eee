"""Pictures and charts of pages: escaped, in the page's colours, without a style of their own, true to their numbers.

Expected places and heights are arithmetic by hand from the sizes that the modules state.
"""

from xml.etree import ElementTree

import pytest

from saferplan.documents.pictures import Bar, Bars, Dot, Dots, MapArea, MonthLine, MonthValue, Picture, RateMap
from saferplan.pages.charts import ChartGroup, RankChances, rank_chart, structure_chart, structure_words
from saferplan.pages.pictures import svg_for_page
from saferplan.terms.months import Month

AWKWARD = "</title></svg><script>alert(1)</script>\"'&"
SVG = "{http://www.w3.org/2000/svg}"
LINE = MonthLine(
    (MonthValue(Month(2025, 1), 5.0), MonthValue(Month(2025, 2), None, "missing"), MonthValue(Month(2025, 3), 7.0)),
    "Offences a month",
)
SQUARE = ((0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0), (0.0, 0.0))
PICTURES: dict[str, Picture] = {
    "line": LINE,
    "dots": Dots((Dot("Northmere", 7.0, 6.0, 8.0, ours=True), Dot("Hill", 3.0, 2.0, 4.0)), "Per 1,000 residents"),
    "bars": Bars((Bar("Violence", 3.0, ours=True), Bar("Burglary", 1.0)), "Offences"),
    "map": RateMap((MapArea("Harbour", (SQUARE,), None, "withheld"),), "Per 1,000 residents", (40.0,)),
}
BOARD = ChartGroup(
    "Board <b>", ("Chair: Chief executive",), (ChartGroup("Violence group", (), (ChartGroup("Task group"),)),)
)
LINKED = (ChartGroup("Safeguarding partnership"),)
RANKS = (RankChances("Violence & harm", (0.7, 0.3), 2), RankChances("Shops", (0.3, 0.7)))


def tree_of(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 - drawn here, not received


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_on_a_page_follows_its_colours_and_needs_no_style(name: str):
    drawn = tree_of(svg_for_page(PICTURES[name], title=AWKWARD, alternative=AWKWARD))
    assert drawn.find(f"{SVG}title").text == AWKWARD
    assert drawn.find(f"{SVG}desc").text == AWKWARD
    assert not [element for element in drawn.iter() if "style" in element.attrib]
    fills = {element.get(part, "none") for element in drawn.iter() for part in ("fill", "stroke")}
    if name == "map":
        assert "url(#" in str(fills)
    else:
        assert all(fill in {"none", "transparent"} or fill.startswith("var(--") for fill in fills), fills


@pytest.mark.parametrize(
    "drawn",
    [
        structure_chart(BOARD, LINKED, title=AWKWARD, alternative=AWKWARD),
        rank_chart(RANKS, title=AWKWARD, alternative=AWKWARD),
    ],
)
def test_a_chart_escapes_its_words_and_says_what_it_shows(drawn: str):
    root = tree_of(drawn)
    assert root.find(f"{SVG}title").text == root.find(f"{SVG}desc").text == AWKWARD
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")
    assert not [element for element in root.iter() if "style" in element.attrib]
    height = float(root.get("height", "0"))
    assert all(float(box.get("y", "0")) + float(box.get("height", "0")) <= height for box in root.iter(f"{SVG}rect"))


def test_a_structure_is_drawn_whole_from_the_board_down():
    root = tree_of(structure_chart(BOARD, LINKED, title="t", alternative="a"))
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert [word for word in words if word in {"Board <b>", "Violence group", "Task group"}] == [
        "Board <b>",
        "Violence group",
        "Task group",
    ]
    boxes = [float(box.get("x", "0")) for box in root.iter(f"{SVG}rect")]
    assert boxes == [2, 28, 54, 2]  # each a step of 26 to the right of the one above it; the linked board at the left
    assert len(list(root.iter(f"{SVG}path"))) == 2
    assert structure_words(BOARD, LINKED) == (
        "At the top is Board <b> (Chair: Chief executive). Below Board <b>: Violence group. "
        "Below Violence group: Task group. Beside it: Safeguarding partnership."
    )


def test_the_bars_of_a_ranking_are_as_high_as_their_chances():
    root = tree_of(rank_chart(RANKS, title="t", alternative="a"))
    heights = [float(bar.get("height", "0")) for bar in root.iter(f"{SVG}rect")]
    assert heights == pytest.approx([34 * share for share in (0.7, 0.3, 0.3, 0.7)], abs=0.06)
    assert {"70%", "30%"} <= {text.text for text in root.iter(f"{SVG}text")}
