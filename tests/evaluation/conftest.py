"""A home with a build of the small made-up county, made once, for what registers and finds."""

from pathlib import Path

import pytest

from evaluation.registered_by_hand import make_build
from saferplan.home import Home


@pytest.fixture(scope="session")
def home_with_build(tmp_path_factory) -> Home:
    folder: Path = tmp_path_factory.mktemp("evaluation")
    return make_build(folder)


@pytest.fixture
def built(settings, home_with_build) -> Home:
    """The site works in that home, for one test."""
    settings.HOME = home_with_build
    return home_with_build
