"""An effect in words, by ratios whose percentages are worked by hand."""

from dataclasses import replace

import pytest

from evaluation.registered_by_hand import CENTRE, MEASURE, OTHERS
from saferplan.definitions import loading
from saferplan.documents.blocks import plain
from saferplan.evaluation.design import Design
from saferplan.evaluation.registering import before_of
from saferplan.evaluation.run import Evidence, evaluated
from saferplan.evaluation.telling import Names, answer, parts_of, text_of
from saferplan.evidence.store import current_build
from saferplan.terms.estimates import Estimate
from saferplan.terms.months import Month
from saferplan.terms.periods import Period

YEAR = Period.parse("2025")


@pytest.fixture(scope="module")
def done(home_with_build):
    build = current_build(home_with_build, "E07099001")
    design = Design(MEASURE, "ward", (CENTRE,), OTHERS, Month(2025, 1), before_of(YEAR, 1), YEAR)
    return evaluated(Evidence(build, home_with_build), design)


def told(done, value, low, high, fall_probability):
    ratio = Estimate(value, low, high, 100, "ratio of ratios")
    changed = replace(done, effect=replace(done.effect, ratio=ratio, fall_probability=fall_probability))
    return answer(changed, loading.measures()[MEASURE], Names("Northmere Centre", ("Here", "There")))


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        ((0.6, 0.5, 0.8, 0.999), "fell by 40 % against the comparison area (95 % interval 20 to 50 %)."),
        ((1.5, 1.2, 2.0, 0.001), "rose by 50 % against the comparison area (95 % interval 20 to 100 %)."),
        (
            (0.9, 0.7, 1.2, 0.8),
            "changed against the comparison area: 10 % lower (95 % interval 30 % lower to 20 % higher)",
        ),
        (
            (1.1, 0.9, 1.3, 0.2),
            "changed against the comparison area: 10 % higher (95 % interval 10 % lower to 30 % higher)",
        ),
    ],
)
def test_the_sentence_says_no_more_than_the_interval_allows(done, ratio, words):
    change = plain(told(done, *ratio).change)
    assert words in change
    assert ("cannot be said to have changed" in change) == (ratio[1] < 1 < ratio[2])


def test_certainty_is_of_the_side_the_ratio_is_on(done):
    assert "almost certain that all crime fell" in told(done, 0.6, 0.5, 0.8, 0.999).certainty
    assert "almost certain that all crime rose" in told(done, 1.4, 1.2, 1.8, 0.001).certainty


NOT_ENOUGH = "which is not enough to say that there was one."


def test_what_is_likely_and_not_enough_is_not_said_to_have_happened(done):
    """0.8 lies in the yardstick's "highly likely", and both intervals hold 1."""
    fell, rose = told(done, 0.9, 0.7, 1.2, 0.8).certainty, told(done, 1.1, 0.9, 1.3, 0.2).certainty
    assert fell == f"By these counts a fall against the comparison area is highly likely, {NOT_ENOUGH}"
    assert rose == f"By these counts a rise against the comparison area is highly likely, {NOT_ENOUGH}"


def test_pieces_lead_back_to_the_same_text(done):
    change = told(done, 0.6, 0.5, 0.8, 0.999).change
    assert text_of(parts_of(change)) == change


def test_every_number_of_the_table_is_from_a_figure_of_the_effect(done):
    ids = {figure.figure_id for figure in done.figures.all}
    pieces = [part for row in told(done, 0.6, 0.5, 0.8, 0.9).rows for cell in row for part in parts_of(cell)]
    assert {part["figure_id"] for part in pieces if isinstance(part, dict)} <= ids
    assert not any(letter.isdigit() for part in pieces if isinstance(part, str) for letter in part)
