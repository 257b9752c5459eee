"""Counts a survey's figures again from its rows, by code that shares nothing with the way they were first counted.

Plain Python, row by row: it judges the rows, rakes the weights and sums up on its own.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saferplan.definitions import loading
from saferplan.definitions.forms import Questionnaire
from saferplan.terms.problems import Refusal

Recipe = Mapping[str, Any]
Row = dict[str, str]
SURVEY_STATISTICS = (
    *("survey_base", "survey_effective_base", "survey_design_effect"),
    *("survey_share", "survey_mean", "survey_concern", "survey_concern_rank"),
)
_WARDS = "ons_lsoa21_ward24_ltla24"
_LEAST, _GREATEST = 0.2, 5.0
_NEAR = 1e-11
_MOST_ROUNDS = 5_000


@dataclass
class SurveyRecount:
    """Counts again; `table` gives the rows of a source by its key, `people` the value of a recipe of people."""

    table: Callable[[str], list[Row]]
    people: Callable[[Recipe], float]
    _weighted: dict[str, list[tuple[Row, float]]] = field(default_factory=dict)

    def value(self, recipe: Recipe) -> float:
        statistic = recipe["statistic"]
        rows = self._rows(recipe)
        if statistic == "survey_base":
            return len(rows)
        if statistic in ("survey_effective_base", "survey_design_effect"):
            effective = sum(weight for _, weight in rows) ** 2 / sum(weight**2 for _, weight in rows)
            return effective if statistic == "survey_effective_base" else len(rows) / effective
        if statistic == "survey_concern":
            return self._named(recipe, recipe["concern"])
        if statistic == "survey_concern_rank":
            shares = [self._named(recipe, name) for name in _asked(recipe).concerns.answers]
            return 1 + sum(share > self._named(recipe, recipe["concern"]) for share in shares)
        return self._of_question(recipe)

    def _of_question(self, recipe: Recipe) -> float:
        """A share counts 1 for its answers and 0 for others; a mean counts the score, and leaves out what has none."""
        question = next(one for one in _asked(recipe).questions if one.key == recipe["question"])
        top = bottom = 0.0
        for row, weight in self._among(recipe):
            answer = row[question.heading].strip()
            score = (
                question.answers.get(answer) if recipe["statistic"] == "survey_mean" else answer in recipe["answers"]
            )
            if answer and score is not None:
                top += weight * score
                bottom += weight
        return top / bottom

    def _named(self, recipe: Recipe, concern: str) -> float:
        headings = _asked(recipe).concerns.headings
        top = bottom = 0.0
        for row, weight in self._among(recipe):
            named = {row[heading].strip() for heading in headings} - {""}
            top += weight * (concern in named)
            bottom += weight * bool(named)
        return top / bottom

    def _among(self, recipe: Recipe) -> Iterator[tuple[Row, float]]:
        group = recipe.get("among")
        for row, weight in self._rows(recipe):
            if group is None or _group(row, group["split"], recipe) == group["group"]:
                yield row, weight

    def _rows(self, recipe: Recipe) -> list[tuple[Row, float]]:
        """The area's good rows with their weights; raked once for all figures of a survey and area."""
        key = json.dumps([recipe[part] for part in ("source", "questionnaire", "places", "weighting")], sort_keys=True)
        if key not in self._weighted:
            rows = [row for row in self._good(recipe) if row["district_code"] in recipe["places"]["codes"]]
            self._weighted[key] = list(zip(rows, self._raked(rows, recipe), strict=True))
        return self._weighted[key]

    def _good(self, recipe: Recipe) -> Iterator[Row]:
        """Rows as the reader's rule has them: numbered, once, dated, living in known places, known in every answer."""
        asked = _asked(recipe)
        known = {
            "age_band": {"", *asked.profile.not_stated}.union(*asked.profile.age.values()),
            "sex": {"", *asked.profile.not_stated}.union(*asked.profile.sex.values()),
        }
        known |= {question.heading: {"", *question.answers} for question in asked.questions}
        known |= {heading: {"", *asked.concerns.answers} for heading in asked.concerns.headings}
        wards = {(row["ward24_code"], row["ltla24_code"]) for row in self.table(_WARDS)}
        places = wards | {("", district) for _, district in wards}
        seen: set[str] = set()
        for written in self.table(recipe["source"]):
            row = {heading: text.strip() for heading, text in written.items()}
            number = row["respondent"]
            is_new = bool(number) and number not in seen
            seen.add(number)
            if (
                is_new
                and _is_day(row["submitted_date"])
                and (row["ward_code"], row["district_code"]) in places
                and all(row[heading] in answers for heading, answers in known.items())
            ):
                yield row

    def _raked(self, rows: list[Row], recipe: Recipe) -> list[float]:
        """Scale each margin in turn until all hold, no weight below a fifth or above five.

        What the bounds take off a weight is given back before they are applied again.
        """
        margins = [self._margin(name, rows, recipe) for name in recipe["weighting"]]
        weights, taken_off = [1.0] * len(rows), [1.0] * len(rows)
        for _ in range(_MOST_ROUNDS):
            for groups, aims in margins:
                held = _sums(groups, weights)
                weights = [
                    weight * aims[group] * len(rows) / held[group]
                    for weight, group in zip(weights, groups, strict=True)
                ]
            wanted = [weight * off for weight, off in zip(weights, taken_off, strict=True)]
            weights = [min(max(weight, _LEAST), _GREATEST) for weight in wanted]
            taken_off = [before / after for before, after in zip(wanted, weights, strict=True)]
            sums = [(_sums(groups, weights), aims) for groups, aims in margins]
            if all(abs(held[group] / len(rows) - aims[group]) < _NEAR for held, aims in sums for group in held):
                return weights
        raise Refusal(
            "The survey's answers could not be weighted again.",
            why=f"After {_MOST_ROUNDS:,} rounds a group is still away from its share, where the first time it was not.",
            next_step="Run saferplan year again; if it says so again, tell the makers of Saferplan.",
        )

    def _margin(self, name: str, rows: list[Row], recipe: Recipe) -> tuple[list[str], dict[str, float]]:
        """The group of each row ("" where not stated), and the share each group is to have."""
        parts = recipe["weighting"][name]
        people = {group: self.people(part["people"]) for group, part in parts.items()}
        groups = [_group(row, name, recipe) for row in rows]
        stated = sum(group != "" for group in groups) / len(rows)
        whole = sum(people.values())
        return groups, {"": 1 - stated} | {group: stated * count / whole for group, count in people.items()}


def _asked(recipe: Recipe) -> Questionnaire:
    return loading.questionnaires()[recipe["questionnaire"]]


def _group(row: Row, split: str, recipe: Recipe) -> str:
    """The group of a row by age, sex, place or a question; "" where not stated."""
    asked = _asked(recipe)
    if split not in recipe["weighting"]:
        return row[next(question.heading for question in asked.questions if question.key == split)]
    if split in ("district", "ward"):
        member = row[f"{split}_code"]
    else:
        answer = row["age_band" if split == "age" else "sex"]
        groups = asked.profile.age if split == "age" else asked.profile.sex
        member = next((group for group, answers in groups.items() if answer in answers), "")
    return next((group for group, part in recipe["weighting"][split].items() if member in part["members"]), "")


def _sums(groups: list[str], weights: list[float]) -> dict[str, float]:
    held: dict[str, float] = {}
    for group, weight in zip(groups, weights, strict=True):
        held[group] = held.get(group, 0.0) + weight
    return held


def _is_day(text: str) -> bool:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            datetime.strptime(text.replace("T", " ").split(" ")[0], form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return True
    return False
