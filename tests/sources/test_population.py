"""Residents, households and profiles; expected values by plain code over the published tables."""

import pytest

from saferplan.places.areas import Area
from saferplan.sources.lookups import LOOKUPS, read_gazetteer
from saferplan.sources.population import (
    AGES,
    ETHNIC_GROUPS,
    RESIDENTS,
    SEXES,
    TENURES,
    read_profile,
    read_residents,
)
from saferplan.terms.problems import Refusal
from sources.reference_tables import plain_rows, raw, written

GOOD = "lsoa21_code,residents,households\nE01000001,1474,837\nE01000002,1386.0, 826 \n"


def test_residents_by_hand(tmp_path):
    frame = read_residents(written(tmp_path, "census.csv", GOOD))
    assert frame.rows() == [("E01000001", 1474, 837), ("E01000002", 1386, 826)]


def test_a_byte_order_mark_other_columns_and_windows_lines_are_fine(tmp_path):
    text = '\ufeffname,households, residents ,lsoa21_code\r\n"City, of",837,1474,E01000001\r\n'
    assert read_residents(written(tmp_path, "census.csv", text)).rows() == [("E01000001", 1474, 837)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (GOOD.replace("residents", "people"), "has no column 'residents'"),
        (GOOD + "E01000003,12", "Line 4 has nothing under 'households'"),
        (GOOD + "E01000003,,5\n", "Line 4 has nothing under 'residents'"),
        (GOOD + "E01000003,many,5\n", "Line 4 has 'many' under 'residents', where a whole number is expected"),
        (GOOD + "E01000003,-3,5\n", "Line 4 has '-3'"),
        (GOOD + "E01000003,3.5,5\n", "Line 4 has '3.5'"),
        (GOOD + "E07000110,3,5\n", "Line 4 has 'E07000110' under 'lsoa21_code', where the code of an LSOA"),
        (GOOD + "E01000001,3,5\n", "E01000001 stands in it twice"),
        (GOOD + "E01000003,3,5,9,9\n", "is not a table"),
        (GOOD + '"E01000003,3,5\nE01000004,3,5\n', "is not a table"),
        (GOOD.encode() + b"E01000003,3,5\xff\n", "Line 4 is not UTF-8 text"),
        ("lsoa21_code,residents,households\n", "has headings and no rows"),
        ("", "is empty"),
    ],
)
def test_what_is_wrong_is_refused_by_file_and_line(tmp_path, content, why):
    with pytest.raises(Refusal) as refusal:
        read_residents(written(tmp_path, "census.csv", content))
    assert "census.csv" in refusal.value.what
    assert why in refusal.value.why
    assert "nomisweb" in refusal.value.next_step


# -- the published tables

LOOKUP_FILES = (
    "lookup_lsoa21_ward24_ltla24",
    "lookup_lsoa11_lsoa21_ltla22",
    "lookup_ltla24_csp24_pfa24",
    "lookup_ltla21_utla21",
)
POPULATION_FILES = {
    RESIDENTS: "census_2021_lsoa21",
    SEXES: "census_2021_age_sex_ltla21",
    AGES: "residents_mid2020_ltla21",
    ETHNIC_GROUPS: "census_2021_ethnicity_lsoa21",
    TENURES: "census_2021_tenure_lsoa21",
}


@pytest.fixture(scope="module")
def real_gazetteer(shared_data):
    named = zip(LOOKUPS, LOOKUP_FILES, strict=True)
    return read_gazetteer({key: raw(shared_data / f"areas/{name}.csv.gz") for key, name in named})


@pytest.fixture(scope="module")
def tables(shared_data):
    return {key: raw(shared_data / f"population/{name}.csv.gz") for key, name in POPULATION_FILES.items()}


@pytest.mark.real_data
def test_residents_of_england_and_wales(shared_data, tables):
    rows = plain_rows(shared_data / "population/census_2021_lsoa21.csv.gz")
    frame = read_residents(tables[RESIDENTS])
    assert frame.height == len(rows) == 35_672
    assert frame["residents"].sum() == sum(int(row["residents"]) for row in rows) == 59_597_576
    assert frame["households"].sum() == sum(int(row["households"]) for row in rows)


@pytest.mark.real_data
def test_profile_of_maidstone(shared_data, tables, real_gazetteer):
    """175,779 residents by LSOA (README of the data) and 175,781 by sex; each breakdown by plain sums."""
    profile = read_profile(tables, real_gazetteer.area("Maidstone"), real_gazetteer)
    own = {
        row["lsoa21_code"]
        for row in plain_rows(shared_data / "areas/lookup_lsoa21_ward24_ltla24.csv.gz")
        if row["ltla24_code"] == "E07000110"
    }
    homes = [
        r for r in plain_rows(shared_data / "population/census_2021_tenure_lsoa21.csv.gz") if r["lsoa21_code"] in own
    ]
    people = [
        r for r in plain_rows(shared_data / "population/census_2021_ethnicity_lsoa21.csv.gz") if r["lsoa21_code"] in own
    ]
    assert (profile.residents, profile.sexes.total) == (175_779, 175_781)
    assert [problem.kind for problem in profile.problems] == ["census_totals_differ"]
    assert "175,781 residents and the LSOAs 175,779" in profile.problems[0].sentence
    assert profile.households == profile.tenures.total
    assert profile.tenures.counts["Rented from a council"] == sum(
        float(row["Social rented: Rents from council or Local Authority"]) for row in homes
    )
    assert profile.ethnic_groups.total == profile.residents
    assert profile.ethnic_groups.counts["White"] == sum(float(row["White"]) for row in people)
    assert profile.ages.total == 173_132
    assert profile.ages.counts["65 and over"] == 33_395


@pytest.mark.real_data
def test_profile_of_a_district_younger_than_its_tables(shared_data, tables, real_gazetteer):
    """Somerset's ages are those of the four districts it was made from: 0 to 9 by plain sums."""
    profile = read_profile(tables, real_gazetteer.area("Somerset"), real_gazetteer)
    parts = {"E07000187", "E07000188", "E07000189", "E07000246"}
    rows = plain_rows(shared_data / "population/residents_mid2020_ltla21.csv.gz")
    assert profile.ages.counts["0 to 9"] == sum(int(row["age_0_9"]) for row in rows if row["ltla21_code"] in parts)


@pytest.mark.real_data
def test_what_is_missing_is_none_and_never_zero(shared_data, tables, real_gazetteer):
    nothing = read_profile({}, real_gazetteer.area("Maidstone"), real_gazetteer)
    assert (nothing.residents, nothing.households, nothing.ages, nothing.sexes) == (None, None, None, None)
    assert (nothing.ethnic_groups, nothing.tenures, nothing.problems) == (None, None, ())
    beyond = Area("E07000110", "Maidstone", "district", ("E07999999",))
    assert read_profile({AGES: tables[AGES]}, beyond, real_gazetteer).ages is None
