"""Bad input is answered in words with an exit code, and what was there before stays: builds and documents.

What each file may have wrong in itself is tested in tests/sources and tests/evidence; here the whole command is asked.
"""

import shutil

import pytest

from journeys import damaged_data as damaged
from journeys.command_line import saferplan
from journeys.conftest import asked

pytestmark = pytest.mark.slow


def refused(answer, *said):
    """A refusal: what is not allowed, why, and what to do next, with exit code 2."""
    assert answer.code == 2, answer
    message = answer.err[answer.err.rfind("…") + 1 :].strip()
    assert [line.partition(":")[0] for line in message.splitlines()[-2:]] == ["Why", "What next"]
    assert "Traceback" not in message
    for words in said:
        assert words in message, message


BAD_DATA = {
    damaged.not_a_zip: ["police-uk/kent.zip is not a zip archive"],
    damaged.cut_short: ["made-up-police-uk.zip is cut short"],
    damaged.zip_bomb: ["police-uk/bomb.zip", "zip bomb"],
    damaged.climbs_out: ["police-uk/climbing.zip", "../../outside.csv", "leads out of the archive"],
    damaged.without_a_column: [damaged.MARCH, "LSOA code"],
    damaged.torn_last_line: [damaged.MARCH, "line"],
    damaged.wrong_encoding: [damaged.MARCH, "UTF-8"],
    damaged.heading_alone: [damaged.MARCH],
    damaged.conflict: ["March 2025", "made-up-police-uk.zip", "later.zip", "--newer 2025="],
    damaged.no_ward_lookup: ["A lookup is missing", "ltla24_code"],
    damaged.no_residents: ["no table of residents"],
    damaged.no_archive: ["Farshire"],
    damaged.unreadable: ["police-uk/lost.zip"],
}


@pytest.mark.parametrize("damage", BAD_DATA, ids=lambda damage: damage.__name__)
def test_bad_data_is_refused_by_name_and_nothing_is_lost(standing, tmp_path, damage):
    data = tmp_path / "data"
    shutil.copytree(standing.data, data)
    damage(data)
    refused(saferplan(*asked(data, standing.home, standing.out)), *BAD_DATA[damage])
    standing.check()
    assert not (tmp_path / "outside.csv").exists()


BAD_WORDS = {
    "unknown area": ({"area": "Northmare"}, ["Northmare", "Did you mean Northmere (E07099001)?"]),
    "a county": ({"area": "Farshire"}, ["Farshire", "district or partnership"]),
    "before the data": ({"period": "2019", "against": "2018"}, ["2019", "January to June 2024"]),
    "after the data": ({"period": "2031", "against": "2030"}, ["2031", "December 2025"]),
    "unlike periods": ({"against": "2024-01..2024-04"}, ["2025 cannot be compared with January to April 2024"]),
    "the same period": ({"against": "2025"}, ["2025 cannot be compared with itself"]),
    "no period": ({"period": "last year"}, ["'last year' is not a period", "2025-01..2025-04"]),
    "no month": ({"period": "2025-01..2025-13"}, ["2025-13 is not a month"]),
    "backwards": ({"period": "2025-04..2025-01"}, ["ends before it begins"]),
    "newer of nothing": ({"newer": "2024=lost.zip"}, ["lost.zip", "made-up-police-uk.zip"]),
    "newer without a file": ({"newer": "2024"}, ["'2024' does not say which publication is newer"]),
}


@pytest.mark.parametrize(("other", "said"), BAD_WORDS.values(), ids=BAD_WORDS)
def test_bad_words_are_refused_and_nothing_is_lost(standing, other, said):
    refused(saferplan(*asked(standing.data, standing.home, standing.out, **other)), *said)
    standing.check()


def test_a_word_left_out_is_asked_for(standing):
    answer = saferplan("year", "--area", "Northmere", "--period", "2025")
    assert answer.code == 2
    assert "--against" in answer.err
    standing.check()


def test_data_that_are_no_folder(standing):
    refused(saferplan(*asked(standing.data / damaged.ARCHIVE, standing.home, standing.out)), "no folder")
    refused(saferplan(*asked(standing.data / "nowhere", standing.home, standing.out)), "no folder")
    standing.check()


def test_a_folder_with_other_files_is_not_replaced(standing, tmp_path):
    """It is told before the work begins, not after it."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "minutes.docx").write_text("Minutes of the partnership")
    answer = saferplan(
        *asked(standing.data, standing.home, mine, period="2025-01..2025-04", against="2024-01..2024-04")
    )
    refused(answer, "is not replaced")
    assert "Cleaning rows" not in answer.err
    assert [path.name for path in mine.iterdir()] == ["minutes.docx"]
    standing.check()


def test_documents_that_somebody_wrote_in_are_not_replaced(standing, tmp_path):
    edited = tmp_path / "out"
    shutil.copytree(standing.out, edited)
    with (edited / "strategic-assessment.txt").open("a") as file:
        file.write("Our comment\n")
    refused(saferplan(*asked(standing.data, standing.home, edited)), "strategic-assessment.txt has been changed")
    assert (edited / "strategic-assessment.txt").read_text().endswith("Our comment\n")
    standing.check()


def test_an_undeclared_conflict_is_settled_by_declaring(standing, tmp_path):
    data, home, out = tmp_path / "data", tmp_path / "home", tmp_path / "out"
    shutil.copytree(standing.data, data)
    damaged.conflict(data)
    answer = saferplan(*asked(data, home, out, "--newer", "2025=later.zip"))
    assert answer.code == 0, answer.err
    assert "later.zip was read, declared the newer publication" in answer.out
    assert saferplan("verify", out, "--home", home).code == 0


def test_a_month_in_two_archives_that_agree_is_counted_once(standing, tmp_path):
    data, home, out = tmp_path / "data", tmp_path / "home", tmp_path / "out"
    shutil.copytree(standing.data, data)
    files = damaged.members(data / damaged.ARCHIVE)
    rows = files[damaged.MARCH].splitlines(keepends=True)
    damaged.write_archive(data / "again.zip", {damaged.MARCH: b"".join([rows[0], *reversed(rows[1:])])})
    answer = saferplan(*asked(data, home, out))
    assert answer.code == 0, answer.err
    for table in ("levels", "wards", "changes"):
        assert (out / "tables" / f"{table}.csv").read_bytes() == (standing.out / "tables" / f"{table}.csv").read_bytes()


def test_a_number_that_nobody_printed_cannot_be_traced(standing):
    refused(saferplan("trace", "F-0000000000", "--home", standing.home), "F-0000000000", "figures.csv")
    refused(saferplan("verify", standing.data, "--home", standing.home), "not a Saferplan release")
    standing.check()
