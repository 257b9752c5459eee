"""Two districts of one county, each with a release out."""

import shutil
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings

from cast import Cast, made_cast
from publication.walked_year import Walk, make_home
from saferplan.home import Home
from saferplan.publication.models import Release


@dataclass
class County:
    """Farshire's two districts, and one of another county."""

    northmere: Cast
    ashwick: Cast
    elsewhere: Cast
    walks: tuple[Walk, Walk]
    releases: tuple[Release, Release]


@pytest.fixture(scope="session")
def districts_home(tmp_path_factory) -> Home:
    return make_home(tmp_path_factory.mktemp("agreement"), "Northmere", "Ashwick Vale")


@pytest.fixture(scope="module")
def county_walked(django_db_setup, django_db_blocker, districts_home, tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("county") / "home")
    shutil.copytree(districts_home.path, home.path)
    with django_db_blocker.unblock(), override_settings(HOME=home), transaction.atomic():
        northmere, ashwick = made_cast(), made_cast("ashwick-vale", "Ashwick Vale", "E07099002")
        elsewhere = made_cast("overmere", "Overmere", "E07099009")
        elsewhere.partnership.county_slug = "othershire"
        elsewhere.partnership.save()
        walks = (Walk(northmere, home), Walk(ashwick, home))
        releases = tuple(walk.publish(walk.to_plan(walk.to_assessment())) for walk in walks)
        yield County(northmere, ashwick, elsewhere, walks, releases)
        transaction.set_rollback(True)


@pytest.fixture
def county(db, county_walked) -> County:
    """The same for one test, with nothing in memory of what another test did and was undone."""
    for cast in (county_walked.northmere, county_walked.ashwick, county_walked.elsewhere):
        cast.clients.clear()
    for release in county_walked.releases:
        release.refresh_from_db()
    return county_walked
