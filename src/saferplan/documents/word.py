"""A document as a Word file with real styles, for those who edit it."""

import datetime
import hashlib
import io
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Emu, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from saferplan.documents import word_parts as parts
from saferplan.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Illustration,
    Link,
    Note,
    Paragraph,
    Row,
    Source,
    Strong,
    Table,
    Terms,
    Text,
)
from saferplan.documents.column_widths import column_widths
from saferplan.documents.drawing import png
from saferplan.documents.letters import bound, printable
from saferplan.documents.whole_files import write_whole
from saferplan.documents.word_styles import ACCENT, CAUTION, LINE, TEXT_WIDTH, TINT, set_styles

_TWENTIETHS_PER_CM = 567
# About what a line of a table holds, in the style's size.
_LINE_LETTERS = 88
_ROWS_OF_A_PAGE = 26
_PICTURE_WIDTH, _TALLEST_PICTURE = Cm(14.6), Cm(15)
_INK = "15191b"
_ACCENT = "0b5a5e"


def write(document: Document, path: Path, *, date: datetime.date) -> None:
    """Write the document as .docx; the same document and date give the same bytes.

    Its contents can be clicked at once; page numbers come into them when the reader updates the field (F9).
    """
    word = docx.Document()
    set_styles(word, document.language)
    _set_properties(word, document, date)
    _set_head_and_foot(word, document)
    _add_front(word, document)
    for number, block in enumerate(document.blocks):
        _add(word, block, number)
    write_whole(path, parts.packed(word))


def _set_properties(word: WordDocument, document: Document, date: datetime.date) -> None:
    properties = word.core_properties
    # Word allows 255 letters in each.
    properties.title = printable(document.title)[:255]
    properties.subject = printable(document.subtitle)[:255]
    properties.author = properties.last_modified_by = printable(document.body)[:255]
    properties.content_status = printable(document.status)[:255]
    properties.comments = ""
    properties.language = document.language
    properties.created = properties.modified = datetime.datetime.combine(date, datetime.time())


