"""Rows read, kept and doubtful as frozen figures, each with the recipe by which they can be counted again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, months_in_words


@dataclass(frozen=True, slots=True)
class Supplier:
    """A force whose files were read: its code as police.uk writes it, its name, and the line that attributes it."""

    force_code: str
    name: str
    source: str
    build_id: str


def rows_figure(supplier: Supplier, months: Sequence[Month], *, which: str, called: str, count: int) -> Figure:
    """Rows of a force's files of one sort: "read", "no_location", "no_lsoa", "repeat_with_id", "repeat_without_id"."""
    recipe = {
        "statistic": "rows",
        "which": which,
        "force": supplier.force_code,
        "months": [str(month) for month in months],
    }
    return _figure(supplier, months, called, count, recipe)


def rows_of_types_figure(
    supplier: Supplier, months: Sequence[Month], *, crime_types: Sequence[str], called: str, count: int
) -> Figure:
    """Rows of a force's files of given crime types, wherever they lie."""
    recipe = {
        "statistic": "count",
        "force": supplier.force_code,
        "months": [str(month) for month in months],
        "crime_types": list(crime_types),
    }
    return _figure(supplier, months, called, count, recipe)


def rows_within_figure(
    supplier: Supplier, months: Sequence[Month], *, district_codes: Sequence[str], called: str, count: int
) -> Figure:
    """Rows of a force's files that lie in given districts."""
    recipe = {
        "statistic": "count",
        "force": supplier.force_code,
        "months": [str(month) for month in months],
        "places": {"kind": "district", "codes": sorted(district_codes)},
    }
    return _figure(supplier, months, called, count, recipe)


def _figure(
    supplier: Supplier, months: Sequence[Month], called: str, count: int, recipe: Mapping[str, object]
) -> Figure:
    return Figure(
        statistic="rows",
        measure_key=None,
        measure_name=called,
        place_code=supplier.force_code,
        place_name=supplier.name,
        period=months_in_words(tuple(months)),
        against=None,
        estimate=Estimate(count, count, count, count, "rows"),
        denominator=None,
        source=supplier.source,
        build_id=supplier.build_id,
        recipe=recipe,
    )
