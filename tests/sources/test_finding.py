"""Files are found anywhere under a folder, by police.uk's names and other publishers' headings."""

import gzip
import os
import re
import zipfile
from pathlib import Path

import pytest

from saferplan.definitions import loading
from saferplan.definitions.forms import SourceDefinition
from saferplan.sources.finding import holdings
from saferplan.sources.headings import headings, source_with
from saferplan.sources.police_uk import published_name
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal

HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n"
)
OUTCOME_HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
)
STREET = "2024-01/2024-01-kent-street.csv"


def zipped(path: Path, members: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def written(path: Path, text: str = HEADINGS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def definition(**columns: str) -> SourceDefinition:
    """A source with some columns, the rest borrowed from one that is real."""
    real = loading.sources()["police_uk_outcomes"]
    return real.model_copy(update={"columns": {ours: (heading,) for ours, heading in columns.items()}})


@pytest.mark.parametrize(
    ("name", "force"),
    [
        ("2024-01-kent-street.csv", "kent"),
        ("2019-12-avon-and-somerset-street.csv", "avon-and-somerset"),
        ("2019-12-btp-street.csv.gz", "btp"),
        ("2024-13-kent-street.csv", None),
        ("2024-1-kent-street.csv", None),
        ("2024-01-street.csv", None),
        ("2024-01-kent-street.csv.bak", None),
        ("2024-01-Kent-street.csv", "kent"),
        ("._2024-01-kent-street.csv", None),
    ],
)
def test_names_as_the_site_writes_them(name: str, force: str | None):
    said = published_name(name)
    assert (said.force_code if said else None) == force


def test_the_other_kinds_are_told_apart_from_street_files():
    kinds = {"outcomes": "police_uk_outcomes", "stop-and-search": "police_uk_stop_and_search"}
    for kind, key in kinds.items():
        said = published_name(f"2023-03-avon-and-somerset-{kind}.csv")
        assert said is not None
        assert (said.force_code, said.source_key) == ("avon-and-somerset", key)


def test_street_files_are_found_in_zips_and_folders_at_any_depth(tmp_path: Path):
    zipped(tmp_path / "a/b/kent.zip", {"deep/down/" + STREET: HEADINGS})
    written(tmp_path / "unpacked/2024-02/2024-02-kent-street.csv")
    written(tmp_path / "2024-03/2024-03-kent-street.csv")
    written(tmp_path / "loose/2024-04-kent-street.csv")
    (tmp_path / "2024-05-kent-street.csv.gz").write_bytes(gzip.compress(HEADINGS.encode()))
    found = holdings(tmp_path).street
    assert [(str(file.month), file.archive) for file in found] == [
        ("2024-01", "a/b/kent.zip"),
        ("2024-02", "unpacked"),
        ("2024-03", tmp_path.name),
        ("2024-04", "loose"),
        ("2024-05", tmp_path.name),
    ]
    assert found[0].name == "a/b/kent.zip, deep/down/" + STREET
    assert {file.read() for file in found} == {HEADINGS.encode()}


def test_hidden_files_and_what_a_mac_adds_are_passed_over(tmp_path: Path):
    zipped(tmp_path / "kent.zip", {STREET: HEADINGS, "__MACOSX/2024-01/._2024-01-kent-street.csv": "x"})
    written(tmp_path / ".trash" / STREET)
    found = holdings(tmp_path)
    assert len(found.street) == 1
    assert found.problems == ()


def test_the_other_kinds_are_recognised_by_name_in_zips_and_by_headings_in_folders(tmp_path: Path):
    zipped(tmp_path / "kent.zip", {STREET: HEADINGS, "2024-01/2024-01-kent-outcomes.csv": "not looked into"})
    written(tmp_path / "renamed.csv", OUTCOME_HEADINGS)
    assert [found.name for found in holdings(tmp_path).tables["police_uk_outcomes"]] == [
        "kent.zip, 2024-01/2024-01-kent-outcomes.csv",
        "renamed.csv",
    ]


def test_a_street_file_under_a_name_of_its_own_is_not_read_and_that_is_said(tmp_path: Path):
    written(tmp_path / "crimes.csv")
    found = holdings(tmp_path)
    assert found.street == ()
    assert [problem.kind for problem in found.problems] == ["street_file_unnamed"]
    assert "crimes.csv holds street crime" in found.problems[0].sentence


def test_what_stands_beside_street_files_unknown_is_named(tmp_path: Path):
    zipped(tmp_path / "kent.zip", {STREET: HEADINGS, "notes.txt": "x", "other.csv": "a,b\n"})
    zipped(tmp_path / "photos.zip", {"notes.txt": "x"})
    problems = holdings(tmp_path).problems
    assert [(problem.kind, problem.subject) for problem in problems] == [("file_not_recognised", "kent.zip")]
    assert "notes.txt and 1 more" in problems[0].sentence


def test_a_damaged_table_is_a_problem_and_a_damaged_zip_a_refusal(tmp_path: Path):
    (tmp_path / "lookup.csv.gz").write_bytes(gzip.compress(OUTCOME_HEADINGS.encode())[:30])
    problems = holdings(tmp_path).problems
    assert [(problem.kind, problem.subject) for problem in problems] == [("file_damaged", "lookup.csv.gz")]
    (tmp_path / "photos.zip").write_bytes(b"not a zip at all")
    with pytest.raises(Refusal, match=r"photos\.zip is not a zip archive"):
        holdings(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match="There is no folder"):
        holdings(tmp_path / "gone")


def test_an_empty_folder_holds_nothing(tmp_path: Path):
    found = holdings(tmp_path)
    assert (found.street, dict(found.tables), found.problems) == ((), {}, ())


@pytest.mark.parametrize(
    ("name", "contents", "expected"),
    [
        ("a.csv", b"\xef\xbb\xbfcode,name\r\n1,2\r\n", {"code", "name"}),
        ("a.CSV", b'"code","White, British"\n', {"code", "White, British"}),
        ("a.csv", b"", set()),
        ("a.xlsx", b"code,name\n", set()),
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', set()),
        ("a.geojson", b'{"features":[{"properties":{"LSOA21CD":"E01","n":1},"geom', {"LSOA21CD", "n", "geometry"}),
        ("a.geojson", b'{"properties":{"no":1},"features":[{"properties": {"yes":"}"}}', {"yes", "geometry"}),
        (
            "a.geojson",
            b'{"features":[{"geometry":[' + b"1," * 90_000 + b'1],"properties":{"far":1}}',
            {"far", "geometry"},
        ),
        ("a.geojson", b'{"features":[{"properties":{"torn', set()),
    ],
)
def test_headings_of_a_csv_and_of_a_geojson(name: str, contents: bytes, expected: set[str]):
    assert headings(name, lambda size: contents[:size]) == expected


def test_a_source_is_known_by_having_all_its_columns_and_the_fullest_is_taken():
    sources = {
        "wards": definition(code="WD24CD", name="WD24NM"),
        "lookup": definition(code="WD24CD", name="WD24NM", lsoa="LSOA21CD"),
        "again": definition(code="WD24CD", name="WD24NM"),
    }
    assert source_with(frozenset({"WD24CD", "WD24NM", "LSOA21CD", "FID"}), sources) == "lookup"
    assert source_with(frozenset({"WD24CD", "WD24NM"}), sources) == "again"
    assert source_with(frozenset({"WD24CD"}), sources) is None


def test_any_accepted_heading_of_a_column_will_do():
    source = definition(code="lsoa21_code").model_copy(update={"columns": {"code": ("lsoa21_code", "LSOA21CD")}})
    assert source_with(frozenset({"LSOA21CD"}), {"lookup": source}) == "lookup"


@pytest.mark.real_data
def test_every_street_file_of_the_real_archives_is_found(shared_data: Path):
    """Expected by a plain walk of the zips' directories, with no code of ours."""
    expected = set()
    for path in (shared_data / "police-uk").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if match := re.search(r"(\d{4}-\d{2})-([a-z-]+)-street\.csv$", name):
                    expected.add((path.name, name, match[1], match[2]))
    found = holdings(shared_data)
    assert {(file.path.name, file.member, str(file.month), file.force_code) for file in found.street} == expected
    assert len(found.street) == 266
    assert found.problems == ()
    assert len(found.tables["police_uk_outcomes"]) == len(found.tables["police_uk_stop_and_search"]) == 6


@pytest.mark.real_data
def test_merseyside_has_44_months_and_no_july_2019(shared_data: Path):
    """From the README of the real data: 2018-01 to 2019-06 and 2019-08 to 2021-09, 18 and 26 months."""
    months = {file.month for file in holdings(shared_data).street if file.force_code == "merseyside"}
    assert len(months) == 18 + 26
    assert Month(2019, 7) not in months


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.csv")
    written(tmp_path / "2025-01" / "2025-01-kent-street.csv")
    assert [found.force_code for found in holdings(tmp_path).street] == ["kent"]


def test_a_linked_folder_is_looked_into_once_even_where_it_leads_back(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    written(elsewhere / "2025-01" / "2025-01-kent-street.csv")
    data = tmp_path / "data"
    data.mkdir()
    (data / "linked").symlink_to(elsewhere)
    (data / "back").symlink_to(data)
    assert [found.name for found in holdings(data).street] == ["linked/2025-01/2025-01-kent-street.csv"]


def test_deeply_nested_properties_are_no_known_table(tmp_path: Path):
    nested = "[" * 20_000 + "]" * 20_000
    (tmp_path / "deep.geojson").write_text('{"features": [{"properties": {"a": ' + nested + "}}]}")
    assert holdings(tmp_path).tables == {}
