"""Runs the measures: from the rows of one force to every checked frame, kept in the build."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

import dataframely as dy
import polars as pl

from saferplan.definitions.forms import MeasureDefinition
from saferplan.evidence.store import NewBuild
from saferplan.evidence.tables import Supply
from saferplan.measures.changes import changes
from saferplan.measures.comparisons import comparisons
from saferplan.measures.counting import count_offences, place_months, unplaced
from saferplan.measures.placing import Extent, Places, SmallAreaKind, place_residents, places, small_area_kind
from saferplan.measures.ranks import ranks
from saferplan.measures.rates import levels
from saferplan.measures.rolling import rolling_years
from saferplan.measures.tables import (
    Changes,
    Comparisons,
    Levels,
    OffenceCounts,
    PlaceMonths,
    PlaceResidents,
    Ranks,
    RollingYears,
)
from saferplan.measures.timing import KINDS, Kind, Timing, kind_of, timing, too_few_matched
from saferplan.places.tables import CommonAreas, Residents, WardLookup
from saferplan.terms.months import Month
from saferplan.terms.periods import LikeForLike, Period
from saferplan.terms.problems import DataProblem

Measures = Mapping[str, MeasureDefinition]


@dataclass(frozen=True, slots=True)
class MeasureFrames:
    """What the measures give, kept in the build under the fields' names.

    `place_months` holds the months of the period and of the one it is set against; `series` every month supplied, which
    may have to be counted by common areas where `place_months` need not. `levels`, `comparisons` and `ranks` cover the
    period's usable months, `changes` the months that could be matched.
    """

    place_months: dy.DataFrame[PlaceMonths]
    series: dy.DataFrame[PlaceMonths]
    residents: dy.DataFrame[PlaceResidents]
    levels: dy.DataFrame[Levels]
    changes: dy.DataFrame[Changes]
    comparisons: dy.DataFrame[Comparisons]
    ranks: dy.DataFrame[Ranks]
    rolling: dy.DataFrame[RollingYears]


@dataclass(frozen=True, slots=True)
class MeasureResults:
    """The frames, and what must be said with them.

    `level_months` are the months of the period that each measure's levels cover: all of them, or those that were
    supplied whole. `comparisons_in_time` says for crimes and for ASB which months changes compare, and which not.
    """

    frames: MeasureFrames
    small_area_kind: SmallAreaKind
    level_months: Mapping[str, tuple[Month, ...]]
    comparisons_in_time: Mapping[Kind, LikeForLike]
    problems: tuple[DataProblem, ...]


def run(
    build: NewBuild,
    *,
    offences: pl.LazyFrame,
    common: dy.DataFrame[CommonAreas],
    wards: dy.DataFrame[WardLookup],
    residents: dy.DataFrame[Residents],
    extent: Extent,
    force_code: str,
    force_name: str,
    measures: Measures,
    period: Period,
    against: Period,
    supply: dy.DataFrame[Supply],
    progress: Callable[[str, int, int], None],
) -> MeasureResults:
    """Counts the area's own force and keeps every frame in the build.

    Fails: Refusal where no month of the period can be counted, or the two periods hold different calendar months.
    """
    own_supply = Supply.cast(supply.filter(pl.col("force_code") == force_code))
    times = timing(own_supply, force_name=force_name, period=period, against=against)
    progress("Counting offences", 0, 2)
    counts = count_offences(offences.filter(pl.col("force_code") == force_code))
    progress("Working out rates, changes and ranks", 1, 2)
    where = _places(counts, common, wards, extent, times.compared)
    long_where = _places(counts, common, wards, extent, times.supplied)
    frames = _frames(
        by_place=place_months(counts, where, measures=measures, months=times.compared),
        series=place_months(counts, long_where, measures=measures, months=times.supplied),
        base=place_residents(residents, wards, where),
        where=where,
        extent=extent,
        measures=measures,
        times=times,
    )
    for field in fields(frames):
        build.write_frame("measures", field.name, getattr(frames, field.name))
    progress("Measures done", 2, 2)
    subject = f"police.uk, {force_name}"
    return MeasureResults(
        frames=frames,
        small_area_kind=where.small_area_kind,
        level_months={key: times.level_months(kind_of(measure)) for key, measure in measures.items()},
        comparisons_in_time=times.in_time,
        problems=(
            *where.problems,
            *unplaced(counts, where, subject=subject, months=times.compared),
            *too_few_matched(times.in_time, subject),
        ),
    )


def _places(
    counts: dy.DataFrame[OffenceCounts],
    common: dy.DataFrame[CommonAreas],
    wards: dy.DataFrame[WardLookup],
    extent: Extent,
    months: frozenset[Month],
) -> Places:
    counted = counts.filter(pl.col("month").is_in([month.first_date for month in months]))
    kind = small_area_kind(OffenceCounts.cast(counted), common, extent.force_area.district_codes)
    return places(common, wards, extent, kind=kind)


def _frames(
    *,
    by_place: dy.DataFrame[PlaceMonths],
    series: dy.DataFrame[PlaceMonths],
    base: dy.DataFrame[PlaceResidents],
    where: Places,
    extent: Extent,
    measures: Measures,
    times: Timing,
) -> MeasureFrames:
    def of_kind(counts: dy.DataFrame[PlaceMonths], kind: Kind) -> dy.DataFrame[PlaceMonths]:
        keys = [key for key, measure in measures.items() if kind_of(measure) == kind]
        return PlaceMonths.cast(counts.filter(pl.col("measure_key").is_in(keys)))

    of_period = PlaceMonths.cast(
        pl.concat([_in_months(of_kind(by_place, kind), times.level_months(kind)) for kind in KINDS])
    )
    period_levels = levels(of_period, base)
    compared = comparisons(of_period, base, where.holders)
    ranked = [
        ranks(period_levels, compared, group_code=group.code, district_codes=group.district_codes)
        for group in extent.groups
        if group.kind != "partnership" and len(group.district_codes) > 1
    ]
    return MeasureFrames(
        place_months=by_place,
        series=series,
        residents=base,
        levels=period_levels,
        changes=Changes.cast(
            pl.concat([changes(of_kind(by_place, kind), times.in_time[kind].pairs, where.holders) for kind in KINDS])
        ),
        comparisons=compared,
        ranks=Ranks.cast(pl.concat([Ranks.create_empty(), *ranked])),
        rolling=RollingYears.cast(
            pl.concat([rolling_years(of_kind(series, kind), times.usable[kind]) for kind in KINDS])
        ),
    )


def _in_months(counts: dy.DataFrame[PlaceMonths], months: tuple[Month, ...]) -> pl.DataFrame:
    return counts.filter(pl.col("month").is_in([month.first_date for month in months]))
