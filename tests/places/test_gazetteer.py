"""Places are found by what people call them, and hold what the published lookups say."""

import csv
import gzip
from collections import Counter
from datetime import date

import polars as pl
import pytest

from places.lookups_by_hand import gazetteer
from saferplan.definitions import loading
from saferplan.terms.problems import Refusal


@pytest.fixture(scope="module")
def places():
    return gazetteer()


@pytest.mark.parametrize("text", ["E07000110", "e07000110", " Maidstone ", "maidstone"])
def test_a_district_is_found_by_code_or_name(places, text):
    area = places.area(text)
    assert (area.code, area.name, area.kind, area.district_codes) == (
        "E07000110",
        "Maidstone",
        "district",
        ("E07000110",),
    )


@pytest.mark.parametrize("text", ["E22000352", "Dartford and Gravesham"])
def test_a_partnership_of_two_districts(places, text):
    area = places.area(text)
    assert (area.kind, area.district_codes) == ("partnership", ("E07000107", "E07000109"))
    assert places.partnership(area) == places.partnership(places.area("Gravesham")) == area
    assert places.upper_tier(area).code == "E10000016"
    assert places.lsoa21_codes(area) == ("E01900004", "E01900005")
    assert places.ward_codes(area) == ("E05900003", "E05900004")


def test_a_county_holds_its_districts_and_no_unitary_and_a_force_area_both(places):
    maidstone, medway = places.area("Maidstone"), places.area("Medway")
    assert places.upper_tier(maidstone).district_codes == ("E07000107", "E07000109", "E07000110")
    assert places.upper_tier(medway) is None
    assert places.force_area(maidstone) == places.force_area(medway)
    assert "E06000035" in places.force_area(maidstone).district_codes
    assert places.force_code(maidstone) == "kent"


def test_a_district_younger_than_the_lookup_of_counties_is_bridged(places):
    somerset = places.area("Somerset")
    assert (somerset.start_date, somerset.end_date) == (date(2023, 4, 1), None)
    assert places.upper_tier(somerset) is None  # unitary since 2023, though its parts had a county in 2021
    assert places.district_codes_2021(somerset) == ("E07000187", "E07000188", "E07000189", "E07000246")
    assert places.district_codes_2021(places.area("Maidstone")) == ("E07000110",)


def test_a_district_in_several_partnerships_has_not_one(places):
    assert places.partnership(places.area("E06000058")) is None


@pytest.mark.parametrize(
    ("text", "what", "next_step"),
    [
        ("E07000187", "Mendip (E07000187) ended on 31 March 2023", "E06000066 (Somerset)"),
        ("mendip", "Mendip (E07000187) ended on 31 March 2023", "E06000066 (Somerset)"),
        ("E07000190", "Taunton Deane (E07000190) ended on 31 March 2019", "E06000066 (Somerset)"),
        ("Maidston", "no district or community safety partnership 'Maidston'", "Maidstone (E07000110)"),
        ("E07000111", "no district or community safety partnership 'E07000111'", "Maidstone (E07000110)"),
        ("Kent", "no district or community safety partnership 'Kent'", "Give a code"),
        ("", "no district or community safety partnership ''", "Give a code"),
        ("Poole", "Poole (E22000067) covers only a part", "Poole (E06000058)"),
    ],
)
def test_what_is_not_an_area_is_refused_with_a_way_on(places, text, what, next_step):
    with pytest.raises(Refusal) as refusal:
        places.area(text)
    assert what in refusal.value.what
    assert next_step in refusal.value.next_step


def test_a_county_is_said_to_be_one(places):
    with pytest.raises(Refusal, match="There is no district") as refusal:
        places.area("E10000016")
    assert "Kent is a county or police force area" in refusal.value.why


def test_every_kind_of_place_has_a_name(places):
    named = {code: places.name(code) for code in ("E01900003", "E05900003", "E07000110", "E22000352", "E23000032")}
    assert list(named.values()) == ["LSOA 3", "Ward 3", "Maidstone", "Dartford and Gravesham", "Kent"]
    assert places.name("CE01800012") == "LSOA 1 and LSOA 2"
    assert places.name("E10000016") == "Kent"


