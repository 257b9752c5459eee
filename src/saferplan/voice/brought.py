"""What a survey gives to a partnership's records: its estimates in sentences and its concerns, each with its figure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saferplan.documents.published_figures import figures_json, read_figures
from saferplan.documents.wording import decimal, percent
from saferplan.terms.figures import Figure
from saferplan.voice.answer_sheet import Estimated
from saferplan.voice.run import VoiceResults
from saferplan.voice.section import METHOD


@dataclass(frozen=True, slots=True)
class BroughtEstimate:
    """One share or mean of all respondents; `question` is what they were asked."""

    key: str
    question: str
    sentence: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class BroughtConcern:
    """A thing residents named: the share of those who named any, and its rank with the ranks it may have."""

    key: str
    name: str
    share: Figure
    rank: Figure


@dataclass(frozen=True, slots=True)
class BroughtSurvey:
    """A survey of one area as its build weighted it."""

    build_id: str
    area_code: str
    name: str
    period: str
    answer_count: int
    effective_n: float
    method: str
    estimates: tuple[BroughtEstimate, ...]
    concerns: tuple[BroughtConcern, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it."""
        ranked = [figure for concern in self.concerns for figure in (concern.share, concern.rank)]
        return (*(estimate.figure for estimate in self.estimates), *ranked)


def brought_survey(results: VoiceResults) -> BroughtSurvey | None:
    """What is brought in of a survey; None where its answers could not be weighted.

    Of groups of respondents nothing is brought: the document tells of them.
    """
    if results.basis is None:
        return None
    basis, design = results.basis, results.design
    return BroughtSurvey(
        build_id=basis.build_id,
        area_code=basis.area.code,
        name=basis.questionnaire.name,
        period=basis.period,
        answer_count=int(design["n"].estimate.value),
        effective_n=design["effective_n"].estimate.value,
        method=f"{METHOD} Base: {basis.weighted_by}. Answers were given in {basis.period}.",
        estimates=tuple(
            BroughtEstimate(
                f"{told.question.key}.{told.statement}", told.question.asks, _sentence(told, told.figure), told.figure
            )
            for told in results.estimates
            if told.among is None and told.figure
        ),
        concerns=tuple(
            BroughtConcern(concern.name.lower().replace(" ", "_").replace("-", "_"), concern.name, share, rank)
            for concern, share, rank in results.concerns
        ),
    )


def plain_survey(survey: BroughtSurvey) -> dict[str, Any]:
    """The survey as plain values, its figures by their addresses."""
    return {
        **{
            name: getattr(survey, name)
            for name in ("build_id", "area_code", "name", "period", "answer_count", "effective_n", "method")
        },
        "estimates": [
            {"key": told.key, "question": told.question, "sentence": told.sentence, "figure": told.figure.figure_id}
            for told in survey.estimates
        ],
        "concerns": [
            {"key": told.key, "name": told.name, "share": told.share.figure_id, "rank": told.rank.figure_id}
            for told in survey.concerns
        ],
        "figures": json.loads(figures_json(survey.figures)),
    }


def read_survey(plain: Mapping[str, Any], file: Path) -> BroughtSurvey:
    """The survey from plain values. Fails: Refusal where a figure no longer fits its address."""
    figures = read_figures(json.dumps(plain["figures"]).encode(), file)
    rest = {name: value for name, value in plain.items() if name not in {"estimates", "concerns", "figures"}}
    return BroughtSurvey(
        **rest,
        estimates=tuple(
            BroughtEstimate(told["key"], told["question"], told["sentence"], figures[told["figure"]])
            for told in plain["estimates"]
        ),
        concerns=tuple(
            BroughtConcern(told["key"], told["name"], figures[told["share"]], figures[told["rank"]])
            for told in plain["concerns"]
        ),
    )


def _sentence(told: Estimated, figure: Figure) -> str:
    """As it is said to people: "54 % of respondents feel safe outside after dark (95 % interval 51 to 58 %)."."""
    estimate = figure.estimate
    if told.kind == "share":
        interval = f"{percent(estimate.low).removesuffix(' %')} to {percent(estimate.high)}"
        return f"{percent(estimate.value)} of respondents {told.says} (95 % interval {interval})."
    interval = f"{decimal(estimate.low, 2)} to {decimal(estimate.high, 2)}"
    return f"On average respondents say {decimal(estimate.value, 2)} for {told.says} (95 % interval {interval})."
