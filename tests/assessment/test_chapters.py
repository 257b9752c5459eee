"""Chapters where part of the material is lacking: each says what it cannot tell, and the document is whole."""

from dataclasses import replace

import pytest

from assessment.main_job import WRITTEN_ON, run_job
from saferplan.assessment.chapters import closing, crime, opening, spans
from saferplan.assessment.document import strategic_assessment
from saferplan.documents import text
from saferplan.documents.blocks import Illustration, Note, Table
from saferplan.measures.account import Account


@pytest.fixture(scope="module")
def material(northmere):
    return northmere.assessed.material


def without(material, **lacking):
    """The material with parts of its readings emptied."""
    account = material.account
    readings = replace(account.readings, **lacking)
    return replace(material, account=Account(account.basis, readings, account.book))


def read(material):
    return " ".join(text.write(strategic_assessment(material, WRITTEN_ON)).split())


def test_no_wards_is_said(material):
    assert "No ward can be counted" in read(replace(material, wards=()))


def test_no_outlines_is_said_and_the_wards_are_still_tabled(material):
    lacking = replace(material, ward_outlines={})
    blocks = crime.wards(lacking)
    assert any(isinstance(block, Note) and block.title == "No map of wards" for block in blocks)
    assert any(isinstance(block, Table) and block.key == "wards" for block in blocks)


def test_no_index_of_deprivation_is_said_as_in_wales(material):
    lacking = replace(material, people=replace(material.people, deprivation=None))
    assert "No index of deprivation was supplied for this area" in read(lacking)


def test_no_change_is_neither_drawn_nor_tabled(material):
    blocks = crime.changes(without(material, changes={}))
    assert not [block for block in blocks if isinstance(block, Illustration | Table)]
    assert "Changes" in read(without(material, changes={}))


def test_changes_without_a_ratio_are_tabled_and_not_drawn(material):
    changes = {
        key: {**row, "ratio": None, "low": None, "high": None} for key, row in material.account.readings.changes.items()
    }
    blocks = crime.changes(without(material, changes=changes))
    assert [type(block) for block in blocks if isinstance(block, Illustration | Table)] == [Table]


def test_no_rank_leaves_out_its_columns(material):
    lacking = without(material, ranks={})
    levels = next(block for block in crime.levels(lacking) if isinstance(block, Table))
    assert [column.heading for column in levels.columns][1:] == ["Recorded", "Per 1,000 residents", "95 % interval"]
    assert "highest of" not in read(lacking)


def test_no_twelve_months_is_said(material):
    assert "No twelve months in a row were supplied whole" in read(without(material, rolling={}))


def test_twelve_months_after_the_period_are_not_told(material):
    early = replace(
        material,
        period=replace(
            material.period, last=material.period.first.shifted(-6), first=material.period.first.shifted(-6)
        ),
    )
    told = [row for row in crime._rolling(early) if "In the twelve months" in str(row)]
    assert not told


def test_no_other_force_is_said(material):
    assert "No other force's files for these months were found" in read(replace(material, other_forces=()))


def test_no_finding_is_said(material):
    lacking = replace(material, findings=())
    assert "nothing stands out beyond what chance would show" in str(opening.summary(lacking))
    assert "those with most at stake" not in str(closing.findings(lacking))


def test_a_month_left_out_of_the_period_is_named(material):
    months = material.account.readings.months
    fewer = {key: value[1:] if key == "all_crime" else value for key, value in months.items()}
    notes = spans.partial_period(without(material, months=fewer))
    assert [note.title for note in notes] == ["Crimes: not the whole of 2025"]
    assert "January 2025 is missing or short" in str(notes[0].text)


def test_crimes_and_incidents_of_different_months_are_told_apart(material):
    """In the made-up county November 2024 is short of crimes alone."""
    told = [note.title for note in spans.refused_comparisons(material)]
    assert told == [
        "2025 as a whole is not compared with 2024 (crimes).",
        "2025 as a whole is not compared with 2024 (anti-social behaviour).",
    ]


@pytest.mark.real_data
@pytest.mark.slow
def test_a_period_with_no_usable_month_of_crime_is_told_by_its_incidents(shared_data, tmp_path):
    """December 2018 in Kent is short of crimes; its 244 incidents in Maidstone are counted."""
    job = run_job(shared_data, tmp_path, area="E07000110", period="2018-12", against="2017-12")
    said = read(job.assessed.material)
    assert "No month of December 2018 can be counted for crime in Maidstone." in said
    assert "244 incidents of anti-social behaviour" in said
    assert "2025" not in said.partition("How good the data are")[0].partition("Levels and patterns")[2]


@pytest.mark.real_data
@pytest.mark.slow
def test_a_partnership_of_two_districts_ranks_each_of_them(shared_data, tmp_path):
    """Dartford has 97.98 crimes per 1,000 residents and Gravesham 80.62: second and sixth of Kent's 13 districts."""
    said = read(run_job(shared_data, tmp_path, area="E22000352").assessed.material)
    assert "The rate of Dartford is the 2nd highest of 13 districts in the Kent police area" in said
    assert "The rate of Gravesham is the 6th highest of 13 districts in the Kent police area" in said
    assert "Dartford ranks 2nd of 13 districts of the Kent police area with 97.98 crimes per 1,000 residents" in said
    assert "not given" not in said.partition("Levels and patterns")[2].partition("Beside the other districts")[0]
