"""Runs voice: from a survey's answers to weighted estimates and ranked concerns, kept in the build."""

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from saferplan.definitions import loading
from saferplan.documents.wording import counted, decimal
from saferplan.evidence.store import NewBuild
from saferplan.sources.survey import SURVEY, Survey
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, month_span, months_in_words
from saferplan.terms.problems import DataProblem, Refusal
from saferplan.voice.answer_sheet import AnswerSheet, Estimated
from saferplan.voice.concerns import RankedConcern
from saferplan.voice.estimates import LEAST_BASE
from saferplan.voice.figures import SurveyBasis, concern_figure, concern_rank_figure, design_figures
from saferplan.voice.margins import Known, PopulationMargin, population_margins
from saferplan.voice.tables import ConcernRanks, Estimates, Representation
from saferplan.voice.weighting import Weights, raked


@dataclass(frozen=True, slots=True)
class VoiceResults:
    """What voice gives for an area. All but `problems` is empty where the answers could not be weighted.

    `design` holds the figures of the base, of the effective base ("effective_n") and of the design effect.
    """

    basis: SurveyBasis | None
    estimates: tuple[Estimated, ...]
    concerns: tuple[tuple[RankedConcern, Figure, Figure], ...]
    design: dict[str, Figure]
    representation: dy.DataFrame[Representation]
    problems: tuple[DataProblem, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, each once."""
        told = [estimated.figure for estimated in self.estimates if estimated.figure]
        ranked = [figure for _, share, rank in self.concerns for figure in (share, rank)]
        return (*self.design.values(), *told, *ranked)


def run(build: NewBuild, survey: Survey, known: Known) -> VoiceResults:
    """Weigh the answers of an area's people and keep what they say together in the build; never a row of a person.

    Where they cannot be weighted, nothing is estimated and a problem says why.
    """
    respondents = survey.respondents.filter(pl.col("district_code").is_in(known.area.district_codes))
    build.write_frame("voice", "refused", survey.refused)
    problems = _problems(survey, respondents, known)
    try:
        margins, weights = _weighted(survey, respondents, known)
    except Refusal as refusal:
        said = f"{survey.questionnaire.name}, {known.area.name}: {refusal.what} {refusal.why} Nothing is estimated."
        problems += (DataProblem("survey_not_weighted", known.area.name, said, len(respondents)),)
        return VoiceResults(None, (), (), {}, Representation.create_empty(), problems)
    basis = _basis(build, survey, respondents, margins, known)
    sheet = AnswerSheet(survey, respondents, weights, basis)
    estimates, concerns = tuple(sheet.estimates()), sheet.concerns()
    representation = _representation(margins)
    build.write_frame("voice", "estimates", _estimates_frame(estimates))
    build.write_frame("voice", "concerns", _concerns_frame(concerns))
    build.write_frame("voice", "representation", representation)
    ranked = tuple(
        (concern, concern_figure(basis, concern), concern_rank_figure(basis, concern, len(concerns)))
        for concern in concerns
    )
    return VoiceResults(basis, estimates, ranked, dict(design_figures(basis, weights)), representation, problems)


def _weighted(survey: Survey, respondents: pl.DataFrame, known: Known) -> tuple[tuple[PopulationMargin, ...], Weights]:
    if len(respondents) < LEAST_BASE:
        raise Refusal(
            f"Only {counted(len(respondents), 'person', 'people')} of {known.area.name} answered.",
            why=f"Nothing is told of fewer than {LEAST_BASE} respondents.",
            next_step="Reach more people, or ask for a larger area.",
        )
    margins = population_margins(survey, respondents, known)
    return margins, raked([part.margin for part in margins])


def _basis(
    build: NewBuild,
    survey: Survey,
    respondents: pl.DataFrame,
    margins: tuple[PopulationMargin, ...],
    known: Known,
) -> SurveyBasis:
    days = respondents["submitted_date"].sort()
    months = month_span(Month.of(days[0]), Month.of(days[-1]))
    return SurveyBasis(
        build_id=build.build_id,
        area=known.area,
        questionnaire=survey.questionnaire,
        period=months_in_words(months),
        source=loading.sources()[SURVEY].attribution.strip(),
        margins=margins,
    )


def _problems(survey: Survey, respondents: pl.DataFrame, known: Known) -> tuple[DataProblem, ...]:
    """Rows refused, by reason, and answers of people who live elsewhere."""
    name = survey.questionnaire.name
    found = []
    if refused := len(survey.refused):
        reasons = survey.refused.group_by("reason").len().sort("reason").iter_rows()
        said = ", ".join(f"{decimal(count)} for {reason.replace('_', ' ')}" for reason, count in reasons)
        sentence = f"{name}: {counted(refused, 'row was', 'rows were')} refused ({said}) and count for nothing."
        found.append(DataProblem("survey_rows_refused", name, sentence, refused))
    if elsewhere := len(survey.respondents) - len(respondents):
        said = counted(elsewhere, "respondent lives", "respondents live")
        sentence = f"{name}: {said} outside {known.area.name} and do not count for it."
        found.append(DataProblem("survey_elsewhere", name, sentence, elsewhere))
    return tuple(found)


def _representation(margins: tuple[PopulationMargin, ...]) -> dy.DataFrame[Representation]:
    rows = []
    for part in margins:
        stated = [group for group in part.margin.groups if group is not None]
        people = part.margin.people
        for group, count in people.items():
            answered = stated.count(group)
            shares = (answered / len(stated), count / sum(people.values()))
            rows.append((part.margin.name, group, answered, *shares))
    return Representation.validate(
        pl.DataFrame(rows, schema=list(Representation.column_names()), orient="row"), cast=True
    )


def _estimates_frame(estimates: tuple[Estimated, ...]) -> dy.DataFrame[Estimates]:
    rows = []
    for told in estimates:
        split, group = told.among or ("all", "All respondents")
        weighted = told.weighted
        numbers = (weighted.effective_n, weighted.value, weighted.low, weighted.high) if weighted else (None,) * 4
        rows.append((told.question.key, told.statement, told.kind, split, group, told.says, told.n, *numbers))
    frame = pl.DataFrame(rows, schema=list(Estimates.column_names()), orient="row", infer_schema_length=None)
    return Estimates.validate(frame, cast=True)


def _concerns_frame(concerns: tuple[RankedConcern, ...]) -> dy.DataFrame[ConcernRanks]:
    rows = [
        (
            *(concern.name, concern.share.n, concern.share.effective_n),
            *(concern.share.value, concern.share.low, concern.share.high),
            *(concern.rank, concern.least_rank, concern.greatest_rank),
        )
        for concern in concerns
    ]
    if not rows:
        return ConcernRanks.create_empty()
    return ConcernRanks.validate(pl.DataFrame(rows, schema=list(ConcernRanks.column_names()), orient="row"), cast=True)
