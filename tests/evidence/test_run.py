"""The stage whole: into a build, a file at a time, what is unchanged not read again; and every real archive."""

import time
from collections import Counter
from dataclasses import dataclass, replace

import polars as pl
import pytest

from evidence.street_files_by_hand import chosen, content, every_street_file, line, lsoas
from saferplan.evidence.run import run
from saferplan.evidence.store import current_build, new_build
from saferplan.evidence.tables import Offences, RefusedRows
from saferplan.sources.raw import RawTable
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal

READS: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class CountedTable(RawTable):
    """A real table that counts how often it is read."""

    def read(self) -> bytes:
        READS[self.name] += 1
        return RawTable.read(self)


def month_file(folder, number: int, *extra: str):
    month = Month(2025, number)
    lines = [line(crime_id=f"{number}-{row}", month=str(month)) for row in range(3)]
    file = chosen(folder, content(*lines, *extra), month=month)
    return replace(file, table=CountedTable(file.table.file, file.table.member))


def evidence(home, files, *, code="1", lists=None):
    said = []
    with new_build(
        home, "kent", inputs={"files": [file.table.file.sha256 for file in files]}, code_version=code
    ) as build:
        result = run(build, files, lists if lists is not None else lsoas(), progress=lambda *step: said.append(step))
    return result, said


def test_rows_kept_and_refused_quality_and_supply_are_in_the_build(home, tmp_path):
    files = [month_file(tmp_path, 1), month_file(tmp_path, 3, "torn,row", line(month="2024-03"))]
    result, said = evidence(home, files)
    build = current_build(home, "kent")
    offences = Offences.validate(build.offences().collect())
    assert offences["crime_id"].to_list() == ["1-0", "1-1", "1-2", "3-0", "3-1", "3-2"]
    refused = RefusedRows.validate(build.refused_rows().collect())
    assert refused.select("row_number", "reason").rows() == [
        (4, "it has 2 cells, and the headings are 12"),
        (5, "Month is not the month of the file"),
    ]
    assert build.manifest["notes"]["rows"] == {"read": 8, "kept": 6, "refused": 2}
    counts = [
        (partition["key"]["month"], partition["facts"]["quality"]["read_count"])
        for partition in build.manifest["partitions"]
    ]
    assert counts == [("2025-01", 3), ("2025-03", 5)]
    assert build.frame("evidence", "quality").equals(result.quality)
    assert result.supply["crimes"].to_list() == ["supplied", "missing", "supplied"]
    assert build.frame("evidence", "supply").equals(result.supply)
    assert [problem.kind for problem in result.problems] == ["month_missing", "rows_refused"]
    assert said == [("Kent, January 2025", 0, 2), ("Kent, March 2025", 1, 2), ("Rows cleaned", 2, 2)]


def test_adding_a_month_reads_the_new_file_only(home, tmp_path):
    READS.clear()
    files = [month_file(tmp_path, 1), month_file(tmp_path, 2, line(month="2025-02", crime_type="Fly-tipping"))]
    first, _ = evidence(home, files)
    added = month_file(tmp_path, 3)
    second, _ = evidence(home, [*files, added])
    assert {file.table.name: 1 for file in (*files, added)} == READS
    assert current_build(home, "kent").offences().collect().height == 10
    assert second.quality.head(2).equals(first.quality)
    assert second.problems == first.problems  # what was found in a file is known though it is not read again


@pytest.mark.parametrize("change", ["bytes", "code", "lists"])
def test_what_a_partition_follows_from_makes_it_anew_when_it_changes(home, tmp_path, change):
    READS.clear()
    evidence(home, [month_file(tmp_path, 1)])
    file = month_file(tmp_path, 1, *([line(month="2025-01")] if change == "bytes" else []))
    evidence(home, [file], code="2" if change == "code" else "1", lists=lsoas().head(2) if change == "lists" else None)
    assert READS.total() == 2


def test_a_file_that_is_refused_leaves_the_old_build_current(home, tmp_path):
    evidence(home, [month_file(tmp_path, 1)])
    before = current_build(home, "kent")
    torn = month_file(tmp_path, 2)
    torn.table.file.path.write_bytes(content(line(month="2025-02"), line(month="2025-02")[:50], last_end=False))
    with pytest.raises(Refusal, match="cut short in line 3"):
        evidence(home, [month_file(tmp_path, 1), torn])
    assert current_build(home, "kent") == before


def test_without_files_there_are_no_rows_and_nothing_fails(home):
    result, _ = evidence(home, [])
    assert result.quality.is_empty()
    assert result.supply.is_empty()
    assert result.problems == ()


@pytest.mark.real_data
def test_every_real_archive_goes_through(home, archives, real_lsoas):
    """Numbers of files and rows: an independent count by unzip and wc. Vintages and shares: the data's README."""
    files = every_street_file(archives)
    assert len(files) == 234
    began = time.process_time()
    with new_build(home, "all", inputs={}, code_version="1") as build:
        result = run(build, files, real_lsoas, progress=lambda *_: None)
    assert time.process_time() - began < 45  # of the processor, whatever else it does; about 15 at the time of writing
    quality = result.quality
    assert quality["read_count"].sum() == quality["kept_count"].sum() == 2_350_813
    assert build_rows(home) == 2_350_813
    assert set(vintages(quality, "kent", 2014)) == {"2011"}
    assert set(vintages(quality, "kent", 2025)) == {"2021"}
    mixed = quality.filter(pl.col("vintage") == "mixed").select("force_code", pl.col("month").dt.to_string("%Y-%m"))
    assert mixed.rows() == [("cambridgeshire", "2023-03"), ("cheshire", "2023-03")]
    assert quality["unlisted_lsoa_count"].sum() == 0
    kent = quality.filter(pl.col("force_code") == "kent")
    shares = kent["no_location_count"] / kent["read_count"]
    assert round(shares.min(), 3) == 0.005
    assert round(shares.max(), 3) == 0.028
    assert kent["no_location_count"].to_list() == kent["no_lsoa_count"].to_list()
    assert kent["repeat_with_id_count"].max() <= 3
    recent = kent.filter(pl.col("month").dt.year() >= 2024)
    assert recent["read_count"].sum() == 240_043
    assert recent["read_count"].sum() - recent["no_lsoa_count"].sum() == 237_278


def vintages(quality: pl.DataFrame, force: str, year: int) -> list[str]:
    return quality.filter(pl.col("force_code") == force, pl.col("month").dt.year() == year)["vintage"].to_list()


def build_rows(home) -> int:
    return current_build(home, "all").offences().select(pl.len()).collect().item()
