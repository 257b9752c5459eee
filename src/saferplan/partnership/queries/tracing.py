"""From keys back to what they name: the evidence of decisions, and the history in sentences with links."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse

from saferplan.history.models import Event
from saferplan.pages.records import record_key
from saferplan.partnership.due import address_maker, deeds
from saferplan.partnership.models import Partnership, Person
from saferplan.partnership.telling import DEEDS, deed
from saferplan.terms.problems import Refusal

SEEN = "partnership.mark_seen"
_HUMPS = re.compile(r"(?<!^)(?=[A-Z])")
_FIGURE = re.compile(r"F-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """Something that evidence names: in words, and the page that shows it, empty where it has none."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was done: who did it, what, to which record, and on which evidence."""

    number: int
    who: str
    did: str
    subject: EvidenceLink | None
    evidence: tuple[EvidenceLink, ...]
    at: datetime


def evidence_links(keys: Iterable[str], partnership: Partnership) -> tuple[EvidenceLink, ...]:
    """What keys name, each with a link back to it where it has a page: records, figures, pages of the site."""
    keys = tuple(keys)
    records = _records(keys)
    return tuple(_link(key, records.get(key), partnership) for key in keys)


def evidence_key(address: str, partnership: Partnership) -> str:
    """The key of what a page's address shows, as somebody copied it.

    Fails: Refusal where the address is none of this partnership's pages.
    """
    path, found = _resolved(address)
    if found is None or found.kwargs.get("partnership") != partnership.slug:
        raise _not_ours(address, partnership)
    more = [value for name, value in found.kwargs.items() if name != "partnership"]
    if found.view_name == "assessment:figure":
        return str(more[0])
    app, _, page = found.view_name.partition(":")
    named = {_snake(model.__name__): model for model in _models(app)}
    if page not in named or len(more) != 1:
        return path
    record = _record_at(path, named[page], more[0], partnership)
    if record is None or _owner_of(record) != partnership:
        raise _not_ours(address, partnership)
    return record_key(record)


def history_lines(partnership: Partnership, count: int, *, before: int | None = None) -> list[HistoryLine]:
    """What was done in a partnership, newest first; `before` an event's number, to go on from there."""
    events = Event.objects.filter(partnership_key=record_key(partnership)).exclude(action=SEEN)
    if before is not None:
        events = events.filter(number__lt=before)
    return _lines(list(events.order_by("-number")[:count]), partnership)


def unseen_lines(partnership: Partnership, person: Person, count: int) -> tuple[list[HistoryLine], int]:
    """What others did since a person last said they had seen what was done, newest first, and how much it is."""
    here = Event.objects.filter(partnership_key=record_key(partnership))
    seen = here.filter(action=SEEN, recorded_by=record_key(person)).order_by("-number").first()
    new = here.exclude(action=SEEN).exclude(recorded_by=record_key(person))
    if seen:
        new = new.filter(number__gt=seen.facts["up_to"])
    return _lines(list(new.order_by("-number")[:count]), partnership), new.count()


def _lines(events: Sequence[Event], partnership: Partnership) -> list[HistoryLine]:
    keys = {key for event in events for key in (event.recorded_by, event.subject_key, *event.evidence)}
    records, said = _records(keys), {**DEEDS, **deeds()}
    return [
        HistoryLine(
            number=event.number,
            who=str(records.get(event.recorded_by, "Somebody")),
            did=deed(event.action, said),
            subject=_subject(event.subject_key, records, partnership),
            evidence=tuple(_link(key, records.get(key), partnership) for key in event.evidence),
            at=event.recorded_at,
        )
        for event in events
    ]


def _subject(key: str, records: dict[str, models.Model], partnership: Partnership) -> EvidenceLink | None:
    """What was done something to; none where it has no name and no page of its own."""
    found = _link(key, records.get(key), partnership)
    return found if found.address or _has_name(records.get(key)) else None


