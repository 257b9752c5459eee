"""From a printed number back to raw files; and what is said where a figure, a file or a document is not what it was."""

import json
import shutil
from dataclasses import replace

import pytest

from saferplan.assessment.ledger import keep_ledger, ledger_of, ledger_with
from saferplan.assessment.recounting import STREET
from saferplan.assessment.tracing import trace_in_words, traced, verified
from saferplan.definitions import loading
from saferplan.home import Home
from saferplan.terms.problems import Refusal


def quiet(*_):
    return None


@pytest.fixture(scope="module")
def figures(northmere):
    return northmere.assessed.material.account.book.figures


@pytest.fixture
def copied(northmere, tmp_path):
    """The home and the documents, to be damaged."""
    home = Home(shutil.copytree(northmere.home.path, tmp_path / "home"))
    return home, shutil.copytree(northmere.folder, tmp_path / "documents")


def first(figures, statistic):
    return next(figure for figure in figures if figure.statistic == statistic)


def test_every_figure_of_the_document_counted_again_agrees(northmere, figures):
    found = verified(northmere.folder, northmere.home, progress=quiet)
    assert found.agrees, found.words
    assert f"all {len(figures)} figures" in found.words.replace(",", "")


def test_a_trace_says_all_that_the_number_rests_on(northmere, figures):
    figure = first(figures, "rate_per_1000")
    found = traced(figure.figure_id, northmere.home)
    said = trace_in_words(found)
    measure = loading.measures()[figure.measure_key]
    wanted = [
        *(figure.figure_id, figure.build_id, figure.place_code, figure.place_name, figure.period, figure.source),
        *(measure.name, *measure.crime_types, str(measure.citations[0].link), str(measure.citations[0].checked)),
        *(found.ledger.code_version, "usual residents, Census 2021", "95 % interval"),
        *("Counted again from the raw bytes", "The interval, found again from that count, agrees."),
    ]
    needed = [item for item in found.ledger.inputs if item.month.startswith("2025") and item.source == STREET]
    wanted += [
        text for item in needed if item.force == figure.recipe["count"]["force"] for text in (item.name, item.sha256)
    ]
    assert found.agrees
    for text in wanted:
        assert text in said
    assert "NOT" not in said


def test_the_count_of_candidates_is_counted_again_from_the_published_table(northmere, figures):
    found = traced(first(figures, "candidates").figure_id, northmere.home)
    assert found.agrees
    assert [file.name for file in found.files] == ["findings.csv"]
    assert "from the published table of comparisons" in trace_in_words(found)
    published = (northmere.folder / "tables" / "findings.csv").read_bytes()
    assert (northmere.home.figures / found.files[0].sha256).read_bytes() == published


@pytest.mark.parametrize("address", ["F-0000000000", "F-", "", "B-1", "*"])
def test_a_figure_nobody_printed_is_refused(northmere, address):
    with pytest.raises(Refusal, match="is known here"):
        traced(address, northmere.home)


def test_a_home_with_no_ledger_refuses(home, northmere):
    with pytest.raises(Refusal, match="is known here"):
        traced("F-0000000000", home)
    with pytest.raises(Refusal, match="is not known here"):
        verified(northmere.folder, home, progress=quiet)


def test_a_raw_file_that_is_gone_is_named(copied, figures):
    home, _ = copied
    figure = first(figures, "count")
    for file in traced(figure.figure_id, home).files:
        (home.raw / file.sha256).unlink()
    with pytest.raises(Refusal, match="no longer among the raw files"):
        traced(figure.figure_id, home)


@pytest.mark.parametrize("torn", [False, True])
def test_a_changed_raw_file_is_found(copied, figures, torn):
    """One byte more, or the first half only: a compressed file that cannot even be opened."""
    home, folder = copied
    figure = first(figures, "residents")
    file = traced(figure.figure_id, home).files[0]
    path = home.raw / file.sha256
    content = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(content[: len(content) // 2] if torn else content + b"\n")
    found = traced(figure.figure_id, home)
    assert not found.agrees
    assert "NOT intact" in trace_in_words(found)
    assert "Not counted again" in trace_in_words(found)
    said = verified(folder, home, progress=quiet)
    assert not said.agrees
    assert f"{file.name} is no longer what it was" in said.words


def test_a_changed_document_is_found(copied):
    home, folder = copied
    text = folder / "strategic-assessment.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("2025", "2026"), encoding="utf-8")
    found = verified(folder, home, progress=quiet)
    assert not found.agrees
    assert "strategic-assessment.txt" in found.words


def test_figures_that_were_changed_by_hand_are_refused(copied):
    home, folder = copied
    path = folder / "figures.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["figures"][0]["estimate"]["n"] += 1
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be read as figures"):
        verified(folder, home, progress=quiet)


@pytest.mark.parametrize("part", ["value", "high"])
def test_a_figure_that_its_rows_do_not_give_does_not_stand(northmere, figures, tmp_path, part):
    """A figure written wrong from the start, under an address of its own."""
    figure = first(figures, "rate_per_1000")
    moved = {part: getattr(figure.estimate, part) * 1.001}
    wrong = replace(figure, estimate=replace(figure.estimate, **moved))
    home = Home(tmp_path / "home")
    home.path.mkdir()
    (home.raw).symlink_to(northmere.home.raw)
    before = ledger_of(figure.build_id, northmere.home)
    keep_ledger(replace(before, inputs=before.inputs[:-1], figures=(wrong,)), b"", home)
    found = traced(wrong.figure_id, home)
    assert not found.agrees
    assert "DOES NOT AGREE" in trace_in_words(found)


def test_two_ledgers_stand_beside_each_other(northmere, figures, tmp_path):
    home = Home(tmp_path / "home")
    ledger = ledger_of(figures[0].build_id, northmere.home)
    one = replace(ledger, figures=figures[:1])
    other = replace(ledger, build_id="B-000000000000", figures=(replace(figures[1], build_id="B-000000000000"),))
    for each in (one, other):
        keep_ledger(each, b"", home)
    assert ledger_with(figures[0].figure_id, home)[0].build_id == ledger.build_id
    assert ledger_with(other.figures[0].figure_id, home)[1] == other.figures[0]
    assert not list(home.figures.glob("*.part"))


def test_a_ledger_that_cannot_be_kept_is_refused(northmere, figures, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Refusal, match="ledger could not be kept"):
        keep_ledger(ledger_of(figures[0].build_id, northmere.home), b"", Home(tmp_path / "home"))


def test_the_folder_holds_every_form_and_table(northmere):
    names = {path.relative_to(northmere.folder).as_posix() for path in northmere.folder.rglob("*") if path.is_file()}
    forms = {f"strategic-assessment.{form}" for form in ("html", "pdf", "docx", "txt")}
    tables = {
        f"tables/{name}.csv" for name in ("levels", "changes", "districts", "wards", "months", "findings", "rolling")
    }
    assert forms | tables | {"figures.csv", "figures.json", "manifest.json"} <= names


def test_the_list_of_figures_has_one_row_a_figure(northmere, figures):
    rows = (northmere.folder / "figures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == len(figures) + 1
    assert {row.split(",")[0] for row in rows[1:]} == {figure.figure_id for figure in figures}
