"""Runs the assessment: from the measures to ranked candidate findings and what the document is written from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from saferplan.assessment.findings import Finding, finding
from saferplan.assessment.material import Material
from saferplan.assessment.recounting import Input
from saferplan.assessment.screening import chosen_findings, screened
from saferplan.assessment.tables import Screened
from saferplan.definitions import loading
from saferplan.documents.figure_book import FigureBook
from saferplan.evidence.figures import Supplier
from saferplan.evidence.store import NewBuild
from saferplan.evidence.tables import FileQuality, OtherForceRows, Supply
from saferplan.measures.account import Account
from saferplan.measures.figures import Basis, Place
from saferplan.measures.placing import Extent
from saferplan.measures.readings import readings
from saferplan.measures.run import MeasureResults
from saferplan.measures.tables import Changes, Comparisons, RollingYears
from saferplan.measures.timing import LEAST_MATCHED_MONTHS, kind_of
from saferplan.places.areas import Area
from saferplan.places.gazetteer import Gazetteer
from saferplan.places.geometry import Rings, Shapes, rings
from saferplan.sources.population import RESIDENTS, read_profile
from saferplan.sources.reference import Reference
from saferplan.sources.section import People
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, month_span
from saferplan.terms.periods import Period
from saferplan.terms.problems import DataProblem

# A trend is read over three years; what is longer ago stays in the build.
SHOWN_MONTHS = 36
OUTLINE_TOLERANCE_M = 50.0
# What the document tells in figures of its own; told again as notices they would drown the rest.
TOLD_IN_FIGURES = frozenset(
    {
        "census_totals_differ",
        "few_matched_months",
        "no_location",
        "no_lsoa",
        "repeat_with_id",
        "repeat_without_id",
        "month_missing",
        "supply_short",
        "unplaced",
    }
)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for the area: its own force and others, file by file, and other forces' rows in the police area."""

    force: Supplier
    others: tuple[Supplier, ...]
    files: dy.DataFrame[FileQuality]
    supply: dy.DataFrame[Supply]
    other_rows: dy.DataFrame[OtherForceRows]
    problems: tuple[DataProblem, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the documents are written from, and the tables that their figures can be counted again from.

    `figures_beside` are remembered with the document's though it does not print them, such as what residents said;
    `problems_beside` is what must be said with those.
    """

    material: Material
    rolling: dy.DataFrame[RollingYears]
    inputs: tuple[Input, ...]
    code_version: str
    figures_beside: tuple[Figure, ...] = ()
    problems_beside: tuple[DataProblem, ...] = ()


def assess(
    build: NewBuild,
    *,
    area: Area,
    extent: Extent,
    period: Period,
    against: Period,
    reference: Reference,
    read: Read,
    results: MeasureResults,
) -> Material:
    """Screen every measure and place, rank what stands out, and gather what the document tells.

    The screened comparisons are kept in the build.
    """
    gazetteer = reference.gazetteer
    basis = Basis(
        build_id=build.build_id,
        force_code=read.force.force_code,
        source=read.force.source,
        name=_names(gazetteer, area),
        district_codes={group.code: group.district_codes for group in extent.groups},
        small_area_kind=results.small_area_kind,
    )
    kinds = {key: kind_of(measure) for key, measure in loading.measures().items()}
    account = Account(basis, readings(results, kinds), FigureBook())
    looked_at = _screened(results, area, extent)
    build.write_frame("assessment", "screened", looked_at)
    ward_codes = gazetteer.ward_codes(area)
    partnership = gazetteer.partnership(area)
    people = read_profile(reference.tables, area, gazetteer)
    outlines = reference.wards.only(ward_codes, area.name) if reference.wards else None
    problems = (*read.problems, *results.problems, *people.problems, *(outlines.problems if outlines else ()))
    return Material(
        area=Place(area.kind, area.code, area.name),
        partnership_name=partnership.name if partnership else area.name,
        period=period,
        against=against,
        compared=results.comparisons_in_time,
        account=account,
        groups=tuple(
            Place(group.kind, group.code, gazetteer.name(group.code))
            for group in extent.groups
            if group.kind != "partnership"
        ),
        districts=tuple(Place("district", code, gazetteer.name(code)) for code in extent.force_area.district_codes),
        wards=tuple(Place("ward", code, basis.name(code)) for code in ward_codes),
        ward_outlines=_outlines(outlines),
        people=People(
            area=area,
            profile=people,
            lsoa21_codes=gazetteer.lsoa21_codes(area),
            deprivation=reference.deprivation,
            build_id=build.build_id,
        ),
        force=read.force,
        other_forces=read.others,
        other_force_rows=dict(read.other_rows.select("force_code", "row_count").iter_rows()),
        files=read.files,
        supply=read.supply,
        screened=looked_at,
        findings=_findings(looked_at, reference, account),
        shown_months=_shown(period, read.supply, read.force.force_code),
        notices=tuple(problem for problem in problems if problem.kind not in TOLD_IN_FIGURES),
        source_keys=("police_uk_street", *reference.tables, *(["ons_boundaries_ward"] if reference.wards else [])),
        residents_source=loading.sources()[RESIDENTS].attribution.strip(),
    )


def _names(gazetteer: Gazetteer, area: Area) -> Callable[[str], str]:
    """Every place's name; a neighbourhood has its ward's beside it, and wards that share a name their district's."""
    wards = gazetteer.wards.filter(pl.col("ltla24_code").is_in(area.district_codes))
    each = wards.unique("ward24_code").filter(pl.len().over("ward24_name") > 1)
    told_apart = {
        row["ward24_code"]: f"{row['ward24_name']} ({row['ltla24_name']})" for row in each.iter_rows(named=True)
    }
    told_apart |= {
        row["lsoa21_code"]: f"{row['lsoa21_name']} ({told_apart.get(row['ward24_code'], row['ward24_name'])} ward)"
        for row in wards.iter_rows(named=True)
    }
    return lambda code: told_apart.get(code) or gazetteer.name(code)


def _screened(results: MeasureResults, area: Area, extent: Extent) -> dy.DataFrame[Screened]:
    """Our districts beside the rest of the police area; their wards and small areas beside the rest of the district."""
    frames = results.frames
    own = [area.code, *area.district_codes]
    below = frames.comparisons.filter(pl.col("rest_of_code").is_in(list(area.district_codes)))
    codes = [*own, *below["place_code"].unique().to_list()]
    beside = frames.comparisons.filter(pl.col("rest_of_code").is_in([extent.force_area.code, *area.district_codes]))
    # In fewer months nobody can see how crime goes up and down, so no change in them is offered as a finding.
    enough = [
        key
        for key, measure in loading.measures().items()
        if len(results.comparisons_in_time[kind_of(measure)].pairs) >= LEAST_MATCHED_MONTHS
    ]
    judged = frames.changes.filter(pl.col("measure_key").is_in(enough))
    return screened(Changes.cast(judged), Comparisons.cast(beside), place_codes=codes)


def _findings(looked_at: dy.DataFrame[Screened], reference: Reference, account: Account) -> tuple[Finding, ...]:
    lookup = reference.gazetteer.wards
    ward_of = dict(lookup.select("lsoa21_code", "ward24_code").iter_rows())
    rows = chosen_findings(looked_at, ward_of=ward_of).iter_rows(named=True)
    return tuple(finding(rank, row, account) for rank, row in enumerate(rows, start=1))


def _outlines(wards: Shapes | None) -> Mapping[str, Rings]:
    if wards is None or not wards.polygons:
        return {}
    return {code: rings(polygon) for code, polygon in wards.simplified(OUTLINE_TOLERANCE_M).polygons.items()}


def _shown(period: Period, supply: dy.DataFrame[Supply], force_code: str) -> tuple[Month, ...]:
    """The months of the trend: up to three years to the period's end, from the first that was supplied."""
    supplied = supply.filter((pl.col("force_code") == force_code) & (pl.col("crimes") != "missing"))["month"]
    earliest = period.last.shifted(1 - SHOWN_MONTHS)
    first = max(earliest, min((Month.of(day) for day in supplied if Month.of(day) >= earliest), default=period.first))
    return month_span(min(first, period.first), period.last)
