"""Rows kept and refused. Expected values follow from the small files by the stated rules; real ones from an oracle."""

import csv
import io
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from evidence.street_files_by_hand import (
    BOTH,
    HEADINGS,
    MARCH,
    NEW,
    OLD,
    chosen,
    content,
    every_street_file,
    line,
    lsoas,
)
from oracles.plain_cleaner import codes_of_both_lists, plain_repeats, plain_rows
from saferplan.evidence.cleaning import clean
from saferplan.evidence.engines import ENGINES, lazy_frames
from saferplan.evidence.quality import file_quality
from saferplan.evidence.reading import read_street
from saferplan.evidence.street_files import clean_file
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.raw import RawFile, RawTable
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal

SOUND = [line(crime_id=f"sound{number}") for number in range(12)]


def cleaned(folder, *lines, **options):
    return clean_file(chosen(folder, content(*lines)), lsoas(), **options)


def test_a_row_is_kept_with_its_cells_trimmed_and_where_it_came_from(tmp_path):
    file = chosen(tmp_path, content(line(location=" On or near High Street \t", outcome="")))
    (row,) = clean_file(file, lsoas()).offences.to_dicts()
    assert row == {
        "force_code": "kent",
        "month": date(2025, 3, 1),
        "crime_id": "c1",
        "reported_by": "Kent Police",
        "falls_within": "Kent Police",
        "longitude": 0.52,
        "latitude": 51.27,
        "location_name": "On or near High Street",
        "lsoa_code": BOTH,
        "lsoa_name": "Maidstone 001A",
        "lsoa_vintage": "both",
        "crime_type": "Burglary",
        "outcome_category": None,
        "context": None,
        "raw_sha256": file.table.file.sha256,
        "raw_member": "",
        "row_number": 1,
    }


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (line(month="2025-02"), "Month is not the month of the file"),
        (line(month="March 2025"), "Month is not the month of the file"),
        (line(month=""), "Month is empty"),
        (line(longitude="east"), "Longitude or Latitude is not a number"),
        (line(latitude="51.27N"), "Longitude or Latitude is not a number"),
        (line(latitude="nan"), "Longitude or Latitude is not a number"),
        (line(longitude="1e999"), "Longitude or Latitude is not a number"),
        (line(longitude=""), "only one of Longitude and Latitude is given"),
        (line(longitude="0.5", latitude=" "), "only one of Longitude and Latitude is given"),
        (line(longitude="-180.01"), "Longitude is out of range"),
        (line(latitude="90.5"), "Latitude is out of range"),
        (line(crime_type=""), "Crime type is empty"),
        (line(within="  "), "Falls within is empty"),
        (line(by="", crime_type=""), "Reported by is empty; Crime type is empty"),
        ("c1,2025-03", "it has 2 cells, and the headings are 12"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_with_the_reason_and_as_it_stood(tmp_path, bad, reason):
    found = cleaned(tmp_path, *SOUND[:5], bad, *SOUND[5:])
    (refused,) = found.refused.to_dicts()
    assert (refused["row_number"], refused["reason"], refused["row_text"]) == (6, reason, bad)
    assert found.offences["crime_id"].to_list() == [f"sound{number}" for number in range(12)]
    quality = found.quality.row(0, named=True)
    assert (quality["read_count"], quality["kept_count"], quality["refused_count"]) == (13, 12, 1)


def test_numbers_may_be_signed_and_in_powers_of_ten(tmp_path):
    found = cleaned(tmp_path, line(longitude="-9.5e-05", latitude="+51"))
    assert found.offences.select("longitude", "latitude").row(0) == (-0.000095, 51.0)


def test_a_row_without_a_location_is_kept(tmp_path):
    found = cleaned(tmp_path, line(longitude="", latitude="", location="No location", lsoa="", lsoa_name=""))
    assert found.offences.select("lsoa_vintage", "longitude").row(0) == ("none", None)
    assert found.quality.select("no_location_count", "no_lsoa_count").row(0) == (1, 1)


def test_the_vintage_of_each_row_is_told_from_both_lists(tmp_path):
    found = cleaned(tmp_path, *(line(lsoa=code) for code in (OLD, NEW, BOTH, "W01999999", "")))
    assert found.offences["lsoa_vintage"].to_list() == ["2011", "2021", "both", "unlisted", "none"]
    quality = found.quality.row(0, named=True)
    assert [quality[f"{name}_count"] for name in ("lsoa11_only", "lsoa21_only", "unlisted_lsoa", "no_lsoa")] == [1] * 4


@pytest.mark.parametrize(
    ("codes", "vintage"),
    [((OLD, BOTH), "2011"), ((NEW, BOTH), "2021"), ((OLD, NEW), "mixed"), ((BOTH, ""), "either")],
)
def test_the_vintage_of_a_file_is_that_of_the_codes_only_one_list_has(tmp_path, codes, vintage):
    assert cleaned(tmp_path, *(line(lsoa=code) for code in codes)).quality["vintage"].to_list() == [vintage]


def test_repeats_are_counted_and_kept(tmp_path):
    asb = line(crime_id="", crime_type="Anti-social behaviour", outcome="")
    found = cleaned(
        tmp_path, line(), line(outcome="Other"), line(crime_id="c2"), asb, asb, asb, asb.replace("0.5", "0.6")
    )
    quality = found.quality.row(0, named=True)
    assert quality["kept_count"] == 7
    assert (quality["repeat_with_id_count"], quality["repeat_without_id_count"]) == (1, 2)
    assert (quality["crime_count"], quality["asb_count"]) == (3, 4)


def test_what_was_not_expected_is_kept_and_said(tmp_path):
    lines = [line(), line(crime_type="Fly-tipping"), line(within="Essex Police")]
    file = chosen(tmp_path, content(*(f"{row},7" for row in lines), headings=HEADINGS + ",Severity"))
    found = clean_file(file, lsoas())
    assert found.offences.height == 3
    assert [problem.sentence for problem in found.problems] == [
        "police.uk, Kent, March 2025: it has columns that Saferplan does not know, and leaves out: “Severity”.",
        "police.uk, Kent, March 2025: 1 row is of the unknown type “Fly-tipping”, which no measure counts.",
        "police.uk, Kent, March 2025: 1 row says it falls within “Essex Police”. It counts under the force that the "
        "file is of.",
    ]


def test_a_file_most_of_whose_rows_are_refused_is_refused_whole(tmp_path):
    with pytest.raises(Refusal) as refusal:
        cleaned(tmp_path, line(), *[line(month="2025-02")] * 2)
    assert refusal.value.what == "2025-03-kent-street.csv is refused: 2 of its 3 rows cannot be kept."
    assert "Month is not the month of the file" in refusal.value.why


def test_an_unknown_engine_is_refused_naming_those_there_are():
    with pytest.raises(Refusal, match="no engine called abacus"), lazy_frames("abacus"):
        pass


# -- every engine gives the same


cells = st.sampled_from(["", " ", "x", "0.5", "-0.5", "51.2", "999", "2025-03", "2025-02", OLD, NEW, BOTH, "\u00a0y\t"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(cells, min_size=12, max_size=12), min_size=1, max_size=12))
def test_engines_agree_on_any_rows(rows):
    text = read_street(content(*(",".join(row) for row in rows if any(map(str.strip, row))), line()), "made")
    file = chosen_without_file()
    frames = [clean(text.rows, file, lsoas(), engine=engine) for engine in ENGINES]
    assert_frame_equal(frames[0][0], frames[1][0])
    assert frames[0][1] == frames[1][1]


@pytest.mark.real_data
def test_engines_agree_on_a_real_month(archives, real_lsoas):
    file = next(
        file for file in every_street_file(archives) if (file.force_code, str(file.month)) == ("kent", "2025-03")
    )
    frames = [clean_file(file, real_lsoas, engine=engine).offences for engine in ENGINES]
    assert_frame_equal(*frames)
    assert frames[0].height == 15_764  # as the data's own README counts it


# -- laws


damage = st.sampled_from(
    [
        lambda row: row,
        lambda row: row[:20],
        lambda row: row + ",more",
        lambda row: row.replace("2025-03", "2024-03"),
        lambda row: row.replace("51.27", "fifty-one"),
        lambda row: row.replace("0.52", ""),
        lambda row: row.replace("High", 'H"igh'),
        lambda row: row.replace("On or near High Street", '"High Street, A2"'),
        lambda row: row.replace("Burglary", ""),
        lambda row: "",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(damage, min_size=1, max_size=15))
def test_every_line_is_kept_or_refused_once_and_none_is_lost(damages):
    lines = [damaged(line(crime_id=f"c{number}")) for number, damaged in enumerate(damages)]
    written = content(*lines, line(crime_id="sound"))
    text = read_street(written, "made")
    file = chosen_without_file()
    kept, reasons = clean(text.rows, file, lsoas())
    reasons |= text.misshapen
    line_count = sum(1 for row in lines if row) + 1
    assert sorted([*kept["row_number"], *reasons]) == list(range(1, line_count + 1))
    quality = file_quality(kept, file, read_count=text.read_count).row(0, named=True)
    assert quality["read_count"] == quality["kept_count"] + quality["refused_count"] == line_count


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=6), min_size=12, max_size=12),
        max_size=6,
    )
)
def test_any_cells_that_a_csv_can_hold_are_read_as_the_standard_library_reads_them(rows):
    """Oracle: the csv module, on the whole file at once."""
    rows = [*rows, line().split(",")]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([HEADINGS.split(","), *rows])
    text = read_street(stream.getvalue().encode(), "made")
    expected = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))[1:]
    found = [["" if cell is None else cell for cell in row] for row in text.rows.drop("row_number").rows()]
    assert found == expected


