"""The reading grade, by hand from its formula."""

import pytest

from saferplan.publication.grade import reading_grade, syllables


def test_by_hand():
    # Two sentences of 3 and 8 words. "The board met." has 3 syllables, the other 11: it 1, agreed 2, the 1, plan 1,
    # for 1, safer 2, streets 1, today 2.
    expected = 0.39 * 11 / 2 + 11.8 * 14 / 11 - 15.59
    assert reading_grade(["The board met. It agreed the plan for safer streets today."]) == pytest.approx(expected)


def test_a_hard_sentence_is_graded_hard():
    hard = "Statutory responsible authorities collaboratively determine organisational prioritisation methodologies."
    assert reading_grade([hard]) > 20


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("whole", 1),
        ("rules", 1),
        ("tables", 2),
        ("houses", 2),
        ("wanted", 2),
        ("police", 2),
        ("police’s", 2),
        ("2025", 1),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_nothing_has_no_grade():
    with pytest.raises(AssertionError):
        reading_grade(["..."])
