"""A request as pages see it, once web/access.py has let it through."""

from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from saferplan.partnership.models import Membership, Partnership, Person
from saferplan.partnership.roles import Permission


class PageRequest(HttpRequest):
    """A request that was let through to a members' page.

    `at` is the moment it came, the only clock a page reads. `partnership` is the one its address names, `person` who is
    signed in, `membership` their place in it and `permissions` what that allows.
    """

    at: datetime
    partnership: Partnership
    person: Person
    membership: Membership
    permissions: frozenset[Permission]

    @property
    def day(self) -> date:
        return localdate(self.at)


def address(request: PageRequest, name: str, *more: int | str) -> str:
    """The address of one of this partnership's own pages."""
    return reverse(f"partnership:{name}", args=[request.partnership.slug, *more])
