"""Every address × every role, nobody, and the next partnership's people: who is let in is what roles.py says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from access.addresses import ANSWERS, PARTS, Address, every_address
from access.records_of_a_year import records_of
from cast import NOW, ROLES, Cast, made_cast
from saferplan.history.models import Event
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import PERMISSIONS, Permission

pytestmark = pytest.mark.django_db
ADDRESSES = every_address()
OF_MEMBERS = [address for address in ADDRESSES if address.needs != Permission.PUBLIC]
PUBLIC = [address for address in ADDRESSES if address.needs == Permission.PUBLIC]
WITH_RECORDS = [address for address in OF_MEMBERS if address.records]
# Open to anybody, and yet some have no business there: those who are led on, as nobody (None) or as somebody.
LED_ON = {"front": ROLES, "account_login": ROLES, "account_logout": (None,)}


@dataclass
class Site:
    """Two partnerships, each in its own county, with a record of every kind."""

    northmere: Cast
    ashwick: Cast
    records: dict[str, dict[str, Any]]

    def address(self, address: Address, *, under: Cast, of: Cast) -> str:
        """An address under one partnership, naming another's records where `of` is another."""
        slug, county = under.partnership.slug, under.partnership.county_slug
        return address.filled(slug, self.records[of.partnership.slug], county)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """Made once, in a transaction that is rolled back when the last test of this module has looked at it."""
    patch = pytest.MonkeyPatch()
    with patch.context() as patched, django_db_blocker.unblock(), transaction.atomic():
        patched.setattr("saferplan.web.access.moment", lambda: NOW)
        casts = (made_cast(), made_cast("ashwick-vale", "Ashwick Vale", "E07099002"))
        Partnership.objects.filter(slug="ashwick-vale").update(county_slug="nextshire", county_name="Nextshire")
        casts[1].partnership.refresh_from_db()
        for cast in casts:
            for role in ROLES:
                cast.client(role)  # signed in before any test, as what a test writes is rolled back
        yield Site(*casts, {cast.partnership.slug: records_of(cast) for cast in casts})
        transaction.set_rollback(True)


def may(role: str | None, needed: Permission) -> bool:
    return needed == Permission.PUBLIC or (role is not None and needed in PERMISSIONS[role])


def one_who_may(needed: Permission) -> str:
    return next(role for role in ROLES if needed in PERMISSIONS[role])


def test_every_address_is_in_the_table_and_the_table_has_no_other():
    """A new page with a record in its address must be added to PARTS, or it would not be tested here."""
    for address in ADDRESSES:
        further = [part for part in address.parts if part not in {"partnership", "county"}]
        assert len(further) == len(PARTS.get(address.name, ())), f"{address.name} holds {further}"
    assert set(PARTS) | set(ANSWERS) <= {address.name for address in ADDRESSES}


@pytest.mark.parametrize("address", OF_MEMBERS, ids=lambda address: address.name)
def test_a_members_page_is_shown_to_those_who_may_and_to_nobody_else(site: Site, address: Address):
    path = site.address(address, under=site.northmere, of=site.northmere)
    allowed, _why = ANSWERS.get(address.name, (200, ""))
    for role in (*ROLES, None):
        response = site.northmere.client(role).get(path)
        if role is None:
            assert (response.status_code, response.url) == (302, f"/sign-in/?next={path}")
        else:
            assert response.status_code == (allowed if may(role, address.needs) else 403), f"{role} at {path}"
    for role in ROLES:
        assert site.ashwick.client(role).get(path).status_code == 403, f"the neighbour’s {role} at {path}"


@pytest.mark.parametrize("address", WITH_RECORDS, ids=lambda address: address.name)
def test_a_record_is_not_there_under_another_partnership_s_address(site: Site, address: Address):
    """Both ways, for someone who may open such a page, in the words for what never was."""
    role = one_who_may(address.needs)
    for own, other in ((site.northmere, site.ashwick), (site.ashwick, site.northmere)):
        path = site.address(address, under=own, of=other)
        before = Event.objects.count()
        for response in (own.client(role).get(path), own.client(role).post(path, {})):
            assert response.status_code == 404, path
            assert "There is no such page." in response.content.decode()
        assert Event.objects.count() == before


@pytest.mark.parametrize("address", OF_MEMBERS, ids=lambda address: address.name)
def test_nothing_is_changed_by_a_form_of_somebody_who_may_not(site: Site, address: Address):
    path = site.address(address, under=site.northmere, of=site.northmere)
    before = Event.objects.count()
    for role in (*ROLES, None):
        if not may(role, address.needs):
            status = site.northmere.client(role).post(path, {"version": "1"}).status_code
            assert status == (302 if role is None else 403), f"{role} at {path}"
    for role in ROLES:
        assert site.ashwick.client(role).post(path, {"version": "1"}).status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", OF_MEMBERS, ids=lambda address: address.name)
def test_looking_at_a_page_changes_nothing(site: Site, address: Address):
    path = site.address(address, under=site.northmere, of=site.northmere)
    before = Event.objects.count()
    site.northmere.client(one_who_may(address.needs)).get(path)
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.name)
def test_a_public_page_is_open_to_anybody_and_tells_nothing_that_is_not_published(site: Site, address: Address):
    """Here a release is prepared, and nobody has approved it."""
    path = site.address(address, under=site.northmere, of=site.northmere)
    allowed, _why = ANSWERS.get(address.name, (200, ""))
    for who in (None, *ROLES):
        status = site.northmere.client(who).get(path).status_code
        assert status == (302 if who in LED_ON.get(address.name, ()) else allowed), f"{who} at {path}"
    said = site.northmere.client(None).get(path).content.decode()
    assert "Fewer vehicles are broken into." not in said
    assert "Madeup" not in said
