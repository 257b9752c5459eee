"""A release: written whole or not at all, read back exactly, and every difference named. Hashes are hashlib's own."""

import hashlib
import json
import math
import random
import resource
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.documents import swapping
from saferplan.documents.published_figures import figures_json, read_figures
from saferplan.documents.release import (
    Manifest,
    check_folder,
    is_safe_name,
    manifest_json,
    read_folder,
    read_manifest,
    write_folder,
)
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal

FILES: dict[str, bytes | Path] = {
    "assessment.html": b"<p>Maidstone</p>",
    "tables/wards.csv": "ward\nÉtaples\n".encode(),
}
MANIFEST = Manifest(
    title="Strategic assessment",
    body="Maidstone",
    area_code="E07000110",
    area_name="Maidstone",
    status="Draft: candidate findings, not yet agreed",
    period="2025-01..2025-12",
    against="2024-01..2024-12",
    date=date(2026, 1, 14),
    builds=("b-1",),
    code_version="0.1.0",
    licence="Open Government Licence v3.0",
    attributions=("Contains public sector information",),
)


def test_a_release_is_read_back_as_it_was_written(tmp_path: Path):
    target = tmp_path / "out" / "maidstone-2025"
    written = write_folder(target, FILES, MANIFEST)
    assert read_folder(target) == written
    assert check_folder(target) == ()
    assert {file.name: (file.sha256, file.size) for file in written.files} == {
        name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in FILES.items()
    }
    assert [file.media_type for file in written.files] == ["text/html", "text/csv"]
    assert [path.name for path in target.parent.iterdir()] == ["maidstone-2025"]


def test_a_file_may_be_given_by_its_path(tmp_path: Path):
    made = tmp_path / "made.pdf"
    made.write_bytes(b"%PDF")
    write_folder(tmp_path / "out", {"a.pdf": made}, MANIFEST)
    assert (tmp_path / "out" / "a.pdf").read_bytes() == b"%PDF"
    assert made.exists()


def test_a_new_release_replaces_the_old_one_whole(tmp_path: Path):
    write_folder(tmp_path / "out", FILES, MANIFEST)
    write_folder(tmp_path / "out", {"other.txt": b"new"}, MANIFEST)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "other.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_it_is_replaced_too_where_folders_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Network drives have no exchange in one step; a crash between the two renames is mended by the next writer."""
    monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    write_folder(tmp_path / "out", FILES, MANIFEST)
    write_folder(tmp_path / "out", {"other.txt": b"new"}, MANIFEST)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    (tmp_path / "out").rename(tmp_path / ".out.replaced")  # as the crash would leave it
    with pytest.raises(RuntimeError, match="crash"), swapping.replacing_folder(tmp_path / "out"):
        raise RuntimeError("crash")
    assert (tmp_path / "out" / "other.txt").read_bytes() == b"new"


@pytest.mark.parametrize("spoil", ["not a release", "edited", "added", "a file", "a link"])
def test_nobodys_work_is_replaced(tmp_path: Path, spoil: str):
    target = tmp_path / "out"
    if spoil == "not a release":
        target.mkdir()
        (target / "thesis.docx").write_bytes(b"mine")
    elif spoil == "a file":
        target.write_bytes(b"mine")
    else:
        write_folder(target, FILES, MANIFEST)
    if spoil == "edited":
        (target / "assessment.html").write_bytes(b"mine")
    elif spoil == "added":
        (target / "notes.txt").write_bytes(b"mine")
    elif spoil == "a link":
        target.rename(tmp_path / "elsewhere")
        target.symlink_to(tmp_path / "elsewhere")
    before = contents(tmp_path)
    with pytest.raises(Refusal, match="is not replaced"):
        write_folder(target, {"other.txt": b"new"}, MANIFEST)
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_difference_is_named(tmp_path: Path):
    target = tmp_path / "out"
    write_folder(target, {**FILES, "gone.txt": b"x"}, MANIFEST)
    (target / "assessment.html").write_bytes(b"<p>Maidstonf</p>")  # as long as before
    (target / "gone.txt").unlink()
    (target / "added.txt").write_bytes(b"x")
    (target / ".DS_Store").write_bytes(b"x")
    (target / "tables" / "wards.csv").rename(tmp_path / "wards.csv")
    (target / "tables" / "wards.csv").symlink_to(tmp_path / "wards.csv")
    assert {(problem.kind, problem.subject) for problem in check_folder(target)} == {
        ("release_file_missing", "out/gone.txt"),
        ("release_file_changed", "out/assessment.html"),
        ("release_file_changed", "out/tables/wards.csv"),
        ("release_file_unlisted", "out/added.txt"),
    }


WRITER = """
import sys, itertools, pathlib
sys.path.insert(0, sys.argv[2])
from documents.test_release import MANIFEST, write_folder
for turn in itertools.count():
    files = {f"{turn % 2}-{part}.txt": bytes([turn % 2]) * 20000 for part in range(12)}
    write_folder(pathlib.Path(sys.argv[1]), files, MANIFEST)
    print(turn, flush=True)
"""


