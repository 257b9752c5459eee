"""The main job on the real files: Maidstone, 2025 against 2024, one run looked at from every side.

Expected values come from ../shared/data/README.md and from plain_counts.py, which shares nothing with Saferplan.
"""

import csv
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdf
import pytest

from journeys.command_line import DRAFT, saferplan, words_of
from real_data.plain_counts import ASB, crimes_by, place_of, residents_by, street_rows, types_in

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

KENT = "police-uk/kent-2024-2025.zip"
MAIDSTONE, HIGH_STREET, MEDWAY = "E07000110", "E05015603", "E06000035"
ALL_CRIME, VIOLENCE = "All crime (without anti-social behaviour)", "Violence and sexual offences"
HEADLINES = ("13,618", "3,001", "175,779", "77.47", "2,764")


@dataclass(frozen=True, slots=True)
class Run:
    home: Path
    out: Path

    @property
    def text(self) -> str:
        return words_of(self.out / "strategic-assessment.txt")

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.out / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def told(self, statistic: str, measure: str, period: str = "2025") -> dict[str, float]:
        """Every figure of a kind, by the code of its place."""
        wanted = {"statistic": statistic, "measure": measure, "period": period}
        return {r["place_code"]: float(r["value"]) for r in self.table("figures.csv") if wanted.items() <= r.items()}


def run(data: Path, folder: Path) -> Run:
    made = Run(folder / "home", folder / "out")
    words = ["--area", MAIDSTONE, "--period", "2025", "--against", "2024", "--data", data]
    answer = saferplan("year", *words, "--out", made.out, "--home", made.home)
    assert answer.code == 0, answer.err
    return made


@pytest.fixture(scope="session")
def maidstone(shared_data, tmp_path_factory) -> Run:
    return run(shared_data, tmp_path_factory.mktemp("maidstone"))


@pytest.fixture(scope="session")
def kent_2025(shared_data) -> list[dict[str, str]]:
    return street_rows(shared_data / KENT, "kent", "2025")


def test_the_headline_figures(maidstone):
    assert maidstone.told("count", ALL_CRIME)[MAIDSTONE] == 13618
    assert maidstone.told("count", ASB)[MAIDSTONE] == 3001
    assert maidstone.told("residents", "Residents", "21 March 2021")[MAIDSTONE] == 175779
    assert round(maidstone.told("rate_per_1000", ALL_CRIME)[MAIDSTONE], 2) == 77.47
    assert maidstone.told("count", ALL_CRIME)[HIGH_STREET] == 2764
    rows = maidstone.table("figures.csv")
    ranks = [
        row for row in rows if (row["statistic"], row["measure"], row["place_code"]) == ("rank", ALL_CRIME, MAIDSTONE)
    ]
    assert sorted((row["value"], row["n"]) for row in ranks) == [("6", "12"), ("7", "13")]
    assert all("Census 2021" in row["denominator"] for row in rows if row["statistic"] == "rate_per_1000")


def test_the_headlines_in_words(maidstone):
    assert re.search(r"13,618 crimes in Maidstone\b.{,20}: 77\.47 per 1,000 residents", maidstone.text)
    assert re.search(r"7th highest (rate )?of 13 districts in the Kent police area", maidstone.text)
    assert re.search(r"6th (highest )?(rate )?of 12 districts in Kent county", maidstone.text)
    assert "3,001 incidents of anti-social behaviour" in maidstone.text
    assert "175,779 people lived in Maidstone" in maidstone.text
    assert "High Street ward had 2,764 of Maidstone's 13,618 crimes in 2025" in maidstone.text


