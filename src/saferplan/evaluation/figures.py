"""An effect as frozen figures, each with the recipe by which it can be counted again from raw files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.definitions.forms import MeasureDefinition
from saferplan.evaluation.before_after import Effect, wdd_interval, weights
from saferplan.evaluation.design import Design
from saferplan.evaluation.matching import MatchedMonths
from saferplan.measures.figures import Basis, Place
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month

Recipe = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EffectFigures:
    """The figures of one evaluation: the effect, what was expected, the counts under it, and the WDD where given."""

    ratio: Figure
    expected: Figure
    treated_after: Figure
    treated_before: Figure
    comparison_after: Figure
    comparison_before: Figure
    wdd: Figure | None

    @property
    def all(self) -> tuple[Figure, ...]:
        found = (getattr(self, name) for name in self.__slots__)
        return tuple(figure for figure in found if figure is not None)


def effect_figures(
    basis: Basis, measure: MeasureDefinition, design: Design, matched: MatchedMonths, found: Effect
) -> EffectFigures:
    """Every figure that a page about an effect may print."""
    treated, comparison = _group(basis, design, design.treated), _group(basis, design, design.comparisons)
    parts = {
        "treated_after": (treated, matched.after, found.treated_after),
        "treated_before": (treated, matched.before, found.treated_before),
        "comparison_after": (comparison, matched.after, found.comparison_after),
        "comparison_before": (comparison, matched.before, found.comparison_before),
    }
    counts = {name: group.counts(measure, months) for name, (group, months, _) in parts.items()}
    figures = {
        name: basis.figure("count", measure, group.place, months, _plain(count, measure.noun), recipe=counts[name])
        for name, (group, months, count) in parts.items()
    }
    of_effect = (measure, treated.place, matched.after)
    beside = f"beside {comparison.place.name}"
    return EffectFigures(
        ratio=basis.figure(
            "effect",
            *of_effect,
            found.ratio,
            recipe={"statistic": "ratio_of_ratios", **counts},
            against=matched.before,
            denominator=beside,
        ),
        expected=basis.figure(
            "expected_count",
            *of_effect,
            found.expected,
            recipe={"statistic": "expected_count", **{key: counts[key] for key in counts if key != "treated_after"}},
            against=matched.before,
            denominator=beside,
        ),
        wdd=_wdd_figure(basis, measure, design, matched, found),
        **figures,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Places of one kind that count together."""

    basis: Basis
    place: Place
    codes: tuple[str, ...]

    def counts(self, measure: MeasureDefinition, months: Sequence[Month]) -> Recipe:
        recipe = self.basis.counts(measure, self.place, months)
        return recipe | {"places": recipe["places"] | {"codes": list(self.codes)}}


def _group(basis: Basis, design: Design, codes: Sequence[str]) -> _Group:
    ordered = tuple(sorted(codes))
    names = ", ".join(basis.name(code) for code in ordered)
    return _Group(basis, Place(design.place_kind, "+".join(ordered), names), ordered)


def _wdd_figure(
    basis: Basis, measure: MeasureDefinition, design: Design, matched: MatchedMonths, found: Effect
) -> Figure | None:
    if found.wdd is None:
        return None
    months = [
        {"after": [str(month)], "before": [str(partner) for partner in partners]} for month, partners in matched.groups
    ]
    weighted = weights(design.treated, design.comparisons, design.displacement, design.displacement_comparisons)
    groups = [(_group(basis, design, codes), weight) for codes, weight in weighted]
    areas = {
        str(number): {"weight": weight, "count": group.counts(measure, (*matched.before, *matched.after))}
        for number, (group, weight) in enumerate(groups)
    }
    low, high = wdd_interval(found.wdd)
    estimate = Estimate(found.wdd.value, low, high, _base(found), f"{measure.noun} more or fewer")
    recipe = {"statistic": "weighted_displacement_difference", "months": months, "areas": areas}
    return basis.figure(
        "weighted_displacement_difference",
        measure,
        groups[0][0].place,
        matched.after,
        estimate,
        recipe=recipe,
        against=matched.before,
        denominator=f"beside {', '.join(group.place.name for group, _ in groups[1:])}",
    )


def _base(found: Effect) -> int:
    return found.treated_after + found.treated_before + found.comparison_after + found.comparison_before


def _plain(count: int, unit: str) -> Estimate:
    return Estimate(count, count, count, count, unit)
