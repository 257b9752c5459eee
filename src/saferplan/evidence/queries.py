"""Questions to a partnership's evidence: its newest build, what that stands on, and the figures that were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.conf import settings
from django.urls import reverse

from saferplan.definitions import loading
from saferplan.evidence.calendar_strip import Strip, strip_of
from saferplan.evidence.models import FrozenFigure
from saferplan.evidence.store import Build, current_build
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import Permission
from saferplan.terms.months import Month

NO_BUILD = (
    "Here will be every source with its newest month, how complete it is and where it has gaps. Nothing has been "
    "counted for this partnership’s area yet."
)


@dataclass(frozen=True, slots=True)
class SourceUsed:
    """A source of a build: its name, the newest month where it comes in months, and how many files were read."""

    name: str
    newest: Month | None
    file_count: int
    cadence: str
    licence: str


def newest_build(partnership: Partnership) -> Build | None:
    """The current build of the partnership's area; None before there is one."""
    return current_build(settings.HOME, partnership.area_code)


def next_step(partnership: Partnership) -> str:
    """What makes a build, as the person who looks after the installation types it."""
    return (
        f"Whoever looks after this installation runs: saferplan year --area {partnership.area_code} --period 2025 "
        f"--against 2024 --data FOLDER --out FOLDER --publish-to {partnership.slug}"
    )


def strip_in(build: Build) -> Strip | None:
    """What the area's own force supplied, month by month; of other forces only the months assessed are read."""
    supply = build.frame("evidence", "supply")
    counted: Any = supply.group_by("force_code").agg(pl.len(), pl.col("crime_count").sum()).sort("len", "crime_count")
    if counted.is_empty():
        return None
    setting = build.plain("measures", "setting") or {"force_code": counted["force_code"][-1]}
    own = supply.filter(pl.col("force_code") == setting["force_code"]).sort("month")
    return strip_of(own.iter_rows(named=True)) if own.height else None


def sources_in(build: Build) -> tuple[SourceUsed, ...]:
    """Every source that a build was made from, those that come in months first."""
    files: Iterable[Any] = build.manifest["inputs"]["files"]
    by_source: dict[str, list[Any]] = {}
    for file in files:
        by_source.setdefault(file["source"], []).append(file)
    found = []
    for key, of_source in by_source.items():
        definition = loading.sources()[key]
        months = [Month.parse(file["month"]) for file in of_source if file["month"]]
        newest = max(months) if months else None
        found.append(
            SourceUsed(definition.name, newest, len(of_source), definition.cadence.strip(), definition.licence)
        )
    return tuple(sorted(found, key=lambda source: (source.newest is None, source.name)))


def kept_figures(partnership: Partnership) -> list[FrozenFigure]:
    """Every figure in the partnership's records, by what it is of."""
    rows = FrozenFigure.objects.filter(partnership=partnership)
    return sorted(rows, key=lambda row: (row.content["measure_name"], row.content["place_name"], row.figure_id))


def standing(partnership_id: int, day: date) -> Standing:
    """Where the evidence stands."""
    build = newest_build(Partnership.objects.get(pk=partnership_id))
    strip = strip_in(build) if build else None
    if strip is None:
        return Standing("not started", "No data have been counted yet.", "a build from saferplan year")
    return Standing("done", strip.sentence)


def due(partnership_id: int, day: date) -> tuple[Due, ...]:
    """A build, where there is none."""
    partnership = Partnership.objects.get(pk=partnership_id)
    if newest_build(partnership):
        return ()
    address = reverse("evidence:first", args=[partnership.slug])
    return (Due("Have the area’s crime data counted", address, Permission.WORK_ON_EVIDENCE),)
