"""The whole run on Kent, against counts made row by row with the csv module, and the README of the real data."""

from collections import Counter

import polars as pl
import pytest

from oracles.street_counts import components, district_counts, street_rows, table
from saferplan.definitions import loading
from saferplan.evidence.store import current_build, new_build
from saferplan.evidence.tables import Supply
from saferplan.home import Home
from saferplan.measures.counting import count_offences, place_months
from saferplan.measures.placing import places, small_area_kind
from saferplan.measures.run import run
from saferplan.terms.months import Month, month_span
from saferplan.terms.periods import Period

pytestmark = pytest.mark.real_data

MAIDSTONE, KENT_FORCE, KENT_COUNTY = "E07000110", "E23000032", "E10000016"
NEW = [str(month) for month in month_span(Month(2024, 1), Month(2024, 4)) + month_span(Month(2025, 1), Month(2025, 12))]
ASB = "Anti-social behaviour"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def supply():
    """January 2024 to December 2025, with the eight months that were never supplied."""
    rows = []
    for month in month_span(Month(2024, 1), Month(2025, 12)):
        state, count = ("supplied", 9_000) if str(month) in NEW else ("missing", None)
        rows.append(("kent", month.first_date, state, state, count, count, ""))
    return Supply.validate(pl.DataFrame(rows, schema=list(Supply.columns()), orient="row"), cast=True)


@pytest.fixture(scope="module")
def settings(wards, common, residents, kent, supply):
    return {
        "common": common,
        "wards": wards,
        "residents": residents,
        "extent": kent,
        "force_code": "kent",
        "force_name": "Kent",
        "measures": loading.measures(),
        "period": Period.parse("2025"),
        "against": Period.parse("2024"),
        "supply": supply,
        "progress": lambda *_: None,
    }


@pytest.fixture(scope="module")
def recent(kent_offences):
    return kent_offences.filter(pl.col("month").dt.year() >= 2024)


@pytest.fixture(scope="module")
def results(home, recent, settings):
    with new_build(home, "maidstone", inputs={}, code_version="test") as build:
        return run(build, offences=recent, **settings)


@pytest.fixture(scope="module")
def homes(shared_data):
    rows = table(shared_data / "areas" / "lookup_lsoa21_ward24_ltla24.csv.gz")
    return {row["lsoa21_code"]: row for row in rows}


@pytest.fixture(scope="module")
def rows_of_2025(shared_data):
    months = [month for month in NEW if month.startswith("2025")]
    return list(street_rows(shared_data / "police-uk" / "kent-2024-2025.zip", months))


def only(frame, **equal):
    found = frame.filter([pl.col(column) == value for column, value in equal.items()])
    assert len(found) == 1
    return found.row(0, named=True)


def test_maidstone_is_as_the_readme_of_the_data_has_it(results):
    frames = results.frames
    crime = only(frames.levels, measure_key="all_crime", place_code=MAIDSTONE)
    assert (crime["count"], crime["residents"], round(crime["rate_per_1000"], 2)) == (13_618, 175_779, 77.47)
    assert only(frames.levels, measure_key="anti_social_behaviour", place_code=MAIDSTONE)["count"] == 3_001
    for group, rank, of in ((KENT_FORCE, 7, 13), (KENT_COUNTY, 6, 12)):
        found = only(frames.ranks, measure_key="all_crime", group_key=group, place_code=MAIDSTONE)
        assert (found["rank"], found["of"]) == (rank, of)
        assert found["low"] <= rank <= found["high"]
    assert results.small_area_kind == "lsoa"


def test_the_busiest_ward_is_high_street(results, homes):
    wards = results.frames.levels.filter((pl.col("measure_key") == "all_crime") & (pl.col("place_kind") == "ward"))
    busiest = wards.sort("count").row(-1, named=True)
    names = {row["ward24_code"]: row["ward24_name"] for row in homes.values()}
    assert (names[busiest["place_code"]], busiest["count"], len(wards)) == ("High Street", 2_764, 22)


def test_every_district_and_ward_and_lsoa_equals_a_count_by_plain_code(results, rows_of_2025, homes):
    own = {code: row for code, row in homes.items() if row["ltla24_code"] == MAIDSTONE}
    for kind, column, within in (
        ("district", "ltla24_code", homes),
        ("ward", "ward24_code", own),
        ("lsoa", "lsoa21_code", own),
    ):
        by_type = district_counts(rows_of_2025, within, column)
        for key, measure in loading.measures().items():
            plain: Counter[str] = Counter()
            for (place, crime_type), count in by_type.items():
                plain[place] += count * (crime_type in measure.crime_types)
            ours = results.frames.levels.filter((pl.col("measure_key") == key) & (pl.col("place_kind") == kind))
            places_in_kent = {row["place_code"]: row["count"] for row in ours.iter_rows(named=True)}
            assert places_in_kent == {place: plain[place] for place in places_in_kent}
            assert len(places_in_kent) == {"district": 13, "ward": 22, "lsoa": 99}[kind]


