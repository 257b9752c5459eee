"""Evaluates a design on a finished build, and keeps its figures where they can be traced."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dataframely as dy
import polars as pl

from saferplan.assessment.ledger import add_to_ledger
from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.evaluation.before_after import Effect, effect
from saferplan.evaluation.comparison import candidate_comparisons
from saferplan.evaluation.design import Design, Land, PlaceKind, check_design
from saferplan.evaluation.figures import EffectFigures, effect_figures
from saferplan.evaluation.limits import limits
from saferplan.evaluation.matching import MatchedMonths, matched_counts, matched_months
from saferplan.evaluation.tables import Candidates
from saferplan.evidence.store import Build
from saferplan.home import Home
from saferplan.measures.figures import Basis
from saferplan.measures.placing import SmallAreaKind
from saferplan.measures.timing import kind_of
from saferplan.places.gazetteer import Gazetteer
from saferplan.sources.lookups import LOOKUPS, read_gazetteer
from saferplan.sources.police_uk import STREET
from saferplan.sources.raw import RawFile, RawTable
from saferplan.terms.certainty import Band, certainty_in_words
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An effect with all that must be printed beside it.

    `words` is the probability of a fall on the yardstick; `reasons` says of each month left out what is wrong with it,
    as the data's own report has it.
    """

    design: Design
    effect: Effect
    words: str
    figures: EffectFigures
    limits: tuple[str, ...]
    months: MatchedMonths
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """A finished build as evaluation reads it, with the lookups it was made from."""

    build: Build
    home: Home

    @cached_property
    def series(self) -> pl.DataFrame:
        return self.build.frame("measures", "series")

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Fails: Refusal where a lookup's raw file is gone."""
        files = [item for item in self.build.manifest["inputs"]["files"] if item["source"] in LOOKUPS]
        gone = [item["name"] for item in files if not (self.home.raw / item["sha256"]).is_file()]
        if gone:
            raise Refusal(
                f"{gone[0]} is no longer among the raw files.",
                why="The names of places are read from it.",
                next_step="Run saferplan year again with the folder that holds it.",
            )
        return read_gazetteer(
            {
                item["source"]: RawTable(
                    RawFile(item["sha256"], item["name"], self.home.raw / item["sha256"]), item["member"]
                )
                for item in files
            }
        )

    @cached_property
    def force_code(self) -> str:
        return self.gazetteer.force_code(self.gazetteer.area(self.build.manifest["inputs"]["area"]))

    @property
    def small_area_kind(self) -> SmallAreaKind:
        return "common_area" if "common_area" in self.series["place_kind"].cast(pl.String).unique() else "lsoa"

    @cached_property
    def land(self) -> Land:
        """The LSOAs of every ward and small area that the build counts."""
        counted = set(self.series["place_code"].unique())
        wards: dict[str, set[str]] = {}
        for lsoa, ward in self.gazetteer.wards.select("lsoa21_code", "ward24_code").iter_rows():
            wards.setdefault(ward, set()).add(lsoa)
        small = {code: frozenset({code}) for code in counted if code not in wards}
        return {code: frozenset(lsoas) for code, lsoas in wards.items() if code in counted} | small

    def usable_months(self, measure_key: str) -> frozenset[Month]:
        """The months supplied whole for what the measure counts."""
        kind = kind_of(loading.measures()[measure_key])
        supply = self.build.frame("evidence", "supply").filter(pl.col("force_code") == self.force_code)
        return frozenset(Month.of(day) for day in supply.filter(pl.col(kind) == "supplied")["month"])

    def reasons(self, months: Collection[Month]) -> tuple[str, ...]:
        supply = self.build.frame("evidence", "supply").filter(
            (pl.col("force_code") == self.force_code)
            & pl.col("month").is_in([month.first_date for month in months])
            & (pl.col("sentence") != "")
        )
        return tuple(supply.sort("month")["sentence"])

    @cached_property
    def basis(self) -> Basis:
        names = {force.code: force.reported_by for force in loading.police_forces().values()}
        licence = loading.sources()[STREET].licence
        source = f"Source: {names.get(self.force_code, self.force_code)}, data.police.uk, {licence}."
        return Basis(self.build.build_id, self.force_code, source, self.gazetteer.name, {}, self.small_area_kind)


def evaluated(evidence: Evidence, design: Design) -> Evaluated:
    """The effect of a design, its figures and its limits; nothing is kept.

    Fails: Refusal where the design allows no evaluation, months cannot be matched, or counts are too small.
    """
    measure = _measure(design.measure_key)
    check_design(design, evidence.land)
    matched = matched_months(design, evidence.usable_months(design.measure_key))
    of_kind = evidence.series.filter(pl.col("place_kind").cast(pl.String) == design.place_kind)
    counts = matched_counts(
        of_kind, matched, measure_key=design.measure_key, place_codes=of_kind["place_code"].unique().to_list()
    )
    found = effect(
        counts,
        treated=design.treated,
        comparisons=design.comparisons,
        displacement=design.displacement,
        displacement_comparisons=design.displacement_comparisons,
    )
    bands = tuple(Band(band.words, band.low, band.high) for band in loading.certainty_scale().bands)
    return Evaluated(
        design=design,
        effect=found,
        words=certainty_in_words(found.fall_probability, bands),
        figures=effect_figures(evidence.basis, measure, design, matched, found),
        limits=limits(design, found, matched),
        months=matched,
        reasons=evidence.reasons(matched.left_out),
    )


def run(evidence: Evidence, design: Design) -> Evaluated:
    """Evaluate a design and keep its figures in the home, so that saferplan trace follows each."""
    done = evaluated(evidence, design)
    add_to_ledger(evidence.build.build_id, done.figures.all, evidence.home)
    return done


def suggested_comparisons(
    evidence: Evidence,
    *,
    measure_key: str,
    place_kind: PlaceKind,
    treated: Sequence[str],
    before: Sequence[Period],
    excluded: Collection[str] = (),
) -> dy.DataFrame[Candidates]:
    """Places that could serve as comparison, the likest in the months before first."""
    _measure(measure_key)
    usable = evidence.usable_months(measure_key)
    return candidate_comparisons(
        evidence.series,
        [month for period in before for month in period.months if month in usable],
        measure_key=measure_key,
        place_kind=place_kind,
        treated=treated,
        excluded=excluded,
    )


def monthly_counts(evidence: Evidence, design: Design) -> Mapping[str, Mapping[Month, int]]:
    """Every supplied month's count of the treated place and of its comparison area, for a chart."""
    of_measure = evidence.series.filter(pl.col("measure_key") == design.measure_key)
    found: dict[str, Mapping[Month, int]] = {}
    for name, codes in (("treated", design.treated), ("comparison", design.comparisons)):
        summed = of_measure.filter(pl.col("place_code").is_in(list(codes))).group_by("month").agg(pl.col("count").sum())
        found[name] = {Month.of(day): int(count) for day, count in summed.sort("month").iter_rows()}
    return found


def _measure(key: str) -> MeasureDefinition:
    measures = loading.measures()
    if key not in measures:
        raise Refusal(
            f"{key} is not a measure.",
            why="Only what is defined can be counted.",
            next_step=f"Choose one of: {', '.join(measures)}.",
        )
    return measures[key]
