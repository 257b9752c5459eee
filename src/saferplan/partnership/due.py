"""What is due, what shows that a duty is met, and where a stage stands: later stages say it, this one collects it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from saferplan.partnership.roles import Permission


@dataclass(frozen=True, slots=True)
class Due:
    """Something somebody must do. `who` may be done by anyone with the permission; `person_id` narrows it to one.

    `address` is the plain address of the page where it is done; `by_date` is None where there is no date.
    """

    sentence: str
    address: str
    who: Permission
    by_date: date | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something done that shows a duty is met: the duty's key, a sentence, when, and the page that shows it."""

    duty_key: str
    sentence: str
    on_date: date
    address: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stage stands this year, in a sentence, and what it waits for."""

    state: Literal["not started", "under way", "done"]
    sentence: str
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """What one stage says of a partnership, by its number, on a day.

    `deeds` say what the stage's actions did ("plan.adopt": "adopted the plan"). `addresses` make the address of the
    page that shows a record, from the partnership's slug and the record's number, by label ("plan.Objective"): only
    for records whose page is not named as the record is.
    """

    stage: str
    due: Callable[[int, date], Iterable[Due]] = field(default=lambda _number, _day: ())
    evidence: Callable[[int, date], Iterable[Evidence]] = field(default=lambda _number, _day: ())
    standing: Callable[[int, date], Standing] | None = None
    deeds: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, Callable[[str, str], str]] = field(default_factory=dict)


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Called by a stage's apps.py when the site starts; a stage has one provider."""
    _providers[provider.stage] = provider


def due_from(partnership_id: int, day: date) -> tuple[Due, ...]:
    """All that is due in a partnership, what has a date first, earliest first."""
    found = [item for provider in _providers.values() for item in provider.due(partnership_id, day)]
    return tuple(sorted(found, key=lambda item: (item.by_date is None, item.by_date or day, item.sentence)))


def evidence_of(partnership_id: int, day: date) -> tuple[Evidence, ...]:
    """All that shows a duty is met, newest first."""
    found = [item for provider in _providers.values() for item in provider.evidence(partnership_id, day)]
    return tuple(sorted(found, key=lambda item: (item.on_date, item.sentence), reverse=True))


def standing_of(stage: str, partnership_id: int, day: date) -> Standing | None:
    """Where a stage stands; None where it has nothing to say."""
    provider = _providers.get(stage)
    return provider.standing(partnership_id, day) if provider and provider.standing else None


def deeds() -> dict[str, str]:
    """What every stage's actions did, by the action's name in the history."""
    return {action: words for provider in _providers.values() for action, words in provider.deeds.items()}


def address_maker(label: str) -> Callable[[str, str], str] | None:
    """What makes the address of a record's page, where its stage registered one."""
    makers = (provider.addresses.get(label) for provider in _providers.values())
    return next((maker for maker in makers if maker), None)
