"""Questions to the history: what happened to a record, what was done lately, and whether anything was edited."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from saferplan.history.chain import BEGINNING, faults, seal
from saferplan.history.models import Event, Seal
from saferplan.pages.records import record_key

_GONE = "There are people here, and no event and no seal: the history was taken away whole."


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking the history found: how many events, and its faults in sentences."""

    count: int
    faults: tuple[str, ...]


def events_of(subject: models.Model) -> models.QuerySet[Event]:
    """What was done to a record, oldest first."""
    return Event.objects.filter(subject_key=record_key(subject))


def latest_events(partnership: models.Model, count: int) -> list[Event]:
    """What was done last in a partnership, newest first."""
    return list(Event.objects.filter(partnership_key=record_key(partnership)).order_by("-number")[:count])


def head() -> tuple[int, str]:
    """How many events there are, and the hash of the last: what a release keeps, to be held against later."""
    held = Seal.objects.filter(pk=1).first()
    return (held.count, held.last_hash) if held else (0, BEGINNING)


def checked() -> Checked:
    """The whole history held against its hashes and its seal."""
    held = Seal.objects.filter(pk=1).first()
    count = held.count if held else 0
    kept_seal = held.seal if held else seal(0, BEGINNING, settings.SECRET_KEY)
    events = (event.kept for event in Event.objects.order_by("number").iterator())
    found = faults(events, count=count, kept_seal=kept_seal, key=settings.SECRET_KEY)
    # Nobody is here without an event that says who added them, so an empty history is of an empty installation alone.
    is_gone = held is None and get_user_model()._default_manager.exists()
    return Checked(count, (*found, _GONE) if is_gone else found)
