"""The whole main job, run once on the made-up county and once on Maidstone, with the document as blocks."""

from pathlib import Path

import pytest

from assessment.main_job import Job, run_job
from saferplan.sources.made_up.county import write_county
from saferplan.terms.months import Month


@pytest.fixture(scope="session")
def county(tmp_path_factory) -> Path:
    """The made-up county of seed 7."""
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, seed=7, size="small", first=Month(2024, 1), last=Month(2025, 12))
    return folder


@pytest.fixture(scope="session")
def northmere(county, tmp_path_factory) -> Job:
    return run_job(county, tmp_path_factory.mktemp("northmere"), area="Northmere")


@pytest.fixture(scope="session")
def maidstone(shared_data, tmp_path_factory) -> Job:
    return run_job(shared_data, tmp_path_factory.mktemp("maidstone"), area="E07000110")
