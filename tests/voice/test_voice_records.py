"""A survey in the records and on its page; what it says is the build's own."""

import html5lib
import pytest

from cast import NOW, YEAR, made_cast
from one_build import one_build
from saferplan.documents.letters import bound
from saferplan.evidence.models import FrozenFigure
from saferplan.history.models import Event
from saferplan.home import Home
from saferplan.terms.problems import Refusal
from saferplan.voice.actions import bring_survey
from saferplan.voice.brought import plain_survey, read_survey
from saferplan.voice.models import Concern, Survey

HERE = "/members/northmere/voice/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return made_cast()


def bring(cast):
    analyst = cast.people["analyst"]
    return bring_survey(cast.partnership, brought=one_build().survey, plan_year=YEAR, by=analyst, at=NOW)


def text_of(cast, address, role="lead"):
    response = cast.client(role).get(address)
    assert response.status_code == 200, response.content.decode()
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response.content.decode()


def test_a_survey_is_read_back_as_it_was_kept(tmp_path):
    given = one_build().survey
    assert read_survey(plain_survey(given), tmp_path) == given


def test_a_survey_comes_in_with_its_figures(cast):
    survey, given = bring(cast), one_build().survey
    assert [told.sentence for told in survey.estimates.all()] == [told.sentence for told in given.estimates]
    assert {row.figure_id: row.figure for row in FrozenFigure.objects.all()} == {
        figure.figure_id: figure for figure in given.figures
    }
    for concern in Concern.objects.select_related("rank_figure"):
        rank = concern.rank_figure.figure.estimate
        assert (concern.rank, concern.rank_low, concern.rank_high) == (rank.value, rank.low, rank.high)
    assert [event.action for event in Event.objects.all()] == ["evidence.freeze_figures", "voice.bring_survey"]


def test_it_comes_in_once_and_only_where_it_is_from(cast, neighbour):
    bring(cast)
    with pytest.raises(Refusal, match="here already"):
        bring(cast)
    with pytest.raises(Refusal, match="not of Ashwick Vale’s area"):
        bring(neighbour)
    assert Survey.objects.count() == 1


def test_the_page_says_first_what_residents_said(cast, settings):
    settings.HOME = one_build().home
    bring(cast)
    text = text_of(cast, HERE)
    headline = next(told for told in one_build().survey.estimates if told.key == "safe_after_dark.safe")
    assert f'<h1 class="answer">{bound(headline.sentence)}</h1>' in text
    assert "People chose to answer" in text
    for figure in one_build().survey.figures:
        assert f"/members/northmere/assessment/figures/{figure.figure_id}/" in text
    page = cast.client("lead").get(
        f"/members/northmere/assessment/figures/{headline.figure.figure_id}/", {"count": "again"}
    )
    assert "it agrees" in page.content.decode()
    assert headline.sentence in page.content.decode()


def test_before_a_survey_the_page_says_what_to_do(cast, settings, tmp_path):
    settings.HOME = one_build().home
    assert "Bring in the survey that the newest build holds" in text_of(cast, HERE, "analyst")
    settings.HOME = Home(tmp_path)
    assert "No survey has been brought in yet" in text_of(cast, HERE)


def test_the_neighbour_sees_nothing(cast, neighbour):
    survey = bring(cast)
    assert neighbour.client("manager").get(HERE).status_code == 403
    assert neighbour.client("manager").get(f"/members/ashwick-vale/voice/surveys/{survey.pk}/").status_code == 404
    assert cast.client("lead").get(f"{HERE}surveys/{survey.pk}/").status_code == 200
