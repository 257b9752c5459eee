"""The site's clock: now, and in a demo the day after its made-up year and what has passed since it was made."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from saferplan.home import Home
from saferplan.web.clock import demo_day_words, moment

ENDED = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


def made_demo(home: Home, made_at: datetime) -> None:
    home.path.mkdir(parents=True)
    content = {"begins_at": ENDED.isoformat(), "made_at": made_at.isoformat(), "people": []}
    home.demo_people.write_text(json.dumps(content), encoding="utf-8")


def test_elsewhere_it_is_now(settings, home):
    settings.HOME = home
    before = timezone.now()
    assert before <= moment() <= timezone.now()
    assert demo_day_words() == ""


def test_a_demo_made_three_hours_ago_is_three_hours_past_the_end_of_its_year(settings, home):
    made_demo(home, timezone.now() - timedelta(hours=3))
    settings.HOME = home
    assert abs(moment() - (ENDED + timedelta(hours=3))) < timedelta(seconds=5)
    assert demo_day_words() == "2 February 2026"


@pytest.mark.django_db
def test_every_page_of_a_demo_says_that_it_is_one(settings, home, client):
    assert "its people, places and crimes are made up" not in client.get("/").content.decode()
    made_demo(home, timezone.now())
    settings.HOME = home
    assert "It is 2 February 2026 here." in client.get("/").content.decode()
