"""The look of a Word file, as real styles that an office can change in one place."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from saferplan.documents.word_parts import element

ACCENT = RGBColor(0x0B, 0x5A, 0x5E)
INK = RGBColor(0x15, 0x19, 0x1B)
QUIET = RGBColor(0x47, 0x53, 0x5A)
CAUTION = RGBColor(0x7A, 0x43, 0x00)
LINE = "c5ced1"
TINT = "eef4f4"
# A4 less its margins.
TEXT_WIDTH = Cm(21.0 - 2 * 2.3)

# Every office has it; Source Sans 3 is not on the machines where the file is edited.
_FONT = "Arial"


def set_styles(word: WordDocument, language: str) -> None:
    """Set the page and every style that the writer uses."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    for name, size, before, after, bold, colour in (
        ("Normal", 11, 0, 8, False, INK),
        ("Title", 26, 0, 6, True, INK),
        ("Subtitle", 14, 0, 6, False, INK),
        ("Heading 1", 18, 26, 8, True, INK),
        ("Heading 2", 14, 20, 6, True, INK),
        ("Heading 3", 11.5, 14, 4, True, INK),
        ("Caption", 11, 14, 4, True, INK),
        ("List Bullet", 11, 0, 4, False, INK),
        ("List Number", 11, 0, 4, False, INK),
        ("Header", 9, 0, 0, False, ACCENT),
        ("Footer", 9, 0, 0, False, QUIET),
        ("TOC Heading", 14, 18, 6, True, INK),
        ("TOC 1", 11, 3, 2, False, INK),
        ("TOC 2", 10.5, 0, 2, False, INK),
        ("Source Line", 9, 4, 10, False, QUIET),
        ("Status", 11, 10, 14, True, ACCENT),
        ("Note Heading", 11, 10, 2, True, ACCENT),
        ("Note Text", 11, 0, 4, False, INK),
        ("Term", 11, 6, 0, True, INK),
        ("Meaning", 11, 0, 6, False, INK),
        ("Table Cell", 9, 2, 2, False, INK),
    ):
        _set_style(word, name, size, before, after, bold=bold, colour=colour)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "Note Heading", "Term", "TOC Heading"):
        word.styles[name].paragraph_format.keep_with_next = True
    for name, indent in (("Meaning", 0.8), ("TOC 2", 0.6), ("Note Heading", 0.3), ("Note Text", 0.3)):
        word.styles[name].paragraph_format.left_indent = Cm(indent)
    _set_language(word, language)


def _set_style(
    word: WordDocument, name: str, size: float, before: float, after: float, *, bold: bool, colour: RGBColor
) -> None:
    known = {style.name for style in word.styles}
    style = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15 if name not in ("Title", "Table Cell") else 1.0
    # The template draws a line under its title, spaces its letters, and stops tabs for a narrower page.
    for tag in ("w:pPr/w:pBdr", "w:pPr/w:tabs", "w:rPr/w:spacing"):
        for ornament in style.element.xpath(tag):
            ornament.getparent().remove(ornament)


def _set_language(word: WordDocument, language: str) -> None:
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for known in defaults.findall(qn("w:lang")):
        defaults.remove(known)
    defaults.append(element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))
