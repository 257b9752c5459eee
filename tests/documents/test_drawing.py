"""Pictures: whole, self-contained, the same each time, and never a missing month drawn as zero.

Expected values are counted by hand from the pictures below, or follow from arithmetic stated beside them.
"""

import math
import re
import struct
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from saferplan.documents.drawing import fonts_folder, png, svg
from saferplan.documents.looks import FONTS, INK, MUTED, OTHERS, OURS, PAPER, RATE_CLASSES, WIDTH
from saferplan.documents.maps import class_words
from saferplan.documents.month_charts import month_line
from saferplan.documents.pictures import Bar, Bars, Dot, Dots, MapArea, MonthLine, MonthValue, Picture, RateMap
from saferplan.documents.row_charts import dots
from saferplan.terms.months import Month, month_span

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = month_span(Month(2024, 1), Month(2025, 12))
MISSING = set(month_span(Month(2024, 5), Month(2024, 12)))  # as in Kent's real archive


def line(*, short: Month | None = None) -> MonthLine:
    values = [
        MonthValue(month, None, "missing")
        if month in MISSING
        else MonthValue(
            month, 300.0 if month == short else 1100.0 + month.number, "short" if month == short else "supplied"
        )
        for month in MONTHS
    ]
    return MonthLine(tuple(values), "Crimes a month", MONTHS[12:])


def square(east: float, north: float, side: float = 1000.0) -> tuple[tuple[float, float], ...]:
    corners = ((0, 0), (side, 0), (side, side), (0, side), (0, 0))
    return tuple((east + x, north + y) for x, y in corners)


PLACES = Dots(
    (
        Dot("Boughton Monchelsea & Chart Sutton", 98.84, 97.2, 100.5),
        Dot("Maidstone", 77.47, 76.2, 78.8, ours=True),
        Dot('Q<"uay">', 51.5, 50.2, 52.8),
    ),
    "Crimes per 1,000 residents, 2025",
    reference=78.9,
    reference_label="Kent 78.9",
)
PARTS = Bars((Bar("Violence and sexual offences", 5712, ours=True), Bar("Shoplifting", 1810)), "Crimes, 2025")
MAP = RateMap(
    (
        MapArea("West", (square(570000, 150000),), 39.96),
        MapArea("Middle & more", (square(571000, 150000),), 40.0),
        MapArea("East", (square(572000, 150000),), 120.5),
        MapArea("Withheld", (square(573000, 150000),), None, "withheld"),
        MapArea("Never supplied", (square(574000, 150000),), None, "no_data"),
    ),
    "Crimes per 1,000 residents",
    (40, 60, 80, 100),
    labelled=("Middle & more", "East"),
)
EVERY: dict[str, Picture] = {"line": line(short=Month(2024, 3)), "dots": PLACES, "bars": PARTS, "map": MAP}


