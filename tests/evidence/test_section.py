"""What the chapter on data quality says of a made-up force's two months, one short of crimes and one missing."""

import polars as pl

from saferplan.documents.blocks import Note, Paragraph, Table, plain
from saferplan.documents.figure_book import FigureBook
from saferplan.evidence.figures import Supplier
from saferplan.evidence.section import other_forces_blocks, quality_blocks
from saferplan.terms.months import Month

FORCE = Supplier("farshire", "Farshire Police", "Source: Farshire Police, data.police.uk.", "B-1")
JANUARY, FEBRUARY = Month(2025, 1), Month(2025, 2)


def blocks():
    file = {
        **{"force_code": "farshire", "month": JANUARY.first_date, "read_count": 1200, "crime_count": 900},
        **{"asb_count": 300, "no_lsoa_count": 7, "repeat_without_id_count": 40, "repeat_with_id_count": 1},
    }
    states = [
        ("farshire", JANUARY.first_date, "short", "supplied", "January is short."),
        ("farshire", FEBRUARY.first_date, "missing", "missing", ""),
    ]
    supply = pl.DataFrame(states, schema=["force_code", "month", "crimes", "asb", "sentence"], orient="row")
    book, months = FigureBook(), [JANUARY, FEBRUARY]
    return quality_blocks(FORCE, book, pl.DataFrame([file]), supply, months=months, crime_types=["Burglary"]), book


def test_the_summary_gives_each_sort_of_row_as_a_figure():
    (summary, *_), book = blocks()
    assert isinstance(summary, Paragraph)
    said = plain(summary.text)
    assert said.startswith("Farshire Police's files for January 2025 hold 1,200 rows. 7 of them state no neighbourhood")
    assert said.endswith("Rows that repeat another's identifier: 1; they are kept and counted too.")
    assert {figure.estimate.value for figure in book.figures} >= {1200, 7, 40, 1}


def test_a_missing_month_and_a_short_one_are_named():
    note = next(block for block in blocks()[0] if isinstance(block, Note))
    assert [plain(text) for text in note.text] == [
        "No file was found for February 2025. Missing is not zero: no figure counts it.",
        "January 2025 holds far too few crimes beside the months around it. They are left out of every count, rate and "
        "comparison of places.",
    ]


def test_the_table_has_a_row_a_month_and_no_zero_for_a_missing_one():
    table = next(block for block in blocks()[0] if isinstance(block, Table))
    assert [[plain(cell) for cell in row.cells] for row in table.rows] == [
        ["January 2025", "1,200", "900", "300", "7", "40", "1", "Too little supplied"],
        ["February 2025", *["–"] * 6, "No file"],
    ]


def test_other_forces_are_shown_or_said_to_be_lacking():
    lacking = other_forces_blocks([], {}, FigureBook(), months=[JANUARY], district_codes=["D1"], county_name="Farshire")
    assert "none could be searched" in plain(lacking[0].text)
    shown = other_forces_blocks([FORCE], {}, FigureBook(), months=[JANUARY], district_codes=["D1"], county_name="X")
    assert [plain(cell) for cell in shown[0].rows[0].cells] == ["Farshire Police", "0"]