def test_a_kill_leaves_the_old_release_or_the_new_one(tmp_path: Path):
    target = tmp_path / "out"
    moments = random.Random(2)  # noqa: S311 - moments to kill at, not secrets
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(target), str(Path(__file__).parents[1])]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline()
            time.sleep(moments.uniform(0, 0.05))
            writer.kill()
        assert check_folder(target) == ()
        assert len({name.split("-")[0] for name in (file.name for file in read_folder(target).files)}) == 1
    write_folder(target, FILES, MANIFEST)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_writers_beside_one_another_wait(tmp_path: Path):
    def write(turn: int) -> Manifest:
        return write_folder(tmp_path / "out", {f"{turn}-{part}.txt": b"x" * turn for part in range(20)}, MANIFEST)

    with ThreadPoolExecutor(4) as writers:
        written = list(writers.map(write, range(12)))
    assert read_folder(tmp_path / "out") in written
    assert check_folder(tmp_path / "out") == ()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_disk_that_takes_no_more_changes_nothing(tmp_path: Path):
    """A limit on file size stands in for a full disk: the system refuses the write half-way in the same manner."""
    target = tmp_path / "out"
    write_folder(target, FILES, MANIFEST)
    before = contents(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(Refusal, match="could not be written") as refused:
            write_folder(target, {"a.txt": b"x", "large.txt": b"x" * 5000}, MANIFEST)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "Make room" in refused.value.next_step
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    ["", "/etc/passwd", "../a", "a/../../b", "a//b", ".", "a\\b", "C:a", "manifest.json", "Manifest.JSON", "a\n", " a"],
)
def test_names_that_climb_out_are_refused_when_read(tmp_path: Path, name: str):
    assert not is_safe_name(name)
    target = tmp_path / "out"
    write_folder(target, FILES, MANIFEST)
    written = json.loads((target / "manifest.json").read_bytes())
    written["files"][0]["name"] = name
    (target / "manifest.json").write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be read"):
        read_folder(target)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"saferplan_release": 2}', b"[" * 100_000])
def test_a_torn_manifest_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(Refusal, match=r"manifest\.json cannot be read"):
        read_folder(tmp_path)


@pytest.mark.parametrize("key", ["title", "date", "files", "builds"])
def test_a_manifest_that_lacks_or_mistypes_a_key_is_refused_naming_it(key: str):
    written = json.loads(manifest_json(MANIFEST))
    written[key] = 7
    with pytest.raises(Refusal) as refused:
        read_manifest(json.dumps(written).encode(), Path("manifest.json"))
    assert key in refused.value.why


def test_a_folder_without_a_manifest_is_no_release(tmp_path: Path):
    with pytest.raises(Refusal, match="is not a Saferplan release"):
        read_folder(tmp_path)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
numbers = st.floats(allow_nan=False) | st.integers(-(10**15), 10**15)


@st.composite
def figures(draw: Any) -> Figure:
    low, value, high = sorted(draw(st.tuples(numbers, numbers.filter(math.isfinite), numbers)))
    if not math.isfinite(value):
        value = low if math.isfinite(low) else high
    words = st.text(max_size=8)
    return Figure(
        statistic=draw(words),
        measure_key=draw(st.none() | words),
        measure_name=draw(words),
        place_code=draw(words),
        place_name=draw(words),
        period=draw(words),
        against=draw(st.none() | words),
        estimate=Estimate(value, min(low, value), max(high, value), draw(st.integers(0)), draw(words)),
        denominator=draw(st.none() | words),
        source=draw(words),
        build_id=draw(words),
        recipe=draw(st.dictionaries(st.text(), plain, max_size=4)),
    )


@given(st.lists(figures(), max_size=3))
def test_figures_come_back_exactly(given_figures: list[Figure]):
    content = figures_json(given_figures)
    back = read_figures(content, Path("figures.json"))
    assert back == {figure.figure_id: figure for figure in given_figures}
    assert all(figure.figure_id == figure_id for figure_id, figure in back.items())
    assert figures_json(back.values()) == content
    json.loads(content, parse_constant=pytest.fail)  # NaN and Infinity are no JSON


def test_a_figure_changed_after_it_was_written_is_refused():
    figure = Figure(
        "count", None, "a", "b", "c", "d", None, Estimate(5, 5, 5, 5, "crimes"), None, "e", "f", {"months": [1]}
    )
    content = figures_json([figure]).replace(b'"n": 5', b'"n": 6')
    with pytest.raises(Refusal) as refused:
        read_figures(content, Path("figures.json"))
    assert figure.figure_id in refused.value.why
    for torn in (
        b"",
        b"{}",
        b'{"saferplan_figures": 1, "figures": [1, "a"]}',
        b"[]",
        figures_json([figure])[:-9],
        figures_json([figure]).replace(b'"recipe"', b'"recipes"'),
    ):
        with pytest.raises(Refusal):
            read_figures(torn, Path("figures.json"))


@given(
    st.builds(
        Manifest,
        **{
            name: st.text()
            for name in ("title", "body", "area_code", "area_name", "status", "period", "code_version", "licence")
        },
        against=st.none() | st.text(),
        date=st.dates(),
        builds=st.lists(st.text()).map(tuple),
        attributions=st.lists(st.text()).map(tuple),
        figures_file=st.none(),
        files=st.just(()),
    )
)
def test_any_manifest_comes_back(manifest: Manifest):
    assert read_manifest(manifest_json(manifest), Path("manifest.json")) == manifest


def test_a_release_can_be_copied_and_still_checks(tmp_path: Path):
    write_folder(tmp_path / "out", FILES, MANIFEST)
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    assert check_folder(tmp_path / "copy") == ()
