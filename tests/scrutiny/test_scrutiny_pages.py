"""Scrutiny's pages as the councillor, the members and the neighbour meet them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cast import NOW, made_plan
from saferplan.delivery.models import Action
from saferplan.history.models import Event
from saferplan.scrutiny.models import EarlierAnswer, Recommendation
from scrutiny.scrutinised import committee_meeting, recommended, typed

ADDRESS = "/members/northmere/scrutiny/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(northmere):
    return made_plan(northmere)


def page(response) -> str:
    return response.content.decode()


def test_empty_pages_say_what_will_be_here(northmere):
    for address in (ADDRESS, f"{ADDRESS}pack/"):
        assert "Next: the board adopts the plan." in page(northmere.client("scrutiny").get(address))


def test_the_councillor_recommends_after_being_told_what_is_missing(northmere, plan):
    councillor = northmere.client("scrutiny")
    address = f"{ADDRESS}plans/{plan.pk}/recommend/"
    sent = typed(to_body=northmere.bodies[1].pk, meeting=committee_meeting(northmere).pk)
    response = councillor.post(address, sent | {"reason": ""})
    assert response.status_code == 422
    assert "Give an answer to “Why?”" in page(response)
    assert "Report thefts from vehicles by ward." in page(response)
    assert not Event.objects.exists()
    response = councillor.post(address, sent, follow=True)
    made = Recommendation.objects.get()
    assert response.redirect_chain == [(f"{ADDRESS}recommendations/{made.pk}/", 302)]
    assert "It waits for the answer of Farshire Police" in page(response)
    assert Event.objects.get().action == "scrutiny.recommend"


def test_a_draft_is_refused_on_the_page(northmere):
    draft = made_plan(northmere, adopted=False)
    sent = typed(to_body=northmere.bodies[1].pk)
    response = northmere.client("scrutiny").post(f"{ADDRESS}plans/{draft.pk}/recommend/", sent)
    assert response.status_code == 422
    assert "There is nothing to scrutinise yet." in page(response)
    assert not Recommendation.objects.exists()


def test_a_neighbours_body_is_no_choice(northmere, neighbour, plan):
    sent = typed(to_body=neighbour.bodies[1].pk)
    assert northmere.client("scrutiny").post(f"{ADDRESS}plans/{plan.pk}/recommend/", sent).status_code == 422
    assert not Recommendation.objects.exists()


def test_the_manager_answers_and_corrects_and_the_earlier_answer_stays(northmere, plan):
    made = recommended(northmere, plan)
    here = f"{ADDRESS}recommendations/{made.pk}/"
    manager = northmere.client("manager")
    sent = {"answer": "accepted", "answer_words": "From April.", "version": 1}
    assert manager.post(f"{here}answer/", sent).status_code == 302
    again = manager.post(f"{here}answer/", sent | {"version": 2})
    assert again.status_code == 422
    assert "This recommendation is answered." in page(again)
    sent = {"answer": "in_part", "answer_words": "From June.", "reason": "Wrong month.", "version": 2}
    response = manager.post(f"{here}correct/", sent, follow=True)
    assert "The answer: accepted in part" in page(response)
    assert "From April." in page(response)
    assert "Wrong month." in page(response)
    assert EarlierAnswer.objects.count() == 1


def test_a_conflicting_answer_is_shown_and_not_lost(northmere, plan):
    made = recommended(northmere, plan)
    made.change(seen_version=1, sentence="Report thefts by month.")
    sent = {"answer": "accepted", "answer_words": "My own words.", "version": 1}
    response = northmere.client("manager").post(f"{ADDRESS}recommendations/{made.pk}/answer/", sent)
    assert response.status_code == 409
    assert "My own words." in page(response)
    made.refresh_from_db()
    assert made.answered_at is None


def test_the_list_and_the_pack_show_the_days_left_and_how_actions_go(northmere, plan):
    today = timezone.localdate()
    made = recommended(northmere, plan)
    Recommendation.objects.filter(pk=made.pk).update(answer_due_on=today + timedelta(days=12))
    action = Action.objects.create(
        objective=plan.objectives.get(),
        sentence="Mark number plates.",
        lead=northmere.members["lead"],
        starts_on=today - timedelta(days=40),
        due_on=today - timedelta(days=2),
        added_at=NOW,
        added_by=northmere.people["manager"],
    )
    first = page(northmere.client("scrutiny").get(ADDRESS))
    assert "The one recommendation waits for an answer" in first
    assert "12 days left" in first
    assert f"{ADDRESS}plans/{plan.pk}/recommend/" in first
    pack = page(northmere.client("scrutiny").get(f"{ADDRESS}pack/"))
    assert "Fewer vehicles are broken into." in pack
    assert f"/members/northmere/delivery/{action.pk}/" in pack
    assert "rag--red" in pack
    assert "complete or on time" in pack


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (None, (302, 302, 302)),
        ("chair", (200, 403, 403)),
        ("manager", (200, 403, 200)),
        ("analyst", (200, 403, 403)),
        ("lead", (200, 403, 403)),
        ("scrutiny", (200, 200, 403)),
        ("county", (200, 403, 403)),
    ],
)
def test_who_may_do_what(northmere, plan, role, statuses):
    reads, recommends, answers = statuses
    made = recommended(northmere, plan)
    client = northmere.client(role)
    for address in ("", "pack/", f"recommendations/{made.pk}/"):
        assert client.get(ADDRESS + address).status_code == reads
    assert client.get(f"{ADDRESS}plans/{plan.pk}/recommend/").status_code == recommends
    for address in ("answer/", "correct/"):
        assert client.get(f"{ADDRESS}recommendations/{made.pk}/{address}").status_code == answers


def test_nothing_is_seen_or_done_from_next_door(northmere, neighbour, plan):
    made = recommended(northmere, plan)
    assert neighbour.client("manager").get(ADDRESS).status_code == 403
    there = "/members/ashwick-vale/scrutiny/"
    for address in (f"recommendations/{made.pk}/", f"recommendations/{made.pk}/answer/"):
        assert neighbour.client("manager").get(there + address).status_code == 404
    assert neighbour.client("scrutiny").get(f"{there}plans/{plan.pk}/recommend/").status_code == 404


def test_a_date_in_days_to_come_is_refused_with_a_reason(northmere, plan):
    sent = typed(date(2099, 1, 1), to_body=northmere.bodies[1].pk)
    response = northmere.client("scrutiny").post(f"{ADDRESS}plans/{plan.pk}/recommend/", sent)
    assert response.status_code == 422
    assert "That day is still to come." in page(response)
