"""A document as one HTML file that holds all it needs: style, pictures and type, and no script."""

import base64
import re
from functools import cache
from html import escape
from importlib.resources import files

from saferplan.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Illustration,
    Link,
    Note,
    Number,
    Paragraph,
    Row,
    Source,
    Strong,
    Table,
    Terms,
    Text,
    plain,
)
from saferplan.documents.drawing import svg
from saferplan.documents.letters import bound, printable
from saferplan.documents.numerals import as_data

_STYLE = files("saferplan.documents") / "style"
_WEIGHTS = (400, 600)
# Nothing is fetched and nothing runs, whatever a text may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'"

# More columns than this a phone cannot show side by side; their rows become cards.
MOST_COLUMNS_ON_A_PHONE = 3


def write(document: Document) -> str:
    """The document as one HTML file.

    Its status stands at the head, in the foot and on every printed page; each number carries its figure's address.
    """
    title, status = _words(document.title), _words(document.status)
    made = f"{_words(document.body)}, {_words(document.date_words)}"
    blocks = "\n".join(_block(block) for block in document.blocks)
    return f"""<!DOCTYPE html>
<html lang="{escape(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – {status}</title>
<style>
{_style()}
@page {{ @top-left {{ content: {_css_string(document.status)} }} }}
</style>
</head>
<body>
<a class="skip" href="#page-main">Skip to the document</a>
<header class="head">
<p class="status">{status}</p>
<h1>{title}</h1>
<p class="subtitle">{_words(document.subtitle)}</p>
<p class="made">{made}</p>
</header>
<div class="page">
{_contents(document.contents)}
<main id="page-main" tabindex="-1">
{blocks}
</main>
</div>
<footer class="foot">
<p class="status">{status}</p>
<p class="made">{made}</p>
</footer>
</body>
</html>
"""


@cache
def _style() -> str:
    faces = []
    for weight in _WEIGHTS:
        font = base64.b64encode((_STYLE / f"source-sans-3-latin-{weight}-normal.woff2").read_bytes()).decode()
        faces.append(
            f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; font-display: swap; '
            f'src: url("data:font/woff2;base64,{font}") format("woff2") }}'
        )
    return "\n".join([*faces, (_STYLE / "document.css").read_text(encoding="utf-8")])


def _contents(headings: tuple[Heading, ...]) -> str:
    if not headings:
        return ""
    items = "\n".join(
        f'<li class="{"chapter" if heading.level == 1 else "part"}">'
        f'<a href="#{heading.key}">{_words(heading.text)}</a></li>'
        for heading in headings
    )
    return f"""<nav class="contents" aria-labelledby="page-contents">
<h2 id="page-contents">Contents</h2>
<ul>
{items}
</ul>
</nav>"""


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text, key=key):
            # The title is the page's only h1.
            written = f'<h{level + 1} id="{key}">{_words(text)}</h{level + 1}>'
        case Paragraph(text=text):
            written = f"<p>{_text(text)}</p>"
        case Source(text=text):
            written = f'<p class="source">{_text(text)}</p>'
        case Bullets():
            written = _list(block)
        case Note():
            written = _note(block)
        case Terms(entries=entries):
            pairs = "\n".join(f"<dt>{_words(term)}</dt>\n<dd>{_text(text)}</dd>" for term, text in entries)
            written = f"<dl>\n{pairs}\n</dl>"
        case Illustration():
            written = _illustration(block)
        case Table():
            written = _table(block)
    return written


def _list(block: Bullets) -> str:
    tag = "ol" if block.numbered else "ul"
    items = "\n".join(f"<li>{_text(item)}</li>" for item in block.items)
    return f"<{tag}>\n{items}\n</{tag}>"


def _note(block: Note) -> str:
    texts = "\n".join(f"<p>{_text(text)}</p>" for text in block.text)
    return f"""<div class="note {block.kind}" role="note">
<p class="note-head">{_words(block.heading)}</p>
{texts}
</div>"""


def _illustration(block: Illustration) -> str:
    drawn = svg(block.picture, title=printable(plain(block.title)), alternative=printable(block.alternative))
    return f"""<figure id="picture-{block.key}">
<figcaption><p class="finding">{_text(block.title)}</p>
<p class="subtitle">{_words(block.subtitle)}</p></figcaption>
<div class="picture" role="group" aria-label="Picture" tabindex="0">{drawn}</div>
<details><summary>This picture in words</summary><p>{_words(block.alternative)}</p></details>
<p class="source">{_text(block.source)}</p>
</figure>"""


def _table(table: Table) -> str:
    """A table; with more columns than a phone can show, its rows become cards there.

    The roles repeat what the elements mean, because browsers forget it once a style sheet lays them out as cards.
    """
    name = f"table-{table.key}"
    heads = "".join(
        f'<th role="columnheader" scope="col"{_number_class(column.kind)}>{_words(column.heading)}</th>'
        for column in table.columns
    )
    rows = "\n".join(_row(table, row) for row in table.rows)
    note = f'\n<p class="source">{_text(table.note)}</p>' if table.note else ""
    layout = "table cards" if len(table.columns) > MOST_COLUMNS_ON_A_PHONE else "table"
    return f"""<div class="{layout}" role="group" aria-labelledby="{name}" tabindex="0">
<table role="table">
<caption id="{name}">{_words(table.caption)}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody>
</table>
</div>{note}"""


def _row(table: Table, row: Row) -> str:
    name, *others = row.cells
    cells = [f'<th role="rowheader" scope="row">{_text(name)}</th>']
    for column, cell in zip(table.columns[1:], others, strict=True):
        label = escape(printable(column.heading))
        cells.append(
            f'<td role="cell" data-label="{label}"{_number_class(column.kind)}><span>{_text(cell)}</span></td>'
        )
    marked = "" if row.emphasis == "none" else f' class="{row.emphasis}"'
    return f'<tr role="row"{marked}>{"".join(cells)}</tr>'


def _number_class(kind: str) -> str:
    return ' class="number"' if kind == "number" else ""


def _text(text: Text) -> str:
    written = []
    for part in text:
        match part:
            case str():
                written.append(_words(part))
            case Number(text=words, figure_id=figure_id):
                value = escape(as_data(words) or words)
                address = escape(figure_id)
                written.append(
                    f'<data class="figure" value="{value}" data-figure="{address}" title="Figure {address}">'
                    f"{_words(words)}</data>"
                )
            case Strong(text=words):
                written.append(f"<strong>{_words(words)}</strong>")
            case Link(text=words, address=address):
                written.append(f'<a href="{escape(address)}">{_words(words)}</a>')
    return "".join(written)


def _words(text: str) -> str:
    return escape(bound(printable(text)))


def _css_string(text: str) -> str:
    """A text as a CSS string, every sign that is not a plain letter written as its code."""
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda sign: f"\\{ord(sign[0]):x} ", printable(text)) + '"'
