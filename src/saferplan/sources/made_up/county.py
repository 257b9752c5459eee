"""Writes a whole made-up county into a folder, laid out and named as the publishers' own files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

import numpy as np
import polars as pl
import shapely

from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import (
    Areas,
    lsoa_changes,
    named_areas,
    partnership_lookup,
    upper_tier_lookup,
    ward_lookup,
)
from saferplan.sources.made_up.offences import drawn_counts, expected_counts, with_planted
from saferplan.sources.made_up.people import (
    People,
    age_and_sex_table,
    ages_table,
    deprivation_table,
    ethnicity_table,
    residents_table,
    settled_people,
    tenure_table,
)
from saferplan.sources.made_up.planted import Planted, planted_before
from saferplan.sources.made_up.street_rows import snap_points, street_rows, with_repeated_ids
from saferplan.sources.made_up.survey import MadeUpSurvey, write_survey
from saferplan.sources.made_up.tiling import Shapes, Tiling, tiling
from saferplan.sources.made_up.writing import csv_bytes, write_shapes, write_table, write_zip
from saferplan.terms.months import Month, month_span
from saferplan.terms.problems import Refusal

# About so many LSOAs, the neighbour's among them: some 1,400 or 8,000 offences a month.
_LSOA_COUNTS = {"small": 126, "county": 700}
ARCHIVE = "police-uk/made-up-police-uk.zip"


@dataclass(frozen=True, slots=True)
class MadeUpCounty:
    """What was written where, and the truth behind it.

    `row_counts` says how many rows each force's file of each month holds; a month without a file is not in it. Only a
    large county asks its residents.
    """

    folder: Path
    force_code: str
    district_codes: tuple[str, ...]
    months: tuple[Month, ...]
    row_counts: Mapping[tuple[str, Month], int]
    planted: Planted | None
    survey: MadeUpSurvey | None = None


def write_county(
    folder: Path, *, seed: int, size: Literal["small", "county"], first: Month, last: Month, planted: bool = True
) -> MadeUpCounty:
    """Write a county's files into a folder: the same seed gives the same bytes.

    With `planted` false every month is supplied and nothing changes between months but season and chance.
    Fails: Refusal where the months are fewer than the 24 that a comparison of two years needs, or on a full disk.
    """
    months = month_span(first, last)
    if len(months) < 24:
        raise Refusal(
            f"{first} to {last} is too short for a made-up county.",
            why="It holds the last twelve months and the twelve before them, to be compared.",
            next_step=f"Begin in {last.shifted(-23)} or earlier.",
        )
    land_rng, people_rng, offence_rng, row_rng, survey_rng = np.random.default_rng(seed).spawn(5)
    land = tiling(_LSOA_COUNTS[size], land_rng)
    areas = named_areas(land)
    people = settled_people(areas, people_rng)
    truth = _truth(last, size, land, areas) if planted else None
    _write_lookups(folder / "areas", areas)
    _write_people(folder, areas, people, people_rng)
    _write_boundaries(folder / "boundaries", areas, land, land_rng)
    expected = expected_counts(areas, people, land.centres, months, offence_rng)
    counts = drawn_counts(with_planted(expected, areas, months, truth), areas, offence_rng)
    rows = street_rows(counts, areas, snap_points(land, len(areas.lsoa_codes), row_rng), months, row_rng)
    row_counts = _write_archive(folder / ARCHIVE, rows, months, truth, row_rng)
    own_codes = tuple(code for index, code in enumerate(names.DISTRICT_CODES) if index != names.NEIGHBOUR)
    # Asked in the autumn before the planted change, as a partnership asks before it plans.
    asked = last.shifted(-14)
    survey = write_survey(folder / "survey", areas, people, asked, survey_rng) if size == "county" else None
    return MadeUpCounty(folder, names.FORCES[0], own_codes, months, MappingProxyType(row_counts), truth, survey)


def _truth(last: Month, size: Literal["small", "county"], land: Tiling, areas: Areas) -> Planted:
    """What is planted; in a large county, where a ward is large enough for it, also in one town's centre."""
    first_town = areas.ward_codes[areas.ward_of_lsoa[land.centres[0]]]
    return planted_before(last, town_ward=first_town if size == "county" else None)


def _write_lookups(folder: Path, areas: Areas) -> None:
    write_table(folder / "lookup_lsoa21_ward24_ltla24.csv.gz", ward_lookup(areas))
    write_table(folder / "lookup_lsoa11_lsoa21_ltla22.csv.gz", lsoa_changes(areas))
    write_table(folder / "lookup_ltla24_csp24_pfa24.csv.gz", partnership_lookup())
    write_table(folder / "lookup_ltla21_utla21.csv.gz", upper_tier_lookup())