@pytest.mark.parametrize(
    ("key", "before", "now"),
    [("violence_and_sexual_offences", 2_212, 2_040), ("shoplifting", 483, 528), ("vehicle_crime", 352, 218)],
)
def test_january_to_april_are_compared_and_the_year_is_not(results, key, before, now):
    row = only(results.frames.changes, measure_key=key, place_code=MAIDSTONE)
    assert (row["against_count"], row["count"], row["against_days"], row["days"]) == (before, now, 121, 120)
    assert row["ratio"] == pytest.approx((now / 120) / (before / 121))
    assert row["low"] < row["ratio"] < row["high"]
    in_time = results.comparisons_in_time["crimes"]
    assert not in_time.is_whole
    assert "May to December 2024 is missing from the data supplied" in in_time.whole_refusal().why
    assert len(results.level_months[key]) == 12


def test_a_missing_month_has_no_row_and_takes_out_its_rolling_years(results):
    months = set(results.frames.place_months["month"].unique())
    assert months == {Month.parse(month).first_date for month in NEW}
    assert results.frames.rolling["last_month"].unique().to_list() == [Month(2025, 12).first_date]
    assert only(results.frames.rolling, measure_key="all_crime", place_code=MAIDSTONE)["count"] == 13_618


def test_the_force_area_is_its_districts_and_the_rest_is_said(results):
    levels = results.frames.levels.filter(pl.col("measure_key") == "all_crime")
    districts = levels.filter(pl.col("place_kind") == "district")
    assert only(levels, place_code=KENT_FORCE)["count"] == districts["count"].sum()
    assert only(levels, place_code=KENT_FORCE)["residents"] == districts["residents"].sum()
    (problem,) = results.problems
    # README: 237,278 of 240,043 rows have an LSOA.
    assert f"{240_043 - 237_278:,} state no LSOA" in problem.sentence


def test_frames_are_kept_in_the_build_as_given(results, home):
    build = current_build(home, "maidstone")
    assert build is not None
    assert build.frame("measures", "levels").equals(results.frames.levels)
    assert build.frame("measures", "ranks").equals(results.frames.ranks)


def test_the_order_of_rows_changes_nothing(home, recent, settings, results):
    shuffled = recent.collect().sample(fraction=1, shuffle=True, seed=1).lazy()
    with new_build(home, "shuffled", inputs={}, code_version="test") as build:
        again = run(build, offences=shuffled, **settings).frames
    for name in ("place_months", "levels", "changes", "comparisons", "ranks", "rolling"):
        assert getattr(again, name).equals(getattr(results.frames, name)), name


BOTH_VINTAGES = [Month(year, number) for year in (2014, 2024) for number in range(1, 5)]


@pytest.fixture(scope="module")
def in_common_areas(kent_offences, common, wards, kent):
    """The places and counts of January to April 2014 (2011 codes) and 2024 (2021 codes) in one table."""
    months = [month.first_date for month in BOTH_VINTAGES]
    counts = count_offences(kent_offences.filter(pl.col("month").is_in(months)))
    kind = small_area_kind(counts, common, kent.force_area.district_codes)
    where = places(common, wards, kent, kind=kind)
    return where, place_months(counts, where, measures=loading.measures(), months=BOTH_VINTAGES)


def test_two_vintages_meet_in_common_areas_and_districts_lose_nothing(in_common_areas, kent, shared_data, homes):
    where, placed = in_common_areas
    whole = components(table(shared_data / "areas" / "lookup_lsoa11_lsoa21_ltla22.csv.gz"))
    plain: Counter[tuple[str, str, bool]] = Counter()
    for archive in ("kent-2014-2019.zip", "kent-2024-2025.zip"):
        for row in street_rows(shared_data / "police-uk" / archive, [str(month) for month in BOTH_VINTAGES]):
            districts = {homes[new]["ltla24_code"] for new in whole.get(row["LSOA code"], ())}
            # No common area of Kent lies in two districts, so every row with a known LSOA has one.
            assert len(districts) == (row["LSOA code"] in whole)
            plain.update((code, row["Month"], row["Crime type"] == ASB) for code in districts)
    expected = {
        (code, month.first_date, key): plain[code, str(month), key != "all_crime"]
        for code in kent.force_area.district_codes
        for month in BOTH_VINTAGES
        for key in ("all_crime", "anti_social_behaviour")
    }
    districts = placed.filter(
        (pl.col("place_kind") == "district") & pl.col("measure_key").is_in(["all_crime", "anti_social_behaviour"])
    )
    ours = {(row["place_code"], row["month"], row["measure_key"]): row["count"] for row in districts.to_dicts()}
    assert ours == expected
    assert where.small_area_kind == "common_area"


def test_common_areas_add_up_to_the_district_and_two_wards_are_left_out(in_common_areas):
    where, placed = in_common_areas
    own = placed.filter(pl.col("place_code") == MAIDSTONE)["count"].sum()
    assert placed.filter(pl.col("place_kind") == "common_area")["count"].sum() == own
    assert [problem.subject for problem in where.problems] == ["Leeds & Langley, Park Wood & Mangravet"]
    assert placed.filter(pl.col("place_kind") == "ward")["place_code"].n_unique() == 20
