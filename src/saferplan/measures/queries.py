"""Questions to the measures of a partnership's newest build."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from saferplan.definitions import loading
from saferplan.evidence.queries import newest_build
from saferplan.evidence.store import Build, find_build
from saferplan.measures.kept import Kept, kept_measures
from saferplan.measures.telling import change_told, figures_shown
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Partnership
from saferplan.terms.figures import Figure


def measured(partnership: Partnership) -> Kept | None:
    """The measures of the partnership's newest build; None before there is one."""
    build = newest_build(partnership)
    return _kept(build.folder, str(build.manifest["build_id"])) if build else None


def measured_in(partnership: Partnership, build_id: str) -> Kept | None:
    """The measures of a build of the partnership's area; None where it is kept no longer."""
    build = find_build(settings.HOME, build_id)
    if build is None or build.manifest["scope"] != partnership.area_code:
        return None
    return _kept(build.folder, build_id)


def figure_shown(partnership: Partnership, figure_id: str) -> Figure | None:
    """A figure of the newest build's pages by its address."""
    kept = measured(partnership)
    if kept is None:
        return None
    return next((figure for figure in figures_shown(kept) if figure.figure_id == figure_id), None)


def standing(partnership_id: int, day: date) -> Standing:
    """Where the measures stand."""
    kept = measured(Partnership.objects.get(pk=partnership_id))
    if kept is None:
        return Standing("not started", "Nothing has been counted yet.", "a build from saferplan year")
    said, _ = change_told(kept.account, loading.measures()["all_crime"], kept.setting.area)
    return Standing("done", said)


def due(partnership_id: int, day: date) -> tuple[Due, ...]:
    """Nobody has anything to do here: what is missing is evidence."""
    return ()


@lru_cache(maxsize=4)
def _kept(folder: Path, build_id: str) -> Kept | None:
    """A build's measures. A finished build never changes, so they are read once."""
    return kept_measures(Build(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))))
