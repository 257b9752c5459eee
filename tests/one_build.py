"""One finished build of the made-up county's Northmere with its survey, made once for all tests of pages."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from saferplan.assessment.brought import Brought, brought_from, survey_from
from saferplan.evidence.store import Build, current_build
from saferplan.home import Home
from saferplan.sources.made_up.areas import named_areas
from saferplan.sources.made_up.county import write_county
from saferplan.sources.made_up.people import settled_people
from saferplan.sources.made_up.survey import write_survey
from saferplan.sources.made_up.tiling import tiling
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.voice.brought import BroughtSurvey
from saferplan.year import Request, run

SEED, FIRST, LAST = 7, Month(2024, 1), Month(2025, 12)
NORTHMERE = "E07099001"


@dataclass(frozen=True)
class OneBuild:
    """The build, where it is, and what it gives to records. Its files are shared: change a copy."""

    data: Path
    home: Home
    out: Path
    build: Build
    brought: Brought
    survey: BroughtSurvey


def asked_county(data: Path) -> None:
    """The small made-up county of the seed, and a survey of its people, as only a large one is written with."""
    write_county(data, seed=SEED, size="small", first=FIRST, last=LAST)
    land_rng, people_rng, *_ = np.random.default_rng(SEED).spawn(4)
    areas = named_areas(tiling(126, land_rng))
    write_survey(data / "survey", areas, settled_people(areas, people_rng), LAST, np.random.default_rng(11))


@cache
def one_build() -> OneBuild:
    """The main job of Northmere, 2025 against 2024."""
    folder = Path(tempfile.mkdtemp(prefix="saferplan-one-build-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data, home, out = folder / "data", Home(folder / "home"), folder / "out"
    asked_county(data)
    asked = Request("Northmere", Period.parse("2025"), Period.parse("2024"), data, (), date(2026, 1, 14))
    run(asked, home=home, out=out, progress=lambda *_: None)
    build = current_build(home, NORTHMERE)
    assert build is not None
    survey = survey_from(build)
    assert survey is not None
    return OneBuild(data, home, out, build, brought_from(build), survey)
