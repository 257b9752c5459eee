"""A survey's export read: good rows, refused rows with reasons, and files that are no survey."""

import csv
import io
from datetime import date

import numpy as np
import polars as pl
import pytest

from saferplan.definitions import loading
from saferplan.definitions.forms import Questionnaire
from saferplan.home import Home
from saferplan.places.tables import WardLookup
from saferplan.sources.finding import holdings
from saferplan.sources.headings import headings, source_with
from saferplan.sources.made_up import people as made_up_people
from saferplan.sources.made_up import survey as made_up_survey
from saferplan.sources.made_up.areas import named_areas
from saferplan.sources.made_up.people import settled_people
from saferplan.sources.made_up.survey import write_survey
from saferplan.sources.made_up.tiling import tiling
from saferplan.sources.survey import SURVEY, read_survey, survey_table
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal
from sources.reference_tables import written

ASKED = loading.questionnaires()["residents_safety"]
COLUMNS = [
    *("Respondent ID", "Submitted", "District code", "Ward code", "Age band", "Sex"),
    *(question.heading for question in ASKED.questions),
    *ASKED.concerns.headings,
    ASKED.comment_heading,
]
GOOD = {
    "Respondent ID": "1",
    "Submitted": "03/11/2025 09:15",
    "District code": "E07000001",
    "Ward code": "E05000001",
    "Age band": "25-34",
    "Sex": "Female",
    "Safe by day": "Very safe",
    "Concern 1": "Speeding",
}
WARDS = WardLookup.validate(
    pl.DataFrame(
        {
            "lsoa21_code": ["E01000001", "E01000002"],
            "lsoa21_name": ["One 001A", "Two 001A"],
            "ward24_code": ["E05000001", "E05000002"],
            "ward24_name": ["Ward one", "Ward two"],
            "ltla24_code": ["E07000001", "E07000002"],
            "ltla24_name": ["One", "Two"],
        }
    )
)


def export(*rows: dict[str, str], columns=COLUMNS) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(tmp_path, *rows: dict[str, str]):
    return read_survey(written(tmp_path, "survey.csv", export(*rows)), WARDS)


def test_a_good_row_becomes_a_respondent_and_answers_without_blanks(tmp_path):
    survey = read(tmp_path, GOOD | {"Concern 2": "Speeding", "Comment": 'One line,\n"two"'})
    assert survey.respondents.rows() == [
        ("1", date(2025, 11, 3), "E07000001", "E05000001", "25 to 44", "Female"),
    ]
    assert survey.answers.rows() == [
        ("1", "safe_by_day", "Very safe"),
        ("1", "concern", "Speeding"),  # named twice, it counts once
        ("1", "comment", 'One line,\n"two"'),
    ]
    assert survey.refused.is_empty()


def test_who_would_rather_not_say_is_kept_without_a_group(tmp_path):
    survey = read(
        tmp_path, GOOD | {"Age band": "Prefer not to say", "Sex": "", "Ward code": "", "Submitted": "2025-11-03"}
    )
    assert survey.respondents.select("submitted_date", "ward_code", "age", "sex").row(0) == (
        date(2025, 11, 3),
        *[None] * 3,
    )


@pytest.mark.parametrize(
    ("change", "reason", "what"),
    [
        ({"Respondent ID": " "}, "no_respondent", "Respondent ID is blank"),
        ({"Respondent ID": "1"}, "duplicate_respondent", "Respondent ID came before"),
        ({"Submitted": "31/02/2025"}, "unknown_date", "Submitted: '31/02/2025'"),
        ({"District code": ""}, "outside_area", "District code '', ward code 'E05000001'"),
        ({"District code": "E07000009", "Ward code": ""}, "outside_area", "District code 'E07000009', ward code ''"),
        ({"Ward code": "E05000002"}, "outside_area", "District code 'E07000001', ward code 'E05000002'"),
        ({"Age band": "Over 21"}, "unknown_age_band", "Age band: 'Over 21'"),
        ({"Sex": "female"}, "unknown_answer", "Sex: 'female'"),
        ({"Safe by day": "Quite safe"}, "unknown_answer", "Safe by day: 'Quite safe'"),
        ({"Concern 3": "Dogs" * 20}, "unknown_answer", f"Concern 3: '{('Dogs' * 20)[:30]}'"),
    ],
)
def test_a_row_is_refused_with_its_line_and_reason(tmp_path, change, reason, what):
    """The good row before it holds a comment of two lines, so the second begins on line 4."""
    survey = read(tmp_path, GOOD | {"Comment": "a\nb"}, GOOD | {"Respondent ID": "2"} | change)
    assert survey.respondents["respondent"].to_list() == ["1"]
    assert survey.refused.rows() == [(4, reason, what)]


