"""What every test may use: where the real data are, and a home of its own."""

import os
from pathlib import Path

import pytest

from cast import Cast, made_cast
from saferplan.home import Home

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real files beside the checkout; tests that need them skip, saying so, where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real data are not at {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation of its own for one test."""
    return Home(tmp_path / "home")


@pytest.fixture
def northmere(db) -> Cast:
    """A made-up partnership with somebody in every role and a quorate meeting."""
    return made_cast()


@pytest.fixture
def neighbour(db) -> Cast:
    """The partnership next door, whose people must see nothing of Northmere's."""
    return made_cast("ashwick-vale", "Ashwick Vale", "E07099002")


def pytest_collection_modifyitems(items):
    """Mark what touches the records' database, so that it can be run again on another; put what is slow first.

    A journey that begins last would keep one core at work and leave the other idle.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(item.fixturenames):
            item.add_marker("records")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """With CI=true a skip is a failure: only the real data may be absent."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("CI") == "true" and report.skipped and "the real data are not at" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped, and with CI=true a skip is a failure: {report.longrepr}"
