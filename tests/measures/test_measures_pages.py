"""The measures' pages: each number is the build's own, and leads to a page that counts it again."""

import re

import html5lib
import pytest

from cast import made_cast
from one_build import one_build
from saferplan.definitions import loading
from saferplan.home import Home
from saferplan.measures.kept import kept_measures, plain_setting, read_setting
from saferplan.measures.telling import change_told, figures_shown, level_told

HERE = "/members/northmere/measures/"


@pytest.fixture
def cast(db):
    return made_cast()


@pytest.fixture
def built(settings):
    settings.HOME = one_build().home
    return one_build()


@pytest.fixture
def kept():
    return kept_measures(one_build().build)


def text_of(cast, address, role="lead"):
    response = cast.client(role).get(address)
    assert response.status_code == 200, response.content.decode()
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response.content.decode()


def test_the_setting_is_read_back_as_it_was_written(kept):
    assert read_setting(plain_setting(kept.setting)) == kept.setting


def test_a_build_read_back_gives_the_figures_that_were_brought(kept):
    """The bridge's figures were made while the build was made; these from what was kept."""
    shown = {figure.figure_id: figure for figure in figures_shown(kept)}
    area = [figure for figure in one_build().brought.figures if figure.place_code == kept.setting.area.code]
    assert area
    assert all(shown[figure.figure_id] == figure for figure in area)


def test_what_is_told_says_the_table_and_no_more_than_its_interval(kept):
    for measure in loading.measures().values():
        said, figure = change_told(kept.account, measure, kept.setting.area)
        row = kept.readings.changes[measure.key, kept.setting.area.code]
        if row["ratio"] is None:
            assert said.startswith("Too few")
        elif row["low"] <= 1 <= row["high"]:
            assert said.startswith("No clear change")
        else:
            assert (" rose by " in said) == (row["ratio"] > 1)
        assert figure is not None
        level = kept.readings.levels[measure.key, kept.setting.area.code]
        assert level_told(kept.account, measure, kept.setting.area)[0].startswith(f"{level['count']:,} ")


@pytest.mark.django_db
def test_before_a_build_the_page_says_what_to_do(cast, settings, tmp_path):
    settings.HOME = Home(tmp_path)
    for part in ("", "burglary/", "places/E05000001/"):
        assert "Nothing has been counted yet" in text_of(cast, HERE + part)


@pytest.mark.django_db
def test_every_number_of_every_page_leads_to_its_figure(cast, built, kept):
    ward = kept.setting.wards[0].code
    found = set()
    for part in ("", "burglary/", f"burglary/{ward}/", f"places/{ward}/", "anti_social_behaviour/"):
        text = text_of(cast, HERE + part)
        found |= set(re.findall(r"assessment/figures/(F-[0-9a-f]+)/", text))
    shown = {figure.figure_id for figure in figures_shown(kept)}
    assert len(found) > 100
    assert found <= shown
    page = cast.client("lead").get(f"/members/northmere/assessment/figures/{min(found)}/", {"count": "again"})
    assert "it agrees" in page.content.decode()


@pytest.mark.django_db
def test_a_measures_page_has_trend_comparison_and_map(cast, built):
    text = text_of(cast, f"{HERE}all_crime/")
    assert text.count("<svg") == 3
    assert "picture--map" in text
    assert "month by month" in text


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(cast, built, neighbour):
    for part in ("no_such_measure/", "burglary/E99999999/", "places/E99999999/"):
        assert cast.client("lead").get(HERE + part).status_code == 404
    assert neighbour.client("manager").get(HERE).status_code == 403
    assert "Nothing has been counted yet" in text_of(neighbour, "/members/ashwick-vale/measures/")
