"""Offences as counts: rows added up by LSOA, and those by measure, place and month."""

from collections.abc import Collection, Mapping

import dataframely as dy
import narwhals as nw
import polars as pl
from narwhals.typing import IntoLazyFrame

from saferplan.definitions.forms import MeasureDefinition
from saferplan.measures.placing import Places
from saferplan.measures.tables import OffenceCounts, PlaceMonths
from saferplan.terms.months import Month
from saferplan.terms.problems import DataProblem

GRAIN = ["force_code", "month", "lsoa_code", "lsoa_vintage", "crime_type"]


def count_offences(offences: IntoLazyFrame) -> dy.DataFrame[OffenceCounts]:
    """Rows of Offences counted by force, month, stated LSOA and crime type, in one pass.

    Assumes: `offences` is any lazy frame Narwhals knows (a Polars scan, a DuckDB relation), with Offences' columns.
    """
    counted = (
        nw.from_native(offences)
        .lazy()
        .select(*GRAIN)
        .with_columns(nw.col("lsoa_code").fill_null(""))
        .group_by(*GRAIN)
        .agg(nw.len().alias("count"))
        .collect(backend="polars")
    )
    frame: pl.DataFrame = counted.to_native()
    plain = frame.with_columns(pl.col("lsoa_vintage").cast(pl.String), pl.col("month").cast(pl.Date))
    return OffenceCounts.validate(plain.sort(GRAIN), cast=True)


def place_months(
    counts: dy.DataFrame[OffenceCounts],
    where: Places,
    *,
    measures: Mapping[str, MeasureDefinition],
    months: Collection[Month],
) -> dy.DataFrame[PlaceMonths]:
    """Counts of each measure in each place for each supplied month, with a 0 where nothing was recorded.

    Assumes: `counts` are of one force, and `months` those it supplied; a month not among them gets no row.
    """
    supplied = pl.DataFrame({"month": sorted(month.first_date for month in months)}, schema={"month": pl.Date})
    types = [(key, crime_type) for key, measure in measures.items() for crime_type in measure.crime_types]
    typed = pl.DataFrame(types, schema=["measure_key", "crime_type"], orient="row")
    counted = (
        counts.join(supplied, on="month")
        .join(where.small_areas, on="lsoa_code")
        .join(typed, on="crime_type")
        .group_by("measure_key", "small_area_code", "month")
        .agg(pl.col("count").sum())
        .join(where.members, on="small_area_code")
        .group_by("measure_key", "place_kind", "place_code", "month")
        .agg(pl.col("count").sum())
    )
    every_place = where.members.select("place_kind", "place_code").unique(maintain_order=True)
    grid = typed.select("measure_key").unique(maintain_order=True).join(every_place, how="cross")
    filled = grid.join(supplied, how="cross").join(counted, on=PlaceMonths.primary_key(), how="left")
    with_zeros = filled.with_columns(pl.col("count").fill_null(0))
    return PlaceMonths.validate(with_zeros.sort(PlaceMonths.primary_key()), cast=True)


def unplaced(
    counts: dy.DataFrame[OffenceCounts], where: Places, *, subject: str, months: Collection[Month]
) -> tuple[DataProblem, ...]:
    """What the months' rows hold that no place can be given, said once."""
    rows = counts.filter(pl.col("month").is_in([month.first_date for month in months]))
    lost = rows.join(where.small_areas, on="lsoa_code", how="anti")
    if lost.is_empty():
        return ()
    nowhere = lost.filter(pl.col("lsoa_vintage").is_in(["none", "unlisted"]))["count"].sum()
    lost_count, row_count = int(lost["count"].sum()), int(rows["count"].sum())
    return (
        DataProblem(
            kind="unplaced",
            subject=subject,
            sentence=(
                f"{subject}: {lost_count:,} of {row_count:,} rows of the months counted are in no count of a place: "
                f"{nowhere:,} state no LSOA or an unknown one, {lost_count - nowhere:,} one outside the force area."
            ),
            row_count=lost_count,
        ),
    )
