"""A home with a build of the made-up county and its survey, and a year walked in it up to a published release."""

import shutil
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings

from cast import Cast, made_cast
from publication.walked_year import Walk, make_home, walked
from saferplan.home import Home
from saferplan.plan.models import Plan
from saferplan.publication.models import Release


@dataclass
class Published:
    """Northmere with its first release out; Ashwick Vale, which must see nothing of its members' pages."""

    northmere: Cast
    neighbour: Cast
    walk: Walk
    plan: Plan
    release: Release
    home: Home


@pytest.fixture(scope="session")
def county_home(tmp_path_factory) -> Home:
    return make_home(tmp_path_factory.mktemp("publication"), "Northmere", "Ashwick Vale")


@pytest.fixture
def built(settings, county_home, tmp_path) -> Home:
    """The site works in a copy of that home, for one test, so that releases do not meet."""
    home = Home(tmp_path / "home")
    shutil.copytree(county_home.path, home.path)
    settings.HOME = home
    return home


@pytest.fixture(scope="module")
def year_published(django_db_setup, django_db_blocker, county_home, tmp_path_factory):
    """Walked once for a module; what its tests change is undone after each, as they run within."""
    home = Home(tmp_path_factory.mktemp("published") / "home")
    shutil.copytree(county_home.path, home.path)
    with django_db_blocker.unblock(), override_settings(HOME=home), transaction.atomic():
        northmere = made_cast()
        neighbour = made_cast("ashwick-vale", "Ashwick Vale", "E07099002")
        walk, plan = walked(northmere, home)
        yield Published(northmere, neighbour, walk, plan, walk.publish(plan), home)
        transaction.set_rollback(True)


@pytest.fixture
def published(db, year_published) -> Published:
    """The same for one test, with nothing in memory of what another test did and was undone."""
    year_published.northmere.clients.clear()
    year_published.neighbour.clients.clear()
    year_published.release.refresh_from_db()
    year_published.plan.refresh_from_db()
    return year_published