def test_every_district_equals_an_independent_count(maidstone, shared_data, kent_2025):
    district = place_of(shared_data, "ltla24_code")
    crimes, residents = crimes_by(kent_2025, district), residents_by(shared_data, district)
    kent = {code for code, count in crimes.items() if count > 100}  # a few rows lie outside
    assert len(kent) == 13
    counts, rates, asb = (
        maidstone.told(*kind) for kind in (("count", ALL_CRIME), ("rate_per_1000", ALL_CRIME), ("count", ASB))
    )
    for code in kent:
        assert counts[code] == crimes[code]
        assert asb[code] == types_in(kent_2025, district, code)[ASB]
        assert rates[code] == pytest.approx(1000 * crimes[code] / residents[code], rel=1e-12)
    # As ../shared/data/README.md has them: Maidstone, Thanet, Sevenoaks.
    assert [crimes[code] for code in (MAIDSTONE, "E07000114", "E07000111")] == [13618, 13895, 6206]
    assert [asb[code] for code in (MAIDSTONE, "E07000114", "E07000111")] == [3001, 2849, 1441]
    order = sorted(kent, key=lambda code: crimes[code] / residents[code], reverse=True)
    assert order.index(MAIDSTONE) + 1 == 7
    assert [code for code in order if code != MEDWAY].index(MAIDSTONE) + 1 == 6
    names = place_of(shared_data, "ltla24_name")
    name_of = {code: names[lsoa] for lsoa, code in district.items()}
    assert [row["District"] for row in maidstone.table("tables/districts.csv")][:13] == [
        name_of[code] for code in order
    ]


def test_every_ward_and_type_equals_an_independent_count(maidstone, shared_data, kent_2025):
    district, ward = place_of(shared_data, "ltla24_code"), place_of(shared_data, "ward24_code")
    crimes = crimes_by([row for row in kent_2025 if district.get(row["LSOA code"]) == MAIDSTONE], ward)
    told = maidstone.told("count", ALL_CRIME)
    assert {code: told[code] for code in crimes} == crimes
    assert max(crimes, key=lambda code: crimes[code]) == HIGH_STREET
    types = types_in(kent_2025, district, MAIDSTONE)
    assert len(types) == 14
    assert {name: maidstone.told("count", name)[MAIDSTONE] for name in types} == types
    assert types.total() - types[ASB] == 13618


def test_what_can_be_compared_is_compared_and_the_rest_refused_by_name(maidstone, shared_data, kent_2025):
    assert "2025 as a whole is not compared with 2024." in maidstone.text
    assert re.search(r"May to December 2024 (is|are) missing", maidstone.text)
    assert re.search("January to April 2025 (is|are) compared with January to April 2024 instead", maidstone.text)
    district = place_of(shared_data, "ltla24_code")
    spring = [row for row in kent_2025 if row["Month"] <= "2025-04"]
    before = [row for month in range(1, 5) for row in street_rows(shared_data / KENT, "kent", f"2024-0{month}")]
    now, then = (types_in(rows, district, MAIDSTONE) for rows in (spring, before))
    told = {row["Measure"]: (int(row["Before"]), int(row["Now"])) for row in maidstone.table("tables/changes.csv")}
    assert told.pop(ALL_CRIME) == (then.total() - then[ASB], now.total() - now[ASB])
    assert told == {name: (then[name], now[name]) for name in told}
    assert len(told) == 14
    # As ../shared/data/README.md has them.
    assert [told[name] for name in (VIOLENCE, "Shoplifting", "Vehicle crime")] == [(2212, 2040), (483, 528), (352, 218)]
    # Per day: 2024 had a leap day, so 121 days against 120 (by hand).
    change = maidstone.told("change", VIOLENCE, "January to April 2025")[MAIDSTONE]
    assert change == pytest.approx((2040 / 120) / (2212 / 121))


def test_other_forces_rows_are_shown_apart(maidstone):
    """82 in Kent's districts in 2025, says the README; none of them is in a headline figure."""
    assert sum(int(row["Rows in the area"]) for row in maidstone.table("tables/other-forces.csv")) == 82


def test_every_form_is_marked_as_a_draft_and_tells_the_same(maidstone):
    pages = [page.extract_text() for page in pypdf.PdfReader(maidstone.out / "strategic-assessment.pdf").pages]
    word = docx.Document(str(maidstone.out / "strategic-assessment.docx"))
    in_word = [paragraph.text for paragraph in word.paragraphs]
    in_word += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    in_word += [paragraph.text for section in word.sections for paragraph in section.header.paragraphs]
    forms = {
        "html": (maidstone.out / "strategic-assessment.html").read_text(encoding="utf-8"),
        "pdf": " ".join(pages),
        "docx": " ".join(in_word),
        "txt": maidstone.text,
    }
    for form, content in forms.items():
        assert DRAFT in " ".join(content.split()), form
        for number in HEADLINES:
            assert number in content, f"{number} in {form}"
    assert all(DRAFT in " ".join(page.split()) for page in pages)
    assert json.loads((maidstone.out / "manifest.json").read_text())["status"] == DRAFT