# -- the published lookups; expected values from plain code over them, and ../shared/data/README.md


def read(shared_data, name):
    with gzip.open(shared_data / "areas" / name, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.real_data
def test_maidstone_and_kent(shared_data, real_gazetteer):
    rows = read(shared_data, "lookup_lsoa21_ward24_ltla24.csv.gz")
    maidstone = real_gazetteer.area("Maidstone")
    assert set(real_gazetteer.lsoa21_codes(maidstone)) == {
        row["lsoa21_code"] for row in rows if row["ltla24_code"] == "E07000110"
    }
    assert (len(real_gazetteer.lsoa21_codes(maidstone)), len(real_gazetteer.ward_codes(maidstone))) == (99, 22)
    assert len(real_gazetteer.force_area(maidstone).district_codes) == 13
    kent = real_gazetteer.upper_tier(maidstone)
    assert (kent.name, len(kent.district_codes), "E06000035" in kent.district_codes) == ("Kent", 12, False)
    assert real_gazetteer.name("E05009557") == "Queenborough and Halfway"


@pytest.mark.real_data
def test_every_district_has_a_force_and_at_most_one_county(shared_data, real_gazetteer):
    """All 318 districts; the sizes of the 21 counties that still have two tiers, by plain code."""
    ended = {"Cumbria", "North Yorkshire", "Somerset"}
    expected = Counter(
        row["utla21_name"]
        for row in read(shared_data, "lookup_ltla21_utla21.csv.gz")
        if row["utla21_code"] != row["ltla21_code"] and row["utla21_name"] not in ended
    )
    codes = real_gazetteer.wards["ltla24_code"].unique().to_list()
    counties = [real_gazetteer.upper_tier(real_gazetteer.district(code)) for code in codes]
    assert len(codes) == 318
    assert Counter(county.name for county in counties if county) == expected
    assert len(expected) == 21
    assert {real_gazetteer.force_code(real_gazetteer.district(code)) for code in codes} == {
        force.code for force in loading.police_forces().values() if not force.area_code.startswith("E2399")
    }


@pytest.mark.real_data
def test_districts_of_2021_are_bridged_without_loss(shared_data, real_gazetteer):
    """Every district of 2021 lies in just one of 2024."""
    codes = real_gazetteer.wards["ltla24_code"].unique().to_list()
    bridged = [old for code in codes for old in real_gazetteer.district_codes_2021(real_gazetteer.district(code))]
    assert sorted(bridged) == sorted(row["ltla21_code"] for row in read(shared_data, "lookup_ltla21_utla21.csv.gz"))


@pytest.mark.real_data
def test_police_forces_are_those_of_the_lookup(shared_data):
    """All 43 territorial forces, by the codes and names of the published lookup."""
    published = {(r["pfa24_code"], r["pfa24_name"]) for r in read(shared_data, "lookup_ltla24_csp24_pfa24.csv.gz")}
    forces = [force for force in loading.police_forces().values() if not force.area_code.startswith("E2399")]
    assert {(force.area_code, force.area_name) for force in forces} == published
    assert len(forces) == len({force.code for force in forces}) == len({force.reported_by for force in forces}) == 43


@pytest.mark.real_data
def test_every_lsoa_lies_in_one_district_and_one_common_area(shared_data, real_gazetteer):
    """Residents summed over common areas are those summed over LSOAs: 59,597,576 by plain code."""
    with gzip.open(shared_data / "population/census_2021_lsoa21.csv.gz", "rt", encoding="utf-8") as file:
        residents = {row["lsoa21_code"]: int(row["residents"]) for row in csv.DictReader(file)}
    districts = [real_gazetteer.district(code) for code in real_gazetteer.wards["ltla24_code"].unique()]
    lsoas = [code for district in districts for code in real_gazetteer.lsoa21_codes(district)]
    assert len(lsoas) == len(set(lsoas)) == len(residents)
    common = real_gazetteer.common.filter(pl.col("vintage") != "2011").select("lsoa_code", "common_code")
    summed = Counter()
    for lsoa, area in common.iter_rows():
        summed[area] += residents[lsoa]
    assert sum(summed.values()) == sum(residents.values()) == 59_597_576
