"""Every form holds the same words and numbers, whatever they are. Expected: the blocks, read by plain code."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents.sample_document import bars, sample
from documents.words_of_forms import (
    missing_in_order,
    words_of_blocks,
    words_of_html,
    words_of_pdf,
    words_of_word,
)
from saferplan.documents import csv_tables, html, pdf, text, word
from saferplan.documents.blocks import (
    Bullets,
    Column,
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
)
from saferplan.documents.letters import printable, shows_something

DAY = datetime.date(2026, 1, 14)
UNWRITABLE_OR_NOT = st.text(min_size=1, max_size=30)
AWKWARD = st.text(alphabet="aé£ŵ–−7,.% <>&#$*_[]@\\\"'`~=+/{}()^|;:!?-\n\t", min_size=1, max_size=40)


def holding(words: str) -> Document:
    """One text in every place that a text can stand."""
    name = words if shows_something(words) else "Name"  # a heading must say something
    line = (words, Strong(words), Number(words, "F-1"), Link(words, "https://example.org/"))
    return Document(
        title=name,
        subtitle=name,
        status=words,
        body=words,
        date_words=words,
        blocks=(
            Heading(1, name, "a"),
            Paragraph(line),
            Source(line),
            Bullets((line, line)),
            Note(words, (line,), "caution"),
            Terms(((words, line),)),
            Illustration("b", line, words, bars(), words, line),
            Table("c", words, (Column(words), Column(words, "number")), (Row((line, line), "ours"),), note=line),
        ),
    )


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    pdf.write(sample(), folder / "sample.pdf", date=DAY)
    word.write(sample(), folder / "sample.docx", date=DAY)
    return folder


def test_html_holds_every_word_once_and_in_order():
    assert words_of_html(html.write(sample())) == words_of_blocks(sample(), alternatives=True)


def test_word_holds_every_word_once_and_in_order(forms: Path):
    document = sample()
    front = f"{document.title} {document.subtitle} {document.body}, {document.date_words} {document.status} Contents"
    contents = " ".join(heading.text for heading in document.contents)
    expected = f"{front} {contents}".split() + words_of_blocks(document, alternatives=False)
    assert words_of_word(forms / "sample.docx") == expected


def test_pdf_holds_every_word_in_order(forms: Path):
    words = words_of_pdf(forms / "sample.pdf")
    assert missing_in_order(words_of_blocks(sample(), alternatives=False), words) == []


def test_text_holds_every_number():
    written = text.write(sample())
    words = {word.rstrip(".,;:") for word in written.split()}
    assert {word.rstrip(".,;:") for word in words_of_blocks(sample(), alternatives=True)} - words == set()


def test_every_form_says_the_status(forms: Path):
    status = sample().status
    assert text.write(sample()).startswith(status)
    assert text.write(sample()).rstrip().endswith(status)
    assert html.write(sample()).count(f'<p class="status">{status}</p>') == 2
    assert status.split()[0] in words_of_word(forms / "sample.docx")
    assert status.split()[0] in words_of_pdf(forms / "sample.pdf")


@given(UNWRITABLE_OR_NOT)
@settings(max_examples=40, deadline=None)
def test_any_text_survives_html_and_text(words: str):
    document = holding(words)
    shown = printable(words)
    assert words_of_html(html.write(document), strict=False) == words_of_blocks(holding(shown), alternatives=True)
    flat = "".join(text.write(document).split())
    assert "".join(shown.split()) in flat
    assert csv_tables.tables(document)["c.csv"].decode("utf-8-sig")


@given(UNWRITABLE_OR_NOT)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_word(tmp_path: Path, words: str):
    word.write(holding(words), tmp_path / "any.docx", date=DAY)
    expected = words_of_blocks(holding(printable(words)), alternatives=False)
    found = words_of_word(tmp_path / "any.docx")
    assert found[len(found) - len(expected) :] == expected


@given(UNWRITABLE_OR_NOT)
@example("\xad")
@example(" ")
@example("\u200b\ufe0f")
@example("\u0301")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_pdf(tmp_path: Path, words: str):
    pdf.write(holding(words), tmp_path / "any.pdf", date=DAY)
    assert (tmp_path / "any.pdf").read_bytes().startswith(b"%PDF")


@given(AWKWARD)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_signs_of_markup_survive_the_pdf(tmp_path: Path, words: str):
    document = holding(words)
    pdf.write(document, tmp_path / "awkward.pdf", date=DAY)
    # A line may break within a run without spaces, so that only the letters themselves are compared.
    letters = list("".join(words_of_blocks(document, alternatives=False)))
    found = list("".join(words_of_pdf(tmp_path / "awkward.pdf")))
    assert missing_in_order(letters, found) == []
