"""Real rows of one archive, built the plain way, and the county they lie in."""

import datetime
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from saferplan.evidence.tables import Offences
from saferplan.measures.placing import Extent
from saferplan.places.areas import Area
from saferplan.places.common_areas import common_areas
from saferplan.places.tables import LsoaChanges, Residents, WardLookup

MAIDSTONE = "E07000110"
KENT_COUNTY = "E10000016"
KENT_FORCE = "E23000032"
MEDWAY = "E06000035"


@pytest.fixture(scope="session")
def wards(shared_data):
    frame = pl.read_csv(shared_data / "areas" / "lookup_lsoa21_ward24_ltla24.csv.gz")
    return WardLookup.validate(frame.select(list(WardLookup.columns())))


@pytest.fixture(scope="session")
def common(shared_data, wards):
    changes = pl.read_csv(shared_data / "areas" / "lookup_lsoa11_lsoa21_ltla22.csv.gz")
    return common_areas(LsoaChanges.validate(changes.select(list(LsoaChanges.columns())), cast=True), wards)


@pytest.fixture(scope="session")
def residents(shared_data):
    frame = pl.read_csv(shared_data / "population" / "census_2021_lsoa21.csv.gz")
    return Residents.validate(frame, cast=True)


@pytest.fixture(scope="session")
def kent(wards):
    """Kent's force area and county, with the detail in Maidstone."""
    codes = wards.filter(pl.col("ltla24_code").str.starts_with("E07000") | (pl.col("ltla24_code") == MEDWAY))
    county = sorted(code for code in codes["ltla24_code"].unique() if "E07000105" <= code <= "E07000116")
    return Extent(
        force_area=Area(KENT_FORCE, "Kent", "force_area", (MEDWAY, *county)),
        own_districts=(MAIDSTONE,),
        other_groups=(Area(KENT_COUNTY, "Kent", "county", tuple(county)),),
    )


@pytest.fixture(scope="session")
def kent_offences(shared_data, common) -> pl.LazyFrame:
    """Rows of Kent, January to April 2014 and 2024, and all of 2025, as evidence gives them."""
    months = {f"{year}-{number:02d}" for year in (2014, 2024) for number in range(1, 5)}
    months |= {f"2025-{number:02d}" for number in range(1, 13)}
    archives = [shared_data / "police-uk" / name for name in ("kent-2014-2019.zip", "kent-2024-2025.zip")]
    vintages = common.select("lsoa_code", lsoa_vintage=pl.col("vintage").cast(pl.String))
    rows = pl.concat([file for archive in archives for file in _street_files(archive, months)])
    known = rows.join(vintages, on="lsoa_code", how="left").with_columns(
        lsoa_vintage=pl.when(pl.col("lsoa_code").is_null())
        .then(pl.lit("none"))
        .otherwise(pl.col("lsoa_vintage").fill_null("unlisted"))
    )
    return Offences.validate(known, cast=True).lazy()


def _street_files(archive: Path, months: set[str]) -> Iterator[pl.DataFrame]:
    names = {
        "Crime ID": "crime_id",
        "Reported by": "reported_by",
        "Falls within": "falls_within",
        "Longitude": "longitude",
        "Latitude": "latitude",
        "Location": "location_name",
        "LSOA code": "lsoa_code",
        "LSOA name": "lsoa_name",
        "Crime type": "crime_type",
        "Last outcome category": "outcome_category",
        "Context": "context",
    }
    with zipfile.ZipFile(archive) as opened:
        for member in sorted(opened.namelist()):
            month = Path(member).name[:7]
            if not member.endswith("-kent-street.csv") or month not in months:
                continue
            rows = pl.read_csv(io.BytesIO(opened.read(member)), infer_schema=False)
            year, number = map(int, month.split("-"))
            yield rows.select(
                pl.lit("kent").alias("force_code"),
                pl.lit(datetime.date(year, number, 1)).alias("month"),
                *(pl.col(theirs).alias(ours) for theirs, ours in names.items()),
                pl.lit("0" * 64).alias("raw_sha256"),
                pl.lit(member).alias("raw_member"),
                pl.int_range(1, pl.len() + 1).alias("row_number"),
            )
