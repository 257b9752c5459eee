"""The plain text form. The golden file is read and agreed by a person; a change in it is reviewed as a change in words.

To write it again: `python tests/documents/test_text.py`, then read the diff.
"""

from pathlib import Path

from documents.sample_document import sample
from saferplan.documents import text
from saferplan.documents.blocks import Column, Document, Row, Table

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "sample_document.txt"


def test_the_sample_reads_as_agreed():
    assert text.write(sample()) == GOLDEN.read_text(encoding="utf-8")


def test_no_line_is_longer_than_the_page():
    assert max(map(len, text.write(sample()).splitlines())) <= text.LINE


def test_numbers_end_in_one_column():
    """By hand: the widest cell is 13,618, so that 7 stands four spaces further in."""
    columns = (Column("Kind"), Column("Crimes", "number"))
    table = Table("t", "Crimes", columns, (Row((("All",), ("13,618",))), Row((("Some",), ("7",)))))
    lines = text.write(Document("T", "", "Draft", "B", "today", (table,))).splitlines()
    assert "  All   13,618" in lines
    assert "  Some       7" in lines


if __name__ == "__main__":
    GOLDEN.write_text(text.write(sample()), encoding="utf-8")
