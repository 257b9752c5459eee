"""The words of a document, read off its blocks and read back out of each form, each by plain code of its own."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import html5lib
import pypdf
from docx.oxml.ns import qn

from saferplan.documents.blocks import (
    Bullets,
    Document,
    Heading,
    Illustration,
    Note,
    Paragraph,
    Source,
    Table,
    Terms,
    plain,
)

_INLINE = {"data", "strong", "a", "span"}


def words_of_blocks(document: Document, *, alternatives: bool) -> list[str]:
    """Every word that the blocks hold, in order; text alternatives only where a form prints them in the text."""
    texts: list[str] = []
    for block in document.blocks:
        match block:
            case Heading():
                texts.append(block.text)
            case Paragraph() | Source():
                texts.append(plain(block.text))
            case Bullets():
                texts += map(plain, block.items)
            case Note():
                texts += ["Caution:"] if block.kind == "caution" else []
                texts += [block.title, *map(plain, block.text)]
            case Terms():
                texts += [words for term, text in block.entries for words in (term, plain(text))]
            case Illustration():
                texts += [plain(block.title), block.subtitle]
                texts += [block.alternative] if alternatives else []
                texts.append(plain(block.source))
            case Table():
                texts += [block.caption, *(column.heading for column in block.columns)]
                texts += [plain(cell) for row in block.rows for cell in row.cells]
                texts.append(plain(block.note))
    return " ".join(texts).split()


def html_tree(page: str) -> Element:
    """The page as a browser would build it. Fails: on any error against the HTML standard."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)


def words_of_html(page: str, *, strict: bool = True) -> list[str]:
    tree = html_tree(page) if strict else html5lib.parse(page, namespaceHTMLElements=False)
    main = tree.find(".//main")
    assert main is not None
    return "".join(_html_text(main)).split()


def _html_text(element: Element) -> Iterable[str]:
    if "svg" in str(element.tag) or element.tag == "summary":
        return
    apart = "" if element.tag in _INLINE else " "
    yield apart
    yield element.text or ""
    for child in element:
        yield from _html_text(child)
        yield child.tail or ""
    yield apart


def words_of_word(path: Path) -> list[str]:
    """The words of the body, from its front on; a picture is not in them."""
    body = docx.Document(str(path)).element.body
    paragraphs = ("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))
    return " ".join(paragraphs).split()


def words_of_pdf(path: Path) -> list[str]:
    """Every word on every page, with those of heads, feet and pictures."""
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return " ".join(pages).replace("\u200b", "").replace("\u2060", "").split()


def missing_in_order(wanted: list[str], found: list[str]) -> list[str]:
    """What is left of the wanted words once they have been looked for in order; empty where all are there."""
    rest = iter(found)
    for position, word in enumerate(wanted):
        if word not in rest:
            return wanted[position:]
    return []
