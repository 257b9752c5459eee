"""Small checked tables, written out, for tests that can be followed with pencil and paper."""

from collections.abc import Mapping

import polars as pl

from saferplan.measures.tables import Holders, PlaceMonths, PlaceResidents
from saferplan.terms.months import Month

Place = tuple[str, str]


def place_months(counts: Mapping[tuple[str, Place, str], int]) -> pl.DataFrame:
    """Rows from (measure, (kind, code), "2025-01") to a count."""
    rows = [
        (measure, *place, Month.parse(month).first_date, count) for (measure, place, month), count in counts.items()
    ]
    return PlaceMonths.validate(pl.DataFrame(rows, schema=list(PlaceMonths.columns()), orient="row"), cast=True)


def holders(pairs: Mapping[Place, Place]) -> pl.DataFrame:
    rows = [(*place, *holder) for place, holder in pairs.items()]
    return Holders.validate(
        pl.DataFrame(rows, schema=dict.fromkeys(Holders.columns(), pl.String), orient="row"), cast=True
    )


def residents(people: Mapping[Place, int]) -> pl.DataFrame:
    rows = [(*place, count) for place, count in people.items()]
    return PlaceResidents.validate(pl.DataFrame(rows, schema=list(PlaceResidents.columns()), orient="row"), cast=True)
