"""The delivery's pages, as the partnership's people and its neighbour's meet them."""

from datetime import date

import pytest
from django.utils import timezone

from cast import NOW, made_plan
from saferplan.delivery.actions import add_action
from saferplan.delivery.models import Action, Update
from saferplan.history.models import Event

pytestmark = pytest.mark.django_db
FIRST = "/members/northmere/delivery/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The only clock a page reads stands still."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def objective(northmere):
    return made_plan(northmere).objectives.get()


@pytest.fixture
def patrol(northmere, objective) -> Action:
    return add_action(
        objective,
        sentence="Patrol the car parks.",
        lead=northmere.members["lead"],
        starts_on=date(2026, 1, 1),
        due_on=date(2026, 4, 11),
        by=northmere.people["manager"],
        at=NOW,
    )


def typed(cast, objective, **changed):
    days = {"starts_on": ("1", "2", "2026"), "due_on": ("30", "9", "2026")} | changed.pop("days", {})
    usual = {
        "objective": objective.pk,
        "sentence": "Fit better locks.",
        "lead": cast.members["lead"].pk,
        "place_code": "",
        "measure_key": "vehicle_crime",
    }
    parts = zip(("day", "month", "year"), range(3), strict=True)
    split = {f"{name}_{part}": days[name][place] for part, place in parts for name in days}
    return usual | split | changed


def text(response) -> str:
    return response.content.decode()


def test_before_there_is_a_plan_the_page_says_what_it_waits_for(northmere):
    page = text(northmere.client("scrutiny").get(FIRST))
    assert "No plan is adopted yet" in page
    assert "so the plan comes first" in page
    assert northmere.client("manager").get(FIRST + "add/").status_code == 302


def test_the_empty_page_leads_to_the_first_action(northmere, objective):
    assert "Add the first action" in text(northmere.client("manager").get(FIRST))
    assert "Add the first action" not in text(northmere.client("chair").get(FIRST))


def test_the_manager_adds_an_action_and_it_stands_on_the_page(northmere, objective):
    response = northmere.client("manager").post(FIRST + "add/", typed(northmere, objective))
    added = Action.objects.get()
    assert response.headers["Location"] == f"{FIRST}{added.pk}/"
    page = text(northmere.client("scrutiny").get(FIRST))
    assert "1 action planned, and none is to have begun yet." in page
    assert "Fit better locks." in page
    assert "Not begun" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"lead": ""}, "Choose an answer to “Who leads it?”"),
        ({"days": {"due_on": ("", "", "")}}, "Enter a date"),
        ({"days": {"due_on": ("30", "", "2026")}}, "must include a month"),
        ({"days": {"due_on": ("1", "1", "2026")}}, "Give a day after its start, 1 February 2026."),
    ],
)
def test_a_missing_lead_or_date_is_said_at_the_field_and_nothing_typed_is_lost(northmere, objective, changed, words):
    response = northmere.client("manager").post(FIRST + "add/", typed(northmere, objective, **changed))
    assert response.status_code == 422
    assert words in text(response)
    assert "Fit better locks." in text(response)
    assert not Action.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("at", ["", "mine/"])
@pytest.mark.parametrize(("role", "status"), [(None, 302), ("chair", 200), ("scrutiny", 200), ("county", 200)])
def test_every_member_reads(northmere, patrol, at, role, status):
    assert northmere.client(role).get(FIRST + at).status_code == status


@pytest.mark.parametrize(("role", "status"), [(None, 302), ("chair", 403), ("analyst", 403), ("lead", 200)])
def test_who_may_add(northmere, patrol, role, status):
    assert northmere.client(role).get(FIRST + "add/").status_code == status


@pytest.mark.parametrize("at", ["say/", "change/"])
@pytest.mark.parametrize(("role", "status"), [(None, 302), ("chair", 403), ("lead", 200), ("manager", 200)])
def test_who_may_speak_of_an_action(northmere, patrol, at, role, status):
    assert northmere.client(role).get(f"{FIRST}{patrol.pk}/{at}").status_code == status


def test_a_lead_does_not_speak_of_another_leads_action(northmere, patrol):
    patrol.change(seen_version=patrol.version, lead=northmere.members["manager"])
    address = f"{FIRST}{patrol.pk}/say/"
    answer = {"state": "stuck", "done_share": "0.25", "words": "No."}
    assert northmere.client("lead").get(address).status_code == 403
    assert northmere.client("lead").post(address, answer).status_code == 403
    assert not Update.objects.exists()


