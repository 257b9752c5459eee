"""The PDF form, held against what PDF/UA-1 (ISO 14289-1) asks, as pypdf reads it."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from documents.sample_document import sample
from saferplan.documents import pdf
from saferplan.documents.blocks import Column, Document, Illustration, Row, Table
from saferplan.documents.pictures import Bar, Bars

DAY = datetime.date(2026, 1, 14)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    path = tmp_path_factory.mktemp("pdf") / "sample.pdf"
    pdf.write(sample(), path, date=DAY)
    return pypdf.PdfReader(path)


def tags(node: object) -> Iterator[DictionaryObject]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


def test_it_is_tagged_named_and_in_english(reader: pypdf.PdfReader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == sample().title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_picture_has_its_text_alternative(reader: pypdf.PdfReader):
    figures = [tag for tag in tags(reader.trailer["/Root"]["/StructTreeRoot"]) if tag["/S"] == "/Figure"]
    expected = [block.alternative for block in sample().blocks if isinstance(block, Illustration)]
    assert [figure["/Alt"] for figure in figures] == expected


def test_every_table_has_a_caption_and_a_head(reader: pypdf.PdfReader):
    tables = [tag for tag in tags(reader.trailer["/Root"]["/StructTreeRoot"]) if tag["/S"] == "/Table"]
    blocks = [block for block in sample().blocks if isinstance(block, Table)]
    assert len(tables) == len(blocks)
    for tag, block in zip(tables, blocks, strict=True):
        kinds = [child["/S"] for child in tags(tag)]
        assert kinds.count("/Caption") == 1
        assert kinds.count("/TH") == len(block.columns)
        assert kinds.count("/TR") == len(block.rows) + 1


def test_headings_are_bookmarks(reader: pypdf.PdfReader):
    def titles(entries: list) -> list[str]:
        return [name for entry in entries for name in (titles(entry) if isinstance(entry, list) else [entry.title])]

    names = ["Summary", "Crime month by month", "Beside its neighbours", "Kinds of crime", "Which are most common"]
    assert titles(reader.outline) == [*names, "Words used"]


def test_every_page_says_its_status_and_number(reader: pypdf.PdfReader):
    for position, page in enumerate(reader.pages, start=1):
        words = page.extract_text()
        assert sample().status in words
        assert f"Page {position} of {len(reader.pages)}" in words


def test_a_table_over_several_pages_repeats_its_head(tmp_path: Path):
    rows = tuple(Row(((f"Ward number {place}",), (f"{place}",))) for place in range(150))
    table = Table("long", "Wards", (Column("Name of the ward"), Column("Crimes", "number")), rows)
    pdf.write(Document("T", "", "Draft", "B", "today", (table,)), tmp_path / "long.pdf", date=DAY)
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "long.pdf").pages]
    assert len(pages) > 2
    assert all("Name of the ward" in page for page in pages)


def test_nothing_leaves_the_page(reader: pypdf.PdfReader):
    for page in reader.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        places = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size, places=places: places.append((text, cm, tm)))
        for words, shift, place in places:
            if words.strip():
                x, y = place[4] * shift[0] + shift[4], place[5] * shift[3] + shift[5]
                assert -1 <= x <= width, words
                assert -1 <= abs(y) <= height, words


def test_the_same_document_gives_the_same_bytes(tmp_path: Path):
    pdf.write(sample(), tmp_path / "one.pdf", date=DAY)
    pdf.write(sample(), tmp_path / "two.pdf", date=DAY)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["one.pdf", "two.pdf"]


def test_a_name_that_the_font_lacks_does_not_stop_a_picture(tmp_path: Path):
    picture = Bars((Bar("Caf\u00e9 \u4e2d", 3.0), Bar("\U0001f600", 2.0)), "Crimes")
    blocks = (Illustration("p", ("A finding",), "Crimes", picture, "\u4e2d has 3, \U0001f600 has 2", ("Source",)),)
    pdf.write(Document("T", "", "Draft", "B", "today", blocks), tmp_path / "p.pdf", date=DAY)
    (figure,) = [
        tag
        for tag in tags(pypdf.PdfReader(tmp_path / "p.pdf").trailer["/Root"]["/StructTreeRoot"])
        if tag["/S"] == "/Figure"
    ]
    assert figure["/Alt"] == "\u4e2d has 3, \U0001f600 has 2"
