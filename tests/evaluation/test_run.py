"""A planted change is found on a build made of files, and each figure of it is traced to the raw bytes."""

from dataclasses import replace
from pathlib import Path

import pytest

import saferplan.year
from saferplan.assessment.ledger import ledger_of
from saferplan.assessment.tracing import traced
from saferplan.evaluation.comparison import SUGGESTED
from saferplan.evaluation.design import Design
from saferplan.evaluation.run import Evidence, evaluated, monthly_counts, run, suggested_comparisons
from saferplan.evidence.store import current_build
from saferplan.home import Home
from saferplan.sources.made_up.county import MadeUpCounty, write_county
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.slow
BEFORE = tuple(Period.parse(year) for year in ("2022", "2023", "2024"))
VIOLENCE = "violence_and_sexual_offences"


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> MadeUpCounty:
    folder = tmp_path_factory.mktemp("county")
    return write_county(folder, seed=2026, size="county", first=Month(2022, 1), last=Month(2025, 12))


@pytest.fixture(scope="module")
def evidence(county, tmp_path_factory) -> Evidence:
    folder: Path = tmp_path_factory.mktemp("home")
    home = Home(folder / "home")
    request = saferplan.year.Request(
        "Northmere", Period.parse("2025"), Period.parse("2024"), county.folder, (), Month(2026, 1).first_date
    )
    saferplan.year.run(request, home=home, out=folder / "out", progress=lambda *_: None)
    build = current_build(home, "E07099001")
    assert build
    return Evidence(build, home)


@pytest.fixture(scope="module")
def town_centre(evidence) -> str:
    """The ward that the published lookup calls the district's centre: the demo knows no more."""
    wards = evidence.gazetteer.wards.select("ward24_name", "ward24_code").unique()
    return dict(wards.iter_rows())["Northmere Centre"]


@pytest.fixture(scope="module")
def design(evidence, town_centre) -> Design:
    suggested = suggested_comparisons(
        evidence, measure_key=VIOLENCE, place_kind="ward", treated=[town_centre], before=BEFORE
    )
    return Design(
        measure_key=VIOLENCE,
        place_kind="ward",
        treated=(town_centre,),
        comparisons=tuple(suggested["place_code"].head(SUGGESTED)),
        start=Month(2025, 1),
        before=BEFORE,
        after=Period.parse("2025"),
        chosen_because_high=True,
    )


def test_the_planted_change_is_found(county, evidence, design, town_centre):
    truth = county.planted.place
    assert (truth.ward_code, truth.crime_type) == (town_centre, "Violence and sexual offences")
    found = evaluated(evidence, design).effect
    assert found.ratio.high < 1
    assert found.ratio.low < truth.rate_ratio < found.ratio.high
    assert found.fall_probability > 0.975


def test_the_missing_and_the_short_month_are_left_out_with_the_reason(county, evidence, design):
    done = evaluated(evidence, design)
    assert done.months.left_out == (county.planted.missing_month, county.planted.short_month)
    assert "no file was supplied" in done.reasons[0]
    assert "short" in done.reasons[1]
    assert len(done.months.after) == 12


def test_every_figure_is_counted_again_from_the_raw_bytes(evidence, design):
    done = run(evidence, design)
    assert len(done.figures.all) == 7
    for figure in done.figures.all:
        trace = traced(figure.figure_id, evidence.home)
        assert trace.agrees, figure
        assert trace.files
    first = ledger_of(evidence.build.build_id, evidence.home)
    assert done.figures.ratio not in first.figures, "the document's own ledger is as it was"


def test_the_build_holds_what_a_chart_needs(evidence, design):
    counts = monthly_counts(evidence, design)
    assert len(counts["treated"]) == len(counts["comparison"]) == 47
    assert sum(counts["comparison"].values()) > sum(counts["treated"].values())


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"comparisons": ("E05999999",)}, "cannot be counted"), ({"measure_key": "joy"}, "joy is not a measure")],
)
def test_places_and_measures_unknown_to_the_build_are_refused(evidence, design, changed, words):
    with pytest.raises(Refusal, match=words):
        evaluated(evidence, replace(design, **changed))
