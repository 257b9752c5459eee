"""The main job on areas of every real archive: gaps and short months named, both vintages, conflicts, tiny places.

Expected counts come from plain_counts.py, which shares nothing with Saferplan.
"""

import csv
import re
from pathlib import Path

import pytest

from journeys.command_line import DRAFT, Answer, saferplan, words_of
from real_data.plain_counts import ASB, crimes_by, district_of_either, street_rows

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

ALL_CRIME = "All crime (without anti-social behaviour)"
LATER = ("--newer", "2024=revision-pair-city-of-london-b.zip", "--newer", "2025=revision-pair-city-of-london-a.zip")


class Office:
    """One installation and the real data: asks for assessments, and looks at what was written."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self.folder = data, folder

    def asked(self, area: str, period: str, against: str, *more: str) -> Answer:
        """The main job; its documents take the place of the last."""
        words = ["--area", area, "--period", period, "--against", against, "--data", self.data]
        return saferplan("year", *words, "--out", self.folder / "out", "--home", self.folder / "home", *more)

    def written(self, area: str, period: str, against: str, *more: str) -> str:
        """The text document, once every form is there and every figure, counted again, agrees."""
        answer = self.asked(area, period, against, *more)
        assert answer.code == 0, answer.err
        out = self.folder / "out"
        for form in ("html", "pdf", "docx", "txt"):
            assert (out / f"strategic-assessment.{form}").stat().st_size > 10_000
        verdict = saferplan("verify", out, "--home", self.folder / "home")
        assert verdict.code == 0, verdict.out
        text = words_of(out / "strategic-assessment.txt")
        assert text.startswith(DRAFT)
        return text

    def counts(self, measure: str = ALL_CRIME) -> dict[tuple[str, str], int]:
        """Counts by the code of their place and their period in words."""
        with (self.folder / "out" / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (row["statistic"], row["measure"]) == ("count", measure)]
        return {(row["place_code"], row["period"]): int(row["value"]) for row in rows}


@pytest.fixture(scope="module")
def office(shared_data, tmp_path_factory) -> Office:
    return Office(shared_data, tmp_path_factory.mktemp("office"))


def plain_count(shared_data: Path, archive: str, force: str, months: list[str], *districts: str) -> int:
    """Crimes of some districts in some months, whichever list the rows take their LSOA codes from."""
    places = district_of_either(shared_data)
    rows = [row for month in months for row in street_rows(shared_data / "police-uk" / archive, force, month)]
    counted = crimes_by(rows, places)
    return sum(counted[district] for district in districts)


def test_kent_in_december_2018_is_short(office, shared_data):
    """2018-12 holds 6,132 crimes where about 14,000 are usual, says the README; 2017 is in no archive."""
    text = office.written("E07000110", "2018-10..2019-02", "2017-10..2018-02")
    assert "October 2018 to February 2019 as a whole is not compared with October 2017 to February 2018" in text
    assert "December 2018 holds far too few crimes" in text
    assert re.search(r"October 2017 to February 2018 (is|are) missing from the data supplied, and December 2018", text)
    assert "Change per day" not in text.partition("Why these changes happened")[0]
    whole = ["2018-10", "2018-11", "2019-01", "2019-02"]
    counted = plain_count(shared_data, "kent-2014-2019.zip", "kent", whole, "E07000110")
    assert office.counts()["E07000110", "October to November 2018 and January to February 2019"] == counted
    # Anti-social behaviour of that month is whole, and stays in.
    assert ("E07000110", "October 2018 to February 2019") in office.counts(ASB)


def test_kent_in_2014_lacks_december(office, shared_data):
    text = office.written("Maidstone", "2014", "2013")
    assert re.search(r"2013 and December 2014 are missing", text)
    months = [f"2014-{month:02}" for month in range(1, 12)]
    counted = plain_count(shared_data, "kent-2014-2019.zip", "kent", months, "E07000110")
    assert office.counts()["E07000110", "January to November 2014"] == counted


@pytest.mark.parametrize(
    ("area", "force", "name"),
    [("E08000012", "merseyside", "Liverpool"), ("E08000019", "south-yorkshire", "Sheffield")],
)
def test_july_2019_is_missing_and_not_zero(office, shared_data, area, force, name):
    text = office.written(area, "2019", "2018")
    assert f"Strategic assessment: {name}, 2019" in text
    assert "2019 as a whole is not compared with 2018" in text
    assert re.search(r"July 2019 is missing", text)
    assert "No file was found for July 2019" in text
    assert (
        "January to June 2019 and August to December 2019 against January to June 2018 and August to December 2018"
        in text
    )
    months = [f"2019-{month:02}" for month in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)]
    archive = "merseyside-and-south-yorkshire-2018-2021.zip"
    counts = office.counts()
    assert counts[area, "January to June 2019 and August to December 2019"] == plain_count(
        shared_data, archive, force, months, area
    )
    assert not [period for _, period in counts if period == "July 2019"]


def test_city_of_london_waits_for_a_declaration_and_then_goes_through(office):
    """For 2024 `b` is the later publication, for 2025 `a`, and nothing in the files says so (README)."""
    answer = office.asked("E09000001", "2025", "2024")
    assert answer.code == 2
    for told in ("revision-pair-city-of-london-a.zip", "revision-pair-city-of-london-b.zip", "--newer 2024="):
        assert told in answer.err
    text = office.written("E09000001", "2025", "2024", *LATER)
    assert re.search(r"May to December 2024 (is|are) missing", text)
    assert "revision-pair-city-of-london-b.zip was read, declared the newer publication" in text
    # A police area of one district is ranked among none.
    assert "highest of 1" not in text


@pytest.mark.parametrize(("area", "force"), [("E07000008", "cambridgeshire"), ("E06000049", "cheshire")])
def test_mixed_vintages_are_summed_and_never_mixed(office, shared_data, area, force):
    """The 2023-03 files of Cambridgeshire and Cheshire state codes of both lists. Cheshire East is in Cheshire."""
    text = office.written(area, "2023-03", "2022-03")
    assert "March 2023 as a whole is not compared with March 2022" in text
    counted = plain_count(shared_data, "outcomes-and-stop-and-search-2023-03.zip", force, ["2023-03"], area)
    assert office.counts()[area, "March 2023"] == counted


def test_a_district_of_west_sussex(office, shared_data):
    text = office.written("E07000223", "2025", "2024")
    assert "Strategic assessment: Adur, 2025" in text
    assert re.search(r"of 7 districts in West Sussex county", text)
    counted = plain_count(shared_data, "neighbours-2024-2025.zip", "sussex", ["2025"], "E07000223")
    assert office.counts()["E07000223", "2025"] == counted


def test_a_partnership_of_two_districts(office, shared_data):
    text = office.written("E22000352", "2025", "2024")
    assert "Dartford and Gravesham" in text
    counted = plain_count(shared_data, "kent-2024-2025.zip", "kent", ["2025"], "E07000107", "E07000109")
    assert office.counts()["E22000352", "2025"] == counted


def test_a_force_without_street_files_is_refused(office):
    """Cleveland and Avon and Somerset are there with outcomes and stop and search only."""
    answer = office.asked("Bristol, City of", "2023-03", "2022-03")
    assert answer.code == 2
    assert "Avon and Somerset" in answer.err
