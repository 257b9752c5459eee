"""The blocks a document is made of. Writers know only these, so that every form says the same.

A computed number stands in text only as a `Number`, which carries the address of its figure; a plain string may hold
only names, dates and words.
"""

import re
from dataclasses import dataclass
from typing import Literal

from saferplan.documents.letters import shows_something
from saferplan.documents.pictures import Picture

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# The web, post, or a file beside the document; never a script.
_ADDRESS = re.compile(r"(https?://|mailto:)\S+|(?!/)[\w./-]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A computed number as printed ("77.47"), and the figure it is printed from."""

    text: str
    figure_id: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address outside the document."""

    text: str
    address: str

    def __post_init__(self) -> None:
        assert _ADDRESS.fullmatch(self.address), f"{self.address!r} is no address that a document may lead to"


Inline = str | Number | Strong | Link
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is a chapter. `key` is its address in the document."""

    level: Literal[1, 2, 3]
    text: str
    key: str

    def __post_init__(self) -> None:
        assert shows_something(self.text), f"the heading {self.key} is empty"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts; numbered where their order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, with its unit in words where it holds numbers."""

    heading: str
    kind: Literal["words", "number"] = "words"


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, as many as there are columns; the first names the row. `emphasis`: "ours" or "total"."""

    cells: tuple[Text, ...]
    emphasis: Literal["none", "ours", "total"] = "none"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `key` names its CSV file. `caption` says what it shows, for which place and period."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text = ()

    def __post_init__(self) -> None:
        assert self.columns, f"table {self.key} has no columns"
        assert all(len(row.cells) == len(self.columns) for row in self.rows), f"a row of table {self.key} is ragged"


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture with the finding it shows, its source line, and its text alternative.

    `title` is the finding; `subtitle` is measure, place and period; `alternative` says the finding and the range for
    someone who cannot see it.
    """

    key: str
    title: Text
    subtitle: str
    picture: Picture
    alternative: str
    source: Text


@dataclass(frozen=True, slots=True)
class Note:
    """Something set apart: a caution about the data, a gap, a definition of status."""

    title: str
    text: tuple[Text, ...]
    kind: Literal["information", "caution"] = "information"

    @property
    def heading(self) -> str:
        """The title as printed: a caution says that it is one, in a word and not by its colour."""
        return f"Caution: {self.title}" if self.kind == "caution" else self.title


@dataclass(frozen=True, slots=True)
class Source:
    """The small line under a statement: period, denominator, source, build and figure."""

    text: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean: a glossary or a list of facts."""

    entries: tuple[tuple[str, Text], ...]


Block = Heading | Paragraph | Bullets | Table | Illustration | Note | Source | Terms


@dataclass(frozen=True, slots=True)
class Document:
    """A document whole. `status` is printed on every page of every form."""

    title: str
    subtitle: str
    status: str
    body: str
    date_words: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"

    def __post_init__(self) -> None:
        assert shows_something(self.title), "a document has a title"
        keys = [(type(block), block.key) for block in self.blocks if isinstance(block, Heading | Table | Illustration)]
        assert len(set(keys)) == len(keys), "two blocks of one kind share a key"
        assert all(_KEY.fullmatch(key) for _, key in keys), "a key holds letters, digits, hyphens and underscores only"

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that a list of contents leads to."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level <= 2)


def plain(text: Text) -> str:
    """A text without its marks."""
    return "".join(part if isinstance(part, str) else part.text for part in text)