def test_every_figure_counted_again_agrees(maidstone):
    answer = saferplan("verify", maidstone.out, "--home", maidstone.home)
    assert answer.code == 0, answer.out
    assert f"all {len(maidstone.table('figures.csv'))} figures" in answer.out


@pytest.mark.parametrize(
    ("statistic", "measure", "place", "value"),
    [
        ("count", ALL_CRIME, MAIDSTONE, "13,618"),
        ("rate_per_1000", ALL_CRIME, MAIDSTONE, "77.4723"),
        ("change", VIOLENCE, MAIDSTONE, "0.9299"),
        ("rank", ALL_CRIME, MAIDSTONE, "[67]"),
        ("share", ALL_CRIME, HIGH_STREET, "0.203"),
    ],
)
def test_a_figure_is_traced_to_its_raw_files(maidstone, statistic, measure, place, value):
    """By hand: 1,000 x 13,618 / 175,779 = 77.4723; (2,040 / 120) / (2,212 / 121) = 0.9299; 2,764 / 13,618 = 0.2030."""
    wanted = {"statistic": statistic, "measure": measure, "place_code": place}
    figure = next(row["figure"] for row in maidstone.table("figures.csv") if wanted.items() <= row.items())
    answer = saferplan("trace", figure, "--home", maidstone.home)
    assert answer.code == 0, answer.out
    assert re.search(rf"Counted again from the raw bytes: {value}0*, which agrees", answer.out)
    for told in ("kent-2024-2025.zip", "sha256", "2025-04/2025-04-kent-street.csv", "Definition"):
        assert told in answer.out


def copy_without(archive: Path, copy: Path, member: str, line: bytes) -> None:
    """A copy of an archive with one row taken out of one file."""
    with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as less:
        for name in whole.namelist():
            content = whole.read(name)
            if name == member:
                assert content.count(line) == 1
                content = content.replace(line, b"")
            less.writestr(name, content)


def test_one_raw_row_fewer_changes_the_figure_and_the_sentence(maidstone, shared_data, tmp_path):
    """A violent crime in High Street ward is taken out of June 2025: every number above it falls by one."""
    ward = place_of(shared_data, "ward24_name")
    member = "2025-06/2025-06-kent-street.csv"
    with zipfile.ZipFile(shared_data / KENT) as archive:
        lines = archive.read(member).splitlines(keepends=True)
    codes = (row["LSOA code"] for row in csv.DictReader(line.decode() for line in lines))
    chosen = next(
        line
        for line, code in zip(lines[1:], codes, strict=True)
        if ward.get(code) == "High Street" and b"Maidstone" in line and b"Violence and sexual offences" in line
    )
    data = tmp_path / "data"
    for folder in ("areas", "boundaries", "population", "deprivation"):
        shutil.copytree(shared_data / folder, data / folder)
    (data / "police-uk").mkdir()
    copy_without(shared_data / KENT, data / KENT, member, chosen)
    less = run(data, tmp_path)
    assert "High Street ward had 2,763 of Maidstone's 13,617 crimes in 2025" in less.text
    assert "2,764" not in less.text
    assert "13,618" not in less.text
    assert "3,001 incidents of anti-social behaviour" in less.text
    rows = {one.home: one.table("tables/levels.csv") for one in (maidstone, less)}
    before, after = ({row["Measure"]: int(row["Recorded"]) for row in table} for table in rows.values())
    assert {name: before[name] - after[name] for name in before if before[name] != after[name]} == {
        ALL_CRIME: 1,
        VIOLENCE: 1,
    }
    assert saferplan("verify", less.out, "--home", less.home).code == 0
