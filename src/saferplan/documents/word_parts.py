"""The parts of a Word file that python-docx has no call for: fields, bookmarks, links, table marks, fixed bytes."""

import io
import zipfile
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# The earliest time that a zip can hold, so that the same document gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CELL_MARGIN_DXA = 60


def element(name: str, /, **attributes: str) -> Any:
    """An element in Word's namespace: `element("w:tblHeader", val="true")`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field such as PAGE, with what it shows until Word works it out."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Open a field; all that follows, to `end_field`, is what it shows."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    code = element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = instruction
    paragraph.add_run()._r.append(code)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def end_field(paragraph: Paragraph) -> None:
    """Close the field that was opened last."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def number_from_one(word: WordDocument, entries: list[Paragraph]) -> None:
    """Start a numbered list afresh; Word would go on counting from the list before."""
    numbering = word.part.numbering_part.element
    used = word.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    (known,) = (entry for entry in numbering.num_lst if str(entry.numId) == used)
    afresh = numbering.add_num(known.abstractNumId.val)
    afresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    for entry in entries:
        settings = entry._p.get_or_add_pPr().get_or_add_numPr()
        settings.get_or_add_ilvl().val = 0
        settings.get_or_add_numId().val = afresh.numId


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the paragraph an address inside the document."""
    paragraph._p.insert(1, element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, words: str, *, address: str = "", bookmark: str = "", colour: RGBColor) -> None:
    """Words that lead to an address outside the document, or to one of its bookmarks."""
    link = element("w:hyperlink", history="1")
    if address:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    else:
        link.set(qn("w:anchor"), bookmark)
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = words
    run.font.color.rgb = colour
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def describe(run: Run, *, number: int, name: str, alternative: str) -> None:
    """Give the picture in a run its text alternative."""
    for properties in run._r.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        properties.set("id", str(number))
        properties.set("name", name)
        properties.set("descr", alternative)


def mark_table(table: Any, widths_dxa: list[int], caption: str) -> None:
    """Repeat the head row on each page, keep rows whole, fix the columns' widths, and say what the table is."""
    properties = table._tbl.tblPr
    margins = element("w:tblCellMar")
    margins.extend(element(f"w:{side}", w=str(_CELL_MARGIN_DXA), type="dxa") for side in ("left", "right"))
    properties.append(margins)
    # Word's schema wants this order.
    properties.extend(properties.findall(qn("w:tblLook")))
    properties.append(element("w:tblCaption", val=caption))
    for grid_column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_dxa, strict=True):
        grid_column.set(qn("w:w"), str(width))
    for index, row in enumerate(table.rows):
        marks = row._tr.get_or_add_trPr()
        marks.append(element("w:cantSplit", val="true"))
        if index == 0:
            marks.append(element("w:tblHeader", val="true"))


def shade(cell: Any, fill: str) -> None:
    """Colour a cell's ground."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def edge(cell: Any, **lines: tuple[int, str]) -> None:
    """Draw a cell's lines: `edge(cell, bottom=(4, "c5ced1"))`, in eighths of a point."""
    borders = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in lines:
            size, colour = lines[side]
            borders.append(element(f"w:{side}", val="single", sz=str(size), space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(borders)


def packed(word: WordDocument) -> bytes:
    """The file's bytes, the same each time for the same document."""
    saved, written = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return written.getvalue()
