"""The main job on a county with a survey: its document is as without one, and every estimate can be traced."""

import re
from datetime import date
from pathlib import Path

import pytest

import saferplan.year
from saferplan.assessment.ledger import ledger_of
from saferplan.assessment.tracing import trace_in_words, traced
from saferplan.evidence.store import find_build
from saferplan.terms.periods import Period
from saferplan.voice.recounting import SURVEY_STATISTICS
from voice.asked_survey import county_with_survey

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "northmere.txt"


@pytest.mark.slow
def test_the_document_is_unchanged_and_the_estimates_are_in_the_ledger(tmp_path, home):
    county_with_survey(tmp_path / "county")
    request = saferplan.year.Request(
        "Northmere", Period.parse("2025"), Period.parse("2024"), tmp_path / "county", (), date(2026, 1, 14)
    )
    written = saferplan.year.run(request, home=home, out=tmp_path / "out", progress=lambda *_: None)
    text = (tmp_path / "out" / "strategic-assessment.txt").read_text(encoding="utf-8")
    named = re.sub(r"F-[0-9a-f]{10}", "F-xxxxxxxxxx", re.sub(r"B-[0-9a-f]{12}", "B-xxxxxxxxxxxx", text))
    assert named == GOLDEN.read_text(encoding="utf-8")
    assert any("live outside Northmere" in notice for notice in written.notices)
    figures = {figure.statistic: figure for figure in ledger_of(written.build_id, home).figures}
    for statistic in SURVEY_STATISTICS:
        trace = traced(figures[statistic].figure_id, home)
        assert trace.agrees
        assert "residents-survey-2025-12.csv" in trace_in_words(trace)
    build = find_build(home, written.build_id)
    assert (build.folder / "voice" / "estimates.parquet").is_file()
