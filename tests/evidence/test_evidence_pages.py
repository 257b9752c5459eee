"""The evidence pages: what was supplied month by month, and the figures kept; by hand from the county's known gaps."""

from datetime import date

import html5lib
import pytest

from cast import NOW, YEAR, made_cast
from one_build import one_build
from saferplan.assessment.actions import bring_build
from saferplan.evidence.calendar_strip import strip_of, strip_rows, strip_svg
from saferplan.home import Home

HERE = "/members/northmere/evidence/"


@pytest.fixture
def cast(db):
    return made_cast()


@pytest.fixture
def built(settings):
    settings.HOME = one_build().home
    return one_build()


def text_of(cast, address, role="lead"):
    response = cast.client(role).get(address)
    assert response.status_code == 200, response.content.decode()
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response.content.decode()


def supply(number, crimes="supplied", asb="supplied", sentence=""):
    return {"month": date(2024, number, 1), "crimes": crimes, "asb": asb, "sentence": sentence}


def test_a_month_is_as_whole_as_its_less_whole_half():
    strip = strip_of([supply(1), supply(2, asb="short", sentence="Few."), supply(3, "missing", "missing"), supply(4)])
    assert (
        strip.sentence == "Crime data run to April 2024; 2 of 4 months are whole, and February to March 2024 are not."
    )
    assert strip.sentences == ("Few.",)
    assert strip_rows(strip)[0][:5] == ["2024", "supplied", "too little", "missing", "supplied"]
    assert (
        strip_of([supply(1)]).sentence == "Crime data run to January 2024; 1 month was supplied whole, without a gap."
    )


def test_the_strip_is_drawn_with_signs_and_not_by_colour_alone():
    drawn = strip_svg(strip_of([supply(1), supply(2, "missing", "missing")]), title="<What> & why")
    html5lib.HTMLParser(strict=True).parseFragment(drawn)
    assert "&lt;What&gt; &amp; why" in drawn
    assert "stroke-dasharray" in drawn
    assert "style=" not in drawn


@pytest.mark.django_db
def test_before_a_build_the_page_says_what_to_do(cast, settings, tmp_path):
    settings.HOME = Home(tmp_path)
    text = text_of(cast, HERE)
    assert "No data have been counted yet" in text
    assert "saferplan year --area E07099001" in text


@pytest.mark.django_db
def test_the_page_names_the_gaps_of_the_made_up_county(cast, built):
    text = text_of(cast, HERE)
    assert "Crime data run to December 2025; 22 of 24 months are whole" in text
    assert "July 2024 and November 2024 are not" in text
    assert "Street-level crime and anti-social behaviour" in text
    assert built.build.build_id in text


@pytest.mark.django_db
def test_every_figure_kept_is_listed_and_leads_to_its_page(cast, built):
    assert "0 figures are kept" in text_of(cast, f"{HERE}figures/")
    analyst = cast.people["analyst"]
    bring_build(cast.partnership, brought=built.brought, plan_year=YEAR, by=analyst, at=NOW)
    text = text_of(cast, f"{HERE}figures/")
    assert f"{len(built.brought.figures)} figures are kept" in text
    for figure in built.brought.figures:
        assert f"/members/northmere/assessment/figures/{figure.figure_id}/" in text


@pytest.mark.django_db
def test_the_neighbour_sees_nothing(cast, neighbour, built):
    assert neighbour.client("manager").get(HERE).status_code == 403
    assert (
        "No data have been counted yet"
        in neighbour.client("manager").get("/members/ashwick-vale/evidence/").content.decode()
    )
