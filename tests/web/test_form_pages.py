"""Two people edit the same record: neither loses what they wrote."""

import pytest
from django.db import IntegrityError

from saferplan.history.models import Event
from saferplan.partnership.models import Body

pytestmark = pytest.mark.django_db


def typed(name: str, version: int) -> dict[str, object]:
    day = {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2025"}
    return {"name": name, "is_responsible_authority": "yes", "version": version, **day}


def test_the_later_of_two_edits_is_shown_the_earlier_and_may_then_replace_it(northmere):
    body = northmere.bodies[0]
    address = f"/members/northmere/partnership/bodies/{body.pk}/"
    client = northmere.client("manager")
    assert 'name="version" value="1"' in client.get(address).content.decode()
    assert client.post(address, typed("First Words", 1)).status_code == 302
    response = client.post(address, typed("Second Words", 1))
    page = response.content.decode()
    assert response.status_code == 409
    assert Body.objects.get(pk=body.pk).name == "First Words"
    assert "Somebody else changed this while you were writing." in page
    assert "First Words" in page
    assert 'value="Second Words"' in page
    assert 'name="version" value="2"' in page
    assert client.post(address, typed("Second Words", 2)).status_code == 302
    assert Body.objects.get(pk=body.pk).name == "Second Words"
    assert [event.action for event in Event.objects.all()] == ["partnership.change_body"] * 2


def test_a_text_far_too_long_is_refused_and_kept(northmere):
    address = "/members/northmere/partnership/groups/add/"
    sent = {"name": "Long", "kind": "sub_group", "purpose": "x" * 5001, "chair_post": ""}
    response = northmere.client("manager").post(address, sent)
    assert response.status_code == 422
    assert "at most 5000 characters" in response.content.decode()
    assert "x" * 5001 in response.content.decode()


def test_what_somebody_else_added_a_moment_ago_is_an_answer_and_no_fault(northmere, monkeypatch):
    """The database lets one of two through; here the other's insert is made to meet it between check and write."""

    def meets_another(*_args: object, **_given: object) -> None:
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr("saferplan.partnership.actions.add_body", meets_another)
    body = typed("Made-up Housing", 1)
    response = northmere.client("manager").post("/members/northmere/partnership/bodies/add/", body)
    assert response.status_code == 409
    assert "Somebody else did this a moment ago." in response.content.decode()
