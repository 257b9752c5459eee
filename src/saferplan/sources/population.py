"""Residents and households, and the profile of an area: ages, sexes, ethnic groups, tenure of homes."""

from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from saferplan.places.areas import Area
from saferplan.places.gazetteer import Gazetteer
from saferplan.places.tables import Residents
from saferplan.sources.published_tables import read_published
from saferplan.sources.raw import RawTable
from saferplan.sources.tables import Ages, EthnicGroups, Sexes, Tenures
from saferplan.terms.problems import DataProblem

RESIDENTS = "ons_census_2021_residents"
SEXES = "ons_census_2021_sexes"
AGES = "ons_mid_2020_ages"
ETHNIC_GROUPS = "ons_census_2021_ethnic_groups"
TENURES = "ons_census_2021_tenures"

_SEX_WORDS = {"female_count": "Female", "male_count": "Male"}
_AGE_WORDS = {
    "age_0_to_9_count": "0 to 9",
    "age_10_to_17_count": "10 to 17",
    "age_18_to_24_count": "18 to 24",
    "age_25_to_44_count": "25 to 44",
    "age_45_to_64_count": "45 to 64",
    "age_65_and_over_count": "65 and over",
}
_ETHNIC_WORDS = {
    "white_count": "White",
    "asian_count": "Asian, Asian British or Asian Welsh",
    "black_count": "Black, Black British, Black Welsh, Caribbean or African",
    "mixed_count": "Mixed or Multiple ethnic groups",
    "other_count": "Other ethnic group",
}
_TENURE_WORDS = {
    "owned_outright_count": "Owned outright",
    "owned_with_loan_count": "Owned with a mortgage or loan",
    "shared_ownership_count": "Shared ownership",
    "council_rented_count": "Rented from a council",
    "other_social_rented_count": "Other social rented",
    "landlord_rented_count": "Rented from a private landlord or letting agency",
    "other_private_rented_count": "Other private rented",
    "rent_free_count": "Lives rent free",
}

_BREAKDOWNS: Mapping[str, tuple[type[dy.Schema], Mapping[str, str], str]] = {
    SEXES: (Sexes, _SEX_WORDS, "residents"),
    AGES: (Ages, _AGE_WORDS, "residents"),
    ETHNIC_GROUPS: (EthnicGroups, _ETHNIC_WORDS, "residents"),
    TENURES: (Tenures, _TENURE_WORDS, "households"),
}


@dataclass(frozen=True, slots=True)
class Breakdown:
    """An area's people or homes by group, in the order a reader meets them.

    `source_key` is its definition's; `columns` names each group's column there, `key_column` and `codes` its rows.
    """

    counts: Mapping[str, int]
    columns: Mapping[str, str]
    unit: str
    source_key: str
    key_column: str
    codes: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class AreaProfile:
    """Who lives in an area. A part whose table is missing, or lacks a place of the area, is None and never zero."""

    area: Area
    residents: int | None
    households: int | None
    ages: Breakdown | None
    sexes: Breakdown | None
    ethnic_groups: Breakdown | None
    tenures: Breakdown | None
    problems: tuple[DataProblem, ...]
    residents_source_key: str = RESIDENTS


def read_residents(table: RawTable) -> dy.DataFrame[Residents]:
    """Usual residents and households of every LSOA of England and Wales, Census 2021."""
    return read_published(table, RESIDENTS, Residents)


def read_profile(tables: Mapping[str, RawTable], area: Area, gazetteer: Gazetteer) -> AreaProfile:
    """The profile of an area, from those of its tables that are there, by the keys of their definitions."""
    lsoas, districts = gazetteer.lsoa21_codes(area), gazetteer.district_codes_2021(area)
    people: Mapping[str, int] = {}
    if RESIDENTS in tables:
        people = _summed(read_residents(tables[RESIDENTS]), "lsoa21_code", lsoas)
    parts = {
        key: _breakdown(tables[key], key, districts if key in (SEXES, AGES) else lsoas)
        for key in _BREAKDOWNS
        if key in tables
    }
    sexes = parts.get(SEXES)
    residents = people.get("residents")
    problems = _totals_differ(area, residents, sexes)
    return AreaProfile(
        area=area,
        residents=residents,
        households=people.get("households"),
        ages=parts.get(AGES),
        sexes=sexes,
        ethnic_groups=parts.get(ETHNIC_GROUPS),
        tenures=parts.get(TENURES),
        problems=problems,
    )


def _summed(frame: pl.DataFrame, column: str, codes: tuple[str, ...]) -> Mapping[str, int]:
    """The sums of a table over some of its places; nothing where it lacks one of them."""
    chosen = frame.filter(pl.col(column).is_in(codes))
    if not codes or len(chosen) < len(codes):
        return {}
    return {name: int(chosen[name].sum()) for name in chosen.columns if name != column}


def _breakdown(table: RawTable, key: str, codes: tuple[str, ...]) -> Breakdown | None:
    schema, words, unit = _BREAKDOWNS[key]
    key_column = schema.primary_key()[0]
    counts = _summed(read_published(table, key, schema), key_column, codes)
    if not counts:
        return None
    columns = {said: name for name, said in words.items()}
    return Breakdown({said: counts[name] for said, name in columns.items()}, columns, unit, key, key_column, codes)


def _totals_differ(area: Area, residents: int | None, sexes: Breakdown | None) -> tuple[DataProblem, ...]:
    if residents is None or sexes is None or residents == sexes.total:
        return ()
    return (
        DataProblem(
            "census_totals_differ",
            area.name,
            f"Census 2021, {area.name}: the table by sex counts {sexes.total:,} residents and the LSOAs {residents:,}. "
            "The census office alters small counts a little, table by table, so that nobody can be found in them. "
            "Rates here are per resident of the LSOAs.",
        ),
    )