def test_the_lead_says_how_it_goes_and_the_history_of_letters_is_kept(northmere, patrol):
    address = f"{FIRST}{patrol.pk}/"
    client = northmere.client("lead")
    for answer in (
        {"state": "under_way", "done_share": "0.25", "words": "Rota made."},
        {"state": "stuck", "done_share": "0.25", "words": "No vehicle."},
    ):
        assert client.post(address + "say/", answer).status_code == 302
    page = text(client.get(address))
    assert "Rota made." in page
    assert "No vehicle." in page
    assert page.count("said how it goes by Madeup Lead of Northmere") == 2
    assert "Its lead says that it is stuck." in page
    first = text(client.get(FIRST))
    assert "0 of 1 action is complete or on time (0\u00a0%)" in first
    assert "1 action late or stuck" in first


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"state": "done", "done_share": "0.5", "words": "Done."}, "Choose “All of it”"),
        ({"state": "under_way", "done_share": "1", "words": "Done."}, "Choose “Done”"),
        ({"state": "not_started", "done_share": "0.5", "words": "Soon."}, "Choose “Under way”"),
        ({"state": "under_way", "done_share": "0.5", "words": ""}, "Give an answer"),
        (
            {
                "state": "under_way",
                "done_share": "0.5",
                "words": "Well.",
                "expected_on_day": "1",
                "expected_on_month": "1",
                "expected_on_year": "2026",
            },
            "The day it is expected does not fit.",
        ),
    ],
)
def test_a_contradiction_is_said_and_nothing_is_kept(northmere, patrol, answer, words):
    response = northmere.client("lead").post(f"{FIRST}{patrol.pk}/say/", answer)
    assert response.status_code == 422
    assert words in text(response)
    assert not Update.objects.exists()


def test_my_actions_are_mine(northmere, patrol):
    assert "You lead 1 action; 1 is not done" in text(northmere.client("lead").get(FIRST + "mine/"))
    assert "You lead no action" in text(northmere.client("manager").get(FIRST + "mine/"))


def test_a_conflicting_change_is_shown_and_not_lost(northmere, patrol):
    address = f"{FIRST}{patrol.pk}/change/"
    due = {"due_on_day": "11", "due_on_month": "4", "due_on_year": "2026"}
    sent = {"lead": patrol.lead_id, "version": patrol.version, **due}
    assert northmere.client("lead").post(address, sent | {"sentence": "Patrol by night."}).status_code == 302
    response = northmere.client("manager").post(address, sent | {"sentence": "Patrol by day."})
    assert response.status_code == 409
    assert "Patrol by night." in text(response)
    assert "Patrol by day." in text(response)
    again = sent | {"sentence": "Patrol by day.", "version": patrol.version + 1}
    assert northmere.client("manager").post(address, again).status_code == 302
    patrol.refresh_from_db()
    assert patrol.sentence == "Patrol by day."


def test_a_moved_date_asks_why_and_shows_the_first_promise(northmere, patrol):
    address = f"{FIRST}{patrol.pk}/change/"
    sent = {
        "sentence": patrol.sentence,
        "lead": patrol.lead_id,
        "version": patrol.version,
        "due_on_day": "1",
        "due_on_month": "6",
        "due_on_year": "2026",
    }
    refused = northmere.client("lead").post(address, sent | {"reason": ""})
    assert "Say why the date is moved." in text(refused)
    assert northmere.client("lead").post(address, sent | {"reason": "No staff."}).status_code == 302
    page = text(northmere.client("chair").get(f"{FIRST}{patrol.pk}/"))
    assert "First promised by 11 April 2026. Moved: No staff." in page


def test_the_neighbour_sees_nothing(northmere, neighbour, patrol):
    client = neighbour.client("manager")
    assert client.get(FIRST).status_code == 403
    for further in ("", "say/", "change/"):
        assert client.get(f"/members/northmere/delivery/{patrol.pk}/{further}").status_code == 403
        assert client.get(f"/members/ashwick-vale/delivery/{patrol.pk}/{further}").status_code == 404
