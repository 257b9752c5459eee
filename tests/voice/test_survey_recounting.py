"""Every figure of a survey counted again from its bytes, by code that shares nothing with the first count."""

import ast
import csv
import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from saferplan.assessment.recounting import Input, Recount
from saferplan.sources.finding import holdings
from saferplan.sources.survey import SURVEY, read_survey, survey_table
from saferplan.voice import recounting
from saferplan.voice.recounting import SURVEY_STATISTICS


@pytest.fixture(scope="module")
def recount(asked) -> Recount:
    """With the inputs that the year keeps of such a build."""
    tables = dict(asked.reference.tables) | {SURVEY: survey_table(holdings(asked.folder), asked.home)}
    inputs = [Input(key, table.file.sha256, table.file.name, table.member) for key, table in tables.items()]
    return Recount(asked.home, inputs)


def test_every_figure_of_a_district_and_of_the_county_agrees(recount, county_said, northmere_said):
    figures = (*county_said.figures, *northmere_said.figures)
    assert {figure.recipe["statistic"] for figure in figures} == set(SURVEY_STATISTICS)
    assert len(figures) > 300
    for figure in figures:
        assert recount.value(figure.recipe) == pytest.approx(figure.estimate.value, rel=1e-9), figure.measure_name


def test_a_figure_needs_the_survey_and_the_tables_it_is_weighted_by(recount, northmere_said):
    needed = {item.source for item in recount.needed(northmere_said.figures[0].recipe)}
    assert needed >= {SURVEY, "ons_mid_2020_ages", "ons_census_2021_sexes", "ons_census_2021_residents"}
    assert "police_uk_street" not in needed


def test_a_changed_answer_no_longer_agrees(recount, asked, northmere_said):
    """One woman of Northmere who felt safe is made to feel unsafe: the share moves by her weight."""
    figure = next(told.figure for told in northmere_said.estimates if told.statement == "safe" and told.figure)
    changed = replace(recount)
    rows = [dict(row) for row in recount._table(SURVEY)]
    hers = next(row for row in rows if row["district_code"] == "E07099001" and row["Safe by day"] == "Very safe")
    hers["Safe by day"] = "Very unsafe"
    changed._tables[SURVEY] = rows
    changed._survey = recounting.SurveyRecount(changed._table, changed.value)
    assert changed.value(figure.recipe) < figure.estimate.value - 0.001


def test_recounting_shares_no_code_with_the_first_count():
    """Its imports are the standard library, definitions and plain terms."""
    tree = ast.parse(Path(recounting.__file__).read_text(encoding="utf-8"))
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert plain <= {"json"}
    assert froms <= {
        *("collections.abc", "dataclasses", "datetime", "typing"),
        *("saferplan.definitions", "saferplan.definitions.forms", "saferplan.terms.problems"),
    }


def test_the_base_is_the_good_rows_of_the_area(asked, northmere_said):
    """Counted with the csv module: rows of the district, less the row sent twice and the band of another survey."""
    rows = list(csv.DictReader(io.StringIO(asked.made.path.read_text(encoding="utf-8-sig"), newline="")))
    own = {row["Respondent ID"] for row in rows if row["District code"] == "E07099001" and row["Age band"] != "Over 21"}
    assert northmere_said.design["n"].estimate.value == len(own)
    survey = read_survey(survey_table(holdings(asked.folder), asked.home), asked.reference.gazetteer.wards)
    assert len(own) == survey.respondents.filter(pl.col("district_code") == "E07099001").height
