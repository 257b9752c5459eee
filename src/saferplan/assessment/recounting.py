"""Counts a figure again from the raw bytes, by code that shares nothing with the way it was first counted.

Only the standard library: zip, gzip and csv, row by row. It reads no build and no Parquet file, so that an error in
cleaning, placing or counting cannot repeat itself here. Two figures only do not go back to raw bytes: how many
comparisons were looked at and how many passed are counted again from the published table of them.
"""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saferplan.assessment.exact_interval import is_exact_poisson
from saferplan.assessment.raw_places import CHANGES, WARDS, RawPlaces
from saferplan.assessment.street_tally import Tally, tally
from saferplan.definitions import loading
from saferplan.home import Home
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal
from saferplan.voice.recounting import SURVEY_STATISTICS, SurveyRecount

Recipe = Mapping[str, Any]
STREET = "police_uk_street"
RESIDENTS = "ons_census_2021_residents"
# Not a publisher's: the table of comparisons that a document was published with.
FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Input:
    """One table a build stands on: its raw file by hash, and for street files the force and month."""

    source: str
    sha256: str
    name: str
    member: str
    force: str = ""
    month: str = ""


def kept_file(item: Input, home: Home) -> Path:
    """Where an installation keeps a table's file: by hash, a publisher's apart from what Saferplan wrote."""
    return (home.figures if item.source == FINDINGS else home.raw) / item.sha256


def found_file(item: Input, home: Home) -> Path:
    """The file of a table. Fails: Refusal where it is gone."""
    path = kept_file(item, home)
    if not path.is_file():
        raise Refusal(
            f"{item.name} is no longer among the raw files.",
            why=f"No file with the hash {item.sha256} is kept in this installation.",
            next_step="Run saferplan year again with the folder that holds it.",
        )
    return path


