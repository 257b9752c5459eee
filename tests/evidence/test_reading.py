"""Street files as text. Expected values are those written into the small files."""

import pytest

from evidence.street_files_by_hand import HEADINGS, content, line
from saferplan.evidence.reading import read_street, row_texts
from saferplan.terms.problems import Refusal

NAME = "kent.zip, 2025-03/2025-03-kent-street.csv"


def read(written: bytes):
    return read_street(written, NAME)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last_end", [True, False])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_may_end_either_way_and_a_byte_order_mark_is_no_part_of_the_heading(end, last_end, mark):
    text = read(mark + content(line(crime_id="a"), line(crime_id="b"), end=end, last_end=last_end))
    assert text.rows["crime_id"].to_list() == ["a", "b"]
    assert text.rows["row_number"].to_list() == [1, 2]
    assert text.rows["context"].to_list() == [None, None]
    assert not text.misshapen
    assert text.read_count == 2


def test_quoted_commas_and_quotes_are_part_of_a_cell():
    text = read(content(line(location='"On or near ""The Bull"", High Street"'), line(crime_id="b")))
    assert text.rows["location_name"].to_list() == ['On or near "The Bull", High Street', "On or near High Street"]


def test_columns_may_stand_in_another_order_and_one_more_is_left_out_and_named():
    headings = "Severity," + ",".join(reversed(HEADINGS.split(",")))
    row = "7," + ",".join(reversed(line().split(",")))
    text = read(content(row, headings=headings))
    assert text.rows["crime_type"].to_list() == ["Burglary"]
    assert text.unknown_headings == ("Severity",)


def test_a_row_with_too_few_or_too_many_cells_is_set_apart_with_its_number_and_text():
    written = content(line(), "c2,2025-03,Kent Police", line() + ",,", "", line(crime_id="last"))
    text = read(written)
    assert text.rows["row_number"].to_list() == [1, 4]
    assert text.misshapen == {
        2: "it has 3 cells, and the headings are 12",
        3: "it has 14 cells, and the headings are 12",
    }
    assert row_texts(written, [2]) == {2: "c2,2025-03,Kent Police"}
    assert text.read_count == 4  # the blank line is no row


def test_too_few_cells_in_one_row_and_as_many_too_many_in_the_next_do_not_pass_for_whole():
    text = read(content("a,b", line() + "," * 10))
    assert set(text.misshapen) == {1, 2}


def test_a_quotation_mark_left_open_spoils_its_own_line_only():
    text = read(content(line(location='"On or near High Street'), line(crime_id="b")))
    assert set(text.misshapen) == {1}
    assert text.rows["crime_id"].to_list() == ["b"]


def test_a_carriage_return_within_a_line_spoils_its_own_line_only():
    text = read(content(line(location="On or\rnear"), line(crime_id="b")))
    assert set(text.misshapen) == {1}
    assert text.rows["crime_id"].to_list() == ["b"]


@pytest.mark.parametrize("heading", HEADINGS.split(","))
def test_a_file_without_one_of_its_columns_is_refused_naming_file_line_and_column(heading):
    headings = HEADINGS.split(",")
    position = headings.index(heading)
    headings.remove(heading)
    cells = line().split(",")
    del cells[position]
    with pytest.raises(Refusal) as refusal:
        read(content(",".join(cells), headings=",".join(headings)))
    assert refusal.value.what == f"{NAME} is refused: line 1 has no column {heading}."


def test_a_file_with_a_column_twice_is_refused():
    with pytest.raises(Refusal, match="Month more than once"):
        read(content(line() + ",2025-04", headings=HEADINGS + ",Month"))


@pytest.mark.parametrize("kept", [1, 40, 90, len(line()) - 1])
def test_a_last_line_that_is_torn_is_refused_naming_the_line(kept):
    with pytest.raises(Refusal) as refusal:
        read(content(line(), line(), line()[:kept], last_end=False))
    assert refusal.value.what == f"{NAME} is refused: it is cut short in line 4, its last."
    assert "Download it again" in refusal.value.next_step


def test_a_last_line_torn_within_quotation_marks_is_refused():
    with pytest.raises(Refusal, match="cut short in line 3"):
        read(content(line(), line(location='"On or near A, B, C, D, E, F, G, H, I, J, K, L'), last_end=False))


@pytest.mark.parametrize(
    ("written", "line_number"),
    [
        (content(line(), line(location="Café").encode().decode()).replace("é".encode(), b"\xe9"), 3),
        (content(line()).decode().encode("utf-16"), 1),
        (content(line()).decode().encode("utf-16-le"), 1),
    ],
    ids=["latin-1", "utf-16", "utf-16 without its mark"],
)
def test_another_encoding_is_refused_naming_the_line(written, line_number):
    with pytest.raises(Refusal) as refusal:
        read(written)
    assert refusal.value.what == f"{NAME} is refused: line {line_number} is not written in UTF-8."


@pytest.mark.parametrize("written", [HEADINGS.encode(), (HEADINGS + "\r\n").encode(), content("", "", "")])
def test_a_file_without_rows_is_refused_and_not_counted_as_zero(written):
    with pytest.raises(Refusal, match="holds no row"):
        read(written)


def test_an_empty_file_is_refused():
    with pytest.raises(Refusal, match="line 1 has no column Crime ID"):
        read(b"")