def drawn(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(svg(picture, title="Crime fell", alternative="From 98.84 to 51.5."))  # noqa: S314


def words_of(picture: Picture) -> list[str]:
    return ["".join(text.itertext()) for text in drawn(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", EVERY)
def test_a_picture_says_what_it_shows_and_loads_nothing(kind: str):
    root = drawn(EVERY[kind])
    assert root.attrib["role"] == "img"
    named = {element.attrib["id"]: element.text for element in root if element.tag in (f"{SVG}title", f"{SVG}desc")}
    assert named[root.attrib["aria-labelledby"]] == "Crime fell"
    assert named[root.attrib["aria-describedby"]] == "From 98.84 to 51.5."
    assert root.attrib["viewBox"].split()[2] == str(WIDTH)
    for element in root.iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}style", f"{SVG}image", f"{SVG}foreignObject", f"{SVG}a")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert "url(" not in value or value.startswith("url(#")


@pytest.mark.parametrize("kind", EVERY)
def test_ids_are_unique_on_a_page_and_every_reference_resolves(kind: str):
    others = [drawn(picture) for name, picture in EVERY.items() if name != kind]
    own = drawn(EVERY[kind])
    ids = [element.attrib["id"] for root in (own, *others) for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    used = re.findall(r"url\(#([^)]+)\)", ElementTree.tostring(own, encoding="unicode"))
    assert set(used) <= set(ids)


@pytest.mark.parametrize("kind", EVERY)
def test_the_same_picture_is_drawn_alike_and_as_png_at_the_scale_asked(kind: str):
    picture = EVERY[kind]
    assert svg(picture, title="a", alternative="b") == svg(picture, title="a", alternative="b")
    image = png(picture, scale=2.0)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", image[16:20])[0] == WIDTH * 2  # the width stands there in every PNG's first chunk


def test_words_with_marks_of_xml_stay_words():
    root = ElementTree.fromstring(svg(PARTS, title='<b>&"', alternative="]]> <!--"))  # noqa: S314
    assert [root[0].text, root[1].text] == ['<b>&"', "]]> <!--"]
    assert 'Q<"uay">' in words_of(PLACES)


def test_missing_months_are_a_gap_and_never_zero():
    layers = month_line(line())["layer"]
    points = [row for layer in layers if layer["mark"]["type"] == "point" for row in rows_of(line(), layer)]
    assert len(points) == 24 - 8
    assert min(row["value"] for row in points) == 1101.0
    joined = {row["place"] for layer in layers if layer["mark"]["type"] == "line" for row in rows_of(line(), layer)}
    assert joined == {0, 1, 2, 3, *range(12, 24)}
    steps = [
        (earlier["place"], later["place"])
        for layer in layers
        if layer["mark"]["type"] == "line"
        for earlier, later in pairwise(rows_of(line(), layer))
    ]
    assert all(later == earlier + 1 for earlier, later in steps)
    assert "No data supplied" in words_of(line())


def test_a_short_month_is_hollow_apart_and_named():
    picture = line(short=Month(2024, 3))
    layers = month_line(picture)["layer"]
    joined = {row["place"] for layer in layers if layer["mark"]["type"] == "line" for row in rows_of(picture, layer)}
    assert joined == {0, 1, *range(12, 24)}  # April 2024 stands alone between the short month and the gap
    points = [row for layer in layers if layer["mark"]["type"] == "point" for row in rows_of(picture, layer)]
    assert [row["fill"] for row in points if row["place"] == 2] == [PAPER]
    assert any("Too little supplied" in words for words in words_of(picture))


def rows_of(picture: MonthLine, layer: dict) -> list[dict]:
    data = layer["data"]
    return data["values"] if "values" in data else month_line(picture)["datasets"][data["name"]]


@pytest.mark.parametrize("count", [1, 4, 12, 24, 60, 96])
def test_month_names_keep_their_distance(count: int):
    months = month_span(Month(2018, 3), Month(2018, 3).shifted(count - 1))
    root = drawn(MonthLine(tuple(MonthValue(month, 10.0) for month in months), "Crimes a month"))
    places = sorted(place_of(text) for text in root.iter(f"{SVG}text") if "".join(text.itertext())[:3] in ABBREVIATIONS)
    assert places
    assert all(right - left >= 24 for left, right in pairwise(places))  # "Mar" is 21 units wide at our size


ABBREVIATIONS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}


def place_of(text: ElementTree.Element) -> float:
    return float(re.findall(r"translate\(([-\d.]+)", text.attrib["transform"])[0])


def test_every_place_is_named_whole_and_in_order_with_its_value():
    words = words_of(PLACES)
    names = [dot.name for dot in PLACES.dots]
    assert [word for word in words if word in names] == names
    assert {"98.8", "77.5", "51.5", "Kent 78.9"} <= set(words)
    bold = [text.text for text in drawn(PLACES).iter(f"{SVG}text") if text.attrib.get("font-weight") == "bold"]
    assert bold == ["Maidstone", "77.5"]


def test_changes_are_printed_in_per_cent_with_their_sign():
    picture = Dots((Dot("Up", 1.25, 1.1, 1.4), Dot("Down", 0.8, 0.7, 0.9)), "Change", 1.0, "No change", True, True)
    assert {"+25 %", "−20 %", "0 %", "No change"} <= set(words_of(picture))


def test_an_endless_interval_is_cut_at_the_edge_and_marked():
    picture = Dots((Dot("None before", 2.0, 1.0, math.inf), Dot("None now", 0.0, 0.0, 1.2)), "Ratio", 1.0, log=True)
    shapes = re.findall(r"triangle-\w+", str(dots(picture)))
    assert sorted(shapes) == ["triangle-left", "triangle-right"]
    assert "NaN" not in svg(picture, title="a", alternative="b")
    assert "Infinity" not in svg(picture, title="a", alternative="b")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(*[st.floats(0.001, 1e6)] * 3).map(sorted), min_size=1, max_size=4), st.booleans(), st.booleans()
)
def test_any_values_can_be_drawn(values: list[list[float]], log: bool, percent_change: bool):
    picture = Dots(
        tuple(Dot(f"{i}", middle, low, high) for i, (low, middle, high) in enumerate(values)),
        "Ratio",
        1.0,
        "1",
        log,
        percent_change,
    )
    text = svg(picture, title="a", alternative="b")
    assert "NaN" not in text
    assert "Infinity" not in text
    places = [float(x) for x, _ in re.findall(r'translate\(([-\de.]+),([-\de.]+)\)" d="M', text)]
    assert len(places) >= len(values)
    assert all(-1 <= place <= WIDTH for place in places)


def test_classes_are_closed_and_a_break_belongs_to_the_class_above():
    assert class_words((40, 60, 80)) == ("under 40", "40 to 59.9", "60 to 79.9", "80 and over")
    assert class_words((2.25, 4)) == ("under 2.25", "2.25 to 3.99", "4 and over")
    assert class_words((1000, 2500)) == ("under 1,000", "1,000 to 2,499.9", "2,500 and over")
    root = drawn(MAP)
    areas = next(group for group in root.iter(f"{SVG}g") if group.attrib.get("fill-rule") == "evenodd")
    fills = [path.attrib["fill"] for path in areas]
    assert fills[:3] == [RATE_CLASSES[0], RATE_CLASSES[1], RATE_CLASSES[4]]
    assert fills[3] != fills[4]
    assert all(fill.startswith("url(#") for fill in fills[3:])


def test_a_map_keeps_north_up_its_shape_and_its_scale():
    tall = RateMap((MapArea("Tall", (square(0, 0), square(0, 4000)), 1.0),), "Rate", (2,))
    root = drawn(tall)
    areas = next(group for group in root.iter(f"{SVG}g") if group.attrib.get("fill-rule") == "evenodd")
    numbers = [tuple(map(float, pair.split(","))) for pair in re.findall(r"[-\d.]+,[-\d.]+", areas[0].attrib["d"])]
    wide = max(x for x, _ in numbers) - min(x for x, _ in numbers)
    high = max(y for _, y in numbers) - min(y for _, y in numbers)
    assert high / wide == pytest.approx(5, rel=0.01)  # 1 km by 5 km
    assert "1 km" in words_of(tall)
    named = next(text for text in drawn(MAP).iter(f"{SVG}text") if text.text == "Middle & more")
    assert named.attrib["paint-order"] == "stroke"


def test_a_hole_in_an_area_stays_a_hole():
    ring = RateMap((MapArea("Ring", (square(0, 0, 9000), square(3000, 3000, 3000)), 1.0),), "Rate", ())
    areas = next(group for group in drawn(ring).iter(f"{SVG}g") if group.attrib.get("fill-rule") == "evenodd")
    assert areas[0].attrib["d"].count("M") == 2


def test_nothing_to_draw_is_a_bug():
    for picture in (MonthLine((), "x"), Dots((), "x"), Bars((), "x"), RateMap((), "x", ())):
        with pytest.raises(AssertionError):
            svg(picture, title="a", alternative="b")


def test_every_letter_is_drawn_in_our_own_typeface():
    faces = {font.name for font in fonts_folder().glob("*.ttf")}
    assert faces == {f"SourceSans3-{style}.ttf" for style in ("Regular", "Italic", "SemiBold", "Bold")}
    assert (fonts_folder() / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright 2010-2020 Adobe")
    asked = {
        text.attrib.get("font-family")
        for name in ("line", "dots", "bars")
        for text in drawn(EVERY[name]).iter(f"{SVG}text")
    }
    assert asked == {FONTS}
    assert drawn(MAP).attrib["font-family"] == FONTS
    # A face that is not there leaves no letters, and each weight has a shape of its own.
    shapes = [
        shape_of(FONTS),
        shape_of(FONTS, "600"),
        shape_of(FONTS, "bold"),
        shape_of("sans-serif"),
        shape_of("'None'"),
    ]
    assert len(set(shapes)) == 5


def shape_of(face: str, weight: str = "normal") -> bytes:
    png(PARTS)
    text = f'<text y="20" font-family="{face}" font-weight="{weight}">Rag</text>'
    image: bytes = vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">{text}</svg>')
    return image


@pytest.mark.parametrize("colour", [INK, MUTED, OURS, OTHERS])
def test_colours_stand_out_from_the_paper(colour: str):
    """WCAG 2.2's contrast formula: 4.5 for words."""
    assert (1.05) / (luminance(colour) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
