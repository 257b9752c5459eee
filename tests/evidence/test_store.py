"""Builds: swapped in whole, reused in part, kept for a while. Expected values are what the tests wrote."""

import json
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from saferplan.evidence.code_version import code_version
from saferplan.evidence.store import BUILDS_KEPT, Partition, current_build, find_build, new_build
from saferplan.evidence.tables import Offences
from saferplan.home import Home
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal

FRAME = pl.DataFrame({"place": ["a", "b"], "count": [1, 2]})


def build(home: Home, frame=FRAME, *, scope="kent", **inputs):
    with new_build(home, scope, inputs=inputs, code_version="1") as making:
        making.write_frame("measures", "levels", frame)
    return current_build(home, scope)


def folders(home: Home, scope="kent"):
    return {path.name for path in (home.builds / scope).iterdir()} - {".lock", "current"}


def test_a_build_becomes_current_when_it_is_whole(home):
    assert current_build(home, "kent") is None
    with new_build(home, "kent", inputs={"a": 1}, code_version="1") as making:
        making.write_frame("measures", "levels", FRAME)
        making.write_json("assessment", "findings", [{"place": "é"}])
        making.note("rows", 2)
        assert current_build(home, "kent") is None
        assert making.frame("measures", "levels").equals(FRAME)
    found = current_build(home, "kent")
    assert found.build_id == making.build_id
    assert found.frame("measures", "levels").equals(FRAME)
    assert json.loads((found.folder / "assessment" / "findings.json").read_text(encoding="utf-8")) == [{"place": "é"}]
    assert found.manifest["notes"] == {"rows": 2}
    assert found.manifest["inputs"] == {"a": 1}
    assert set(found.manifest["files"]) == {"measures/levels.parquet", "assessment/findings.json"}
    assert found.damaged_files() == ()
    assert find_build(home, found.build_id) == found
    assert find_build(home, "B-000000000000") is None


def test_the_manifest_holds_no_path_of_the_machine(home):
    found = build(home, a=1)
    assert str(home.path) not in (found.folder / "manifest.json").read_text(encoding="utf-8")


def test_the_id_follows_from_inputs_and_code_and_from_nothing_else(tmp_path):
    ids = [build(Home(tmp_path / str(number)), a=1, b=[2]).build_id for number in range(2)]
    assert ids[0] == ids[1]
    assert ids[0] != build(Home(tmp_path / "other"), a=1, b=[3]).build_id
    with new_build(Home(tmp_path / "code"), "kent", inputs={"a": 1, "b": [2]}, code_version="2") as making:
        assert making.build_id != ids[0]


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_whatever_stops_a_build_the_old_one_stays_and_nothing_is_left(home, stop):
    before = build(home, a=1)

    def stopped_build():
        with new_build(home, "kent", inputs={"a": 2}, code_version="1") as making:
            making.write_frame("measures", "levels", FRAME)
            raise stop

    with pytest.raises(stop):
        stopped_build()
    assert current_build(home, "kent") == before
    assert folders(home) == {before.build_id}


def test_leftovers_of_a_killed_build_go_when_the_next_one_starts(home):
    before = build(home, a=1)
    for leftover in ("unfinished", "B-0123456789ab"):
        (home.builds / "kent" / leftover / "evidence").mkdir(parents=True)
    (home.builds / "kent" / "current.new").write_text("B-")
    with new_build(home, "kent", inputs={"a": 2}, code_version="1"):
        assert folders(home) == {before.build_id, "unfinished"}


def test_the_current_build_and_two_before_it_are_kept(home):
    made = [build(home, FRAME.head(1), a=number) for number in range(BUILDS_KEPT + 2)]
    kept = made[-BUILDS_KEPT:]
    assert folders(home) == {one.build_id for one in kept}
    assert current_build(home, "kent") == made[-1]
    assert [find_build(home, one.build_id) for one in made] == [None, None, *kept]


def test_building_the_same_again_leaves_what_stands_and_pushes_nothing_out(home):
    first, second = build(home, a=1), build(home, a=2)
    inode = (first.folder / "measures" / "levels.parquet").stat().st_ino
    assert build(home, a=1) == first
    assert (first.folder / "measures" / "levels.parquet").stat().st_ino == inode
    assert folders(home) == {first.build_id, second.build_id}
    assert find_build(home, second.build_id) == second


