"""A partnership's year in a real browser, through its pages and forms alone, by the people whose part each step is."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journeys import a_year, a_year_delivered, a_year_planned
from one_build import one_build
from saferplan.history.queries import checked
from saferplan.home import Home
from saferplan.partnership.actions import add_person, found_partnership
from web.browser import CHROMIUM, chromium

PLACES = {
    "manager": ("northmere", "Northmere", "E07099001"),
    "neighbour": ("ashwick-vale", "Ashwick Vale", "E07099002"),
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]


@pytest.fixture
def year(live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[a_year.Year]:
    """Two partnerships with nobody but their managers in them, and a finished build of Northmere's area."""
    made = one_build()
    shutil.copytree(made.home.path, tmp_path / "home")
    settings.HOME = Home(tmp_path / "home")
    at = datetime(2025, 4, 1, 9, tzinfo=UTC)
    passwords = {who: f"plainly made up words of {who}" for who in PLACES}
    first = None
    for who, (slug, name, area) in PLACES.items():
        person = add_person(who, f"Madeup {who.title()}", passwords[who], by=first, at=at)
        first = first or person
        county = {"county_slug": "farshire", "county_name": "Farshire"}
        found_partnership(slug=slug, name=name, area_code=area, **county, quorum=3, by=person, at=at)
    with chromium() as browser:
        under_way = a_year.Year(browser, live_server.url, passwords)
        monkeypatch.setattr("saferplan.web.access.moment", under_way.moment)
        yield under_way
    assert checked().count > 60, "what was done through the pages is in the history"
    assert checked().faults == ()


def test_a_whole_year(year: a_year.Year):
    a_year.gathers(year)
    year.on(2026, 1, 20)
    a_year_planned.assesses(year)
    a_year_planned.chooses(year)
    a_year_planned.plans(year)
    year.on(2026, 1, 27)
    a_year_planned.changes(year)
    a_year_delivered.delivers(year)
    a_year_delivered.evaluates(year)
    a_year_delivered.scrutinises(year)
    a_year_delivered.aligns(year)
    year.on(2026, 2, 2)
    a_year_delivered.publishes(year)
    a_year_delivered.agrees(year)
    a_year_delivered.is_read(year)
    a_year_delivered.is_followed_back(year)
