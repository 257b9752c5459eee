"""What is known of places and people before any crime is counted: lookups, residents, outlines and deprivation."""

from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy

from saferplan.home import Home
from saferplan.places.gazetteer import Gazetteer
from saferplan.places.geometry import Shapes, joined
from saferplan.places.tables import Deprivation, Residents
from saferplan.sources.boundaries import BOUNDARIES, read_shapes
from saferplan.sources.deprivation import DEPRIVATION, read_deprivation
from saferplan.sources.finding import Found, Holdings
from saferplan.sources.lookups import LOOKUPS, read_gazetteer
from saferplan.sources.population import AGES, ETHNIC_GROUPS, RESIDENTS, SEXES, TENURES, read_residents
from saferplan.sources.raw import RawTable
from saferplan.terms.problems import Refusal

_ONE_TABLE = (*LOOKUPS, RESIDENTS, SEXES, AGES, ETHNIC_GROUPS, TENURES, DEPRIVATION)


@dataclass(frozen=True, eq=False)
class Reference:
    """The reference tables of a data folder, kept in the home and read. `tables` are those that were there, by key."""

    tables: Mapping[str, RawTable]
    gazetteer: Gazetteer
    residents: dy.DataFrame[Residents]
    deprivation: dy.DataFrame[Deprivation] | None
    wards: Shapes | None
    outline_tables: tuple[RawTable, ...]


def read_reference(found: Holdings, home: Home) -> Reference:
    """Keep and read them. Fails: Refusal naming a table that is missing, damaged, or there twice and differing."""
    tables = {key: _the_one(found.tables[key], found, home) for key in _ONE_TABLE if key in found.tables}
    gazetteer = read_gazetteer(tables)
    if RESIDENTS not in tables:
        raise Refusal(
            "There is no table of residents under --data.",
            why="A rate needs the people it is a rate of, and no file there has the headings of the Census table.",
            next_step="Add the Census 2021 table of residents by LSOA; docs/reference/sources.md tells where it is.",
        )
    outlines = tuple(found.kept_table(item, home) for item in found.tables.get(BOUNDARIES["ward"], ()))
    return Reference(
        tables=tables,
        gazetteer=gazetteer,
        residents=read_residents(tables[RESIDENTS]),
        deprivation=read_deprivation(tables[DEPRIVATION]) if DEPRIVATION in tables else None,
        wards=joined([read_shapes(table, "ward") for table in outlines]) if outlines else None,
        outline_tables=outlines,
    )


def _the_one(candidates: tuple[Found, ...], found: Holdings, home: Home) -> RawTable:
    """The one table of a kind, which may lie there twice if both are the same."""
    kept = [found.kept_table(item, home) for item in candidates]
    if len({table.read() for table in kept}) > 1:
        raise Refusal(
            f"Two files under --data hold the same kind of table and differ: {kept[0].name} and {kept[1].name}.",
            why="Saferplan does not guess which of two publications is meant.",
            next_step="Keep the one you mean and move the other out of the folder.",
        )
    return kept[0]