def _set_head_and_foot(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    status = section.header.paragraphs[0].add_run(printable(document.status))
    status.bold = True
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{printable(document.body)}, {printable(document.date_words)}\tPage ")
    parts.add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    parts.add_field(foot, "NUMPAGES", "1")


def _add_front(word: WordDocument, document: Document) -> None:
    word.add_paragraph(printable(document.title), "Title")
    if document.subtitle:
        word.add_paragraph(printable(document.subtitle), "Subtitle")
    word.add_paragraph(f"{printable(document.body)}, {printable(document.date_words)}", "Source Line")
    word.add_paragraph(printable(document.status), "Status")
    if document.contents:
        word.add_paragraph("Contents", "TOC Heading")
        _add_contents(word, document.contents)


def _add_contents(word: WordDocument, headings: tuple[Heading, ...]) -> None:
    entries = [word.add_paragraph(style=f"TOC {heading.level}") for heading in headings]
    parts.begin_field(entries[0], r'TOC \o "1-2" \h \z \u')
    for entry, heading in zip(entries, headings, strict=True):
        parts.add_link(entry, printable(heading.text), bookmark=_bookmark(heading), colour=ACCENT)
    parts.end_field(entries[-1])


def _bookmark(heading: Heading) -> str:
    """An address of the few letters that Word allows in one."""
    return "to_" + hashlib.sha256(heading.key.encode()).hexdigest()[:16]


def _add(word: WordDocument, block: Block, number: int) -> None:
    match block:
        case Heading():
            heading = word.add_heading(printable(block.text), block.level)
            parts.add_bookmark(heading, _bookmark(block), number)
        case Paragraph():
            _fill(word.add_paragraph(), block.text)
        case Source():
            _fill(word.add_paragraph(style="Source Line"), block.text)
        case Bullets():
            _add_bullets(word, block)
        case Note():
            _add_note(word, block)
        case Terms():
            for term, text in block.entries:
                word.add_paragraph(printable(term), "Term")
                _fill(word.add_paragraph(style="Meaning"), text)
        case Illustration():
            _add_illustration(word, block)
        case Table():
            _add_table(word, block)


def _add_bullets(word: WordDocument, block: Bullets) -> None:
    entries = [word.add_paragraph(style="List Number" if block.numbered else "List Bullet") for _ in block.items]
    for entry, item in zip(entries, block.items, strict=True):
        _fill(entry, item)
    if block.numbered:
        parts.number_from_one(word, entries)


def _add_note(word: WordDocument, block: Note) -> None:
    heading = word.add_paragraph(style="Note Heading")
    run = heading.add_run(printable(block.heading))
    if block.kind == "caution":
        run.font.color.rgb = CAUTION
    colour = str(CAUTION) if block.kind == "caution" else _ACCENT
    texts = [word.add_paragraph(style="Note Text") for _ in block.text]
    for paragraph, text in zip(texts, block.text, strict=True):
        _fill(paragraph, text)
    for paragraph in (heading, *texts):
        borders = parts.element("w:pBdr")
        borders.append(parts.element("w:left", val="single", sz="24", space="8", color=colour))
        paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _add_illustration(word: WordDocument, block: Illustration) -> None:
    _fill(word.add_paragraph(style="Caption"), block.title)
    subtitle = word.add_paragraph(printable(block.subtitle), "Source Line")
    subtitle.paragraph_format.keep_with_next = True
    holder = word.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    run = holder.add_run()
    picture = run.add_picture(io.BytesIO(png(block.picture)), width=_PICTURE_WIDTH)
    if picture.height > _TALLEST_PICTURE:
        picture.width = Emu(round(picture.width * _TALLEST_PICTURE / picture.height))
        picture.height = _TALLEST_PICTURE
    number = sum(1 for _ in word.inline_shapes)
    parts.describe(run, number=number, name=f"Picture {block.key}", alternative=printable(block.alternative))
    _fill(word.add_paragraph(style="Source Line"), block.source)


def _add_table(word: WordDocument, block: Table) -> None:
    word.add_paragraph(printable(block.caption), "Caption")
    table = word.add_table(rows=0, cols=len(block.columns))
    table.autofit = False
    # A table that a page can hold is not split, so that no row and no note stands alone on the next.
    whole = len(block.rows) <= _ROWS_OF_A_PAGE
    heading = Row(tuple((Strong(column.heading),) for column in block.columns))
    # Looked up once: python-docx goes through every style of the document for each paragraph that is given one by name.
    style = word.styles["Table Cell"].style_id
    for row in (heading, *block.rows):
        cells = table.add_row().cells
        for cell, column, text in zip(cells, block.columns, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style
            if column.kind == "number":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.keep_with_next = whole
            _fill(paragraph, text, bold=row.emphasis != "none")
    widths = [
        round(share * TEXT_WIDTH.cm * _TWENTIETHS_PER_CM) for share in column_widths(block, line_letters=_LINE_LETTERS)
    ]
    parts.mark_table(table, widths, printable(block.caption))
    _mark_rows(table, (heading, *block.rows), widths)
    after = word.add_paragraph(style="Source Line")
    _fill(after, block.note)


def _mark_rows(table: WordTable, rows: tuple[Row, ...], widths: list[int]) -> None:
    """Lines and grounds: a dark line under the head and over a total; our own row has a ground and a bar."""
    for index, (row, marked) in enumerate(zip(table.rows, rows, strict=True)):
        for position, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Pt(width / 20)
            lines = {"bottom": (8, _INK) if index == 0 else (4, LINE)}
            if marked.emphasis == "total":
                lines["top"] = (8, _INK)
            if marked.emphasis == "ours" and position == 0:
                lines["left"] = (24, _ACCENT)
            parts.edge(cell, **lines)
            if marked.emphasis == "ours":
                parts.shade(cell, TINT)
            # Last, where Word's schema wants it.
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM if index == 0 else WD_ALIGN_VERTICAL.TOP


def _fill(paragraph: WordParagraph, text: Text, *, bold: bool = False) -> None:
    for part in text:
        if isinstance(part, Link):
            parts.add_link(paragraph, printable(part.text), address=part.address, colour=ACCENT)
        else:
            words = part if isinstance(part, str) else part.text
            run = paragraph.add_run(bound(printable(words)))
            if bold or isinstance(part, Strong):
                run.bold = True
