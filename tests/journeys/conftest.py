"""A made-up county, and an assessment of one district of it that stands: what a refusal must leave as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.command_line import Answer, hashes, saferplan
from saferplan.evidence.store import current_build
from saferplan.home import Home

DISTRICT = "E07099001"  # Northmere


@dataclass(frozen=True, slots=True)
class Standing:
    """What one good run left, and whether it is there still."""

    data: Path
    home: Path
    out: Path
    answer: Answer
    build_id: str
    files: Mapping[str, str]

    def check(self) -> None:
        """The build is current, whole and readable, and the documents are to the byte what they were."""
        build = current_build(Home(self.home), DISTRICT)
        assert build is not None
        assert build.build_id == self.build_id
        assert build.damaged_files() == ()
        assert build.offences(force_codes=["farshire"]).collect().height > 0
        assert build.frame("assessment", "screened").height > 0
        assert hashes(self.out) == self.files


@pytest.fixture(scope="session")
def county(tmp_path_factory) -> Path:
    """The county of seed 7, 2024 and 2025; its force's July 2024 is missing and its November 2024 is short."""
    folder = tmp_path_factory.mktemp("county") / "county"
    answer = saferplan("made-up", "--out", folder, "--seed", 7)
    assert answer.code == 0, answer.err
    return folder


@pytest.fixture(scope="session")
def standing(county, tmp_path_factory) -> Standing:
    """Northmere 2025 against 2024. Its files are shared: a test that changes one takes a copy."""
    folder = tmp_path_factory.mktemp("standing")
    return stand(county, folder)


def stand(data: Path, folder: Path) -> Standing:
    """Run the main job, and note what it left."""
    home, out = folder / "home", folder / "out"
    answer = saferplan(*asked(data, home, out))
    assert answer.code == 0, answer.err
    build = current_build(Home(home), DISTRICT)
    assert build is not None
    return Standing(data, home, out, answer, build.build_id, hashes(out))


def asked(data: Path, home: Path, out: Path, *more: str, **other: str) -> list[object]:
    """The main job's words: Northmere, 2025 against 2024, unless other words are given."""
    said = {"area": "Northmere", "period": "2025", "against": "2024", "data": data, "home": home, "out": out} | other
    return ["year", *(word for key, value in said.items() for word in (f"--{key}", value)), *more]
