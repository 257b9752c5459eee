"""Letters that every form can hold, what a font can show, and numbers as machines read them."""

import json
import struct

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from saferplan.documents.drawing import fonts_folder
from saferplan.documents.font_letters import font_letters
from saferplan.documents.letters import printable, shown_with
from saferplan.documents.numerals import as_data

REGULAR = "SourceSans3-Regular.ttf"


def set_by_typst(text: str) -> None:
    """Typst's own answer to whether a font can show a text: PDF/UA refuses one that it cannot."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder()])
    source = b"""#set document(title: "t")
#set text(font: "Source Sans 3", fallback: false)
#for letter in json(bytes(sys.inputs.letters)) [#letter #h(1pt)]"""
    letters = json.dumps(list(text))
    typst.Compiler(font_paths=fonts).compile(
        source, format="pdf", sys_inputs={"letters": letters}, pdf_standards=["ua-1"]
    )


def test_every_letter_found_in_the_font_can_be_set():
    letters = font_letters(fonts_folder() / REGULAR)
    set_by_typst("".join(sorted(letters - {"\n", "\r"})))
    assert set("ŵŷŴŶ£–−½é✓") <= letters


@pytest.mark.parametrize("letter", ["😀", "中", "ع", "\ufffd"])
def test_a_letter_not_found_in_the_font_cannot_be_set(letter: str):
    assert letter not in font_letters(fonts_folder() / REGULAR)
    with pytest.raises(typst.TypstError):
        set_by_typst(letter)


def test_all_weights_hold_the_same_letters():
    found = {font_letters(font) for font in fonts_folder().glob("*.ttf")}
    assert len(found) == 1


def test_a_file_that_is_no_font_is_a_bug(tmp_path):
    (tmp_path / "no.ttf").write_bytes(struct.pack(">LHHHH", 0x10000, 0, 0, 0, 0))
    with pytest.raises(AssertionError, match="no table"):
        font_letters(tmp_path / "no.ttf")


@given(st.text())
def test_what_is_printable_can_be_written_and_stays_so(text: str):
    shown = printable(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert printable(shown) == shown


@given(st.text())
def test_only_the_letters_of_a_font_are_shown_with_it(text: str):
    letters = font_letters(fonts_folder() / REGULAR)
    assert set(shown_with(text, letters)) <= letters


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_printed_number_reads_back_as_itself(value):
    """Python's own grouping prints it; its own reading takes it back."""
    printed = f"{value:,}".replace("-", "\u2212")
    assert float(as_data(printed)) == float(value)


@pytest.mark.parametrize("text", ["1 to 12", "", "13,61", "2024-12", "7 % a day", "E07000110", "1,2", "--1", "12.5."])
def test_what_is_not_one_number_is_left_alone(text: str):
    assert as_data(text) is None