def _link(key: str, record: models.Model | None, partnership: Partnership) -> EvidenceLink:
    if key.startswith("/"):
        return EvidenceLink(_words_of_path(key), key)
    if _FIGURE.fullmatch(key):
        return EvidenceLink(f"Figure {key}", _reversed("assessment:figure", partnership.slug, key))
    if key.startswith("sha256:"):
        return EvidenceLink(f"files of seal {key.removeprefix('sha256:')[:12]}", "")
    if record is None:
        return EvidenceLink(f"Build {key}" if key.startswith("B-") else key, "")
    words = str(record).rstrip(".") if _has_name(record) else f"{record._meta.verbose_name} {record.pk}".capitalize()
    return EvidenceLink(words, _address(record, partnership))


def _address(record: models.Model, partnership: Partnership) -> str:
    """A record's page: as its stage registered it, or the page of the record's own name ("plan:objective")."""
    maker = address_maker(record._meta.label)
    if maker:
        return maker(partnership.slug, str(record.pk))
    name = f"{record._meta.app_label}:{_snake(type(record).__name__)}"
    return _reversed(name, partnership.slug, record.pk)


def _reversed(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _records(keys: Iterable[str]) -> dict[str, models.Model]:
    """The records that keys name, one query a kind; what is no record, or is gone, is left out."""
    by_label: dict[str, set[int]] = {}
    for key in keys:
        label, _, number = key.rpartition(":")
        if label.count(".") == 1 and number.isdigit():
            by_label.setdefault(label, set()).add(int(number))
    found: dict[str, models.Model] = {}
    for label, numbers in by_label.items():
        app, _, name = label.partition(".")
        if name.lower() in {_model._meta.model_name for _model in _models(app)}:
            held = apps.get_model(label)._default_manager.in_bulk(list(numbers))
            found |= {f"{label}:{number}": record for number, record in held.items()}
    return found


def _models(app: str) -> list[type[models.Model]]:
    return list(apps.get_app_config(app).get_models()) if app in apps.app_configs else []


def _has_name(record: models.Model | None) -> bool:
    return record is not None and type(record).__str__ is not models.Model.__str__


def _resolved(address: str) -> tuple[str, ResolverMatch | None]:
    """The path of an address as somebody copied it, and the page that it leads to."""
    try:
        path = urlsplit(address.strip()).path
        return path, resolve(path)
    except (ValueError, Resolver404):
        return "", None


def _not_ours(address: str, partnership: Partnership) -> Refusal:
    return Refusal(
        f"{address.strip()} is not a page of {partnership}.",
        why="A decision rests on what its own members can look up.",
        next_step="Copy the address from the top of the page, or leave it out.",
    )


def _record_at(path: str, model: type[models.Model], number: Any, partnership: Partnership) -> models.Model | None:
    """The record that a page shows: by its number or, where its stage numbers its pages otherwise, by its address."""
    if address_maker(model._meta.label) is None:
        return model._default_manager.filter(pk=number).first()
    own = (record for record in model._default_manager.all() if _owner_of(record) == partnership)
    return next((record for record in own if _address(record, partnership) == path), None)


def _owner_of(record: models.Model, steps: int = 6) -> Partnership | None:
    """Whose a record is, found by following what it points back to."""
    if isinstance(record, Partnership):
        return record
    back = [field for field in record._meta.concrete_fields if field.many_to_one and field.related_model is not Person]
    pointed = (getattr(record, field.name) for field in back if steps)
    owners = (_owner_of(other, steps - 1) for other in pointed if other is not None)
    return next((owner for owner in owners if owner), None)


def _snake(name: str) -> str:
    return _HUMPS.sub("_", name).lower()


def _words_of_path(path: str) -> str:
    """A page's address in words: "/members/northmere/plan/objectives/3/" is "Plan: objectives 3"."""
    parts = [part.replace("-", " ") for part in path.strip("/").split("/")]
    parts = parts[2:] if parts[0] == "members" else parts[1:]
    if not parts:
        return "The public page"
    return f"{parts[0].capitalize()}: {' '.join(parts[1:])}" if parts[1:] else parts[0].capitalize()