@dataclass
class Recount:
    """What is needed to count figures of one build again: the raw files, and the tables the build was made from."""

    home: Home
    inputs: Sequence[Input]
    _tallies: dict[Input, Tally] = field(default_factory=dict)
    _tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    _places: RawPlaces = field(init=False)
    _survey: SurveyRecount = field(init=False)

    def __post_init__(self) -> None:
        self._places = RawPlaces(self._table)
        self._survey = SurveyRecount(self._table, self.value)

    def value(self, recipe: Recipe) -> float:
        """The value of a recipe. Fails: Refusal where a raw file it needs is gone.

        Assumes: the raw files are still those of their hashes.
        """
        return _ARITHMETIC[recipe["statistic"]](self, recipe)

    def interval_agrees(self, recipe: Recipe, low: float, high: float, level: float) -> bool | None:
        """Whether the interval of a rate is exact for its count. None for others: they rest on more than one count."""
        if recipe["statistic"] != "rate_per_1000":
            return None
        scale = self.value(recipe["residents"]) / 1000
        return is_exact_poisson(int(self.value(recipe["count"])), low * scale, high * scale, level)

    def needed(self, recipe: Recipe) -> tuple[Input, ...]:
        """The tables a recipe is counted from, each once."""
        found: dict[Input, None] = {}
        for part in _parts(recipe):
            for wanted in self.inputs:
                if _uses(part, wanted):
                    found[wanted] = None
        return tuple(found)

    # -- selections of rows and people

    def _count(self, recipe: Recipe) -> int:
        types = recipe.get("crime_types")
        codes = self._places.codes_within(recipe["places"]) if "places" in recipe else None
        return sum(file.counted(codes, types) for file in self._street(recipe))

    def _rows(self, recipe: Recipe) -> int:
        return sum(getattr(file, recipe["which"]) for file in self._street(recipe))

    def _residents(self, recipe: Recipe) -> int:
        wanted = self._places.lsoas_of(recipe["places"])
        column = recipe.get("column", "residents")
        return sum(int(float(row[column])) for row in self._table(RESIDENTS) if row["lsoa21_code"] in wanted)

    def _cells(self, recipe: Recipe) -> float:
        codes = set(recipe["codes"]) if "codes" in recipe else self._places.lsoas_of(recipe["places"])
        rows = [row for row in self._table(recipe["source"]) if row[recipe["key_column"]] in codes]
        return sum(float(row[column] or 0) for row in rows for column in recipe["columns"])

    def _rows_where(self, recipe: Recipe) -> int:
        codes = self._places.lsoas_of(recipe["places"])
        rows = [row for row in self._table(recipe["source"]) if row[recipe["key_column"]] in codes]
        return sum(1 for row in rows if row[recipe["column"]] and float(row[recipe["column"]]) in recipe["values"])

    # -- the table of comparisons

    def _comparisons(self, recipe: Recipe) -> int:
        return len(self._table(recipe["source"]))

    def _candidates(self, recipe: Recipe) -> int:
        """Benjamini and Hochberg's step-up rule: all p-values up to the last that lies under its share of the rate."""
        rows = self._table(recipe["source"])
        ordered = sorted(float(row["p_value"]) for row in rows)
        under = [p for rank, p in enumerate(ordered, 1) if p * len(rows) / rank <= recipe["false_discovery_rate"]]
        last = max(under, default=-1.0)
        return sum(float(row["p_value"]) <= last and float(row["stake"]) >= recipe["least_stake"] for row in rows)

    # -- arithmetic upon selections

    def _rate(self, recipe: Recipe) -> float:
        return 1000 * self.value(recipe["count"]) / self.value(recipe["residents"])

    def _share(self, recipe: Recipe) -> float:
        return self.value(recipe["count"]) / self.value(recipe["whole"])

    def _ratio_of_daily_rates(self, recipe: Recipe) -> float:
        days = [sum(Month.parse(month).days for month in recipe[part]["months"]) for part in ("count", "against")]
        return (self.value(recipe["count"]) / days[0]) / (self.value(recipe["against"]) / days[1])

    def _ratio_to_the_rest(self, recipe: Recipe) -> float:
        count, residents = self.value(recipe["count"]), self.value(recipe["residents"])
        rest = self.value(recipe["whole_count"]) - count
        rest_residents = self.value(recipe["whole_residents"]) - residents
        return (count / residents) / (rest / rest_residents)

    def _ratio_of_ratios(self, recipe: Recipe) -> float:
        return self.value(recipe["treated_after"]) / self._expected_count(recipe)

    def _expected_count(self, recipe: Recipe) -> float:
        change = self.value(recipe["comparison_after"]) / self.value(recipe["comparison_before"])
        return self.value(recipe["treated_before"]) * change

    def _weighted_displacement_difference(self, recipe: Recipe) -> float:
        """Each month after less the mean of the same months before, added up over the areas by weight."""
        total = 0.0
        for area in recipe["areas"].values():
            for group in recipe["months"]:
                after, before = (self._count({**area["count"], "months": group[side]}) for side in ("after", "before"))
                total += area["weight"] * (after - before / len(group["before"]))
        return total

    def _rank(self, recipe: Recipe) -> int:
        rates = {code: self._rate(parts) for code, parts in recipe["districts"].items()}
        ours = rates[recipe["of"]]
        return 1 + sum(1 for rate in rates.values() if rate > ours)

    def _length(self, recipe: Recipe) -> int:
        return len(self._places.lsoas_of(recipe["places"]))

    def _of_survey(self, recipe: Recipe) -> float:
        return self._survey.value(recipe)

    # -- raw files

    def _street(self, recipe: Recipe) -> Iterator[Tally]:
        for wanted in self.inputs:
            if _uses(recipe, wanted) and wanted.source == STREET:
                if wanted not in self._tallies:
                    self._tallies[wanted] = tally(self._text(wanted))
                yield self._tallies[wanted]

    def _table(self, source: str) -> list[dict[str, str]]:
        if source not in self._tables:
            wanted = next(item for item in self.inputs if item.source == source)
            columns = loading.sources()[source].columns if source != FINDINGS else {}
            names = {heading: ours for ours, headings in columns.items() for heading in (ours, *headings)}
            rows = csv.DictReader(io.StringIO(self._text(wanted)))
            self._tables[source] = [{names.get(key, key): text for key, text in row.items()} for row in rows]
        return self._tables[source]

    def _text(self, wanted: Input) -> str:
        found = found_file(wanted, self.home)
        if wanted.member and zipfile.is_zipfile(found):
            with zipfile.ZipFile(found) as archive:
                content = archive.read(wanted.member)
        else:
            content = found.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")


# What each word for a statistic in a recipe means.
_ARITHMETIC: Mapping[str, Callable[[Recount, Recipe], float]] = {
    "count": Recount._count,
    "rows": Recount._rows,
    "residents": Recount._residents,
    "cells": Recount._cells,
    "rows_where": Recount._rows_where,
    "lsoa_count": Recount._length,
    "rate_per_1000": Recount._rate,
    "share": Recount._share,
    "ratio_of_daily_rates": Recount._ratio_of_daily_rates,
    "ratio_to_the_rest": Recount._ratio_to_the_rest,
    "ratio_of_ratios": Recount._ratio_of_ratios,
    "expected_count": Recount._expected_count,
    "weighted_displacement_difference": Recount._weighted_displacement_difference,
    "rank": Recount._rank,
    "comparisons": Recount._comparisons,
    "candidates": Recount._candidates,
    **dict.fromkeys(SURVEY_STATISTICS, Recount._of_survey),
}


def _parts(recipe: Recipe) -> Iterator[Recipe]:
    yield recipe
    for value in recipe.values():
        if isinstance(value, Mapping):
            yield from _parts(value)


def _uses(part: Recipe, wanted: Input) -> bool:
    if wanted.source == STREET:
        return wanted.force == part.get("force") and wanted.month in part.get("months", ())
    if wanted.source in (WARDS, CHANGES):
        return "kind" in part
    if wanted.source == RESIDENTS:
        return part.get("statistic") == "residents"
    return wanted.source == part.get("source")
