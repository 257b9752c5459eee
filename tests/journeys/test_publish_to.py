"""`saferplan year --publish-to`: the build's findings and survey come into a partnership, or it is said why not."""

import os
import subprocess
import sys

import pytest

from cast import made_cast
from journeys.command_line import finished, saferplan, started
from one_build import asked_county
from saferplan.assessment.models import Assessment
from saferplan.history.queries import checked
from saferplan.partnership.models import Membership
from saferplan.voice.models import Survey

ASKED = ("year", "--area", "Northmere", "--period", "2025", "--against", "2024")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked") / "county"
    asked_county(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("published")


@pytest.fixture
def northmere(db, monkeypatch, tmp_path):
    monkeypatch.setenv("SAFERPLAN_HOME", str(tmp_path))  # which the command line changes, and this puts back
    return made_cast()


@pytest.fixture
def cast_of_both(northmere, neighbour):
    return northmere, neighbour


def published(data, folder, *more, area="Northmere"):
    asked = [area if word == "Northmere" else word for word in ASKED]
    return saferplan(*asked, "--data", data, "--out", folder / "out", "--home", folder / "home", *more)


@pytest.mark.django_db
def test_a_build_comes_into_the_partnership_once(northmere, data, folder):
    to = ("--publish-to", "northmere", "--as", "analyst-northmere")
    answer = published(data, folder, *to)
    assert answer.code == 0, answer.err
    assessment = Assessment.objects.get()
    assert (assessment.plan_year, assessment.brought_by) == ("2026/27", northmere.people["analyst"])
    assert f"{assessment.findings.count()} candidate findings are with Northmere for 2026/27:" in answer.out
    assert Survey.objects.get().build_id == assessment.build_id
    assert checked().faults == ()
    again = published(data, folder, *to)
    assert again.code == 0, again.err
    assert "Northmere has the findings of this build for 2026/27 already." in again.out
    assert Assessment.objects.count() == Survey.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--publish-to", "no-such-place"), "There is no partnership at no-such-place."),
        (("--publish-to", "northmere"), "Who brings it to Northmere?"),
        (("--publish-to", "northmere", "--as", "lead-northmere"), "lead-northmere may not bring a build to Northmere."),
        (("--publish-to", "northmere", "--as", "manager-ashwick-vale"), "manager-ashwick-vale may not bring"),
    ],
)
def test_what_could_not_be_brought_in_is_refused_before_the_work(cast_of_both, data, tmp_path, more, said):
    answer = published(data, tmp_path, *more)
    assert (answer.code, said in answer.err) == (2, True), answer.err
    assert "What next:" in answer.err
    assert not (tmp_path / "out").exists()
    assert not Assessment.objects.exists()


@pytest.mark.django_db
def test_another_areas_build_is_refused(northmere, data, tmp_path, folder):
    Membership.objects.exclude(role="analyst").delete()
    by_code = published(data, tmp_path, "--publish-to", "northmere", area="E07099002")
    assert "The build is of E07099002, and Northmere is for E07099001." in by_code.err
    assert not (tmp_path / "out").exists()
    by_name = published(data, folder, "--publish-to", "northmere", area="Ashwick Vale")
    assert by_name.code == 2
    assert "Northmere is for E07099001" in by_name.err
    assert not Assessment.objects.exists()


def test_without_a_database_it_says_how_to_set_it_up(data, tmp_path):
    where = ("--data", data, "--out", tmp_path / "out", "--home", tmp_path / "home")
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    answer = finished(started(*ASKED, *where, "--publish-to", "northmere", env=ours))
    assert answer.code == 2
    assert "The site's database is not set up." in answer.err
    assert "saferplan site" in answer.err


def test_plain_help_and_plain_year_never_load_the_site():
    """In a process of its own: what was imported when the command line had been read."""
    code = "import sys, saferplan.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
