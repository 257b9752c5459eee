"""Runs the main job whole for a test, and keeps what its documents were written from."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import saferplan.year
from saferplan.assessment.document import strategic_assessment
from saferplan.assessment.run import Assessed
from saferplan.assessment.writing import write_documents
from saferplan.documents.blocks import Document
from saferplan.home import Home
from saferplan.terms.periods import Period

WRITTEN_ON = date(2026, 1, 14)


@dataclass(frozen=True, slots=True)
class Job:
    """What the main job left behind, and what its documents were written from."""

    assessed: Assessed
    document: Document
    folder: Path
    home: Home


def run_job(data: Path, folder: Path, *, area: str, period: str = "2025", against: str = "2024") -> Job:
    """The main job; what it hands to the writers is looked at on its way."""
    home, out = Home(folder / "home"), folder / "out"
    seen: list[Assessed] = []

    def looked_at(assessed, **how):
        seen.append(assessed)
        return write_documents(assessed, **how)

    request = saferplan.year.Request(area, Period.parse(period), Period.parse(against), data, (), WRITTEN_ON)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saferplan.year, "write_documents", looked_at)
        saferplan.year.run(request, home=home, out=out, progress=lambda *_: None)
    return Job(seen[0], strategic_assessment(seen[0].material, WRITTEN_ON), out, home)
