"""Headers, cookies, forged forms and guessed passwords."""

import re
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client

from cast import PASSWORD
from saferplan.partnership.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_counted():
    cache.clear()
    yield
    cache.clear()


def test_every_answer_says_that_nothing_but_our_own_files_may_run(northmere):
    for address in ("/", "/sign-in/", "/members/northmere/partnership/", "/nowhere/at/all/"):
        response = northmere.client("manager").get(address)
        policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]


def test_beyond_this_machine_cookies_and_pages_go_over_https_only(tmp_path):
    """The settings as an installation with SAFERPLAN_HOSTS has them, in a process of its own."""
    code = (
        "from saferplan.web import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.ALLOWED_HOSTS, s.DEBUG)"
    )
    environment = {"SAFERPLAN_HOME": str(tmp_path), "SAFERPLAN_HOSTS": "safer.example", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True True True True ['safer.example'] False"


def test_the_session_cookie_cannot_be_read_by_scripts_and_does_not_travel(northmere):
    client = Client()
    response = client.post("/sign-in/", {"login": "chair-northmere", "password": PASSWORD})
    assert response.status_code == 302
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_that_did_not_come_from_our_page_is_refused(northmere):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"login": "chair-northmere", "password": PASSWORD})
    assert response.status_code == 403
    assert "The form was not taken." in response.content.decode()


def test_guessing_a_password_is_slowed_down_even_for_the_right_one(northmere):
    client = Client()
    for _ in range(5):
        response = client.post("/sign-in/", {"login": "chair-northmere", "password": "a wrong guess"})
        assert response.status_code == 200
    response = client.post("/sign-in/", {"login": "chair-northmere", "password": PASSWORD})
    assert "sessionid" not in client.cookies
    assert response.status_code == 429 or "Too many" in response.content.decode()


def test_what_is_said_of_a_wrong_password_does_not_tell_whether_the_name_exists(northmere):
    def said(name: str) -> str:
        page = Client().post("/sign-in/", {"login": name, "password": "a wrong guess"}).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
        return page.replace(name, "")

    assert said("chair-northmere") == said("nobody-at-all")


def test_nobody_signs_up_and_no_other_door_of_the_library_is_open():
    assert Client().get("/accounts/signup/").status_code == 404
    assert Client().get("/sign-in/signup/").status_code == 404
    assert Client().get("/admin/").status_code == 404


def test_a_password_is_never_kept_as_it_was_typed(northmere):
    assert PASSWORD not in Person.objects.get(username="chair-northmere").password
