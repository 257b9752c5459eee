"""Every number in a finished document is a frozen figure that `saferplan trace` can follow."""

import re

import pytest

from assessment.numbers_in_words import illustrations, numbers_in_words, printed_numbers, without_names
from saferplan.documents.pictures import Dots, MonthLine, RateMap


@pytest.fixture(params=["northmere", pytest.param("maidstone", marks=pytest.mark.real_data)])
def job(request):
    return request.getfixturevalue(request.param)


def test_no_number_stands_in_plain_words(job):
    assert numbers_in_words(job.document) == []


def test_every_number_has_a_figure_that_the_document_is_published_with(job):
    book = job.assessed.material.account.book
    used = {number.figure_id for number in printed_numbers(job.document)}
    assert used == {figure.figure_id for figure in book.figures}


def test_the_text_alternative_of_a_picture_gives_only_numbers_that_are_printed_as_figures(job):
    printed = {number.text for number in printed_numbers(job.document)}
    for picture in illustrations(job.document):
        said = re.findall(r"[+−]?\d[\d,]*(?:\.\d+)?(?: %)?", without_names(picture.alternative))
        assert said, picture.key
        assert set(said) <= printed, picture.key


def test_what_a_picture_draws_are_the_values_of_figures(job):
    """The same value and interval, of a figure with the picture's place by name."""
    figures = job.assessed.material.account.book.figures
    known = {(figure.place_name, figure.estimate.value) for figure in figures}
    area = job.assessed.material.area.name
    by_measure = {(figure.measure_name, figure.estimate.value, figure.estimate.low) for figure in figures}
    for picture in illustrations(job.document):
        match picture.picture:
            case MonthLine(months):
                drawn = {(area, float(month.value)) for month in months if month.value is not None}
                assert drawn <= known
            case Dots(dots, percent_change=True):
                assert {(dot.name, dot.value, dot.low) for dot in dots} <= by_measure
            case Dots(dots):
                assert {(dot.name, dot.value) for dot in dots} <= known
            case RateMap(areas):
                assert {(place.name, place.value) for place in areas if place.value is not None} <= known


@pytest.mark.parametrize(
    "text",
    ["3,660 comparisons were looked at", "266 more passed", "rank 7 of 13", "rose by 12.5 %", "2,024 crimes", "5 rows"],
)
def test_a_number_in_plain_words_would_be_found(text):
    assert re.search(r"\d", without_names(text))