def _write_people(folder: Path, areas: Areas, people: People, rng: np.random.Generator) -> None:
    population = folder / "population"
    write_table(population / "census_2021_lsoa21.csv.gz", residents_table(areas, people))
    write_table(population / "census_2021_tenure_lsoa21.csv.gz", tenure_table(areas, people, rng))
    write_table(population / "census_2021_ethnicity_lsoa21.csv.gz", ethnicity_table(areas, people, rng))
    write_table(population / "census_2021_age_sex_ltla21.csv.gz", age_and_sex_table(areas, people, rng))
    write_table(population / "residents_mid2020_ltla21.csv.gz", ages_table(areas, people, rng))
    deprivation = deprivation_table(areas, people, rng)
    write_table(folder / "deprivation" / "imd2025_england_lsoa21.csv.gz", deprivation)


def _write_boundaries(folder: Path, areas: Areas, land: Tiling, rng: np.random.Generator) -> None:
    """LSOAs and wards of the county alone, as the real files hold one county; districts with the neighbour's."""
    lsoas = [
        {"FID": index + 1, "LSOA21CD": code, "LSOA21NM": name, **_held_by(district, rng)}
        for index, (code, name, district) in enumerate(
            zip(areas.lsoa_codes, areas.lsoa_names, areas.district_of_lsoa, strict=True)
        )
    ]
    shapes = land.wards
    wards = [
        {
            **{"FID": index + 1, "WD25CD": code, "WD25NM": name, "WD25NMW": " "},
            **{"LAD25CD": names.DISTRICT_CODES[district], "LAD25NM": names.DISTRICTS[district]},
            **_middle_of(index, shapes, land),
            **_held_by(district, rng),
        }
        for index, (code, name, district) in enumerate(
            zip(areas.ward_codes, areas.ward_names, areas.district_of_ward, strict=True)
        )
    ]
    districts = [
        {"ltla24_name": name, "ltla24_code": code}
        for name, code in zip(names.DISTRICTS, names.DISTRICT_CODES, strict=True)
    ]
    _write_own(folder / "farshire-lsoa21.geojson.gz", land.lsoas, lsoas)
    _write_own(folder / "farshire-ward.geojson.gz", shapes, wards)
    write_shapes(folder / "farshire-and-neighbour-ltla24.geojson.gz", land.districts, districts)


def _write_own(path: Path, shapes: Shapes, properties: Sequence[Mapping[str, Any]]) -> None:
    own = [said["district_code"] != names.DISTRICT_CODES[names.NEIGHBOUR] for said in properties]
    write_shapes(path, shapes[own], [said for said, is_own in zip(properties, own, strict=True) if is_own])


def _middle_of(ward: int, shapes: Shapes, land: Tiling) -> dict[str, float]:
    """A ward's middle, in metres and degrees, as the ONS gives it."""
    easting, northing = land.sites_m[land.ward_of_lsoa[land.lsoa_of_cell] == ward].mean(axis=0).round()
    point = shapely.point_on_surface(shapes[ward])
    longitude, latitude = round(point.x, 6), round(point.y, 6)
    return {"BNG_E": int(easting), "BNG_N": int(northing), "LONG": longitude, "LAT": latitude}


def _held_by(district: int, rng: np.random.Generator) -> dict[str, str | None]:
    """The properties that every boundary ends with: its own ID, and the areas it lies in."""
    code = names.DISTRICT_CODES[district]
    return {
        "GlobalID": str(UUID(bytes=rng.bytes(16), version=4)),
        "LADCD_ACTIVE": code,
        "UTLACD": code if code.startswith("E06") else names.COUNTY_CODE,
        "CAUTHCD": None,
        "RGNCD": names.REGION_CODE,
        "district_code": code,
    }


def _write_archive(
    path: Path, rows: pl.DataFrame, months: tuple[Month, ...], truth: Planted | None, rng: np.random.Generator
) -> dict[tuple[str, Month], int]:
    """The archive, one file a force and month, but none of the county's own force for the missing month."""
    members: dict[str, bytes] = {}
    row_counts: dict[tuple[str, Month], int] = {}
    for (month_number, month), (force_number, force) in product(enumerate(months), enumerate(names.FORCES)):
        if truth and force == names.FORCES[0] and month == truth.missing_month:
            continue
        # The real archives hold both: Kent's files of 2024 end their lines with CR and LF, those of 2025 with LF.
        line_end = "\n" if months[-1].months_since(month) < 12 else "\r\n"
        file = rows.filter(pl.col("force") == force_number, pl.col("month") == month_number)
        written = with_repeated_ids(file.drop("force", "month", "order"), rng)
        members[f"{month}/{month}-{force}-street.csv"] = csv_bytes(written, line_end)
        row_counts[force, month] = written.height
    write_zip(path, members)
    return row_counts
