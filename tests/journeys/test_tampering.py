"""What was changed after it was written does not pass `verify` or `trace`, and each says what it was."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from journeys import damaged_data as damaged
from journeys.command_line import saferplan
from journeys.conftest import DISTRICT
from saferplan.evidence.store import current_build
from saferplan.home import Home

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(standing, tmp_path) -> tuple[Path, Path]:
    """A home and a folder of documents that may be damaged."""
    home, out = tmp_path / "home", tmp_path / "out"
    shutil.copytree(standing.home, home)
    shutil.copytree(standing.out, out)
    return home, out


def first_figure(out: Path) -> str:
    return (out / "figures.csv").read_text(encoding="utf-8-sig").splitlines()[1].partition(",")[0]


def kept_archive(home: Path) -> Path:
    """The archive that the build stands on; the home may hold others, which tests of refusals left there."""
    build = current_build(Home(home), DISTRICT)
    assert build is not None
    of_build = {file["sha256"] for file in build.manifest["inputs"]["files"]}
    found = next(path for path in (home / "raw").iterdir() if path.name in of_build and zipfile.is_zipfile(path))
    found.chmod(0o644)
    return found


@pytest.mark.parametrize(
    "name", ["strategic-assessment.html", "strategic-assessment.pdf", "tables/wards.csv", "figures.csv"]
)
def test_a_changed_document_is_named(copy, name):
    home, out = copy
    with (out / name).open("ab") as file:
        file.write(b" ")
    answer = saferplan("verify", out, "--home", home)
    assert answer.code == 1
    assert f"{name} has been changed since the release was written." in answer.out


def test_missing_and_added_documents_are_named(copy):
    home, out = copy
    (out / "strategic-assessment.docx").unlink()
    (out / "notes.txt").write_text("ours")
    answer = saferplan("verify", out, "--home", home)
    assert answer.code == 1
    assert "strategic-assessment.docx is listed in the manifest but missing." in answer.out
    assert "notes.txt was added" in answer.out


def test_a_changed_figure_is_named(copy):
    home, out = copy
    figures = (out / "figures.json").read_text()
    (out / "figures.json").write_text(figures.replace("2322", "2323"))
    answer = saferplan("verify", out, "--home", home)
    assert answer.code in (1, 2)
    assert "figures.json" in answer.out + answer.err
    assert "changed after it was written" in answer.out + answer.err


def test_figures_that_are_gone_are_said(copy):
    home, out = copy
    (out / "figures.json").unlink()
    answer = saferplan("verify", out, "--home", home)
    assert answer.code in (1, 2)
    assert "figures.json" in answer.out + answer.err


def test_a_damaged_raw_file_is_named(copy):
    """One bit of the archive flips, as on a failing disk."""
    home, out = copy
    archive = kept_archive(home)
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    answer = saferplan("verify", out, "--home", home)
    assert answer.code == 1
    assert "made-up-police-uk.zip is no longer what it was" in answer.out
    answer = saferplan("trace", first_figure(out), "--home", home)
    assert answer.code in (1, 2)
    assert "made-up-police-uk.zip" in answer.out + answer.err


def test_a_forged_raw_file_is_named(copy):
    """An archive that reads well, with one row fewer."""
    home, out = copy
    archive = kept_archive(home)
    files = damaged.members(archive)
    files[damaged.MARCH] = b"".join(files[damaged.MARCH].splitlines(keepends=True)[:-1])
    damaged.write_archive(archive, files)
    answer = saferplan("verify", out, "--home", home)
    assert answer.code == 1
    assert "made-up-police-uk.zip is no longer what it was" in answer.out


def test_a_raw_file_that_is_gone_is_named(copy):
    home, out = copy
    kept_archive(home).unlink()
    answer = saferplan("verify", out, "--home", home)
    assert answer.code in (1, 2)
    assert "made-up-police-uk.zip" in answer.out + answer.err


def test_a_damaged_ledger_is_said(copy):
    home, out = copy
    for ledger in (home / "figures").glob("B-*.json"):
        ledger.write_text('{"figures": "' + first_figure(out) + '"')
    for answer in (
        saferplan("verify", out, "--home", home),
        saferplan("trace", first_figure(out), "--home", home),
    ):
        assert answer.code == 2
        assert "What next" in answer.err


def test_a_manifest_of_another_build_does_not_pass(copy):
    home, out = copy
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["builds"] = ["B-000000000000"]
    (out / "manifest.json").write_text(json.dumps(manifest))
    answer = saferplan("verify", out, "--home", home)
    assert answer.code == 2
    assert "B-000000000000 is not known here" in answer.err
