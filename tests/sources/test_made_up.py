"""The made-up county: the same from the same seed, whole as land, true to the real files' form, and as planted.

Expected values are arithmetic on the generator's stated rates, or the real files' own headings. The files are read
back with the standard library alone.
"""

import csv
import gzip
import io
import json
import math
import re
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from saferplan.definitions import loading
from saferplan.sources.finding import holdings
from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import named_areas
from saferplan.sources.made_up.county import ARCHIVE, MadeUpCounty, write_county
from saferplan.sources.made_up.offences import TYPES, expected_counts, with_planted
from saferplan.sources.made_up.people import settled_people
from saferplan.sources.made_up.planted import planted_before
from saferplan.sources.made_up.tiling import tiling
from saferplan.terms.months import Month, month_span
from saferplan.terms.problems import Refusal

FIRST, LAST = Month(2024, 1), Month(2025, 12)
TABLES = [
    "areas/lookup_lsoa21_ward24_ltla24.csv.gz",
    "areas/lookup_lsoa11_lsoa21_ltla22.csv.gz",
    "areas/lookup_ltla24_csp24_pfa24.csv.gz",
    "areas/lookup_ltla21_utla21.csv.gz",
    "population/census_2021_lsoa21.csv.gz",
    "population/census_2021_tenure_lsoa21.csv.gz",
    "population/census_2021_ethnicity_lsoa21.csv.gz",
    "population/census_2021_age_sex_ltla21.csv.gz",
    "population/residents_mid2020_ltla21.csv.gz",
    "deprivation/imd2025_england_lsoa21.csv.gz",
]
SHAPES = {
    "boundaries/farshire-lsoa21.geojson.gz": "boundaries/kent-and-medway-lsoa21.geojson.gz",
    "boundaries/farshire-ward.geojson.gz": "boundaries/kent-and-medway-ward.geojson.gz",
    "boundaries/farshire-and-neighbour-ltla24.geojson.gz": "boundaries/england-and-wales-ltla24.geojson.gz",
}


def make(folder: Path, seed: int = 2026, *, planted: bool = True) -> MadeUpCounty:
    return write_county(folder, seed=seed, size="small", first=FIRST, last=LAST, planted=planted)


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> MadeUpCounty:
    return make(tmp_path_factory.mktemp("county"))


