"""A made-up residents' survey as an online tool exports it, answered by those who chose to, with an export's faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path

import numpy as np

from saferplan.definitions import loading
from saferplan.definitions.forms import Questionnaire
from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import Areas
from saferplan.sources.made_up.people import People
from saferplan.sources.made_up.survey_writing import write_export
from saferplan.sources.made_up.tiling import Floats
from saferplan.terms.months import Month

RESPONDENTS = 1_200
# Of adults, as the made-up tables of ages and sexes have them: who answers is another matter.
_AGES = {"18 to 24": 0.075, "25 to 44": 0.255, "45 to 64": 0.26, "65 and over": 0.195}
_SEXES = {"Female": 0.51, "Male": 0.49}
_KEENNESS = {"18 to 24": 0.4, "25 to 44": 0.7, "45 to 64": 1.2, "65 and over": 1.7, "Female": 1.15, "Male": 0.85}
_VICTIM = {"18 to 24": 0.24, "25 to 44": 0.19, "45 to 64": 0.14, "65 and over": 0.08}
# How safe people feel: what moves the logit, and where its five answers part, from the safest.
_SAFER = {"18 to 24": 0.25, "25 to 44": 0.3, "45 to 64": 0.0, "65 and over": -0.6, "Female": -0.35, "Male": 0.35}
_PARTINGS = {"safe_by_day": (-0.4, 1.3, 2.0, 3.2), "safe_after_dark": (-2.4, -0.5, 0.4, 1.6)}
_SIZES = {
    "problem_anti_social_behaviour": 0.2,
    "problem_burglary": -0.7,
    "problem_vehicle_crime": -0.2,
    "problem_drugs": 0.35,
    "problem_violence": -0.5,
    "problem_domestic_abuse": -1.2,
    "problem_speeding": 0.5,
    "problem_shoplifting": -0.3,
}
# How readily each thing is named, in the questionnaire's order, by those under and over 45.
_NAMED = {"younger": (1.6, 0.6, 0.9, 1.5, 1.4, 0.5, 0.8, 0.4), "older": (1.5, 1.0, 0.9, 1.0, 0.5, 0.25, 1.9, 0.6)}
_NAMES_SO_MANY = (0.05, 0.05, 0.10, 0.80)  # none, one, two, three
_DO_NOT_KNOW = 0.08


@dataclass(frozen=True, slots=True)
class Resident:
    """One kind of adult: age, sex, district (by its number) and whether a victim in the last twelve months."""

    age: str
    sex: str
    district: int
    victim: bool

    @property
    def safer(self) -> float:
        return _SAFER[self.age] + _SAFER[self.sex] + 0.25 * (self.district - 2) - 0.5 * self.victim

    @property
    def named(self) -> tuple[float, ...]:
        return _NAMED["younger" if self.age in ("18 to 24", "25 to 44") else "older"]


@dataclass(frozen=True, slots=True)
class MadeUpSurvey:
    """What was written, and the truth behind it: the share of all adults, by question (or "concern") and answer."""

    path: Path
    row_count: int
    shares: Mapping[tuple[str, str], float]


def write_survey(folder: Path, areas: Areas, people: People, last: Month, rng: np.random.Generator) -> MadeUpSurvey:
    """Write the answers of some 1,200 residents of the county's own districts, given in the two months to `last`."""
    questionnaire = loading.questionnaires()["residents_safety"]
    population = _population(areas, people)
    kinds, shares = list(population), np.array(list(population.values()))
    keen = shares * [_KEENNESS[kind.age] * _KEENNESS[kind.sex] for kind in kinds]
    drawn = rng.choice(len(kinds), RESPONDENTS, p=keen / keen.sum())
    said = [(kinds[index], _answers(kinds[index], questionnaire, rng)) for index in drawn]
    path = folder / f"residents-survey-{last}.csv"
    count = write_export(path, [_row(kind, answers, areas, rng) for kind, answers in said], questionnaire, last, rng)
    return MadeUpSurvey(path, count, true_shares(population, questionnaire))


