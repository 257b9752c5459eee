"""Runs the computed stages in order, without Django: from a folder of publishers' files to a build and documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from saferplan.assessment.brought import keep_for_the_site
from saferplan.assessment.recounting import Input
from saferplan.assessment.run import Assessed, Read, assess
from saferplan.assessment.writing import write_documents
from saferplan.definitions import loading
from saferplan.documents.release import check_replaceable
from saferplan.evidence import run as evidence
from saferplan.evidence.code_version import code_version
from saferplan.evidence.figures import Supplier
from saferplan.evidence.quality import other_forces_rows
from saferplan.evidence.store import NewBuild, new_build
from saferplan.home import Home
from saferplan.measures import run as measures
from saferplan.measures.placing import Extent
from saferplan.places.areas import Area
from saferplan.places.gazetteer import Gazetteer
from saferplan.sources.choosing import Choice, ChosenFile, Newer, choose
from saferplan.sources.finding import Holdings, holdings
from saferplan.sources.police_uk import STREET, force_in_words
from saferplan.sources.population import read_profile
from saferplan.sources.raw import RawTable
from saferplan.sources.reference import Reference, read_reference
from saferplan.sources.survey import SURVEY, read_survey, survey_table
from saferplan.terms.periods import Period, like_for_like
from saferplan.voice import run as voice
from saferplan.voice.margins import Known
from saferplan.voice.run import VoiceResults

Show = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for. `written_on` is printed on the documents and decides nothing."""

    area: str
    period: Period
    against: Period
    data: Path
    newer: tuple[Newer, ...]
    written_on: date


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for the last lines the user sees."""

    area_name: str
    period_words: str
    build_id: str
    candidate_count: int
    screened_count: int
    notices: tuple[str, ...]
    documents: tuple[Path, ...]


def run(request: Request, *, home: Home, out: Path, progress: Show) -> Written:
    """Read, build, assess and write.

    Fails: Refusal; the last build and the last documents are then still in place.
    """
    # What cannot end well is said before the work, not after it.
    like_for_like(request.period, request.against, frozenset())
    check_replaceable(out)
    progress("Looking through the data folder", 0, 1)
    found = holdings(request.data)
    reference = read_reference(found, home)
    area = reference.gazetteer.area(request.area)
    choice = _choice(request, found, reference.gazetteer, area, home)
    progress("Looking through the data folder", 1, 1)
    survey = survey_table(found, home)
    inputs = _inputs(choice, reference, survey)
    version = code_version()
    asked = {"area": area.code, "period": str(request.period), "against": str(request.against)}
    with new_build(
        home, area.code, inputs=asked | {"files": [_plain(item) for item in inputs]}, code_version=version
    ) as build:
        assessed = _computed(request, build, area, choice, reference, survey=survey, inputs=inputs, progress=progress)
    documents = write_documents(assessed, home=home, out=out, written_on=request.written_on, progress=progress)
    screened = assessed.material.screened
    return Written(
        area_name=area.name,
        period_words=request.period.words,
        build_id=build.build_id,
        candidate_count=int(screened["is_candidate"].sum()),
        screened_count=screened.height,
        notices=tuple(problem.sentence for problem in (*assessed.material.notices, *assessed.problems_beside)),
        documents=documents,
    )


def _choice(request: Request, found: Holdings, gazetteer: Gazetteer, area: Area, home: Home) -> Choice:
    """Every month of the own force; of other forces the months assessed, as their rows are shown and not counted."""
    return choose(
        found,
        home=home,
        own_force=gazetteer.force_code(area),
        own_months=None,
        other_months=frozenset(request.period.months),
        newer=request.newer,
    )


def _computed(
    request: Request,
    build: NewBuild,
    area: Area,
    choice: Choice,
    reference: Reference,
    *,
    survey: RawTable | None,
    inputs: tuple[Input, ...],
    progress: Show,
) -> Assessed:
    gazetteer = reference.gazetteer
    extent = _extent(gazetteer, area)
    own_force = gazetteer.force_code(area)
    cleaned = evidence.run(
        build,
        choice.files,
        gazetteer.common,
        periods={own_force: (request.period, request.against)},
        progress=lambda _, done, total: progress("Cleaning rows", done, total),
    )
    said = _said(build, area, reference, survey)
    results = measures.run(
        build,
        offences=build.offences(force_codes=[own_force]),
        common=gazetteer.common,
        wards=gazetteer.wards,
        residents=reference.residents,
        extent=extent,
        force_code=own_force,
        force_name=force_in_words(own_force),
        measures=loading.measures(),
        period=request.period,
        against=request.against,
        supply=cleaned.supply,
        progress=progress,
    )
    read = Read(
        force=_supplier(own_force, build),
        others=tuple(_supplier(code, build) for code in _other_forces(choice, own_force)),
        files=cleaned.quality,
        supply=cleaned.supply,
        other_rows=other_forces_rows(
            build.offences(months=request.period.months),
            lsoa_codes=_codes_within(gazetteer, extent.force_area),
            own_force=own_force,
        ),
        problems=(*choice.problems, *cleaned.problems),
    )
    material = assess(
        build,
        area=area,
        extent=extent,
        period=request.period,
        against=request.against,
        reference=reference,
        read=read,
        results=results,
    )
    keep_for_the_site(build, material, results, said, build.code_version)
    return Assessed(
        material,
        results.frames.rolling,
        inputs,
        build.code_version,
        figures_beside=said.figures if said else (),
        problems_beside=said.problems if said else (),
    )


def _said(build: NewBuild, area: Area, reference: Reference, survey: RawTable | None) -> VoiceResults | None:
    """What residents said, where a survey was supplied."""
    if survey is None:
        return None
    wards = reference.gazetteer.wards
    profile = read_profile(reference.tables, area, reference.gazetteer)
    return voice.run(build, read_survey(survey, wards), Known(area, profile, reference.residents, wards))


def _extent(gazetteer: Gazetteer, area: Area) -> Extent:
    """The police area and every group of its districts in which ours is counted or ranked."""
    groups = [gazetteer.upper_tier(area), area if area.kind == "partnership" else None]
    return Extent(gazetteer.force_area(area), area.district_codes, tuple(group for group in groups if group))


def _codes_within(gazetteer: Gazetteer, area: Area) -> list[str]:
    """Every LSOA code, of either vintage, that lies wholly within an area."""
    within = gazetteer.common.filter(pl.col("ltla24_code").is_in(area.district_codes))
    return [*gazetteer.lsoa21_codes(area), *within["lsoa_code"]]


def _supplier(force_code: str, build: NewBuild) -> Supplier:
    names = {force.code: force.reported_by for force in loading.police_forces().values()}
    name = names.get(force_code, force_in_words(force_code))
    licence = loading.sources()[STREET].licence
    return Supplier(force_code, name, f"Source: {name}, data.police.uk, {licence}.", build.build_id)


def _other_forces(choice: Choice, own_force: str) -> list[str]:
    return sorted({file.force_code for file in choice.files} - {own_force})


def _inputs(choice: Choice, reference: Reference, survey: RawTable | None) -> tuple[Input, ...]:
    """Every table the build stands on, in an order that does not hang on where it was found."""
    street = [_street_input(file) for file in choice.files]
    tables = [_input(key, table) for key, table in reference.tables.items()]
    outlines = [_input("ons_boundaries_ward", table) for table in reference.outline_tables]
    answers = [_input(SURVEY, survey)] if survey else []
    return tuple(sorted([*street, *tables, *outlines, *answers], key=lambda item: tuple(_plain(item).values())))


def _street_input(file: ChosenFile) -> Input:
    table = file.table
    return Input(STREET, table.file.sha256, table.file.name, table.member, file.force_code, str(file.month))


def _input(key: str, table: RawTable) -> Input:
    return Input(key, table.file.sha256, table.file.name, table.member)


def _plain(item: Input) -> Mapping[str, Any]:
    return {name: getattr(item, name) for name in ("source", "force", "month", "sha256", "name", "member")}