def table(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def features(path: Path) -> list[dict]:
    return json.loads(gzip.decompress(path.read_bytes()))["features"]


def polygons(path: Path) -> list:
    return [shapely.geometry.shape(feature["geometry"]) for feature in features(path)]


def street_files(folder: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(folder / ARCHIVE) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
        }


def own_rows(folder: Path) -> list[dict[str, str]]:
    return [row for name, rows in street_files(folder).items() if "farshire" in name for row in rows]


@pytest.fixture(scope="module")
def files(county) -> dict[str, list[dict[str, str]]]:
    return street_files(county.folder)


@pytest.fixture(scope="module")
def own(files) -> list[dict[str, str]]:
    return [row for name, rows in files.items() if "farshire" in name for row in rows]


def every_file(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# The same county from the same seed


def test_the_same_seed_gives_the_same_bytes(county, tmp_path):
    make(tmp_path / "again")
    assert every_file(tmp_path / "again") == every_file(county.folder)


def test_another_seed_gives_another_county(county, tmp_path):
    make(tmp_path, seed=2027)
    other, here = every_file(tmp_path), every_file(county.folder)
    assert other.keys() == here.keys()
    assert other["boundaries/farshire-ward.geojson.gz"] != here["boundaries/farshire-ward.geojson.gz"]
    assert other[ARCHIVE] != here[ARCHIVE]


def test_with_nothing_planted_the_land_and_people_are_the_same(county, tmp_path):
    null = make(tmp_path, planted=False)
    assert null.planted is None
    here, there = every_file(county.folder), every_file(tmp_path)
    assert [name for name in here if here[name] != there[name]] == [ARCHIVE]


# The land


@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None)
def test_any_seed_tiles_its_land(seed):
    land = tiling(126, np.random.default_rng(seed))
    outline = shapely.union_all(land.cells)
    assert outline.geom_type == "Polygon"
    assert not outline.interiors
    for parts in (land.lsoas, land.wards, land.districts):
        assert shapely.is_valid(parts).all()
        assert shapely.coverage_is_valid(parts)
        assert {part.geom_type for part in parts} == {"Polygon"}, "every area is in one piece"
        assert shapely.area(parts).sum() == pytest.approx(outline.area, rel=1e-9)


def test_smaller_areas_fill_the_larger_that_hold_them(county):
    lsoas = features(county.folder / "boundaries/farshire-lsoa21.geojson.gz")
    lookup = {row["lsoa21_code"]: row for row in table(county.folder / TABLES[0])}
    wards = features(county.folder / "boundaries/farshire-ward.geojson.gz")
    districts = features(county.folder / "boundaries/farshire-and-neighbour-ltla24.geojson.gz")
    held = {feature["properties"]["WD25CD"]: ("ward24_code", feature) for feature in wards}
    held |= {feature["properties"]["ltla24_code"]: ("ltla24_code", feature) for feature in districts}
    del held["E06099002"]  # the neighbour's district: its LSOAs are not drawn, as Kent's file draws Kent alone
    assert {row["ward24_code"] for row in lookup.values() if row["ltla24_code"] != "E06099002"} < held.keys()
    for code, (column, feature) in held.items():
        inside = [
            shapely.geometry.shape(lsoa["geometry"])
            for lsoa in lsoas
            if lookup[lsoa["properties"]["LSOA21CD"]][column] == code
        ]
        whole = shapely.geometry.shape(feature["geometry"])
        assert shapely.union_all(inside).symmetric_difference(whole).area < 1e-9 * whole.area, code


def test_the_county_lies_in_the_north_sea(county):
    west, south, east, north = shapely.total_bounds(
        polygons(county.folder / "boundaries/farshire-and-neighbour-ltla24.geojson.gz")
    )
    # The nearest land is Flamborough Head, at 0.08 degrees west, and Norfolk, south of 53.
    assert 0.8 < west < east < 2.2
    assert 53.9 < south < north < 54.5


# Lookups and people


def test_lookups_agree(county):
    wards, changes, partnerships, tiers = (table(county.folder / name) for name in TABLES[:4])
    lsoas = [row["lsoa21_code"] for row in wards]
    assert len(lsoas) == len(set(lsoas))
    assert len({row["lsoa21_name"] for row in wards}) == len(wards)
    district_of_ward = {row["ward24_code"]: row["ltla24_code"] for row in wards}
    assert all(district_of_ward[row["ward24_code"]] == row["ltla24_code"] for row in wards)
    assert len({row["ward24_name"] for row in wards}) == len(district_of_ward)
    assert {row["lsoa21_code"] for row in changes} == set(lsoas)
    assert {row["change_code"] for row in changes} == {"U", "S", "M", "X"}
    assert {row["ltla24_code"] for row in wards} == {row["ltla24_code"] for row in partnerships}
    assert {row["ltla24_code"] for row in wards} == {row["ltla21_code"] for row in tiers}
    assert sum(row["utla21_code"] == names.COUNTY_CODE for row in tiers) == 5
    here = [row for row in partnerships if row["pfa24_name"] == "Farshire"]
    assert [row["ltla24_code"] for row in here] == list(county.district_codes)
    assert len({row["csp24_code"] for row in here}) == 5, "two of the six districts share a partnership"


def test_change_codes_mean_what_the_ons_means_by_them(county):
    changes = table(county.folder / TABLES[1])
    olds, news = Counter(row["lsoa11_code"] for row in changes), Counter(row["lsoa21_code"] for row in changes)
    for row in changes:
        old, new = olds[row["lsoa11_code"]], news[row["lsoa21_code"]]
        match row["change_code"]:
            case "U":
                assert row["lsoa11_code"] == row["lsoa21_code"]
                assert (old, new) == (1, 1)
            case "S":
                assert (old, new) == (2, 1)
            case "M":
                assert (old, new) == (1, 2)


def test_people_add_up(county):
    people, tenure, ethnicity, ages = (table(county.folder / name) for name in TABLES[4:8])
    district = {row["lsoa21_code"]: row["ltla24_code"] for row in table(county.folder / TABLES[0])}
    residents: Counter[str] = Counter()
    for row, held, groups in zip(people, tenure, ethnicity, strict=True):
        assert row["lsoa21_code"] == held["lsoa21_code"] == groups["lsoa21_code"]
        assert sum(float(value) for key, value in held.items() if key != "lsoa21_code") == int(row["households"])
        assert sum(float(value) for key, value in groups.items() if key != "lsoa21_code") == int(row["residents"])
        residents[district[row["lsoa21_code"]]] += int(row["residents"])
    for row in ages:
        parts = [float(value) for key, value in row.items() if key.split("_")[0] in {"younger", "working", "older"}]
        assert sum(parts) == float(row["total_population"])
        assert abs(sum(parts) - residents[row["ltla21_code"]]) <= 3
    ranks = [float(row["IMD_rank"]) for row in table(county.folder / TABLES[9])]
    assert len(set(ranks)) == len(ranks) == len(people)


# The street files


def test_the_archive_holds_the_rows_it_says(county, files):
    counted = {}
    for name, rows in files.items():
        month, force = re.fullmatch(r"(\d{4}-\d{2})/\1-(farshire|overmere)-street\.csv", name).groups()
        assert {row["Month"] for row in rows} == {month}
        counted[force, Month.parse(month)] = len(rows)
    assert counted == dict(county.row_counts)
    assert 20_000 < sum(counted.values()) < 45_000


def test_one_month_is_missing_and_one_is_short_of_crimes_alone(county, own):
    truth = county.planted
    assert ("farshire", truth.missing_month) not in county.row_counts
    assert ("overmere", truth.missing_month) in county.row_counts
    crimes = Counter(row["Month"] for row in own if row["Crime ID"])
    incidents = Counter(row["Month"] for row in own if not row["Crime ID"])
    beside = [str(truth.short_month.shifted(step)) for step in (-1, 1)]
    usual = sum(crimes[month] for month in beside) / 2
    assert 0.25 < crimes[str(truth.short_month)] / usual < 0.42  # a third, with chance
    assert incidents[str(truth.short_month)] > 0.5 * min(incidents[month] for month in beside)


def test_rows_have_the_traits_of_the_real_files(own):
    incidents = [row for row in own if row["Crime type"] == "Anti-social behaviour"]
    crimes = [row for row in own if row["Crime type"] != "Anti-social behaviour"]
    assert all(re.fullmatch("[0-9a-f]{64}", row["Crime ID"]) and row["Last outcome category"] for row in crimes)
    assert not any(row["Crime ID"] or row["Last outcome category"] for row in incidents)
    assert not any(row["Context"] for row in own)
    repeats = len(incidents) - len({tuple(row.values()) for row in incidents})
    assert 0.05 < repeats / len(incidents) < 0.11
    unplaced = [row for row in own if row["Location"] == "No Location"]
    assert 0.01 < len(unplaced) / len(own) < 0.028
    blank = ("Longitude", "Latitude", "LSOA code", "LSOA name")
    assert all((not any(row[key] for key in blank)) == (row["Location"] == "No Location") for row in own)


def test_no_month_repeats_more_than_three_ids(files):
    repeats = []
    for rows in files.values():
        ids = [row["Crime ID"] for row in rows if row["Crime ID"]]
        repeats.append(len(ids) - len(set(ids)))
    assert set(repeats) == {0, 1, 2, 3}


def test_each_force_records_a_few_offences_of_the_other(county, files):
    force_of = {row["lsoa21_code"]: row["ltla24_name"] == "Overmere" for row in table(county.folder / TABLES[0])}
    crossing: Counter[str] = Counter()
    for name, rows in files.items():
        is_neighbour = "overmere" in name
        crossing[name.split("-")[-2]] += sum(
            force_of[row["LSOA code"]] != is_neighbour for row in rows if row["LSOA code"]
        )
    # 0.4 % of about 33,000 rows and 2 % of about 3,900, give or take four standard deviations
    assert 90 < crossing["overmere"] < 190
    assert 40 < crossing["farshire"] < 120


def test_a_few_points_lie_outside_the_lsoa_row_states(county, own):
    named = features(county.folder / "boundaries/farshire-lsoa21.geojson.gz")
    areas = {item["properties"]["LSOA21CD"]: shapely.geometry.shape(item["geometry"]) for item in named}
    rows = [row for row in own if row["LSOA code"] in areas]
    shapes = [areas[row["LSOA code"]] for row in rows]
    inside = shapely.contains_xy(
        shapes, [float(row["Longitude"]) for row in rows], [float(row["Latitude"]) for row in rows]
    )
    assert 0.02 < 1 - inside.mean() < 0.06


def test_the_types_are_police_uks():
    known = {name for measure in loading.measures().values() for name in measure.crime_types}
    assert {offence.name for offence in TYPES} == known


def test_the_files_come_in_by_the_publishers_own_door(county):
    found = holdings(county.folder)
    assert {(file.force_code, file.month) for file in found.street} == set(county.row_counts)
    assert not found.problems
    forces = loading.police_forces()
    known = [(forces[code].code, forces[code].reported_by, forces[code].area_name) for code, _ in names.FORCE_AREAS]
    area_names = [name for _, name in names.FORCE_AREAS]
    assert known == list(zip(names.FORCES, names.FORCE_NAMES, area_names, strict=True))


# What is planted


def test_only_the_planted_means_change():
    months = month_span(FIRST, LAST)
    land = tiling(126, np.random.default_rng(1))
    areas = named_areas(land)
    people = settled_people(areas, np.random.default_rng(2))
    means = expected_counts(areas, people, land.centres, months, np.random.default_rng(3))
    truth = planted_before(LAST)
    ratio = with_planted(means, areas, months, truth) / means
    kind = [offence.name for offence in TYPES].index("Vehicle crime")
    changed = np.argwhere(ratio[:, :, 12:] != 1)
    assert set(changed[:, 1]) == {kind}
    assert {names.DISTRICT_CODES[district] for district in areas.district_of_lsoa[changed[:, 0]]} == {"E07099001"}
    assert ratio[areas.district_of_lsoa == 0, kind, 12:] == pytest.approx(0.65)
    # Each type's county rate is the one stated: a year of means over residents, the seasons evening out.
    yearly = means[:, :, 12:].sum(axis=(0, 2)) / people.residents.sum() * 1000
    assert yearly == pytest.approx([offence.rate for offence in TYPES], rel=0.01)


def test_a_town_centre_ward_is_planted_in_a_large_county_and_not_in_a_small_one(county):
    assert county.planted.place is None
    months = month_span(Month(2022, 1), LAST)
    land = tiling(700, np.random.default_rng(1))
    areas = named_areas(land)
    people = settled_people(areas, np.random.default_rng(2))
    means = expected_counts(areas, people, land.centres, months, np.random.default_rng(3))
    centre = areas.ward_names.index("Northmere Centre")
    truth = planted_before(LAST, town_ward=areas.ward_codes[centre])
    ratio = with_planted(means, areas, months, truth) / means
    kind = [offence.name for offence in TYPES].index(truth.place.crime_type)
    in_centre = areas.ward_of_lsoa == centre
    assert ratio[in_centre, kind, 36:] == pytest.approx(0.5)
    assert (ratio[~in_centre, kind, 36:] == 1).all()
    # Large enough to be found: some 240 a year, the district's most recorded type.
    assert means[in_centre, kind, :36].sum() / 3 > 150
    assert means[areas.district_of_lsoa == 0].sum(axis=(0, 2)).argmax() == kind


@pytest.mark.slow
def test_a_large_county_holds_four_years_of_several_districts(tmp_path):
    large = write_county(tmp_path, seed=2026, size="county", first=Month(2022, 1), last=LAST)
    assert len(large.district_codes) == 6
    assert len(large.months) == 48
    assert 300_000 < sum(large.row_counts.values()) < 500_000
    wards = {row["ward24_code"]: row["ward24_name"] for row in table(tmp_path / TABLES[0])}
    assert wards[large.planted.place.ward_code] == "Northmere Centre"
    assert ("farshire", large.planted.missing_month) not in large.row_counts
    assert large.survey.path.is_file()


@pytest.mark.parametrize(("planted", "expected"), [(True, 0.65), (False, 1.0)])
def test_the_planted_ratio_stands_in_the_files(tmp_path, planted, expected):
    counts: Counter[str] = Counter()
    truth = planted_before(LAST)
    for seed in range(5):
        folder = tmp_path / str(seed)
        make(folder, seed, planted=planted)
        lookup = {row["lsoa21_code"]: row["ltla24_code"] for row in table(folder / TABLES[0])}
        for row in own_rows(folder):
            at_place = lookup.get(row["LSOA code"]) == truth.district_code and row["Crime type"] == truth.crime_type
            like = row["Month"][-2:] not in {str(truth.missing_month)[-2:], str(truth.short_month)[-2:]}
            counts[row["Month"][:4]] += at_place and like
    # Ten months of each year in five counties; gamma shapes of 6 an LSOA's month (of about one offence) and 400 a
    # district's (of about 20) make the variance some 1 + 1/6 + 20/400 times Poisson's.
    spread = math.sqrt(1.2 * (1 / counts["2024"] + 1 / counts["2025"]))
    assert abs(math.log(counts["2025"] / counts["2024"] / expected)) < 3 * spread
    assert spread < 0.07, "the ratios 0.65 and 1 are told apart with ease"


def test_with_nothing_planted_every_month_is_supplied(tmp_path):
    county = make(tmp_path, planted=False)
    months = month_span(FIRST, LAST)
    assert set(county.row_counts) == {(force, month) for force in names.FORCES for month in months}
    supplied = [county.row_counts["farshire", month] for month in months]
    # February is a tenth shorter than July, and the seasons of violence and nuisance swing by 12 and 25 %.
    assert min(supplied) > 0.6 * max(supplied)


# Refusals


def test_too_few_months_are_refused(tmp_path):
    with pytest.raises(Refusal, match="too short"):
        write_county(tmp_path, seed=1, size="small", first=Month(2024, 2), last=LAST)
    assert not any(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "areas").write_text("a file where the folder should be")
    with pytest.raises(Refusal, match="could not be written"):
        make(tmp_path)


# The publishers' own form


@pytest.mark.real_data
@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_headings_of_the_real_ones(county, shared_data, name):
    with gzip.open(county.folder / name) as made_up, gzip.open(shared_data / name) as real:
        assert made_up.readline() == real.readline()


@pytest.mark.real_data
@pytest.mark.parametrize("name", SHAPES)
def test_boundaries_have_the_properties_of_the_real_ones(county, shared_data, name):
    here, real = features(county.folder / name)[0], features(shared_data / SHAPES[name])[0]
    assert list(here["properties"]) == list(real["properties"])
    assert list(here) == list(real)


@pytest.mark.real_data
def test_street_files_have_the_headings_and_line_ends_of_the_real_ones(county, shared_data):
    with (
        zipfile.ZipFile(county.folder / ARCHIVE) as archive,
        zipfile.ZipFile(shared_data / "police-uk/kent-2024-2025.zip") as real,
    ):
        for month in ("2024-01", "2025-06"):
            heading = real.open(f"{month}/{month}-kent-street.csv").readline()
            assert archive.open(f"{month}/{month}-farshire-street.csv").readline() == heading