def true_shares(population: Mapping[Resident, float], questionnaire: Questionnaire) -> Mapping[tuple[str, str], float]:
    """What all adults would say: of each question's answers, and for concerns of those who name any."""
    found: dict[tuple[str, str], float] = {}
    for kind, share in population.items():
        for key, chances in _chances(kind, questionnaire).items():
            for answer, chance in chances.items():
                found[key, answer] = found.get((key, answer), 0.0) + share * chance
        for answer, chance in zip(questionnaire.concerns.answers, _named_among_three(kind.named), strict=True):
            found["concern", answer] = found.get(("concern", answer), 0.0) + share * float(chance)
    return found


def _population(areas: Areas, people: People) -> Mapping[Resident, float]:
    """The share of each kind among the adults of the county's own districts."""
    own = areas.district_of_lsoa != names.NEIGHBOUR
    residents = np.bincount(areas.district_of_lsoa[own], people.residents[own])
    ages = {age: share / sum(_AGES.values()) for age, share in _AGES.items()}
    return {
        Resident(age, sex, district, victim): float(
            ages[age] * _SEXES[sex] * residents[district] / residents.sum() * abs(_VICTIM[age] - (not victim))
        )
        for age, sex, district, victim in product(ages, _SEXES, np.flatnonzero(residents).tolist(), (True, False))
    }


def _chances(kind: Resident, questionnaire: Questionnaire) -> Mapping[str, Mapping[str, float]]:
    """How likely each answer to each question is for one kind of resident."""
    found: dict[str, Mapping[str, float]] = {"victim": {"Yes": float(kind.victim), "No": float(not kind.victim)}}
    for question in questionnaire.questions:
        if question.key in _PARTINGS:
            up_to = [_logistic(parting + kind.safer) for parting in _PARTINGS[question.key]]
            found[question.key] = dict(zip(question.answers, np.diff([0, *up_to, 1]).tolist(), strict=True))
        elif question.key in _SIZES:
            worse = _SIZES[question.key] - 0.4 * kind.safer
            up_to = [_logistic(worse - 1.2), _logistic(worse), _logistic(worse + 2.2)]
            sizes = (np.diff([0, *up_to, 1]) * (1 - _DO_NOT_KNOW)).tolist()
            found[question.key] = dict(zip(question.answers, [*sizes, _DO_NOT_KNOW], strict=True))
    return found


def _named_among_three(weights: Sequence[float]) -> Floats:
    """How likely each thing is among those named, one after another by weight, given that any is named."""
    found, whole = np.zeros(len(weights)), sum(weights)
    for order in permutations(range(len(weights)), 3):
        left, chance = whole, 1.0
        for thing in order:
            chance *= weights[thing] / left
            left -= weights[thing]
        for place, thing in enumerate(order):
            found[thing] += chance * sum(_NAMES_SO_MANY[place + 1 :])
    return found / sum(_NAMES_SO_MANY[1:])


def _answers(kind: Resident, questionnaire: Questionnaire, rng: np.random.Generator) -> dict[str, str]:
    """What one resident says, by the column it stands in."""
    chances = _chances(kind, questionnaire)
    said = {
        question.heading: str(rng.choice(list(chances[question.key]), p=list(chances[question.key].values())))
        for question in questionnaire.questions
    }
    shares = np.array(kind.named) / sum(kind.named)
    count = int(rng.choice(len(_NAMES_SO_MANY), p=_NAMES_SO_MANY))
    chosen = rng.choice(questionnaire.concerns.answers, count, replace=False, p=shares).tolist()
    headings = questionnaire.concerns.headings
    return said | dict(zip(headings, [*chosen, *[""] * (len(headings) - count)], strict=True))


def _row(kind: Resident, answers: dict[str, str], areas: Areas, rng: np.random.Generator) -> dict[str, str]:
    groups = loading.questionnaires()["residents_safety"].profile
    wards = np.flatnonzero(areas.district_of_ward == kind.district)
    return {
        "District code": names.DISTRICT_CODES[kind.district],
        "Ward code": areas.ward_codes[int(rng.choice(wards))],
        "Age band": str(rng.choice(groups.age[kind.age])),
        "Sex": kind.sex,
        **answers,
    }


def _logistic(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))
