"""The agreement's pages: kept by forms by the county officer, and one public page from the brought releases alone."""

import pytest

from publication.page_sentences import own_sentences
from saferplan.agreement.models import Agreement, BroughtRelease, SharedPriority
from saferplan.publication.grade import HIGHEST_GRADE, reading_grade

pytestmark = pytest.mark.django_db
HERE = "/members/northmere/agreement/"
PUBLIC = "/agreement/farshire/"


def walk_by_forms(county):
    client = county.northmere.client("county")
    assert client.post(f"{HERE}begin/").status_code == 302
    for slug in ("northmere", "ashwick-vale"):
        assert client.post(f"{HERE}districts/{slug}/bring/").status_code == 302
    keys = [f"{one.partnership.slug}/{one.content['priorities'][0]['key']}" for one in BroughtRelease.objects.all()]
    typed = {"name": "Less violence", "how": "Door staff are trained together."}
    refused = client.post(f"{HERE}shared/add/", typed | {"lines": keys[:1]})
    assert refused.status_code == 422
    assert "A shared priority needs two districts." in refused.content.decode()
    assert "Door staff are trained together." in refused.content.decode()
    assert client.post(f"{HERE}shared/add/", typed | {"lines": keys}).status_code == 302
    return client, keys


def test_the_county_officer_keeps_it_by_forms_and_the_public_reads_it(county):
    client, _ = walk_by_forms(county)
    first = client.get(HERE).content.decode()
    assert "2 districts’ releases are in the agreement, and 1 shared priority" in first
    page = county.northmere.client(None).get(PUBLIC)
    shown = page.content.decode()
    assert page.status_code == 200
    for words in ("Less violence", "Door staff are trained together.", "Northmere", "Ashwick Vale", "release 1 of"):
        assert words in shown
    assert reading_grade(own_sentences(shown)) <= HIGHEST_GRADE
    assert shown.count("<h1") == 1
    assert len(shown.encode()) < 300_000
    assert "Madeup" not in shown


def test_a_shared_priority_is_changed_by_form_and_a_conflict_shown(county):
    client, keys = walk_by_forms(county)
    address = f"{HERE}shared/{SharedPriority.objects.get().pk}/"
    assert client.post(address, {"how": "First.", "lines": keys, "version": 1}).status_code == 302
    conflict = client.post(address, {"how": "Second.", "lines": keys, "version": 1})
    assert conflict.status_code == 409
    assert "First." in conflict.content.decode()
    assert "Second." in conflict.content.decode()


def test_who_may_keep_it(county):
    for role in county.northmere.people:
        expected = 200 if role == "county" else 403
        assert county.northmere.client(role).get(f"{HERE}begin/").status_code == expected, role
        assert county.northmere.client(role).get(HERE).status_code == 200
    assert county.ashwick.client("county").get(HERE).status_code == 403
    assert county.northmere.client(None).get(HERE).status_code == 302


def test_another_county_is_not_reached(county):
    client, _ = walk_by_forms(county)
    assert client.get(f"{HERE}districts/overmere/bring/").status_code == 404
    away = county.elsewhere.client("county")
    number = SharedPriority.objects.get().pk
    assert away.get(f"/members/overmere/agreement/shared/{number}/").status_code == 404
    assert away.get("/members/overmere/agreement/districts/northmere/bring/").status_code == 404
    assert "Farshire" not in away.get("/members/overmere/agreement/").content.decode().partition("</header>")[2]


def test_before_it_is_begun(county):
    assert county.northmere.client(None).get(PUBLIC).status_code == 404
    assert "Begin the agreement" in county.northmere.client("county").get(HERE).content.decode()
    Agreement.objects.create(
        county_slug="farshire",
        county_name="Farshire",
        begun_at=county.walks[0].at,
        begun_by=county.northmere.people["county"],
    )
    page = county.northmere.client(None).get(PUBLIC).content.decode()
    assert "Farshire has no shared aims yet" in page
