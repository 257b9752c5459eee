"""Rows of the measures' tables as frozen figures, each with the recipe by which it can be counted again from raw files.

A recipe is plain data: `statistic` names the arithmetic, the rest the selection. `counts` selects rows of street files
(force, months, crime types, places), `residents` selects people of the census; rates, changes and the like hold the
selections they are made of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.definitions.forms import MeasureDefinition
from saferplan.measures.placing import SmallAreaKind
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, months_in_words

Recipe = dict[str, Any]
Row = Mapping[str, Any]
CENSUS = "usual residents, Census 2021"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the measures' tables name it; `kind` as in their `place_kind`."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What all figures of one build share: the build, the force counted, the source line, and every place's name."""

    build_id: str
    force_code: str
    source: str
    name: Callable[[str], str]
    district_codes: Mapping[str, tuple[str, ...]]
    small_area_kind: SmallAreaKind = "lsoa"

    def place(self, row: Row) -> Place:
        kind, code = row["place_kind"], row["place_code"]
        return Place(kind, code, self.name(code))

    def counts(self, measure: MeasureDefinition, place: Place, months: Sequence[Month]) -> Recipe:
        """The selection of rows that a count of this measure, place and months stands on."""
        return {
            "statistic": "count",
            "force": self.force_code,
            "months": [str(month) for month in months],
            "crime_types": list(measure.crime_types),
            "places": self._selection(place),
        }

    def residents(self, place: Place) -> Recipe:
        return {"statistic": "residents", "places": self._selection(place)}

    def _selection(self, place: Place) -> Recipe:
        mixed = {"small_areas": "common_area"} if self.small_area_kind == "common_area" else {}
        if place.kind in ("county", "force_area", "partnership"):
            return {"kind": "district", "codes": sorted(self.district_codes[place.code])} | mixed
        return {"kind": place.kind, "codes": [place.code]} | mixed

    def figure(
        self,
        statistic: str,
        measure: MeasureDefinition | None,
        place: Place,
        months: Sequence[Month],
        estimate: Estimate,
        *,
        recipe: Recipe,
        against: Sequence[Month] = (),
        denominator: str | None = None,
        measure_name: str = "",
        source: str = "",
    ) -> Figure:
        return Figure(
            statistic=statistic,
            measure_key=measure.key if measure else None,
            measure_name=measure.name if measure else measure_name,
            place_code=place.code,
            place_name=place.name,
            period=months_in_words(tuple(months)),
            against=months_in_words(tuple(against)) or None,
            estimate=estimate,
            denominator=denominator,
            source=source or self.source,
            build_id=self.build_id,
            recipe=recipe,
        )


def count_figure(basis: Basis, measure: MeasureDefinition, place: Place, months: Sequence[Month], count: int) -> Figure:
    """Records counted; as a count of what was recorded it has no interval."""
    estimate = Estimate(count, count, count, count, measure.noun)
    return basis.figure("count", measure, place, months, estimate, recipe=basis.counts(measure, place, months))


def rate_figure(basis: Basis, measure: MeasureDefinition, place: Place, months: Sequence[Month], level: Row) -> Figure:
    """The rate of a row of Levels, with its exact interval. Fails: assertion where the table withholds the rate."""
    assert level["rate_per_1000"] is not None
    unit = f"{measure.noun} per 1,000 residents"
    estimate = Estimate(level["rate_per_1000"], level["low"], level["high"], level["count"], unit)
    recipe = {
        "statistic": "rate_per_1000",
        "count": basis.counts(measure, place, months),
        "residents": basis.residents(place),
    }
    return basis.figure("rate_per_1000", measure, place, months, estimate, recipe=recipe, denominator=CENSUS)


def residents_figure(basis: Basis, place: Place, residents: int, source: str) -> Figure:
    """Usual residents on Census day."""
    estimate = Estimate(residents, residents, residents, residents, "residents")
    recipe = basis.residents(place)
    return basis.figure(
        "residents", None, place, (), estimate, recipe=recipe, measure_name="Usual residents", source=source
    )


def change_figure(
    basis: Basis,
    measure: MeasureDefinition,
    place: Place,
    pairs: Sequence[tuple[Month, Month]],
    change: Row,
) -> Figure:
    """The ratio of daily rates of a row of Changes. Fails: assertion where a count is 0 and there is no ratio."""
    assert change["ratio"] is not None
    months, against = [now for now, _ in pairs], [before for _, before in pairs]
    base = change["count"] + change["against_count"]
    estimate = Estimate(change["ratio"], change["low"], change["high"], base, "ratio of daily rates")
    recipe = {
        "statistic": "ratio_of_daily_rates",
        "count": basis.counts(measure, place, months),
        "against": basis.counts(measure, place, against),
    }
    return basis.figure("change", measure, place, months, estimate, recipe=recipe, against=against)


def comparison_figure(
    basis: Basis, measure: MeasureDefinition, place: Place, months: Sequence[Month], *, rest_of: Place, comparison: Row
) -> Figure:
    """The ratio of a place's rate to the rate of the rest of the area that holds it, of a row of Comparisons."""
    assert comparison["ratio"] is not None
    estimate = Estimate(
        comparison["ratio"], comparison["low"], comparison["high"], comparison["count"], "ratio of rates"
    )
    recipe = {
        "statistic": "ratio_to_the_rest",
        "count": basis.counts(measure, place, months),
        "residents": basis.residents(place),
        "whole_count": basis.counts(measure, rest_of, months),
        "whole_residents": basis.residents(rest_of),
    }
    return basis.figure("comparison", measure, place, months, estimate, recipe=recipe, denominator=CENSUS)


def rank_figure(basis: Basis, measure: MeasureDefinition, place: Place, months: Sequence[Month], rank: Row) -> Figure:
    """The rank of a row of Ranks; its interval is the least and greatest rank in the joint confidence region."""
    group = Place("force_area", rank["group_key"], basis.name(rank["group_key"]))
    districts = [Place("district", code, basis.name(code)) for code in sorted(basis.district_codes[group.code])]
    unit = f"rank among the {rank['of']} districts of {group.name}, 1 the highest rate"
    estimate = Estimate(rank["rank"], rank["low"], rank["high"], rank["of"], unit)
    recipe = {
        "statistic": "rank",
        "of": place.code,
        "districts": {
            district.code: {
                "count": basis.counts(measure, district, months),
                "residents": basis.residents(district),
            }
            for district in districts
        },
    }
    return basis.figure("rank", measure, place, months, estimate, recipe=recipe, denominator=CENSUS)


def share_figure(
    basis: Basis,
    measure: MeasureDefinition,
    place: Place,
    months: Sequence[Month],
    *,
    whole: Place,
    count: int,
    whole_count: int,
) -> Figure:
    """A place's share (0 to 1) of what was counted in the area that holds it."""
    share = count / whole_count
    recipe = {
        "statistic": "share",
        "count": basis.counts(measure, place, months),
        "whole": basis.counts(measure, whole, months),
    }
    return basis.figure(
        "share", measure, place, months, Estimate(share, share, share, whole_count, "share"), recipe=recipe
    )
