"""What a page says in its own words, beside what it quotes from records."""

import re

from html5lib import HTMLParser


def own_sentences(page):
    """What the page itself says, a piece of text a sentence; words of records stand under data-recorded."""
    tree = HTMLParser(namespaceHTMLElements=False).parse(page)
    main = tree.find(".//main")
    texts = []
    for element in main.iter():
        if element.tag in {"h1", "h2", "h3", "p", "li", "dt", "dd", "label", "summary"}:
            texts.append(" ".join("".join(_own(element)).split()))
    return [text if text.endswith((".", "!", "?")) else f"{text}." for text in texts if re.search(r"[a-z]", text)]


def _own(element):
    if element.get("data-recorded") is not None or element.tag in {"table", "svg", "figure", "pre"}:
        return
    if element.get("class") in {"source", "figure-line"}:
        return
    yield element.text or ""
    for child in element:
        if child.tag not in {"li", "p", "h2", "h3", "ul", "ol", "dl"}:
            yield from _own(child)
        yield child.tail or ""