def chosen_without_file():
    return ChosenFile("kent", MARCH, RawTable(RawFile("0" * 64, "made", None), ""))


# -- real files against the oracle


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("force", "month"),
    [
        ("kent", "2025-03"),
        ("kent", "2014-05"),
        ("cheshire", "2023-03"),
        ("btp", "2023-03"),
        ("city-of-london", "2024-01"),
    ],
)
def test_a_real_month_is_read_and_cleaned_as_the_plain_cleaner_does(shared_data, archives, real_lsoas, force, month):
    files = {(file.force_code, file.month): file for file in every_street_file(archives)}
    file = files[force, Month.parse(month)]
    content = file.table.read()
    codes11, codes21 = codes_of_both_lists(shared_data)
    found = clean_file(file, real_lsoas)
    columns = ["crime_id", "month", "longitude", "latitude", "location_name", "lsoa_code", "lsoa_vintage", "crime_type"]
    rows = found.offences.with_columns(pl.col("month").dt.strftime("%Y-%m"), pl.col("lsoa_vintage").cast(pl.String))
    assert rows.select(*columns, "outcome_category").rows() == plain_rows(content, codes11=codes11, codes21=codes21)
    assert found.refused.is_empty()
    quality = found.quality.row(0, named=True)
    assert (quality["repeat_with_id_count"], quality["repeat_without_id_count"]) == plain_repeats(content)


def test_a_file_of_another_force_under_this_ones_name_is_refused(tmp_path):
    with pytest.raises(Refusal) as refusal:
        cleaned(tmp_path, line(), *[line(by="Essex Police", within="Essex Police")] * 2)
    assert refusal.value.what == "2025-03-kent-street.csv is not of the force in its name."
    assert "Essex Police" in refusal.value.why


def test_a_force_whose_name_nobody_knows_is_kept(tmp_path):
    """Forces change what they call themselves; only the name of another known force is a contradiction."""
    found = cleaned(tmp_path, *[line(within="Constabulary of the Garden County")] * 3)
    assert found.offences.height == 3
