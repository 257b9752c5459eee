"""Tables as CSV. Expected: the cells of the blocks, read back by Python's own reader."""

import csv
import io

import polars as pl
import pytest

from documents.sample_document import sample
from saferplan.documents import csv_tables
from saferplan.documents.blocks import Column, Document, Paragraph, Row, Table


def document_with(cell: str) -> Document:
    table = Table("t", "c", (Column("Name"), Column("n", "number")), (Row(((cell,), ("1",))),))
    return Document("T", "", "Draft", "B", "today", (Paragraph(("no table",)), table))


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_one_file_per_table_with_its_heading_and_rows():
    files = csv_tables.tables(sample())
    assert list(files) == ["counts.csv", "wards-by-kind.csv", "findings.csv"]
    assert read(files["counts.csv"]) == [
        ["Kind", "Incidents", "Change a day"],
        ["All crime without anti-social behaviour", "13618", "-7%"],
        ["Anti-social behaviour", "3001", "-7%"],
        ["Violence and sexual offences", "2212", "-7%"],
        ["Total", "16619", "-7%"],
    ]


def test_another_program_reads_numbers_as_numbers():
    frame = pl.read_csv(io.BytesIO(csv_tables.tables(sample())["counts.csv"]))
    assert frame["Incidents"].to_list() == [13618, 3001, 2212, 16619]
    assert frame.columns[0] == "Kind"


@pytest.mark.parametrize("cell", ["=1+1", "+44 20 7946 0000", "-cmd", "@SUM(A1)", "\t=1+1", "  =1"])
def test_no_cell_runs_as_a_formula(cell: str):
    written = read(csv_tables.tables(document_with(cell))["t.csv"])[1][0]
    assert written == "'" + cell.strip()


def test_quotes_commas_and_line_breaks_stay_in_their_cell():
    rows = read(csv_tables.tables(document_with('a "b", c\nd'))["t.csv"])
    assert rows[1] == ['a "b", c d', "1"]
