"""The Word form: real styles and fields, an order of elements that Word accepts, the same bytes each time."""

import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from documents.sample_document import sample
from saferplan.documents import word
from saferplan.documents.blocks import Bullets, Document, Heading, Illustration, Paragraph, Table

DAY = datetime.date(2026, 1, 14)

# The order that ECMA-376 part 1 gives (17.4.60, 17.4.70, 17.3.1.26); Word refuses a file in another.
ORDER = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc rPr",
    "tcBorders": "top left bottom right",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("word") / "sample.docx"
    word.write(sample(), path, date=DAY)
    return docx.Document(str(path))


def test_headings_and_lists_are_real_styles(opened):
    styled = [(line.style.name, line.text) for line in opened.paragraphs]
    for block in sample().blocks:
        if isinstance(block, Heading):
            assert (f"Heading {block.level}", block.text) in styled
    names = [name for name, _ in styled]
    expected = sum(len(block.items) for block in sample().blocks if isinstance(block, Bullets))
    assert names[0] == "Title"
    assert names.count("List Bullet") + names.count("List Number") == expected
    assert names.count("Caption") == sum(isinstance(block, Table | Illustration) for block in sample().blocks)


def test_every_page_says_its_status_and_number(opened):
    section = opened.sections[0]
    assert section.header.paragraphs[0].text == sample().status
    codes = [code.text for code in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_every_entry_of_the_contents_leads_to_its_heading(opened):
    body = opened.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    leads = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(leads) == len(sample().contents)
    assert set(leads) <= marks
    begun = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert begun == ["begin", "separate", "end"]


def test_pictures_are_described_and_their_numbers_differ(opened):
    found = list(opened.element.body.iter(qn("wp:docPr")))
    expected = [block.alternative for block in sample().blocks if isinstance(block, Illustration)]
    assert [picture.get("descr") for picture in found] == expected
    assert len({picture.get("id") for picture in found}) == len(found)


def test_table_heads_repeat_and_numbers_stand_right(opened):
    blocks = [block for block in sample().blocks if isinstance(block, Table)]
    for table, block in zip(opened.tables, blocks, strict=True):
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for column, cell in zip(block.columns, table.rows[1].cells, strict=True):
            assert (cell.paragraphs[0].alignment == 2) == (column.kind == "number")


def test_properties_and_language(opened):
    properties = opened.core_properties
    assert (properties.title, properties.author) == (sample().title, sample().body)
    assert properties.created == properties.modified == datetime.datetime(2026, 1, 14, tzinfo=properties.created.tzinfo)
    assert opened.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_elements_stand_in_the_order_that_word_accepts(opened):
    for name, order in ORDER.items():
        places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
        for element in opened.element.body.iter(qn(f"w:{name}")):
            found = [places[child.tag] for child in element]
            assert found == sorted(found), (name, [child.tag for child in element])


def test_two_numbered_lists_each_begin_at_one(tmp_path: Path):
    lists = (Bullets((("a",), ("b",)), numbered=True), Paragraph(("x",)), Bullets((("c",),), numbered=True))
    word.write(Document("T", "", "Draft", "B", "today", lists), tmp_path / "lists.docx", date=DAY)
    lines = docx.Document(str(tmp_path / "lists.docx")).paragraphs
    numbers = {line.text: line._p.pPr.numPr.numId.val for line in lines if line.style.name == "List Number"}
    assert numbers["a"] == numbers["b"] != numbers["c"]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path):
    word.write(sample(), tmp_path / "one.docx", date=DAY)
    word.write(sample(), tmp_path / "two.docx", date=DAY)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["one.docx", "two.docx"]
