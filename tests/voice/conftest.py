"""A made-up survey of the whole county and of one district, weighted and estimated once for all tests."""

import pytest

from saferplan.home import Home
from saferplan.places.areas import Area
from saferplan.sources.finding import holdings
from saferplan.sources.made_up import names
from saferplan.sources.reference import read_reference
from saferplan.sources.survey import read_survey, survey_table
from saferplan.voice.run import VoiceResults
from voice.asked_survey import Asked, county_with_survey


@pytest.fixture(scope="session")
def asked(tmp_path_factory) -> Asked:
    folder = tmp_path_factory.mktemp("asked")
    data, home = folder / "data", Home(folder / "home")
    made = county_with_survey(data)
    found = holdings(data)
    reference = read_reference(found, home)
    table = survey_table(found, home)
    assert table is not None
    return Asked(data, home, made, reference, read_survey(table, reference.gazetteer.wards))


@pytest.fixture(scope="session")
def county_area() -> Area:
    own = tuple(code for index, code in enumerate(names.DISTRICT_CODES) if index != names.NEIGHBOUR)
    return Area(names.COUNTY_CODE, names.COUNTY, "county", own)


@pytest.fixture(scope="session")
def county_said(asked, county_area) -> VoiceResults:
    return asked.results(county_area)


@pytest.fixture(scope="session")
def northmere_said(asked) -> VoiceResults:
    return asked.results(asked.reference.gazetteer.area("Northmere"))
