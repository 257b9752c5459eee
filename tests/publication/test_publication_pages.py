"""The members' pages: prepare, look, approve and withdraw by forms; who may, and who may not."""

import pytest

from saferplan.history.models import Event
from saferplan.publication.models import Release

pytestmark = pytest.mark.django_db
HERE = "/members/northmere/publication/"


def test_a_release_is_prepared_looked_at_and_approved_by_forms(published):
    analyst, chair = published.northmere.client("analyst"), published.northmere.client("chair")
    refused = analyst.post(f"{HERE}prepare/", {"what_changed": ""})
    assert refused.status_code == 422
    assert "The release does not say what it changes." in refused.content.decode()
    assert Release.objects.count() == 1
    taken = analyst.post(f"{HERE}prepare/", {"what_changed": "The second."})
    assert taken.status_code == 302
    assert taken.headers["Location"] == f"{HERE}releases/2/"
    page = analyst.get(f"{HERE}releases/2/").content.decode()
    assert "9 of 9 checks passed" in page
    assert "so somebody else must approve it" in page
    assert "counts are withheld because they are 1 to 4" in page
    seen = Release.objects.get(number=2).version
    assert chair.post(f"{HERE}releases/2/approve/", {"version": seen}).status_code == 422
    assert Release.objects.get(number=2).state == "prepared"
    assert chair.post(f"{HERE}releases/2/approve/", {"version": seen, "has_looked": "on"}).status_code == 302
    assert Release.objects.get(number=2).state == "approved"
    assert "Release 2 is public" in chair.get(f"{HERE}releases/2/").content.decode()
    assert "The second." in published.northmere.client(None).get("/northmere/documents/").content.decode()


def test_who_prepared_it_is_refused_with_the_reason(published):
    manager = published.northmere.client("manager")
    assert manager.post(f"{HERE}prepare/", {"what_changed": "Mine."}).status_code == 302
    answer = manager.post(f"{HERE}releases/2/approve/", {"version": 1, "has_looked": "on"})
    assert answer.status_code == 422
    assert "You prepared release 2, so you cannot approve it." in answer.content.decode()


def test_withdrawing_by_form(published):
    chair = published.northmere.client("chair")
    version = Release.objects.get().version
    assert chair.post(f"{HERE}releases/1/withdraw/", {"reason": "", "version": version}).status_code == 422
    assert chair.post(f"{HERE}releases/1/withdraw/", {"reason": "Wrong.", "version": version}).status_code == 302
    assert Event.objects.order_by("-number").first().action == "publication.withdraw"
    assert "Release 1 is withdrawn" in chair.get(f"{HERE}releases/1/").content.decode()


def test_an_overtaken_edit_is_shown_and_not_lost(published):
    chair = published.northmere.client("chair")
    answer = chair.post(f"{HERE}releases/1/withdraw/", {"reason": "My words.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409  # it was approved since version 1
    assert "My words." in page


@pytest.mark.parametrize("page", ["", "releases/1/", "releases/1/files/plan.pdf"])
def test_members_read_and_others_do_not(published, page):
    for role in ("chair", "analyst", "lead", "scrutiny", "county"):
        assert published.northmere.client(role).get(HERE + page).status_code == 200, role
    assert published.neighbour.client("manager").get(HERE + page).status_code == 403
    assert published.northmere.client(None).get(HERE + page).status_code == 302


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("prepare/", {"manager", "analyst"}),
        ("releases/1/approve/", {"chair", "manager"}),
        ("releases/1/withdraw/", {"chair", "manager"}),
    ],
)
def test_only_those_whose_place_allows_it(published, page, allowed):
    for role in published.northmere.people:
        expected = 200 if role in allowed else 403
        assert published.northmere.client(role).get(HERE + page).status_code == expected, role


def test_anothers_release_is_not_found(published):
    assert published.neighbour.client("chair").get("/members/ashwick-vale/publication/releases/1/").status_code == 404
    assert published.neighbour.client("manager").get("/members/ashwick-vale/publication/prepare/").status_code == 404
    first = published.neighbour.client("manager").get("/members/ashwick-vale/publication/")
    assert "Nothing is published" in first.content.decode()


def test_a_file_that_no_manifest_names_is_not_given(published):
    chair = published.northmere.client("chair")
    assert chair.get(f"{HERE}releases/1/files/../../../../secret-key").status_code == 404
    assert chair.get(f"{HERE}releases/1/files/manifest.json").status_code == 404


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_file_that_is_gone_or_was_changed_is_refused_to_members_and_public(published, is_gone):
    file = published.release.path / "plan.txt"
    before = file.read_bytes()
    try:
        file.unlink() if is_gone else file.write_bytes(before + b"more")
        response = published.northmere.client("chair").get(f"{HERE}releases/1/files/plan.txt")
        assert response.status_code == 422
        assert "plan.txt was changed or is gone since." in response.content.decode()
        assert published.northmere.client(None).get("/northmere/documents/1/plan.txt").status_code == 404
    finally:
        file.write_bytes(before)
