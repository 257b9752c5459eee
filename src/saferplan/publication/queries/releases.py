"""Which releases there are, what the latest says, and what is due of them."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from saferplan.documents.published_figures import FIGURES_NAME, read_figures
from saferplan.documents.release import MANIFEST_NAME, Manifest, read_manifest
from saferplan.history.models import Event
from saferplan.partnership.due import Due, Evidence, Standing
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import Permission
from saferplan.plan.models import Plan
from saferplan.publication.content import CONTENT_NAME, Content, read_content
from saferplan.publication.disclosure_tables import View
from saferplan.publication.models import Release
from saferplan.publication.wording import day_words
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal

DUTY = "partnership_plan"


class NotAsPublished(Refusal):
    """A release's files are no longer those that were approved."""


def releases_of(partnership: Partnership) -> QuerySet[Release]:
    """A partnership's releases, newest first."""
    held = Release.objects.filter(partnership=partnership)
    return held.select_related("plan", "partnership", "prepared_by", "approved_by", "withdrawn_by")


def published_releases(partnership: Partnership) -> QuerySet[Release]:
    """Those that the public may read."""
    return releases_of(partnership).filter(state="approved")


def withdrawn_releases(partnership: Partnership) -> QuerySet[Release]:
    """Those that were public once and are no more."""
    return releases_of(partnership).filter(state="withdrawn").exclude(approved_at=None)


def latest_release(partnership: Partnership) -> Release | None:
    """The one that the public pages are made from."""
    return published_releases(partnership).first()


def plan_to_publish(partnership: Partnership) -> Plan | None:
    """The plan that stands: adopted, and of the latest year."""
    return Plan.objects.filter(partnership=partnership, state="adopted").first()


def next_number(partnership: Partnership) -> int:
    """The number of the release that is prepared next."""
    last = Release.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def manifest_of(release: Release) -> Manifest:
    """The manifest as it was approved. Fails: NotAsPublished where it is gone or was changed."""
    return _manifest(release.path, release.manifest_sha256)


def content_of(release: Release) -> Content:
    """What a release says. Fails: as `manifest_of`."""
    return _content(release.path, release.manifest_sha256)


def figure_in(release: Release, figure_id: str) -> Figure | None:
    """A figure of a release whole, with its recipe. Fails: as `manifest_of`."""
    return _figures(release.path, release.manifest_sha256).get(figure_id)


def file_in(release: Release, name: str) -> tuple[bytes, str] | None:
    """A file of a release, its manifest among them, with its media type; None where there is no such file.

    Fails: NotAsPublished where it is gone or was changed.
    """
    kinds = {file.name: (file.sha256, file.media_type) for file in manifest_of(release).files}
    kinds[MANIFEST_NAME] = (release.manifest_sha256, "application/json")
    if name not in kinds:
        return None
    sha256, media_type = kinds[name]
    return _read(release.path / name, sha256), media_type


def heads_missing() -> tuple[str, ...]:
    """Releases whose moment in the history is not in it any more: it was put back to an older copy, or made anew.

    Each release keeps how many events there were when it was prepared, and the hash of the last.
    """
    hashes = dict(Event.objects.values_list("number", "hash"))
    return tuple(
        f"{release} of {release.partnership} was prepared after event {release.history_count}, and that is another now."
        for release in Release.objects.select_related("partnership").order_by("pk")
        if release.history_count and hashes.get(release.history_count) != release.history_hash
    )


def earlier_views(partnership: Partnership) -> tuple[View, ...]:
    """What readers have seen in every release that was ever public, oldest first; a withdrawn one is in their hands.

    Fails: as `manifest_of`.
    """
    seen = releases_of(partnership).exclude(approved_at=None).order_by("number")
    return tuple(View.from_plain(content_of(release).view) for release in seen)


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """A release of an adopted plan that has none, and the approval of one that was prepared."""
    partnership = Partnership.objects.get(pk=partnership_id)
    plan, here = plan_to_publish(partnership), [partnership.slug]
    if plan is None:
        return
    own = releases_of(partnership).filter(plan=plan)
    waiting = own.filter(state="prepared").first()
    if waiting and not waiting.failed:
        address = reverse("publication:release", args=[*here, waiting.number])
        yield Due(f"Approve {str(waiting).lower()} or say why not", address, Permission.APPROVE_RELEASE)
    elif not own.filter(state="approved").exists():
        yield Due(f"Prepare a release of {plan}", reverse("publication:prepare", args=here), Permission.PREPARE_RELEASE)


def evidence(partnership_id: int, day: date) -> Iterable[Evidence]:
    """Each published release shows that a summary of the plan is published."""
    for release in Release.objects.filter(partnership=partnership_id, state="approved").select_related("partnership"):
        assert release.approved_at is not None, "a published release was approved"
        address = reverse("publication:release", args=[release.partnership.slug, release.number])
        sentence = f"Release {release.number}, of the plan for {release.plan_year}, was published."
        yield Evidence(DUTY, sentence, localdate(release.approved_at), address)


def standing(partnership_id: int, day: date) -> Standing:
    """Where publication stands."""
    partnership = Partnership.objects.get(pk=partnership_id)
    plan, latest = plan_to_publish(partnership), latest_release(partnership)
    waiting = releases_of(partnership).filter(state="prepared").first()
    if waiting and (latest is None or waiting.number > latest.number):
        if waiting.failed:
            return Standing("under way", f"Release {waiting.number} is prepared, and a check failed.", "what it names")
        return Standing("under way", f"Release {waiting.number} is prepared.", "the approval of somebody else")
    if latest is None:
        return Standing("not started", "Nothing is published.", "a release" if plan else "the plan’s adoption")
    assert latest.approved_at is not None, "a published release was approved"
    said = f"Release {latest.number} was published on {day_words(localdate(latest.approved_at))}."
    return Standing("done" if plan and latest.plan_id == plan.pk else "under way", said)


def address_of_release(slug: str, number: str) -> str:
    """Where a release is shown; its record's number is not its own."""
    return reverse("publication:release", args=[slug, Release.objects.get(pk=number).number])


@lru_cache(maxsize=32)
def _manifest(path: Path, sha256: str) -> Manifest:
    file = path / MANIFEST_NAME
    written = _read(file, sha256)
    return read_manifest(written, file)


@lru_cache(maxsize=16)
def _content(path: Path, sha256: str) -> Content:
    return read_content(_listed(path, sha256, CONTENT_NAME))


@lru_cache(maxsize=8)
def _figures(path: Path, sha256: str) -> dict[str, Figure]:
    return read_figures(_listed(path, sha256, FIGURES_NAME), path / FIGURES_NAME)


def _listed(path: Path, sha256: str, name: str) -> bytes:
    listed = next(file for file in _manifest(path, sha256).files if file.name == name)
    return _read(path / name, listed.sha256)


def _read(file: Path, sha256: str) -> bytes:
    """A file of a release, held against the hash it was approved with."""
    written = file.read_bytes() if file.is_file() else b""
    if hashlib.sha256(written).hexdigest() != sha256:
        raise NotAsPublished(
            "This release is not as it was published.",
            why=f"{file.name} was changed or is gone since.",
            next_step="Put the file back from a copy, or prepare a new release.",
        )
    return written
