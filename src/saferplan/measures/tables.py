"""The checked frames that measures gives. All count the area's own force; months not supplied have no row."""

import dataframely as dy

PLACE_KINDS = ["lsoa", "common_area", "ward", "district", "partnership", "county", "force_area"]


class OffenceCounts(dy.Schema):
    """Grain: force, month, stated LSOA code and crime type, as counted from rows; "" where no LSOA is stated."""

    force_code = dy.String(primary_key=True)
    month = dy.Date(primary_key=True)
    lsoa_code = dy.String(primary_key=True)
    lsoa_vintage = dy.String()
    crime_type = dy.String(primary_key=True)
    count = dy.UInt32(min=1)


class SmallAreas(dy.Schema):
    """Grain: one LSOA code a row may state, and the LSOA of 2021 or the common area that it is counted for."""

    lsoa_code = dy.String(primary_key=True)
    small_area_code = dy.String()


class PlaceMembers(dy.Schema):
    """Grain: one small area and one place it lies wholly in (itself, its ward, district, county, force area)."""

    small_area_code = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)


class Holders(dy.Schema):
    """Grain: one place and one that holds it: small areas and wards in districts, districts in their groups."""

    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    holder_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    holder_code = dy.String(primary_key=True)


class PlaceResidents(dy.Schema):
    """Grain: one place. Units: usual residents on Census day, 21 March 2021."""

    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    residents = dy.UInt32()


class PlaceMonths(dy.Schema):
    """Grain: measure, place and supplied month; a place with nothing recorded in a supplied month has a 0."""

    measure_key = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    month = dy.Date(primary_key=True)
    count = dy.UInt32()


class Levels(dy.Schema):
    """Grain: measure and place, over one period whose months are all supplied.

    Units: `count` offences; `count_low`, `count_high` its exact Poisson interval; `rate_per_1000` and its exact
    interval `low`, `high` per 1,000 residents over the whole period, null where `residents` is below the least base.
    """

    measure_key = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    count = dy.UInt32()
    count_low = dy.Float64()
    count_high = dy.Float64()
    residents = dy.UInt32()
    rate_per_1000 = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)


class Changes(dy.Schema):
    """Grain: measure and place, matched months against the same months earlier.

    Units: `ratio` of offences per day, now over before, with `low` and `high`; `dispersion` is how many times the
    variance exceeds Poisson's (1 or more), `dispersion_df` its degrees of freedom, null where no clustering was seen
    and Poisson's own variance stands; `rise_probability` (0 to 1) that the underlying daily rate rose; `p_value`
    two-sided. `ratio`, `low`, `high` are null where either count over the dispersion is below 1.
    """

    measure_key = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    count = dy.UInt32()
    days = dy.UInt16()
    against_count = dy.UInt32()
    against_days = dy.UInt16()
    ratio = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    dispersion = dy.Float64(min=1)
    dispersion_df = dy.Float64(nullable=True)
    rise_probability = dy.Float64(min=0, max=1)
    p_value = dy.Float64(min=0, max=1)


class Comparisons(dy.Schema):
    """Grain: measure and place, its rate over the rate of the rest of the area that holds it (`rest_of_code`).

    Units: `ratio` of rates with `low` and `high`; `excess` offences beyond what the rest's rate would give, with
    `excess_low` and `excess_high`; `dispersion`, `dispersion_df`, `p_value` and `higher_probability` as in Changes.
    `ratio` and the intervals are null where either count over the dispersion is below 1. Places below the least base
    have no row.
    """

    measure_key = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    rest_of_code = dy.String(primary_key=True)
    count = dy.UInt32()
    residents = dy.UInt32()
    rest_count = dy.UInt32()
    rest_residents = dy.UInt32()
    ratio = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    excess = dy.Float64()
    excess_low = dy.Float64(nullable=True)
    excess_high = dy.Float64(nullable=True)
    dispersion = dy.Float64(min=1)
    dispersion_df = dy.Float64(nullable=True)
    higher_probability = dy.Float64(min=0, max=1)
    p_value = dy.Float64(min=0, max=1)


class Ranks(dy.Schema):
    """Grain: measure, group of districts and district; 1 is the highest rate.

    `low` and `high` are the least and greatest ranks in the joint 95 % confidence region of the whole ranking; ties
    take the better (smaller) rank. `group_key` is the code of the area whose districts are ranked.
    """

    measure_key = dy.String(primary_key=True)
    group_key = dy.String(primary_key=True)
    place_code = dy.String(primary_key=True)
    rate_per_1000 = dy.Float64()
    rank = dy.UInt16(min=1)
    low = dy.UInt16(min=1)
    high = dy.UInt16(min=1)
    of = dy.UInt16(min=1)


class RollingYears(dy.Schema):
    """Grain: measure, place and the last month of twelve that were all supplied."""

    measure_key = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    last_month = dy.Date(primary_key=True)
    count = dy.UInt32()