@pytest.mark.parametrize("lacking", ["Age band", "Safe after dark", "Concern 2", "Comment"])
def test_a_missing_column_is_named(tmp_path, lacking):
    columns = [column for column in COLUMNS if column != lacking]
    with pytest.raises(Refusal, match="cannot be read as") as refused:
        read_survey(written(tmp_path, "survey.csv", export(GOOD, columns=columns)), WARDS)
    assert f"no column '{lacking}'" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (export(GOOD | {"Comment": "caf\xe9"}).encode("cp1252"), "Line 2 is not UTF-8"),
        (export(), "It has headings and no rows"),
        (export(GOOD) + "2,too,short\r\n", "Line 3 has 3 cells"),
        (export(GOOD) + '2,"never closed', "Line 3: unexpected end of data"),
        (b"", "It has no column"),
    ],
)
def test_a_file_that_is_no_survey_is_refused_with_the_reason(tmp_path, content, why):
    with pytest.raises(Refusal) as refused:
        read_survey(written(tmp_path, "survey.csv", content), WARDS)
    assert why in str(refused.value)


def test_a_survey_is_known_by_its_headings_and_two_that_differ_are_refused(tmp_path):
    data, home = tmp_path / "data", Home(tmp_path / "home")
    data.mkdir()
    assert survey_table(holdings(data), home) is None
    (data / "a.csv").write_text(export(GOOD), encoding="utf-8-sig", newline="")
    (data / "copy.csv").write_text(export(GOOD), encoding="utf-8-sig", newline="")
    assert survey_table(holdings(data), home) is not None
    (data / "other.csv").write_text(export(GOOD | {"Sex": "Male"}), encoding="utf-8-sig", newline="")
    with pytest.raises(Refusal, match="Two surveys lie under --data and differ"):
        survey_table(holdings(data), home)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    areas = named_areas(tiling(126, np.random.default_rng(1)))
    people = settled_people(areas, np.random.default_rng(2))
    folder = tmp_path_factory.mktemp("made")
    return write_survey(folder, areas, people, Month(2025, 12), np.random.default_rng(3)), areas, people


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(made, tmp_path):
    survey, areas, people = made
    for number, same in ((3, True), (4, False)):
        again = write_survey(tmp_path, areas, people, Month(2025, 12), np.random.default_rng(number))
        assert (again.path.read_bytes() == survey.path.read_bytes()) is same


def test_the_made_up_survey_has_the_faults_of_real_exports(made):
    survey, _, _ = made
    content = survey.path.read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == survey.row_count == 1_204
    numbers = [row["Respondent ID"] for row in rows]
    assert len(numbers) - len(set(numbers)) == 1
    assert sum(row["Age band"] == "Over 21" for row in rows) == 1
    assert sum(row["Age band"] == "" for row in rows) > 10
    older = sum(row["Age band"] in ("65-74", "75 and over") for row in rows) / len(rows)
    assert older > 1.3 * 0.195 / 0.785
    assert source_with(headings(survey.path.name, lambda size: content[:size]), loading.sources()) == SURVEY
    assert {row["Submitted"][3:10] for row in rows} == {"11/2025", "12/2025"}


def test_what_is_planted_goes_with_the_made_up_tables_of_people(made):
    """The truth takes adults' ages from the table of ages and sexes from the table by sex, and adds up."""
    survey, _, _ = made
    bands = {band.removeprefix("age_").replace("_", " to "): share for band, share in made_up_people._AGE_BANDS.items()}
    adults = {"18 to 24", "25 to 44", "45 to 64"}
    assert {band: made_up_survey._AGES[band] for band in adults} == {band: bands[band] for band in adults}
    assert made_up_survey._AGES["65 and over"] == made_up_people._AGE_BANDS["age_65_over"]
    females = sum(share for group, share in made_up_people._AGES.items() if group.endswith("females"))
    assert made_up_survey._SEXES["Female"] == pytest.approx(females)
    for question in ASKED.questions:
        assert sum(survey.shares[question.key, answer] for answer in question.answers) == pytest.approx(1)


def test_a_statement_may_use_its_questions_answers_only():
    faulty = ASKED.model_dump()
    faulty["questions"][0]["statements"]["safe"]["answers"] = ["Quite safe"]
    with pytest.raises(ValueError, match="'Quite safe' is none of the answers to safe_by_day"):
        Questionnaire.model_validate(faulty)


def test_every_questionnaire_cites():
    for asked in loading.questionnaires().values():
        assert all(citation.checked for citation in asked.citations)
