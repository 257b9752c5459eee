"""An area's respondents with their weights and answers, question by question, turned into estimates."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saferplan.definitions.forms import Question, Statement
from saferplan.sources.survey import CONCERN, Survey
from saferplan.terms.figures import Figure
from saferplan.voice.concerns import RankedConcern, ranked_concerns
from saferplan.voice.estimates import LEAST_BASE, Bools, Weighted, weighted_mean, weighted_share
from saferplan.voice.figures import Among, SurveyBasis, mean_figure, share_figure
from saferplan.voice.weighting import Floats, Weights

Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Estimated:
    """One share or mean of one group: None where it is withheld, with its figure where it is not."""

    question: Question
    statement: str
    kind: str
    says: str
    among: Among
    n: int
    weighted: Weighted | None
    figure: Figure | None


@dataclass(frozen=True, eq=False)
class AnswerSheet:
    """The area's respondents in order, with their weights, and their answers by question."""

    survey: Survey
    respondents: pl.DataFrame
    weights: Weights
    basis: SurveyBasis

    def estimates(self) -> Iterator[Estimated]:
        groups: list[tuple[Among, Bools]] = [(None, np.ones(len(self.respondents), dtype=bool)), *self._splits()]
        for question in self.survey.questionnaire.questions:
            answers = self._answers(question)
            for among, chosen in groups:
                if among is None or among[0] != question.key:
                    yield from self._of_question(question, answers, among, chosen)

    def concerns(self) -> tuple[RankedConcern, ...]:
        """None where fewer than the least base named any."""
        names = self.survey.questionnaire.concerns.answers
        said = self.survey.answers.filter(pl.col("question_key") == CONCERN)
        pairs = set(said.select("respondent", "answer").iter_rows())
        named = np.array([[(person, name) in pairs for name in names] for person in self.respondents["respondent"]])
        if named.any(axis=1).sum() < LEAST_BASE:
            return ()
        return ranked_concerns(names, named, self.weights)

    def _splits(self) -> Iterator[tuple[Among, Bools]]:
        for part in self.basis.margins:
            for group in part.margin.people:
                yield (part.margin.name, group), np.array([of == group for of in part.margin.groups])
        for question in self.survey.questionnaire.questions:
            if question.splits:
                answers = self._answers(question)
                for answer in question.answers:
                    yield (question.key, answer), answers == answer

    def _answers(self, question: Question) -> Words:
        """Each respondent's answer, "" where there is none."""
        said = self.survey.answers.filter(pl.col("question_key") == question.key)
        given = dict(said.select("respondent", "answer").iter_rows())
        return np.array([given.get(person, "") for person in self.respondents["respondent"]], dtype=object)

    def _of_question(self, question: Question, answers: Words, among: Among, chosen: Bools) -> Iterator[Estimated]:
        answered = chosen & (answers != "")
        for key, statement in question.statements.items():
            share = self._share(answers, statement, answered)
            figure = None if share is None else self._share_figure(question, statement, share, among)
            yield Estimated(question, key, "share", statement.says, among, int(answered.sum()), share, figure)
        if question.mean:
            scores = np.array([question.answers.get(answer) for answer in answers], dtype=np.float64)
            scored = answered & ~np.isnan(scores)
            mean = self._mean(scores, scored)
            figure = None if mean is None else self._mean_figure(question, mean, among)
            yield Estimated(question, "mean", "mean", question.mean, among, int(scored.sum()), mean, figure)

    def _share(self, answers: Words, statement: Statement, base: Bools) -> Weighted | None:
        if base.sum() < LEAST_BASE:
            return None
        holds = np.isin(answers[base], statement.answers)
        return weighted_share(holds, self.weights.values[base], sample=len(self.respondents))

    def _mean(self, scores: Floats, base: Bools) -> Weighted | None:
        if base.sum() < LEAST_BASE:
            return None
        return weighted_mean(scores[base], self.weights.values[base], sample=len(self.respondents))

    def _share_figure(self, question: Question, statement: Statement, share: Weighted, among: Among) -> Figure:
        return share_figure(
            self.basis, statement.says, share, question=question.key, answers=statement.answers, among=among
        )

    def _mean_figure(self, question: Question, mean: Weighted, among: Among) -> Figure:
        assert question.mean
        return mean_figure(self.basis, question.mean, mean, question=question.key, among=among)
