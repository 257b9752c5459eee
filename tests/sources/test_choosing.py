"""Each force's month is read once; where publications differ the user says which is newer, or is asked."""

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saferplan.home import Home
from saferplan.sources.choosing import Choice, Newer, choose
from saferplan.sources.finding import Holdings, holdings
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

JANUARY, FEBRUARY = Month(2024, 1), Month(2024, 2)
A = "Crime ID,Month\n1,2024-01\n2,2024-01\n,2024-01\n,2024-01\n"
A_IN_ANOTHER_ORDER = "Crime ID,Month\r\n,2024-01\r\n2,2024-01\r\n,2024-01\r\n1,2024-01\r\n"
B = "Crime ID,Month\n1,2024-01\n3,2024-01\n,2024-01\n4,2024-01\n"  # two rows are others than A's
ONE_REPEAT_FEWER = "Crime ID,Month\n1,2024-01\n2,2024-01\n,2024-01\n"


def archive(path: Path, files: dict[str, str]) -> None:
    """A zip of street files, each given as "2024-01 kent" and its text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for said, text in files.items():
            month, force = said.split()
            zipped.writestr(f"{month}/{month}-{force}-street.csv", text)


def chosen(
    data: Path | Holdings,
    home: Home,
    *newer: str,
    own: str = "kent",
    own_months: Iterable[Month] | None = None,
    other_months: Iterable[Month] = (JANUARY, FEBRUARY),
) -> Choice:
    return choose(
        data if isinstance(data, Holdings) else holdings(data),
        home=home,
        own_force=own,
        own_months=None if own_months is None else frozenset(own_months),
        other_months=frozenset(other_months),
        newer=tuple(Newer.parse(declared) for declared in newer),
    )


def names(choice: Choice) -> list[str]:
    return [file.table.name for file in choice.files]


def test_the_own_force_in_every_month_and_others_only_where_they_are_wanted(tmp_path: Path, home: Home):
    months = ["2023-12", "2024-01"]
    archive(tmp_path / "a.zip", {f"{month} {force}": A for month in months for force in ("kent", "essex")})
    choice = chosen(tmp_path, home)
    assert [(file.force_code, str(file.month)) for file in choice.files] == [
        ("essex", "2024-01"),
        ("kent", "2023-12"),
        ("kent", "2024-01"),
    ]
    assert choice.problems == ()
    only = chosen(tmp_path, home, own_months=[JANUARY], other_months=[])
    assert [(file.force_code, str(file.month)) for file in only.files] == [("kent", "2024-01")]


def test_only_archives_that_are_read_are_kept(tmp_path: Path, home: Home):
    archive(tmp_path / "a.zip", {"2024-01 kent": A})
    archive(tmp_path / "b.zip", {"2023-01 essex": B})
    [file] = chosen(tmp_path, home).files
    assert [path.name for path in home.raw.iterdir() if path.name != ".lock"] == [file.table.file.sha256]
    assert file.table.read() == A.encode()


@pytest.mark.parametrize("other", [A, A_IN_ANOTHER_ORDER])
def test_a_month_found_twice_is_read_once_where_the_two_agree(tmp_path: Path, home: Home, other: str):
    archive(tmp_path / "a.zip", {"2024-01 kent": A, "2024-02 kent": A})
    archive(tmp_path / "b.zip", {"2024-01 kent": other})
    choice = chosen(tmp_path, home)
    assert names(choice) == [
        "a.zip, 2024-01/2024-01-kent-street.csv",
        "a.zip, 2024-02/2024-02-kent-street.csv",
    ]
    assert [problem.sentence for problem in choice.problems] == [
        "police.uk, Kent, January 2024: a.zip and b.zip agree, and were read once."
    ]


def test_an_unpacked_archive_agrees_with_its_zip(tmp_path: Path, home: Home):
    archive(tmp_path / "a.zip", {"2024-01 kent": A})
    with zipfile.ZipFile(tmp_path / "a.zip") as zipped:
        zipped.extractall(tmp_path / "unpacked")
    assert len(chosen(tmp_path, home).files) == 1


def test_a_byte_order_mark_is_no_difference(tmp_path: Path, home: Home):
    archive(tmp_path / "a.zip", {"2024-01 kent": A})
    archive(tmp_path / "b.zip", {"2024-01 kent": "\ufeff" + A})
    assert len(chosen(tmp_path, home).files) == 1


@pytest.mark.parametrize(("other", "rows"), [(B, "2 rows"), (ONE_REPEAT_FEWER, "1 row:")])
def test_an_undeclared_conflict_of_the_own_force_is_refused_naming_both(
    tmp_path: Path, home: Home, other: str, rows: str
):
    """A repeat without an ID counts as a row: two archives that differ in one alone do differ."""
    archive(tmp_path / "old/a.zip", {"2024-01 kent": A, "2024-02 kent": A})
    archive(tmp_path / "new/b.zip", {"2024-01 kent": other, "2024-02 kent": A})
    with pytest.raises(Refusal) as refused:
        chosen(tmp_path, home)
    assert "Kent for January 2024 differ between b.zip and a.zip" in refused.value.what
    assert rows in refused.value.why
    assert "--newer 2024=a.zip or --newer 2024=b.zip" in refused.value.next_step
    assert not home.raw.exists()


@pytest.mark.parametrize("declared", ["2024=b.zip", "2024-01=new/b.zip", "2023-12..2024-01=b.zip"])
def test_a_declared_newer_publication_is_read_and_that_is_said(tmp_path: Path, home: Home, declared: str):
    archive(tmp_path / "a.zip", {"2024-01 kent": A})
    archive(tmp_path / "new/b.zip", {"2024-01 kent": B})
    choice = chosen(tmp_path, home, declared)
    assert names(choice) == ["new/b.zip, 2024-01/2024-01-kent-street.csv"]
    assert [(problem.kind, problem.subject) for problem in choice.problems] == [("declared_newer", "kent")]
    assert "a.zip and b.zip differ; b.zip was read, declared the newer publication." in choice.problems[0].sentence


def test_the_refusals_own_advice_can_be_followed(tmp_path: Path, home: Home):
    """Even where the two archives have the same name, or one zip holds the month twice."""
    archive(tmp_path / "old/a.zip", {"2024-01 kent": A})
    archive(tmp_path / "new/a.zip", {"2024-01 kent": B})
    with pytest.raises(Refusal) as refused:
        chosen(tmp_path, home)
    assert "--newer 2024=new/a.zip or --newer 2024=old/a.zip" in refused.value.next_step
    assert names(chosen(tmp_path, home, "2024=old/a.zip")) == ["old/a.zip, 2024-01/2024-01-kent-street.csv"]

    twice = tmp_path / "twice"
    twice.mkdir()
    with zipfile.ZipFile(twice / "a.zip", "w") as zipped:
        zipped.writestr("x/2024-01-kent-street.csv", A)
        zipped.writestr("y/2024-01-kent-street.csv", B)
    with pytest.raises(Refusal) as refused:
        chosen(twice, home)
    assert "--newer 2024=a.zip/y/2024-01-kent-street.csv" in refused.value.next_step
    choice = chosen(twice, home, "2024=a.zip/y/2024-01-kent-street.csv")
    assert names(choice) == ["a.zip, y/2024-01-kent-street.csv"]


def test_a_path_as_the_user_typed_it_will_do(tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch):
    archive(tmp_path / "data/a.zip", {"2024-01 kent": A})
    archive(tmp_path / "data/b.zip", {"2024-01 kent": B})
    monkeypatch.chdir(tmp_path)
    assert names(chosen(Path("data"), home, "2024=./data/b.zip")) == ["b.zip, 2024-01/2024-01-kent-street.csv"]


def test_another_forces_conflict_leaves_its_months_out_and_says_so(tmp_path: Path, home: Home):
    archive(tmp_path / "a.zip", {"2024-01 kent": A, "2024-01 essex": A, "2024-02 essex": A})
    archive(tmp_path / "b.zip", {"2024-01 essex": B, "2024-02 essex": B})
    choice = chosen(tmp_path, home)
    assert names(choice) == ["a.zip, 2024-01/2024-01-kent-street.csv"]
    [problem] = choice.problems
    assert (problem.kind, problem.subject) == ("undeclared_conflict", "essex")
    assert "Essex, January to February 2024: a.zip and b.zip differ" in problem.sentence
    assert "Headline figures are unaffected" in problem.sentence


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (["2024=c.zip"], "names nothing that was found"),
        (["2023=b.zip"], "names nothing that was found"),
        (["2024=a.zip", "2024-01=b.zip"], "More than one publication of January 2024"),
    ],
)
def test_declarations_that_cannot_be_followed_are_refused(tmp_path: Path, home: Home, declared: list[str], said: str):
    archive(tmp_path / "a.zip", {"2024-01 kent": A})
    archive(tmp_path / "b.zip", {"2024-01 kent": B})
    with pytest.raises(Refusal, match=said):
        chosen(tmp_path, home, *declared)


def test_one_name_for_two_archives_that_differ_is_refused(tmp_path: Path, home: Home):
    archive(tmp_path / "old/a.zip", {"2024-01 kent": A})
    archive(tmp_path / "new/a.zip", {"2024-01 kent": B})
    with pytest.raises(Refusal, match="More than one publication") as refused:
        chosen(tmp_path, home, "2024=a.zip")
    assert "by its path" in refused.value.next_step


@pytest.mark.parametrize("text", ["2024", "2024=", "=a.zip", "twenty=a.zip"])
def test_a_declaration_that_says_nothing_is_refused(text: str):
    with pytest.raises(Refusal):
        Newer.parse(text)


def test_a_name_may_hold_an_equals_sign():
    assert Newer.parse("2024=a=b.zip") == Newer(Period.parse("2024"), "a=b.zip")


def test_a_force_or_months_that_nothing_holds_are_refused(tmp_path: Path, home: Home):
    archive(tmp_path / "a.zip", {"2024-01 kent": A})
    with pytest.raises(Refusal, match="no street files of City of London") as refused:
        chosen(tmp_path, home, own="city-of-london")
    assert "Street files were found of Kent" in refused.value.why
    with pytest.raises(Refusal, match="None of the months") as refused:
        chosen(tmp_path, home, own_months=[FEBRUARY])
    assert "January 2024" in refused.value.why


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    """Agreement, conflict and a month that stands alone, over three archives."""
    data = tmp_path_factory.mktemp("many")
    archive(data / "a.zip", {"2024-01 kent": A, "2024-02 kent": A, "2024-01 essex": A})
    archive(data / "b.zip", {"2024-01 kent": A_IN_ANOTHER_ORDER, "2024-02 kent": B, "2024-01 essex": B})
    archive(data / "c.zip", {"2024-01 kent": A, "2024-02 kent": A, "2024-03 kent": A})
    return holdings(data)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_choosing_does_not_depend_on_the_order_of_finding(many: Holdings, home: Home, data: st.DataObject):
    shuffled = replace(many, street=tuple(data.draw(st.permutations(many.street))))
    assert chosen(shuffled, home, "2024=b.zip") == chosen(many, home, "2024=b.zip")
    with pytest.raises(Refusal) as refused:
        chosen(shuffled, home)
    with pytest.raises(Refusal) as expected:
        chosen(many, home)
    assert str(refused.value) == str(expected.value)


@pytest.mark.real_data
def test_the_main_job_runs_beside_two_publications_of_another_force(shared_data: Path, home: Home):
    """Kent's 16 + 16 months by the README; of the neighbours three forces in 16; the City's months stay out."""
    both_years = Period.parse("2024").months + Period.parse("2025").months
    choice = chosen(shared_data, home, other_months=both_years)
    by_force = {file.force_code for file in choice.files}
    assert by_force == {"kent", "essex", "surrey", "sussex"}
    assert len([file for file in choice.files if file.force_code == "kent"]) == 32
    assert len(choice.files) == 32 + 3 * 16
    assert [(problem.kind, problem.subject) for problem in choice.problems] == [
        ("undeclared_conflict", "city-of-london")
    ]


@pytest.mark.real_data
def test_the_city_of_london_is_refused_until_the_newer_publications_are_declared(shared_data: Path, home: Home):
    """By the README: of 2024 `b` is the later publication, of 2025 `a`; 61 months stand in the long archive.

    One more, 2023-03, stands beside the outcomes, as a plain listing of that zip shows.
    """
    data = holdings(shared_data)
    with pytest.raises(Refusal) as refused:
        chosen(data, home, own="city-of-london", other_months=[])
    for name in ("revision-pair-city-of-london-a.zip", "revision-pair-city-of-london-b.zip"):
        assert name in refused.value.what
    declared = ["2024=revision-pair-city-of-london-b.zip", "2025=revision-pair-city-of-london-a.zip"]
    choice = chosen(data, home, *declared, own="city-of-london", other_months=[])
    archives = {str(file.month): file.table.file.name for file in choice.files}
    assert len(choice.files) == len(archives) == 61 + 1
    assert archives["2024-01"].endswith("-b.zip")
    assert archives["2025-12"].endswith("-a.zip")
    assert archives["2018-01"].endswith("city-of-london-2018-2025.zip")


@pytest.mark.real_data
def test_real_archives_that_agree_are_read_once(shared_data: Path, tmp_path: Path, home: Home):
    """The long archive and revision `a` hold the same bytes in 16 months; linked alone into a folder, no conflict."""
    for name in ("city-of-london-2018-2025.zip", "revision-pair-city-of-london-a.zip"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).symlink_to(shared_data / "police-uk" / name)
    choice = chosen(tmp_path / "data", home, own="city-of-london", other_months=[])
    assert len(choice.files) == 61
    assert [problem.kind for problem in choice.problems] == ["found_more_than_once"]