def test_a_damaged_build_is_found_out_and_made_again_beside_it(home):
    first = build(home, a=1)
    file = first.folder / "measures" / "levels.parquet"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert first.damaged_files() == ("measures/levels.parquet",)
    again = build(home, a=1)
    assert again.build_id == first.build_id
    assert again.damaged_files() == ()
    assert again.folder != first.folder
    assert folders(home) == {again.folder.name}


def test_files_of_a_build_cannot_be_written_to(home):
    found = build(home, a=1)
    assert all(path.stat().st_mode & 0o222 == 0 for path in found.folder.rglob("*") if path.is_file())


def test_two_builders_at_once_are_one_too_many(home):
    with new_build(home, "kent", inputs={"a": 1}, code_version="1") as making:
        making.write_frame("measures", "levels", FRAME)
        with pytest.raises(Refusal, match="Another run is making a build of kent"):
            build(home, a=2)
        # another process, not only another thread of ours
        code = (
            "import sys; from pathlib import Path; from saferplan.home import Home\n"
            "from saferplan.evidence.store import new_build; from saferplan.terms.problems import Refusal\n"
            "try:\n with new_build(Home(Path(sys.argv[1])), 'kent', inputs={}, code_version='1'): pass\n"
            "except Refusal as refusal: print(refusal.what)"
        )
        ran = subprocess.run([sys.executable, "-c", code, home.path], capture_output=True, text=True, check=True)
        assert ran.stdout == "Another run is making a build of kent at this moment.\n"
        assert build(home, scope="essex", a=1) is not None
    assert current_build(home, "kent").build_id == making.build_id


def test_a_current_build_whose_folder_is_gone_is_no_build_and_the_next_one_works(home):
    found = build(home, a=1)
    for path in sorted(found.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    found.folder.rmdir()
    assert current_build(home, "kent") is None
    assert build(home, a=1) is not None


# -- partitions


def make(count: int, calls: list[int]):
    def made() -> Partition:
        calls.append(count)
        return Partition({"offences": FRAME.with_columns(count=pl.lit(count))}, {"count": count, "pair": (1, 2)})

    return made


def partitioned(home: Home, fingerprints: dict[str, str], calls: list[int]):
    facts = []
    with new_build(home, "kent", inputs=fingerprints, code_version="1") as making:
        for number, (month, fingerprint) in enumerate(fingerprints.items()):
            key = {"force": "kent", "month": month}
            facts.append(making.write_partition("evidence", key, fingerprint, make(number, calls)))
    return facts


def test_a_partition_with_the_same_fingerprint_is_taken_and_not_made(home):
    calls: list[int] = []
    first = partitioned(home, {"2025-01": "x", "2025-02": "y"}, calls)
    before = current_build(home, "kent")
    second = partitioned(home, {"2025-01": "x", "2025-02": "changed", "2025-03": "z"}, calls)
    assert calls == [0, 1, 1, 2]
    assert first == [{"count": 0, "pair": [1, 2]}, {"count": 1, "pair": [1, 2]}]
    assert second[0] == first[0]
    after = current_build(home, "kent")
    place = "evidence/offences/force=kent/month=2025-01.parquet"
    assert (after.folder / place).samefile(before.folder / place)
    assert after.damaged_files() == ()
    assert after.offences().collect().height == 6
    assert after.offences(months=[Month(2025, 3)]).collect()["count"].to_list() == [2, 2]
    assert after.offences(force_codes=["essex"]).collect().is_empty()


def test_a_damaged_partition_is_made_again(home):
    calls: list[int] = []
    partitioned(home, {"2025-01": "x"}, calls)
    (path,) = (current_build(home, "kent").folder / "evidence").rglob("*.parquet")
    path.chmod(0o644)
    path.write_bytes(b"")
    partitioned(home, {"2025-01": "x"}, calls)
    assert calls == [0, 0]
    assert current_build(home, "kent").damaged_files() == ()


def test_a_build_without_offences_has_none(home):
    rows = build(home, a=1).offences().collect()
    assert rows.is_empty()
    assert rows.columns == Offences.column_names()


def test_other_programs_can_open_the_files(home):
    partitioned(home, {"2025-01": "x", "2025-02": "y"}, [])
    pattern = current_build(home, "kent").folder / "evidence" / "offences" / "*" / "*.parquet"
    assert duckdb.sql(f"select sum(count) from '{pattern}'").fetchall() == [(2,)]  # noqa: S608 - our own path


def test_the_version_of_the_code_names_the_package_and_its_contents():
    name, _, digest = code_version().partition("+")
    assert name == "0.1.0"
    assert len(digest) == 12
