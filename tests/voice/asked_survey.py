"""The made-up survey as tests hold it: written, read, and estimated for an area."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from saferplan.evidence.store import new_build
from saferplan.home import Home
from saferplan.places.areas import Area
from saferplan.sources.made_up.areas import named_areas
from saferplan.sources.made_up.county import write_county
from saferplan.sources.made_up.people import settled_people
from saferplan.sources.made_up.survey import MadeUpSurvey, write_survey
from saferplan.sources.made_up.tiling import tiling
from saferplan.sources.population import read_profile
from saferplan.sources.reference import Reference
from saferplan.sources.survey import Survey
from saferplan.terms.months import Month
from saferplan.voice.margins import Known
from saferplan.voice.run import VoiceResults, run

SEED, LAST = 7, Month(2025, 12)


@dataclass(frozen=True)
class Asked:
    """The made-up county with its survey: the truth, the reference tables, and the survey as read."""

    folder: Path
    home: Home
    made: MadeUpSurvey
    reference: Reference
    survey: Survey

    def known(self, area: Area) -> Known:
        profile = read_profile(self.reference.tables, area, self.reference.gazetteer)
        return Known(area, profile, self.reference.residents, self.reference.gazetteer.wards)

    def results(self, area: Area) -> VoiceResults:
        with new_build(self.home, area.code, inputs={"survey": "made up"}, code_version="test") as build:
            return run(build, self.survey, self.known(area))


def county_with_survey(data: Path) -> MadeUpSurvey:
    """The made-up county of the seed with this survey alone."""
    write_county(data, seed=SEED, size="small", first=Month(2024, 1), last=LAST)
    for other in sorted((data / "survey").glob("*.csv")):
        other.unlink()
    return write_survey(data / "survey", *land_and_people(), LAST, np.random.default_rng(11))


def land_and_people():
    """The county of the seed, from the same streams as `write_county` takes."""
    land_rng, people_rng, *_ = np.random.default_rng(SEED).spawn(4)
    areas = named_areas(tiling(126, land_rng))
    return areas, settled_people(areas, people_rng)
