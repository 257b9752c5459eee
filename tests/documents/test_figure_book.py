"""The book keeps each figure that is printed, once, and no other."""

from dataclasses import replace

from saferplan.documents.blocks import Number
from saferplan.documents.figure_book import FigureBook, figure_ids
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure

RATE = Figure(
    statistic="rate_per_1000",
    measure_key="all_crime",
    measure_name="All crime",
    place_code="D1",
    place_name="Northmere",
    period="2025",
    against=None,
    estimate=Estimate(77.474, 76.18, 78.78, 13618, "crimes per 1,000 residents"),
    denominator="usual residents, Census 2021",
    source="data.police.uk",
    build_id="B-1",
    recipe={"statistic": "rate_per_1000"},
)


def test_a_number_is_printed_from_its_figure_and_carries_its_address():
    book = FigureBook()
    assert book.number(RATE, places=2) == Number("77.47", RATE.figure_id)
    assert book.number(RATE, places=1, part="low") == Number("76.2", RATE.figure_id)
    assert book.printed(RATE, "three in four") == Number("three in four", RATE.figure_id)
    assert book[RATE.figure_id] is RATE


def test_each_figure_is_kept_once_in_the_order_it_was_first_printed():
    book, other = FigureBook(), replace(RATE, place_code="D2")
    for figure in (RATE, other, RATE):
        book.number(figure)
    assert book.figures == (RATE, other)
    assert FigureBook().figures == ()


def test_the_addresses_of_a_text_come_once_each_in_order():
    text = ("In ", Number("1", "F-b"), " to ", Number("2", "F-a"), " or ", Number("3", "F-b"))
    assert figure_ids(text) == ("F-b", "F-a")
