"""The population that answers are weighted to: adults' ages, sexes, and where in the area people live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dataframely as dy
import polars as pl

from saferplan.places.areas import Area
from saferplan.places.tables import Residents, WardLookup
from saferplan.sources.population import AreaProfile, Breakdown
from saferplan.sources.survey import Survey
from saferplan.terms.problems import Refusal
from saferplan.voice.weighting import Margin

Recipe = Mapping[str, Any]
# An age band with fewer answers is weighted together with its neighbour, a ward with the others like it.
LEAST_GROUP_ANSWERS = 20
OTHER_WARDS = "Other wards"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an area's people, as read from the published tables."""

    area: Area
    profile: AreaProfile
    residents: dy.DataFrame[Residents]
    wards: dy.DataFrame[WardLookup]


@dataclass(frozen=True, slots=True)
class PopulationMargin:
    """A margin, and for each of its groups the recipe by which its people are counted again.

    `members` are what each group is made of: the questionnaire's groups, or codes of districts or wards.
    """

    margin: Margin
    recipes: Mapping[str, Recipe]
    members: Mapping[str, Sequence[str]]

    @property
    def recipe(self) -> Recipe:
        return {
            group: {"people": dict(recipe), "members": list(self.members[group])}
            for group, recipe in self.recipes.items()
        }


def population_margins(survey: Survey, respondents: pl.DataFrame, known: Known) -> tuple[PopulationMargin, ...]:
    """Age, sex and place: districts where the area has several, wards where it is one.

    Fails: Refusal where the area's ages or sexes are not known.
    """
    groups = survey.questionnaire.profile
    return (
        _of_breakdown("age", known.profile.ages, _ages(list(groups.age), respondents["age"]), respondents, known.area),
        _of_breakdown("sex", known.profile.sexes, {sex: [sex] for sex in groups.sex}, respondents, known.area),
        _of_places(respondents, known),
    )


def _ages(bands: Sequence[str], answered: pl.Series) -> Mapping[str, list[str]]:
    """Age bands, each with enough answers: one with too few takes in the next older, the oldest the next younger."""
    counts = {band: int((answered == band).sum()) for band in bands}
    joined: list[list[str]] = []
    for band in bands:
        if joined and sum(counts[held] for held in joined[-1]) < LEAST_GROUP_ANSWERS:
            joined[-1].append(band)
        else:
            joined.append([band])
    if len(joined) > 1 and sum(counts[held] for held in joined[-1]) < LEAST_GROUP_ANSWERS:
        joined[-2] += joined.pop()
    return {" and ".join(held): held for held in joined}


def _of_breakdown(
    name: str, breakdown: Breakdown | None, members: Mapping[str, list[str]], respondents: pl.DataFrame, area: Area
) -> PopulationMargin:
    group_of = {member: group for group, held in members.items() for member in held}
    if breakdown is None or not set(group_of) <= set(breakdown.counts):
        raise Refusal(
            f"The answers of {area.name} cannot be weighted by {name}.",
            why=f"No table under --data holds residents of {area.name} by {name} in the questionnaire's groups.",
            next_step="Add the table that docs/reference/sources.md names, or mend the questionnaire's groups.",
        )
    recipes = {
        group: {
            "statistic": "cells",
            "source": breakdown.source_key,
            "key_column": breakdown.key_column,
            "codes": list(breakdown.codes),
            "columns": [breakdown.columns[member] for member in held],
        }
        for group, held in members.items()
    }
    people = {group: sum(breakdown.counts[member] for member in held) for group, held in members.items()}
    answered = [group_of.get(member) for member in respondents[name]]
    return PopulationMargin(Margin(name, people, answered), recipes, members)


def _of_places(respondents: pl.DataFrame, known: Known) -> PopulationMargin:
    wards = known.wards.filter(pl.col("ltla24_code").is_in(known.area.district_codes))
    if len(known.area.district_codes) > 1:
        names = dict(wards.select("ltla24_code", "ltla24_name").unique().sort("ltla24_code").iter_rows())
        return _made_of("district", {name: [code] for code, name in names.items()}, respondents, wards, known)
    answered = respondents["ward_code"].value_counts()
    enough = set(answered.filter(pl.col("count") >= LEAST_GROUP_ANSWERS)["ward_code"].drop_nulls())
    codes: dict[str, list[str]] = {}
    for code, name in wards.select("ward24_code", "ward24_name").unique().sort("ward24_code").iter_rows():
        codes.setdefault(name if code in enough else OTHER_WARDS, []).append(code)
    return _made_of("ward", _joined(codes, answered), respondents, wards, known)


def _joined(codes: dict[str, list[str]], answered: pl.DataFrame) -> Mapping[str, list[str]]:
    """The other wards take in the ward with fewest answers, where together they have too few themselves."""
    counts = dict(answered.iter_rows())

    def answers(name: str) -> int:
        return sum(counts.get(code, 0) for code in codes[name])

    while OTHER_WARDS in codes and len(codes) > 1 and answers(OTHER_WARDS) < LEAST_GROUP_ANSWERS:
        fewest = min((name for name in codes if name != OTHER_WARDS), key=lambda name: (answers(name), name))
        codes[OTHER_WARDS] += codes.pop(fewest)
    return codes


def _made_of(
    kind: str, codes: Mapping[str, list[str]], respondents: pl.DataFrame, wards: pl.DataFrame, known: Known
) -> PopulationMargin:
    group_of = {code: name for name, held in codes.items() for code in held}
    column = {"district": "ltla24_code", "ward": "ward24_code"}[kind]
    living = wards.join(known.residents, on="lsoa21_code").group_by(column).agg(pl.col("residents").sum())
    people = dict.fromkeys(codes, 0)
    for code, count in living.iter_rows():
        people[group_of[code]] += count
    recipes = {
        name: {"statistic": "residents", "places": {"kind": kind, "codes": sorted(held)}}
        for name, held in codes.items()
    }
    answered = [group_of.get(code) for code in respondents[f"{kind}_code"]]
    return PopulationMargin(
        Margin(kind, people, answered), recipes, {name: sorted(held) for name, held in codes.items()}
    )
