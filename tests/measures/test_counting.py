"""Rows to counts: two engines alike, nothing lost, supplied months filled with zeros and missing ones absent."""

import datetime

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saferplan.definitions import loading
from saferplan.measures.counting import count_offences, place_months, unplaced
from saferplan.measures.placing import Extent, places
from saferplan.places.areas import Area
from saferplan.places.common_areas import common_areas
from saferplan.places.tables import LsoaChanges, WardLookup
from saferplan.terms.months import Month

WARDS = WardLookup.validate(
    pl.DataFrame(
        [("A1", "W1", "D1"), ("A2", "W1", "D1"), ("B1", "W2", "D2")],
        schema=["lsoa21_code", "ward24_code", "ltla24_code"],
        orient="row",
    ).with_columns(lsoa21_name="lsoa21_code", ward24_name="ward24_code", ltla24_name="ltla24_code")
)
COMMON = common_areas(
    LsoaChanges.validate(
        WARDS.select(
            lsoa11_code="lsoa21_code",
            lsoa11_name="lsoa21_code",
            change_code=pl.lit("U"),
            lsoa21_code="lsoa21_code",
            lsoa21_name="lsoa21_code",
        ),
        cast=True,
    ),
    WARDS,
)
EXTENT = Extent(Area("F", "Force", "force_area", ("D1", "D2")), own_districts=("D1",))
PLACES = places(COMMON, WARDS, EXTENT, kind="lsoa")
MEASURES = {key: loading.measures()[key] for key in ("burglary", "anti_social_behaviour")}
JANUARY, FEBRUARY = Month(2025, 1), Month(2025, 2)

rows = st.lists(
    st.tuples(
        st.sampled_from(["A1", "A2", "B1", "elsewhere", None]),
        st.sampled_from([JANUARY.first_date, FEBRUARY.first_date]),
        st.sampled_from(["Burglary", "Anti-social behaviour"]),
    ),
    max_size=60,
)


def offences(drawn) -> pl.DataFrame:
    frame = pl.DataFrame(
        drawn, schema={"lsoa_code": pl.String, "month": pl.Date, "crime_type": pl.String}, orient="row"
    )
    return frame.with_columns(
        force_code=pl.lit("force"),
        lsoa_vintage=pl.when(pl.col("lsoa_code").is_null())
        .then(pl.lit("none"))
        .when(pl.col("lsoa_code") == "elsewhere")
        .then(pl.lit("2021"))
        .otherwise(pl.lit("both")),
    )


@settings(deadline=None)
@given(rows)
def test_every_row_is_counted_in_its_district_or_said_to_be_in_none(drawn):
    counts = count_offences(offences(drawn).lazy())
    assert counts["count"].sum() == len(drawn)
    placed = place_months(counts, PLACES, measures=MEASURES, months=[JANUARY, FEBRUARY])
    lost = sum(problem.row_count for problem in unplaced(counts, PLACES, subject="x", months=[JANUARY, FEBRUARY]))
    for kind in ("district", "force_area"):
        assert placed.filter(pl.col("place_kind") == kind)["count"].sum() + lost == len(drawn)
    own = sum(1 for lsoa, _, _ in drawn if lsoa in ("A1", "A2"))
    for kind in ("lsoa", "ward"):
        assert placed.filter(pl.col("place_kind") == kind)["count"].sum() == own


def test_both_engines_count_alike():
    frame = offences([("A1", JANUARY.first_date, "Burglary")] * 3 + [(None, FEBRUARY.first_date, "Burglary")])
    expected = [
        ("force", datetime.date(2025, 1, 1), "A1", "both", "Burglary", 3),
        ("force", datetime.date(2025, 2, 1), "", "none", "Burglary", 1),
    ]
    assert count_offences(frame.lazy()).rows() == expected
    assert count_offences(duckdb.sql("select * from frame")).rows() == expected


def test_a_supplied_month_with_nothing_is_zero_and_a_month_not_supplied_is_absent():
    counts = count_offences(offences([("A1", JANUARY.first_date, "Burglary")]).lazy())
    placed = place_months(counts, PLACES, measures=MEASURES, months=[JANUARY, FEBRUARY])
    district = placed.filter((pl.col("place_code") == "D1") & (pl.col("measure_key") == "burglary"))
    assert district.sort("month")["count"].to_list() == [1, 0]
    # Two measures, two months; two LSOAs and a ward of the own district, two districts and their force area.
    assert len(placed) == 2 * 2 * (2 + 1 + 2 + 1)
    alone = place_months(counts, PLACES, measures=MEASURES, months=[FEBRUARY])
    assert alone["month"].unique().to_list() == [FEBRUARY.first_date]
    assert alone["count"].sum() == 0


def test_what_has_no_place_is_said_with_its_size():
    counts = count_offences(
        offences([(None, JANUARY.first_date, "Burglary"), ("elsewhere", JANUARY.first_date, "Burglary")]).lazy()
    )
    (problem,) = unplaced(counts, PLACES, subject="police.uk, Force", months=[JANUARY])
    assert problem.sentence == (
        "police.uk, Force: 2 of 2 rows of the months counted are in no count of a place: 1 state no LSOA or an unknown "
        "one, 1 one outside the force area."
    )
    assert unplaced(counts, PLACES, subject="x", months=[FEBRUARY]) == ()


@pytest.mark.parametrize("key", list(loading.measures()))
def test_measures_count_only_types_the_publisher_uses(key):
    published = {
        kind for name, measure in loading.measures().items() if name != "all_crime" for kind in measure.crime_types
    }
    assert set(loading.measures()[key].crime_types) <= published
