"""`python -m bench.false_alarms`: how often the program cries wolf where nothing is planted, and finds what is.

Counts are drawn by the made-up county's own functions and counted by the program's own. Files are not written and read
back twenty times: nothing in them changes a count, which the tests of the county and of cleaning see to.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import polars as pl
from scipy import stats

from bench.made_up_counts import MONTHS, Drawn, drawn
from saferplan.assessment.screening import screened
from saferplan.definitions import loading
from saferplan.evaluation.before_after import Effect, effect
from saferplan.evaluation.comparison import SUGGESTED, candidate_comparisons
from saferplan.evaluation.design import Design
from saferplan.evaluation.limits import CLAIMED_FALSE_ALARM_SHARE
from saferplan.evaluation.matching import matched_counts, matched_months
from saferplan.measures.changes import changes
from saferplan.measures.comparisons import comparisons
from saferplan.measures.ratios import rate_ratios
from saferplan.measures.tables import Comparisons, PlaceMonths
from saferplan.sources.made_up.planted import Planted, planted_before
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

AFTER = Period.parse("2025")
YEARS_BEFORE = tuple(Period.parse(str(year)) for year in (2022, 2023, 2024))
SEEDS = tuple(range(1, 21))
PAIRS_A_SEED = 60


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with exact binomial bounds of 95 %."""

    count: int
    of: int

    @property
    def value(self) -> float:
        return self.count / self.of

    @property
    def bounds(self) -> tuple[float, float]:
        found = stats.binomtest(self.count, self.of).proportion_ci()
        return float(found.low), float(found.high)

    def __str__(self) -> str:
        low, high = self.bounds
        return f"{100 * self.value:5.1f} % ({100 * low:.1f} to {100 * high:.1f}), {self.count:,} of {self.of:,}"


# -- evaluations


def evaluation(
    county: Drawn,
    measure_key: str,
    ward: str,
    before: Sequence[Period] = YEARS_BEFORE,
    usable: frozenset[Month] = frozenset(MONTHS),
) -> Effect | None:
    """What the program says of one ward beside the wards it suggests itself; None where it refuses."""
    of_wards = county.series.filter((pl.col("place_kind") == "ward") & (pl.col("measure_key") == measure_key))
    months = [month for period in before for month in period.months if month in usable]
    suggested = candidate_comparisons(
        of_wards, months, measure_key=measure_key, place_kind="ward", treated=[ward]
    ).head(SUGGESTED)
    if suggested.is_empty():
        return None
    design = Design(measure_key, "ward", (ward,), tuple(suggested["place_code"]), AFTER.first, tuple(before), AFTER)
    matched = matched_months(design, usable)
    codes = of_wards["place_code"].unique().to_list()
    counts = matched_counts(of_wards, matched, measure_key=measure_key, place_codes=codes)
    try:
        return effect(counts, treated=design.treated, comparisons=design.comparisons)
    except Refusal:
        return None


def innocent_pairs(county: Drawn, seed: int, how_many: int) -> list[tuple[str, str]]:
    """So many (measure, ward) pairs by lot."""
    wards = county.series.filter(pl.col("place_kind") == "ward")["place_code"].unique().sort().to_list()
    pairs = [(key, ward) for key in loading.measures() for ward in wards]
    chosen = np.random.default_rng([seed, 99]).permutation(len(pairs))[:how_many]
    return [pairs[number] for number in chosen]


def bare_alarm(found: Effect) -> bool:
    """Whether an interval that knows of Poisson's chance alone would leave out 1."""
    inverse = 1 / found.treated_after + 1 / found.treated_before
    bare = rate_ratios(
        found.treated_after,
        found.treated_before,
        exposure=found.comparison_after,
        other_exposure=found.comparison_before,
        dispersion=found.variation.poisson / inverse,
    )
    return bool(bare.low > 1 or bare.high < 1)


def worst_ward(county: Drawn, measure_key: str) -> str:
    """The ward that rose most in the year before the action would have begun: chosen because it was bad."""
    halves = (
        county.series.filter((pl.col("place_kind") == "ward") & (pl.col("measure_key") == measure_key))
        .group_by("place_code", pl.col("month").dt.year().alias("year"))
        .agg(pl.col("count").sum().cast(pl.Int64))
        .filter(pl.col("year").is_in([2023, 2024]))
        .pivot("year", index="place_code", values="count", sort_columns=True)
    )
    return str(halves.sort(pl.col("2024") - pl.col("2023"), "place_code", descending=[True, False])["place_code"][0])


# -- screening


@dataclass(frozen=True, slots=True)
class Screening:
    """One assessment's screening: changes looked at, those offered as candidates, and candidates of every kind."""

    changes: int
    change_candidates: int
    candidates: int


