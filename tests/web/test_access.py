"""Who is let through to a page, and what is said to those who are not."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from saferplan.partnership.roles import PERMISSIONS, Permission, needs
from saferplan.terms.problems import Refusal
from saferplan.web import urls as site_urls

pytestmark = pytest.mark.django_db


def unmarked(request):
    return HttpResponse("nobody may see this")


@needs(Permission.WRITE_PLAN)
def for_writers(request):
    return HttpResponse(f"{request.person.username} in {request.partnership.slug}")


@needs(Permission.PUBLIC)
def breaks(request):
    raise RuntimeError("secret inside")


@needs(Permission.PUBLIC)
def refuses(request):
    raise Refusal("The build is gone.", why="Somebody deleted it.", next_step="Make it again.")


urlpatterns = [
    path("refuses/", refuses),
    path("unmarked/", unmarked),
    path("broken/", breaks),
    path("members/<slug:partnership>/written/", for_writers),
    *site_urls.urlpatterns,
]
handler404 = site_urls.handler404
handler500 = site_urls.handler500
ours = override_settings(ROOT_URLCONF=__name__)
WRITTEN = "/members/northmere/written/"


@ours
@pytest.mark.parametrize("role", [None, "manager"])
def test_a_page_that_states_no_permission_is_refused_to_everyone(northmere, role):
    response = northmere.client(role).get("/unmarked/")
    assert response.status_code == 403
    assert "nobody may see this" not in response.content.decode()
    assert "It does not say who may see it" in response.content.decode()


@ours
@pytest.mark.parametrize("role", PERMISSIONS)
def test_a_page_is_shown_to_those_roles_only_that_have_its_permission(northmere, role):
    response = northmere.client(role).get(WRITTEN)
    if Permission.WRITE_PLAN in PERMISSIONS[role]:
        assert response.content.decode() == f"{role}-northmere in northmere"
    else:
        assert response.status_code == 403
        assert "Ask one who may: Community safety manager." in response.content.decode()


@ours
def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(northmere):
    response = northmere.client(None).get(WRITTEN)
    assert response.status_code == 302
    assert response["Location"] == f"/sign-in/?next={WRITTEN}"


@ours
def test_a_place_in_one_partnership_counts_for_nothing_in_another(northmere, neighbour):
    assert neighbour.client("manager").get("/members/ashwick-vale/written/").status_code == 200
    response = neighbour.client("manager").get(WRITTEN)
    assert response.status_code == 403
    assert "You are not a member of Northmere." in response.content.decode()


@ours
def test_a_place_that_has_ended_counts_for_nothing(northmere):
    member = northmere.members["manager"]
    member.change(seen_version=1, ends_on=date(2025, 12, 31))
    assert northmere.client("manager").get(WRITTEN).status_code == 403


@ours
def test_a_partnership_that_is_not_there_is_a_plain_404(northmere):
    response = northmere.client("manager").get("/members/nowhere/written/")
    assert response.status_code == 404
    assert "There is no such page." in response.content.decode()


@ours
def test_a_fault_of_ours_is_said_without_its_inside(northmere, caplog):
    client = northmere.client("manager")
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "This is a fault of ours" in response.content.decode()
    assert "secret inside" not in response.content.decode()


@ours
def test_a_refusal_is_a_page_and_no_fault(northmere):
    response = northmere.client("manager").get("/refuses/")
    assert response.status_code == 422
    for words in ("The build is gone.", "Somebody deleted it.", "Make it again."):
        assert words in response.content.decode()
