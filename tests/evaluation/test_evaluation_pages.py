"""The evaluation's pages, as the partnership's people and its neighbour's meet them."""

import pytest
from django.utils import timezone

from cast import NOW
from evaluation.registered_by_hand import CENTRE, MEASURE, OTHERS, make_action, registered
from saferplan.evaluation.actions import find_effect
from saferplan.evaluation.limits import FALSE_ALARMS
from saferplan.evaluation.models import Effect, Evaluation
from saferplan.evaluation.registering import COULD_BE_COUNTED
from saferplan.history.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]
FIRST = "/members/northmere/evaluation/"
TYPED = {
    "question": "Did crime in the centre fall?",
    "chosen_because_high": "yes",
    "first_month": "2025-01",
    "length": "12",
    "years": "1",
    "comparison_codes": list(OTHERS),
    "why_comparison": "The likest.",
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The only clock a page reads stands still."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def action(northmere):
    return make_action(northmere)


def text(response) -> str:
    return response.content.decode()


def test_the_empty_page_says_what_will_be_here(northmere):
    page = text(northmere.client("scrutiny").get(FIRST))
    assert "No evaluation is registered yet" in page
    assert "before anybody looks at the result" in page


def test_an_action_that_began_without_an_evaluation_is_named(northmere, action):
    page = text(northmere.client("chair").get(FIRST))
    assert "Started, but no evaluation registered" in page
    assert "Register an evaluation" not in page
    assert "Register an evaluation" in text(northmere.client("analyst").get(FIRST))


def test_the_analyst_registers_and_finds_and_everybody_reads_the_answer(northmere, action):
    client = northmere.client("analyst")
    form = text(client.get(f"{FIRST}register/{action.pk}/"))
    assert "Fallowwick (601 recorded before, 0.7 times as many)" in form
    assert client.post(f"{FIRST}register/{action.pk}/", TYPED).status_code == 302
    held = Evaluation.objects.get()
    assert (held.measure_key, held.place_code, held.before) == (MEASURE, CENTRE, ["2024-01..2024-12"])
    page = text(client.get(f"{FIRST}{held.pk}/"))
    assert "The answer is still to come." in page
    assert COULD_BE_COUNTED in page
    assert client.post(f"{FIRST}{held.pk}/find/").status_code == 302
    page = text(northmere.client("scrutiny").get(f"{FIRST}{held.pk}/"))
    assert "against the comparison area" in page
    assert FALSE_ALARMS in page
    assert page.count("<svg") == 2
    assert "July 2024: no file was supplied" in page
    assert "effect found by Madeup Analyst of Northmere" in page
    assert "1 of 1 registered evaluation has its answer." in text(client.get(FIRST))


def test_an_action_without_place_and_measure_is_asked_for_them(northmere, action):
    action.change(seen_version=1, place_code="", place_name="", measure_key="")
    page = text(northmere.client("analyst").get(f"{FIRST}register/{action.pk}/"))
    assert "In which ward is the action at work?" in page
    sent = TYPED | {"measure_key": MEASURE, "place_code": CENTRE}
    assert northmere.client("analyst").post(f"{FIRST}register/{action.pk}/", sent).status_code == 302
    assert Evaluation.objects.get().place_name == "Northmere Centre"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"comparison_codes": []}, "Choose an answer to “Which wards is it compared with?”"),
        ({"why_comparison": ""}, "Give an answer to “Why these?”"),
        ({"chosen_because_high": ""}, "Choose an answer to “Was this place chosen"),
        ({"first_month": "2025-06"}, "reaches into the action"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_nothing_typed_is_lost(northmere, action, changed, words):
    response = northmere.client("analyst").post(f"{FIRST}register/{action.pk}/", TYPED | changed)
    assert response.status_code == 422
    assert words in text(response)
    assert "Did crime in the centre fall?" in text(response)
    assert not Evaluation.objects.exists()
    assert not Event.objects.exists()


def test_a_refusal_of_the_calculation_is_shown(northmere, action):
    held = registered(northmere, action, after="2026")
    response = northmere.client("analyst").post(f"{FIRST}{held.pk}/find/")
    assert response.status_code == 422
    assert "Only 0 calendar months can be compared" in text(response)
    assert not Effect.objects.exists()


def test_found_once_the_page_offers_and_allows_no_second(northmere, action):
    held = registered(northmere, action)
    client = northmere.client("analyst")
    assert "Find the effect" in text(client.get(f"{FIRST}{held.pk}/"))
    find_effect(held, by=northmere.people["analyst"], at=NOW)
    assert "Find the effect" not in text(client.get(f"{FIRST}{held.pk}/"))
    assert client.post(f"{FIRST}{held.pk}/find/").status_code == 422


def test_where_the_build_is_gone_the_frozen_figure_is_still_drawn(northmere, action, settings, home):
    held = registered(northmere, action)
    find_effect(held, by=northmere.people["analyst"], at=NOW)
    settings.HOME = home
    page = text(northmere.client("chair").get(f"{FIRST}{held.pk}/"))
    assert page.count("<svg") == 1
    assert "One dot at" in page


def test_without_a_build_registering_says_what_to_do(northmere, action, settings, home):
    settings.HOME = home
    response = northmere.client("analyst").get(f"{FIRST}register/{action.pk}/")
    assert response.status_code == 422
    assert "There is no build of Northmere yet." in text(response)


@pytest.mark.parametrize(("role", "status"), [(None, 302), ("chair", 403), ("lead", 403), ("manager", 200)])
def test_who_may_register_and_find(northmere, action, role, status):
    held = registered(northmere, action)
    assert northmere.client(role).get(f"{FIRST}register/{action.pk}/").status_code == status
    assert northmere.client(role).get(f"{FIRST}{held.pk}/find/").status_code == status
    if status != 200:
        assert northmere.client(role).post(f"{FIRST}{held.pk}/find/").status_code == status
        assert not Effect.objects.exists()


def test_the_neighbour_sees_nothing(northmere, neighbour, action):
    held = registered(northmere, action)
    client = neighbour.client("manager")
    for further in ("", f"{held.pk}/", f"{held.pk}/find/", f"register/{action.pk}/"):
        assert client.get(FIRST + further).status_code == 403
    for further in (f"{held.pk}/", f"{held.pk}/find/", f"register/{action.pk}/"):
        assert client.get(f"/members/ashwick-vale/evaluation/{further}").status_code == 404
