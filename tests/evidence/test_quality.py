"""Quality in sentences, and other forces' rows. Expected sentences are the design's, or follow by hand."""

import csv
import gzip

import polars as pl
import pytest

from evidence.street_files_by_hand import BOTH, NEW, chosen, content, every_street_file, line, lsoas
from evidence.tables_of_files import quality
from saferplan.evidence.quality import other_forces_rows, quality_problems
from saferplan.evidence.street_files import clean_file
from saferplan.evidence.supply import supply
from saferplan.evidence.tables import FileQuality


def sentences(files: pl.DataFrame) -> dict[str, str]:
    checked = FileQuality.validate(files, cast=True)
    return {problem.kind: problem.sentence for problem in quality_problems(checked, supply(checked))}


def test_rows_without_a_location_are_said_as_the_design_says_them():
    files = quality({"2025-03": (13_380, 2_384)}, no_location_count=153, no_lsoa_count=153)
    assert sentences(files) == {
        "no_location": "police.uk, Kent, March 2025: 153 of 15,764 rows have no location. They count for the force "
        "area and not for any district or ward."
    }


def test_a_file_with_nothing_doubtful_has_nothing_said():
    assert sentences(quality({"2025-03": (100, 20)})) == {}


def test_each_doubt_is_said_with_what_it_does_to_figures():
    files = quality(
        {"2023-03": (98, 1)},
        read_count=100,
        refused_count=1,
        no_location_count=2,
        no_lsoa_count=3,
        unlisted_lsoa_count=1,
        lsoa11_only_count=40,
        lsoa21_only_count=1,
        repeat_with_id_count=1,
        repeat_without_id_count=9,
        vintage="mixed",
    )
    start = "police.uk, Kent, March 2023: "
    assert sentences(files) == {
        "rows_refused": start + "1 of 100 rows was refused and counts in no figure; the reason is kept.",
        "no_lsoa": start
        + "3 of 100 rows state no LSOA. They count for the force area and not for any district or ward.",
        "no_location": start + "2 of 100 rows have no location. Those that state an LSOA count there.",
        "unlisted_lsoa": start + "1 of 100 rows states an LSOA that is on neither list. It counts for the force area "
        "and not for any district or ward.",
        "mixed_vintage": start
        + "40 rows state an LSOA that only the list of 2011 has, and 1 row one that only that of "
        "2021 has. They are counted in the smallest areas that both vintages can be summed to.",
        "repeat_with_id": start + "1 of 100 rows repeats the Crime ID of another. All are kept and counted.",
        "repeat_without_id": start + "9 of 100 rows are equal to another and carry no Crime ID. All are kept and "
        "counted, as two equal rows may be two incidents.",
    }


def test_missing_months_are_said_at_once_and_short_ones_apart():
    counts = {f"2025-{number:02}": (3000, 600) for number in (1, 2, 3, 6, 7, 8, 9)} | {"2025-07": (900, 600)}
    said = sentences(quality(counts))
    assert said["month_missing"] == (
        "police.uk, Kent: April to May 2025 are missing from the data supplied. A missing month is not zero: no figure "
        "counts it and no comparison uses it."
    )
    assert said["supply_short"].startswith("police.uk, Kent, July 2025: 900 crimes where about ")


def test_other_forces_rows_are_those_in_the_area_that_its_own_force_did_not_record(tmp_path):
    rows = pl.concat(
        clean_file(chosen(tmp_path / force, content(*lines), force=force), lsoas()).offences
        for force, lines in {
            "kent": [line(), line(lsoa=NEW)],
            "essex": [
                line(within="Essex Police"),
                line(within="Essex Police", crime_type="Anti-social behaviour"),
                line(within="Essex Police", lsoa=NEW),
                line(within="Essex Police", lsoa=""),
            ],
            "sussex": [line(within="Sussex Police", lsoa=NEW)],
        }.items()
    )
    found = other_forces_rows(rows.lazy(), lsoa_codes=[BOTH], own_force="kent")
    assert found.rows() == [("essex", 1, 1, 2)]


@pytest.mark.real_data
def test_rows_of_neighbouring_forces_in_kent_are_as_many_as_the_readme_counts(shared_data, archives, real_lsoas):
    """82 rows in 2025 in Kent's districts, 33 of them crimes in Tunbridge Wells."""
    files = [
        file
        for file in every_street_file(archives)
        if file.force_code in ("essex", "surrey", "sussex") and file.month.year == 2025
    ]
    rows = pl.concat(clean_file(file, real_lsoas).offences.filter(pl.col("lsoa_code").is_not_null()) for file in files)
    with gzip.open(shared_data / "areas" / "lookup_lsoa21_ward24_ltla24.csv.gz", "rt", encoding="utf-8") as file:
        wards = list(csv.DictReader(file))
    with gzip.open(shared_data / "areas" / "lookup_ltla24_csp24_pfa24.csv.gz", "rt", encoding="utf-8") as file:
        kent = {row["ltla24_code"] for row in csv.DictReader(file) if row["pfa24_name"] == "Kent"}
    within_kent = {row["lsoa21_code"] for row in wards if row["ltla24_code"] in kent}
    wells = {row["lsoa21_code"] for row in wards if row["ltla24_name"] == "Tunbridge Wells"}
    found = other_forces_rows(rows.lazy(), lsoa_codes=within_kent, own_force="kent")
    assert found["row_count"].sum() == 82
    assert other_forces_rows(rows.lazy(), lsoa_codes=wells, own_force="kent")["crime_count"].sum() == 33
    assert set(found["force_code"]) <= {"essex", "surrey", "sussex"}