def screening(county: Drawn) -> Screening:
    """The assessment's screening of 2025 against 2024 in a county where nothing changed."""
    pairs = [(month, month.shifted(-12)) for month in AFTER.months]
    in_both = [month.first_date for pair in pairs for month in pair]
    counts = PlaceMonths.cast(county.series.filter(pl.col("month").is_in(in_both)))
    now = PlaceMonths.cast(counts.filter(pl.col("month") >= AFTER.first.first_date))
    own, holders = list(county.county.extent.own_districts), county.county.where.holders
    beside = comparisons(now, county.county.residents, holders)
    around = [county.county.extent.force_area.code, *own]
    beside = Comparisons.cast(beside.filter(pl.col("rest_of_code").is_in(around)))
    below = beside.filter(pl.col("rest_of_code").is_in(own))["place_code"].unique().to_list()
    found = screened(changes(counts, pairs, holders), beside, place_codes=[*own, *below])
    of_changes = found.filter(pl.col("kind") == "change")
    return Screening(of_changes.height, int(of_changes["is_candidate"].sum()), int(found["is_candidate"].sum()))


# -- the table


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(prog="python -m bench.false_alarms", description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS_A_SEED, help="places and types evaluated in each county")
    parser.add_argument("--draws", type=int, default=40, help="how often the planted county is drawn again")
    asked = parser.parse_args()
    began = perf_counter()
    print(f"{len(SEEDS)} made-up counties with nothing planted, 2022 to 2025; claim: at most {_CLAIM}.")
    _print_innocent([drawn(seed) for seed in SEEDS], asked.pairs)
    _print_planted(asked.draws)
    print(f"In {perf_counter() - began:.0f} seconds.")


_CLAIM = f"{100 * CLAIMED_FALSE_ALARM_SHARE:.0f} % of evaluations"


def _print_innocent(counties: Sequence[Drawn], pairs: int) -> None:
    for called, before in (("three years before", YEARS_BEFORE), ("one year before", YEARS_BEFORE[-1:])):
        found = [
            result
            for seed, county in zip(SEEDS, counties, strict=True)
            for measure_key, ward in innocent_pairs(county, seed, pairs)
            if (result := evaluation(county, measure_key, ward, before))
        ]
        print(f"Evaluations, {called}: interval leaves out 1      {_share([e.excludes_no_change for e in found])}")
        print(f"  of them falls                                      {_share([e.ratio.high < 1 for e in found])}")
        print(f"  had the interval known Poisson's chance alone      {_share([bare_alarm(e) for e in found])}")
        worst = [
            result
            for county in counties
            for key in loading.measures()
            if (result := evaluation(county, key, worst_ward(county, key), before))
        ]
        print(f"  falls, where the ward with the worst rise is chosen {_share([e.ratio.high < 1 for e in worst])}")
    looked = [screening(county) for county in counties]
    print(f"Screening: unplanted changes offered as candidates   {_sum(looked, 'change_candidates', 'changes')}")
    print(f"  of all candidates, those changes are               {_sum(looked, 'change_candidates', 'candidates')}")
    print(f"  counties with at least one                         {_share([s.change_candidates > 0 for s in looked])}")


def _print_planted(draws: int) -> None:
    for called, before in (("three years before", YEARS_BEFORE), ("one year before", YEARS_BEFORE[-1:])):
        found, covered = planted_found(before, draws)
        print(f"Planted change, {called}: found                      {found}")
        print(f"  interval holds the true ratio                      {covered}")


def planted_found(before: Sequence[Period], draws: int) -> tuple[Share, Share]:
    """How often a fall is found in the planted place, and how often the interval holds the true ratio."""
    counties = [drawn(2026, draw=number, planted=True) for number in range(1, draws + 1)]
    truth: Planted = planted_before(MONTHS[-1], town_ward=counties[0].county.town_ward)
    assert truth.place
    ratio, crime_type = truth.place.rate_ratio, truth.place.crime_type
    key = next(key for key, measure in loading.measures().items() if measure.crime_types == (crime_type,))
    usable = frozenset(MONTHS) - {truth.missing_month, truth.short_month}
    tried = [evaluation(county, key, county.county.town_ward, before, usable) for county in counties]
    found = [each for each in tried if each]
    return _share([e.ratio.high < 1 for e in found]), _share([e.ratio.low <= ratio <= e.ratio.high for e in found])


def _share(said: Sequence[bool]) -> Share:
    return Share(sum(said), len(said))


def _sum(looked: Sequence[Screening], count: str, of: str) -> Share:
    return Share(sum(getattr(each, count) for each in looked), sum(getattr(each, of) for each in looked))


if __name__ == "__main__":
    main()
