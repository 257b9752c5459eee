"""What a build gives to a partnership's records: its candidate findings with their figures, as plain values and back.

`keep_for_the_site` leaves them in the build, so that a build can be brought in at once or later, by the one way.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saferplan.assessment.chapters.spans import states_of
from saferplan.assessment.findings import Finding
from saferplan.assessment.material import Material
from saferplan.definitions import loading
from saferplan.documents.blocks import Number, plain
from saferplan.documents.published_figures import figures_json, read_figures
from saferplan.evidence.store import Build, NewBuild
from saferplan.measures.figures import change_figure, count_figure, rate_figure
from saferplan.measures.kept import Setting, plain_setting
from saferplan.measures.run import MeasureResults
from saferplan.terms.figures import Figure
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal
from saferplan.voice.brought import BroughtSurvey, brought_survey, plain_survey, read_survey
from saferplan.voice.run import VoiceResults

Part = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class BroughtFinding:
    """A candidate finding as records hold it; `parts` is its sentence in pieces, a printed number with its figure."""

    rank: int
    kind: str
    measure_key: str
    place_code: str
    place_name: str
    parts: tuple[Part, ...]
    certainty: str
    reading: str
    source: str

    @property
    def sentence(self) -> str:
        return "".join(part if isinstance(part, str) else part["text"] for part in self.parts)

    @property
    def figure_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part["figure_id"] for part in self.parts if not isinstance(part, str)))


@dataclass(frozen=True, slots=True)
class Brought:
    """A build's part in a year's assessment.

    `figures` are those of the findings, and count, rate and change of every measure in the whole area, which a plan may
    take as its baselines.
    """

    build_id: str
    code_version: str
    area_code: str
    area_name: str
    period: str
    against: str
    screened_count: int
    attributions: tuple[str, ...]
    findings: tuple[BroughtFinding, ...]
    figures: tuple[Figure, ...]


def keep_for_the_site(
    build: NewBuild, material: Material, results: MeasureResults, said: VoiceResults | None, code_version: str
) -> None:
    """Keep in a build what records and pages take from it beside its frames."""
    build.write_json("measures", "setting", plain_setting(_setting(material, results)))
    build.write_json("assessment", "candidates", plain_brought(_brought(material, code_version)))
    survey = brought_survey(said) if said else None
    if survey:
        build.write_json("voice", "survey", plain_survey(survey))


def brought_from(build: Build) -> Brought:
    """The candidates that a build holds. Fails: Refusal where it was made before builds held any."""
    found = build.plain("assessment", "candidates")
    if found is None:
        raise Refusal(
            f"Build {build.build_id} holds no candidate findings to bring in.",
            why="It was made by an earlier version of Saferplan.",
            next_step="Run saferplan year again, and bring in the build that it makes.",
        )
    return read_brought(found, build.folder / "assessment" / "candidates.json")


def survey_from(build: Build) -> BroughtSurvey | None:
    """The survey that a build holds; None where none was supplied or its answers could not be weighted."""
    found = build.plain("voice", "survey")
    return read_survey(found, build.folder / "voice" / "survey.json") if found else None


def plan_year_after(period: Period) -> str:
    """The plan year that an assessment of a period is for: the first to begin after the period ends.

    >>> plan_year_after(Period.parse("2025")), plan_year_after(Period.parse("2024/25"))
    ('2026/27', '2025/26')
    """
    after = period.last.shifted(1)
    year = after.year if after.number <= 4 else after.year + 1
    return f"{year}/{(year + 1) % 100:02d}"


def plain_brought(brought: Brought) -> dict[str, Any]:
    """The candidates as plain values."""
    names = ("build_id", "code_version", "area_code", "area_name", "period", "against", "screened_count")
    of_finding = ("rank", "kind", "measure_key", "place_code", "place_name", "certainty", "reading", "source")
    return {
        **{name: getattr(brought, name) for name in names},
        "attributions": list(brought.attributions),
        "findings": [
            {**{name: getattr(finding, name) for name in of_finding}, "parts": list(finding.parts)}
            for finding in brought.findings
        ],
        "figures": json.loads(figures_json(brought.figures)),
    }


def read_brought(found: Mapping[str, Any], file: Path) -> Brought:
    """The candidates from plain values. Fails: Refusal where a figure no longer fits its address."""
    figures = read_figures(json.dumps(found["figures"]).encode(), file)
    findings = tuple(BroughtFinding(**{**plain, "parts": tuple(plain["parts"])}) for plain in found["findings"])
    rest = {**found, "attributions": tuple(found["attributions"]), "figures": tuple(figures.values())}
    return Brought(**{**rest, "findings": findings})


def _brought(material: Material, code_version: str) -> Brought:
    book, basis = material.account.book, material.account.basis
    ids = dict.fromkeys(figure_id for finding in material.findings for figure_id in finding.figure_ids)
    sources = [loading.sources()[key] for key in material.source_keys]
    figures = (*(book[figure_id] for figure_id in ids), *_headlines(material))
    return Brought(
        build_id=basis.build_id,
        code_version=code_version,
        area_code=material.area.code,
        area_name=material.area.name,
        period=str(material.period),
        against=str(material.against),
        screened_count=material.screened.height,
        attributions=tuple(dict.fromkeys(source.attribution.strip() for source in sources)),
        findings=tuple(_finding(finding, material) for finding in material.findings),
        figures=tuple({figure.figure_id: figure for figure in figures}.values()),
    )


def _finding(finding: Finding, material: Material) -> BroughtFinding:
    return BroughtFinding(
        rank=finding.rank,
        kind=finding.kind,
        measure_key=finding.measure_key,
        place_code=finding.place_code,
        place_name=material.account.basis.name(finding.place_code),
        parts=tuple(_part(part) for part in finding.sentence),
        certainty=plain(finding.certainty),
        reading=plain(finding.reading),
        source=plain(finding.source),
    )


def _part(part: Any) -> Part:
    return {"text": part.text, "figure_id": part.figure_id} if isinstance(part, Number) else plain((part,))


def _headlines(material: Material) -> list[Figure]:
    """Count, rate and change of every measure in the whole area, where they can be told."""
    basis, found = material.account.basis, material.account.readings
    figures = []
    for measure in loading.measures().values():
        key, months = (measure.key, material.area.code), found.months[measure.key]
        if level := found.levels.get(key):
            figures.append(count_figure(basis, measure, material.area, months, level["count"]))
            if level["rate_per_1000"] is not None:
                figures.append(rate_figure(basis, measure, material.area, months, level))
        change = found.changes.get(key)
        if change and change["ratio"] is not None:
            figures.append(change_figure(basis, measure, material.area, found.pairs[measure.key], change))
    return figures


def _setting(material: Material, results: MeasureResults) -> Setting:
    basis = material.account.basis
    codes = {*results.frames.levels["place_code"], *(place.code for place in (*material.districts, *material.wards))}
    codes |= {place.code for place in material.groups} | {material.area.code}
    return Setting(
        area=material.area,
        own=material.own_districts,
        districts=material.districts,
        groups=material.groups,
        wards=material.wards,
        names={code: basis.name(code) for code in sorted(codes)},
        force_code=basis.force_code,
        source=basis.source,
        residents_source=material.residents_source,
        district_codes=basis.district_codes,
        small_area_kind=results.small_area_kind,
        period=material.period,
        against=material.against,
        level_months=results.level_months,
        compared=results.comparisons_in_time,
        shown_months=material.shown_months,
        states=states_of(material),
        outlines=material.ward_outlines,
    )
