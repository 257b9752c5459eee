"""Begins a partnership from the command line: its record, and its manager where nobody has that name to sign in."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saferplan.partnership.actions import add_person, found_partnership
from saferplan.partnership.models import Partnership, Person
from saferplan.web.installing import random_password


@dataclass(frozen=True, slots=True)
class Begun:
    """What was begun; the password is empty where the manager was there before."""

    partnership: Partnership
    manager: Person
    password: str


def begin_partnership(
    *,
    slug: str,
    name: str,
    area_code: str,
    manager: str,
    county_slug: str,
    county_name: str,
    quorum: int,
    at: datetime,
) -> Begun:
    """Begin a partnership with a manager. Fails: Refusal where its address is taken; then nobody was added either."""
    with transaction.atomic():
        person, password = Person.objects.filter(username=manager).first(), ""
        if person is None:
            password = random_password()
            first = Person.objects.order_by("pk").first()
            person = add_person(manager, manager, password, by=first, at=at)
        partnership = found_partnership(
            slug=slug,
            name=name,
            area_code=area_code,
            county_slug=county_slug,
            county_name=county_name,
            quorum=quorum,
            by=person,
            at=at,
        )
    return Begun(partnership, person, password)
