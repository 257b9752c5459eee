"""Counts of made-up counties as the program holds them, drawn by the county's own functions, without any file."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from saferplan.definitions import loading
from saferplan.measures.counting import place_months
from saferplan.measures.placing import Extent, Places, place_residents, places
from saferplan.measures.tables import OffenceCounts, PlaceResidents
from saferplan.places.gazetteer import Gazetteer
from saferplan.places.tables import DistrictPartnerships, LsoaChanges, Residents, UpperTiers, WardLookup
from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import (
    Areas,
    lsoa_changes,
    named_areas,
    partnership_lookup,
    upper_tier_lookup,
    ward_lookup,
)
from saferplan.sources.made_up.offences import TYPES, drawn_counts, expected_counts, with_planted
from saferplan.sources.made_up.people import residents_table, settled_people
from saferplan.sources.made_up.planted import planted_before
from saferplan.sources.made_up.tiling import Floats, tiling
from saferplan.terms.months import Month, month_span

MONTHS = month_span(Month(2022, 1), Month(2025, 12))
LSOA_COUNT = 700  # as write_county's size "county"


@dataclass(frozen=True, slots=True)
class County:
    """A made-up county before chance: its means, and how its first district is counted. `chance` draws its counts."""

    areas: Areas
    expected: Floats
    chance: np.random.Generator
    where: Places
    residents: PlaceResidents
    extent: Extent
    town_ward: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One county's counts as the program holds them, for its first district."""

    county: County
    series: pl.DataFrame


@cache
def county_of(seed: int) -> County:
    """The land and people that write_county makes of a seed in size "county"."""
    land_rng, people_rng, offence_rng, _ = np.random.default_rng(seed).spawn(4)
    land = tiling(LSOA_COUNT, land_rng)
    areas = named_areas(land)
    people = settled_people(areas, people_rng)
    expected = expected_counts(areas, people, land.centres, MONTHS, offence_rng)
    gazetteer = Gazetteer(
        WardLookup.validate(ward_lookup(areas), cast=True),
        LsoaChanges.validate(lsoa_changes(areas), cast=True),
        DistrictPartnerships.validate(partnership_lookup(), cast=True),
        UpperTiers.validate(upper_tier_lookup(), cast=True),
    )
    area = gazetteer.area(names.DISTRICTS[0])
    extent = Extent(gazetteer.force_area(area), area.district_codes)
    where = places(gazetteer.common, gazetteer.wards, extent, kind="lsoa")
    residents = Residents.validate(residents_table(areas, people), cast=True)
    return County(
        areas=areas,
        expected=expected,
        chance=offence_rng,
        where=where,
        residents=place_residents(residents, gazetteer.wards, where),
        extent=extent,
        town_ward=areas.ward_codes[areas.ward_of_lsoa[land.centres[0]]],
    )


def drawn(seed: int, *, draw: int = 0, planted: bool = False) -> Drawn:
    """The counts that write_county writes for this seed; other numbers of `draw` are other years in the same land."""
    county = county_of(seed)
    expected = county.expected
    if planted:
        expected = with_planted(expected, county.areas, MONTHS, planted_before(MONTHS[-1], town_ward=county.town_ward))
    chance = np.random.default_rng([seed, draw]) if draw else deepcopy(county.chance)
    counts = _offence_counts(drawn_counts(expected, county.areas, chance), county.areas)
    return Drawn(county, place_months(counts, county.where, measures=loading.measures(), months=MONTHS))


def _offence_counts(counts: np.ndarray, areas: Areas) -> OffenceCounts:
    lsoa, kind, month = np.nonzero(counts)
    frame = pl.DataFrame(
        {
            "force_code": [names.FORCES[0]] * len(lsoa),
            "month": pl.Series([each.first_date for each in MONTHS]).gather(month),
            "lsoa_code": pl.Series(areas.lsoa_codes).gather(lsoa),
            "lsoa_vintage": ["either"] * len(lsoa),
            "crime_type": pl.Series([offence.name for offence in TYPES]).gather(kind),
            "count": counts[lsoa, kind, month],
        }
    )
    return OffenceCounts.validate(frame, cast=True)
