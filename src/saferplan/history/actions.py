"""The one way into the history, and what makes a function an action: one transaction that leaves an event."""

import functools
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import models, transaction

from saferplan.history.chain import BEGINNING, Entry, seal
from saferplan.history.models import Event, Seal
from saferplan.pages.records import record_key

Given = ParamSpec("Given")
Back = TypeVar("Back")
_names: ContextVar[tuple[str, ...]] = ContextVar("names of the actions under way", default=())
_recorded: ContextVar[int] = ContextVar("events recorded in this context", default=0)


def action(function: Callable[Given, Back]) -> Callable[Given, Back]:
    """Make a function an action: all of it happens or nothing does, and it leaves at least one event.

    The event's action is the stage and the function: "plan.adopt".
    """
    name = f"{function.__module__.split('.')[-2]}.{function.__name__}"

    @functools.wraps(function)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Back:
        names = _names.set((*_names.get(), name))
        before = _recorded.get()
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                assert _recorded.get() > before, f"{name} left no event"
        finally:
            _names.reset(names)
        return result

    done.action_name = name  # type: ignore[attr-defined]  # read by the test that enumerates actions
    return done


def record(
    subject: models.Model,
    *,
    by: models.Model,
    at: datetime,
    partnership: models.Model | None,
    evidence: Iterable[models.Model | str] = (),
    facts: Mapping[str, Any] | None = None,
) -> Event:
    """Add an event of the action under way: who, when, on what, and the evidence it rests on.

    `evidence` holds records or plain keys (a figure's address, a build's id). `facts` are plain values without
    personal data. Assumes: called inside an action.
    """
    assert _names.get(), "an event is recorded by an action"
    held = _held_seal()
    entry = Entry(
        number=held.count + 1,
        action=_names.get()[-1],
        partnership=record_key(partnership) if partnership else "",
        actor=record_key(by),
        subject=record_key(subject),
        evidence=tuple(item if isinstance(item, str) else record_key(item) for item in evidence),
        facts=dict(facts or {}),
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        previous=held.last_hash,
    )
    event = Event(
        number=entry.number,
        action=entry.action,
        partnership_key=entry.partnership,
        recorded_by=entry.actor,
        subject_key=entry.subject,
        evidence=list(entry.evidence),
        facts=entry.facts,
        recorded_at=at.astimezone(UTC),
        previous_hash=entry.previous,
        hash=entry.hash,
    )
    event.save()
    held.count, held.last_hash = entry.number, entry.hash
    held.seal = seal(held.count, held.last_hash, settings.SECRET_KEY)
    held.save()
    _recorded.set(_recorded.get() + 1)
    return event


def _held_seal() -> Seal:
    """The one row, held until the transaction ends, so that events follow one another however many act at once."""
    if not Seal.objects.filter(pk=1).exists():
        Seal.objects.get_or_create(pk=1, defaults={"last_hash": BEGINNING})
    return Seal.objects.select_for_update().get(pk=1)
