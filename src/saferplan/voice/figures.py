"""Estimates as frozen figures, each with the recipe by which it can be counted again from the survey's file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saferplan.definitions.forms import Questionnaire
from saferplan.places.areas import Area
from saferplan.sources.survey import SURVEY
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.voice.concerns import RankedConcern
from saferplan.voice.estimates import Weighted
from saferplan.voice.margins import PopulationMargin
from saferplan.voice.weighting import Weights

Recipe = dict[str, Any]
Among = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class SurveyBasis:
    """What all figures of one survey and area share. `period` is when answers were given, in words."""

    build_id: str
    area: Area
    questionnaire: Questionnaire
    period: str
    source: str
    margins: tuple[PopulationMargin, ...]

    @property
    def weighted_by(self) -> str:
        named = [part.margin.name for part in self.margins]
        return f"{self.questionnaire.asked}, weighted by {', '.join(named[:-1])} and {named[-1]}"

    def recipe(self, statistic: str, among: Among = None, **selection: object) -> Recipe:
        found: Recipe = {
            "statistic": statistic,
            "source": SURVEY,
            "questionnaire": self.questionnaire.key,
            "places": {"kind": "district", "codes": sorted(self.area.district_codes)},
            "weighting": {part.margin.name: part.recipe for part in self.margins},
        }
        return found | selection | ({"among": {"split": among[0], "group": among[1]}} if among else {})

    def figure(self, name: str, estimate: Estimate, recipe: Recipe, *, denominator: str | None = None) -> Figure:
        return Figure(
            statistic=recipe["statistic"],
            measure_key=None,
            measure_name=name,
            place_code=self.area.code,
            place_name=self.area.name,
            period=self.period,
            against=None,
            estimate=estimate,
            denominator=denominator,
            source=self.source,
            build_id=self.build_id,
            recipe=recipe,
        )


def share_figure(
    basis: SurveyBasis, says: str, weighted: Weighted, *, question: str, answers: Sequence[str], among: Among = None
) -> Figure:
    """The weighted share of those who answered a question that gave one of some answers."""
    recipe = basis.recipe("survey_share", among, question=question, answers=list(answers))
    return basis.figure(
        _of_group(says, among),
        _estimate(weighted, "share of respondents, weighted"),
        recipe,
        denominator=basis.weighted_by,
    )


def mean_figure(basis: SurveyBasis, says: str, weighted: Weighted, *, question: str, among: Among = None) -> Figure:
    """The weighted mean score of those who answered a question with an answer that has a score."""
    recipe = basis.recipe("survey_mean", among, question=question)
    return basis.figure(
        _of_group(says, among), _estimate(weighted, "mean score, weighted"), recipe, denominator=basis.weighted_by
    )


def concern_figure(basis: SurveyBasis, concern: RankedConcern) -> Figure:
    """The weighted share of those who named any concern that named this one."""
    recipe = basis.recipe("survey_concern", concern=concern.name)
    unit = "share of respondents who named a concern, weighted"
    return basis.figure(
        f"Name {concern.name.lower()} among their concerns",
        _estimate(concern.share, unit),
        recipe,
        denominator=basis.weighted_by,
    )


def concern_rank_figure(basis: SurveyBasis, concern: RankedConcern, of: int) -> Figure:
    """The rank of a concern; its interval is the least and greatest rank of the ranges that hold together."""
    recipe = basis.recipe("survey_concern_rank", concern=concern.name)
    unit = f"rank among the {of} concerns asked about, 1 the most named"
    estimate = Estimate(concern.rank, concern.least_rank, concern.greatest_rank, concern.share.n, unit)
    return basis.figure(
        f"Rank of {concern.name.lower()} among concerns", estimate, recipe, denominator=basis.weighted_by
    )


def design_figures(basis: SurveyBasis, weights: Weights) -> Mapping[str, Figure]:
    """How many answered, how many equally weighted answers they are worth, and the design effect."""
    n = len(weights.values)
    told = {
        "n": ("Respondents", n, "respondents", "survey_base"),
        "effective_n": ("Effective respondents", weights.effective_n, "respondents", "survey_effective_base"),
        "design_effect": ("Design effect of weighting", weights.design_effect, "ratio", "survey_design_effect"),
    }
    return {
        key: basis.figure(name, Estimate(value, value, value, n, unit), basis.recipe(statistic))
        for key, (name, value, unit, statistic) in told.items()
    }


def _estimate(weighted: Weighted, unit: str) -> Estimate:
    return Estimate(weighted.value, weighted.low, weighted.high, weighted.n, unit)


def _of_group(says: str, among: Among) -> str:
    capital = says[:1].upper() + says[1:]
    return capital if among is None else f"{capital} ({among[0]}: {among[1]})"
