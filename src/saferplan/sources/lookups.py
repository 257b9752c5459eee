"""The lookups of ONS: which LSOA, ward, district, partnership, county and police force area lie in which."""

from collections.abc import Mapping

from saferplan.definitions import loading
from saferplan.places.gazetteer import Gazetteer
from saferplan.places.tables import DistrictPartnerships, LsoaChanges, UpperTiers, WardLookup
from saferplan.sources.published_tables import read_published
from saferplan.sources.raw import RawTable
from saferplan.terms.problems import Refusal

WARDS = "ons_lsoa21_ward24_ltla24"
CHANGES = "ons_lsoa11_lsoa21"
PARTNERSHIPS = "ons_ltla24_csp24_pfa24"
UPPER_TIERS = "ons_ltla21_utla21"
LOOKUPS = (WARDS, CHANGES, PARTNERSHIPS, UPPER_TIERS)


def read_gazetteer(tables: Mapping[str, RawTable]) -> Gazetteer:
    """Every place, from the four lookups, by the keys of their definitions.

    Fails: Refusal naming the lookup that is missing and where it is published; or two that do not go together.
    """
    for key in LOOKUPS:
        if key not in tables:
            raise _missing(key)
    gazetteer = Gazetteer(
        read_published(tables[WARDS], WARDS, WardLookup),
        read_published(tables[CHANGES], CHANGES, LsoaChanges),
        read_published(tables[PARTNERSHIPS], PARTNERSHIPS, DistrictPartnerships),
        read_published(tables[UPPER_TIERS], UPPER_TIERS, UpperTiers),
    )
    wards = gazetteer.wards
    if unknown := set(wards["ltla24_code"]) - set(gazetteer.partnerships["ltla24_code"]):
        raise _apart(tables[WARDS], tables[PARTNERSHIPS], unknown, "no police force area")
    if unknown := set(wards["lsoa21_code"]) - set(gazetteer.changes["lsoa21_code"]):
        raise _apart(tables[WARDS], tables[CHANGES], unknown, "no LSOA of 2011")
    return gazetteer


def _missing(key: str) -> Refusal:
    source = loading.sources()[key]
    headings = ", ".join(accepted[0] for accepted in source.columns.values())
    return Refusal(
        f"A lookup is missing under --data: {source.name}.",
        why=f"It says: {source.holds} No file there has its headings ({headings}).",
        next_step=f"Download it from {source.publisher}, {source.address}, and put it in the folder given as --data.",
    )


def _apart(first: RawTable, second: RawTable, unknown: set[str], lack: str) -> Refusal:
    return Refusal(
        f"Two lookups do not go together: {first.name} and {second.name}.",
        why=f"The first holds {min(unknown)}, for which the second gives {lack} ({len(unknown):,} such codes in all).",
        next_step="Download both again, of the years that their definitions name.",
    )
