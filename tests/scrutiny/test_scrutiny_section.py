"""Scrutiny in a document: every date and answer is there, nobody is named, and no count stands as a bare number."""

from datetime import date

from saferplan.documents.blocks import Paragraph, Table, plain
from saferplan.scrutiny.clock import Clock
from saferplan.scrutiny.section import RecommendationTold, ScrutinyTold, scrutiny_blocks

DAY = date(2026, 3, 1)


def told(**changed):
    values = {
        "sentence": "Report thefts by ward.",
        "reason": "Members asked where they happen.",
        "to_body": "Farshire Police",
        "made_on": date(2026, 1, 14),
        "clock": Clock(date(2026, 2, 11), DAY),
        "answer": "",
        "answer_words": "",
    }
    return RecommendationTold(**values | changed)


def table_of(*recommendations):
    blocks = scrutiny_blocks(ScrutinyTold("Plan 2026/27, version 1", (date(2026, 1, 14),), recommendations))
    return next(block for block in blocks if isinstance(block, Table))


def test_an_overdue_answer_is_said_to_be():
    (row,) = table_of(told()).rows
    assert [plain(cell) for cell in row.cells] == [
        "Report thefts by ward.",
        "Farshire Police",
        "14 January 2026",
        "11 February 2026",
        "Overdue",
    ]


def test_one_that_is_not_yet_due_waits_and_one_that_is_answered_says_how():
    waits = told(clock=Clock(date(2026, 3, 11), DAY))
    answered = told(answer="Accepted in part", answer_words="From April.", clock=Clock(DAY, DAY, DAY))
    answers = [plain(row.cells[-1]) for row in table_of(waits, answered).rows]
    assert answers == ["Waits for an answer", "Accepted in part"]


def test_without_recommendations_it_says_so():
    blocks = scrutiny_blocks(ScrutinyTold("Plan 2026/27, version 1", (), ()))
    said = [plain(block.text) for block in blocks if isinstance(block, Paragraph)]
    assert said == [
        "No session of the council’s scrutiny committee on the partnership is recorded.",
        "It has made no recommendation on plan 2026/27, version 1.",
    ]
