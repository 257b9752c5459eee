"""Scrutiny's rules, each both ways: allowed and in the history, or refused and leaving nothing."""

from datetime import date, timedelta

import pytest

from cast import BEGAN, DAY, NOW, made_plan
from saferplan.history.models import Event
from saferplan.history.queries import checked
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership.models import Body
from saferplan.scrutiny import queries
from saferplan.scrutiny.actions import answer, correct_answer
from saferplan.scrutiny.models import EarlierAnswer, Recommendation
from saferplan.terms.problems import Refusal
from scrutiny.scrutinised import LATER, committee_meeting, recommended

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(northmere):
    return made_plan(northmere)


def answered(cast, made, **changed):
    values = {
        "answer": "accepted",
        "words": "From April.",
        "seen_version": made.version,
        "by": cast.people["manager"],
        "at": LATER,
    }
    answer(made, **values | changed)


def test_a_recommendation_has_28_days_and_is_in_the_history(northmere, plan):
    meeting = committee_meeting(northmere)
    made = recommended(northmere, plan, meeting=meeting)
    assert made.answer_due_on == date(2026, 2, 11)  # 14 January and 28 days, by hand
    event = Event.objects.get()
    assert event.action == "scrutiny.recommend"
    assert event.evidence == [plan.key, northmere.bodies[1].key, meeting.key]
    assert checked().faults == ()


def test_a_draft_is_not_scrutinised(northmere):
    refused(northmere, made_plan(northmere, adopted=False), "There is nothing to scrutinise yet.")


def test_a_version_that_was_replaced_is_not_scrutinised(northmere, plan):
    plan.change(seen_version=1, state="replaced")
    refused(northmere, plan, "Plan 2026/27, version 1 no longer stands.")


def test_only_the_partnerships_own_bodies_are_asked(northmere, neighbour, plan):
    refused(northmere, plan, "Northmere Council cannot be asked here.", to_body=neighbour.bodies[0])


def test_a_body_that_has_left_is_not_asked(northmere, plan):
    gone = Body.objects.create(
        partnership=northmere.partnership, name="Gone", starts_on=BEGAN, ends_on=date(2025, 12, 31)
    )
    refused(northmere, plan, "It cannot have been made on 14 January 2026.", to_body=gone)


@pytest.mark.parametrize("day", [date(2026, 1, 13), date(2026, 1, 15)])
def test_not_before_the_plan_and_not_in_days_to_come(northmere, plan, day):
    refused(northmere, plan, f"It cannot have been made on {day.day} January 2026.", made_on=day)


def test_a_board_meeting_or_a_neighbours_is_no_session_of_the_committee(northmere, neighbour, plan):
    for meeting in (northmere.meeting, committee_meeting(neighbour)):
        refused(northmere, plan, "That was not a meeting of the scrutiny committee.", meeting=meeting)


def test_not_before_its_own_meeting(northmere, plan):
    meeting = committee_meeting(northmere, DAY + timedelta(days=1))
    refused(northmere, plan, "It cannot have been made on 14 January 2026.", meeting=meeting, at=LATER)


@pytest.mark.parametrize("name", ["sentence", "reason"])
def test_neither_what_nor_why_is_left_blank(northmere, plan, name):
    refused(northmere, plan, "Something is left blank.", **{name: "  "})


def refused(cast, plan, what, **changed):
    with pytest.raises(Refusal) as said:
        recommended(cast, plan, **changed)
    assert said.value.what == what
    assert not Recommendation.objects.exists()
    assert not Event.objects.exists()


def test_an_answer_stands_and_stops_the_clock(northmere, plan):
    made = recommended(northmere, plan)
    answered(northmere, made)
    assert (made.answer, made.answer_words, made.answered_by) == (
        "accepted",
        "From April.",
        northmere.people["manager"],
    )
    assert queries.clock_of(made, date(2027, 1, 1)).words == "Answered in time"
    assert Event.objects.last().facts == {"answer": "accepted", "days_left": 23}  # 19 January to 11 February


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"answer": "perhaps"}, "That is no answer."),
        ({"words": " "}, "Something is left blank."),
        ({"at": NOW - timedelta(days=1)}, "An answer cannot come before its recommendation."),
    ],
)
def test_answers_that_are_none(northmere, plan, changed, what):
    made = recommended(northmere, plan)
    with pytest.raises(Refusal) as said:
        answered(northmere, made, **changed)
    assert said.value.what == what
    made.refresh_from_db()
    assert made.answered_at is None
    assert Event.objects.count() == 1


def test_nobody_answers_their_own_recommendation(northmere, plan):
    made = recommended(northmere, plan)
    with pytest.raises(Refusal, match="You made this recommendation"):
        answered(northmere, made, by=northmere.people["scrutiny"])


def test_an_answer_is_given_once_and_corrected_with_a_reason(northmere, plan):
    made = recommended(northmere, plan)
    answered(northmere, made)
    with pytest.raises(Refusal, match="This recommendation is answered"):
        answered(northmere, made, words="Other words.")
    correct(northmere, made, answer="in_part", words="From June.", reason="The date was wrong.")
    assert (made.answer, made.answer_words) == ("in_part", "From June.")
    kept = EarlierAnswer.objects.get()
    assert (kept.answer, kept.answer_words, kept.answered_at, kept.reason) == (
        "accepted",
        "From April.",
        LATER,
        "The date was wrong.",
    )
    assert [event.action for event in Event.objects.all()] == [
        "scrutiny.recommend",
        "scrutiny.answer",
        "scrutiny.correct_answer",
    ]
    assert queries.clock_of(made, DAY).words == "Answered in time", "the first answer stopped the clock"


def test_what_is_not_answered_is_not_corrected_and_not_without_a_reason(northmere, plan):
    made = recommended(northmere, plan)
    with pytest.raises(Refusal, match="There is no answer to correct"):
        correct(northmere, made)
    answered(northmere, made)
    with pytest.raises(Refusal, match="Something is left blank"):
        correct(northmere, made, reason="")
    assert not EarlierAnswer.objects.exists()


def test_a_correction_of_what_somebody_else_corrected_leaves_nothing(northmere, plan):
    made = recommended(northmere, plan)
    answered(northmere, made)
    with pytest.raises(EditedMeanwhile):
        correct(northmere, made, seen_version=1)
    assert not EarlierAnswer.objects.exists()
    assert Event.objects.count() == 2


def correct(cast, made, **changed):
    values = {
        "answer": "refused",
        "words": "It cannot be done.",
        "reason": "The answer was another's.",
        "seen_version": made.version,
        "by": cast.people["manager"],
        "at": NOW + timedelta(days=60),
    }
    correct_answer(made, **values | changed)


def test_what_is_due_and_what_shows_the_duty(northmere, neighbour, plan):
    number = northmere.partnership.pk
    meeting = committee_meeting(northmere)
    assert list(queries.evidence(number, DAY)) == [], "a meeting that nothing shows was held is no evidence"
    made = recommended(northmere, plan, meeting=meeting)
    (due,) = queries.due(number, DAY)
    assert (due.by_date, due.address) == (
        date(2026, 2, 11),
        f"/members/northmere/scrutiny/recommendations/{made.pk}/answer/",
    )
    (shown,) = queries.evidence(number, DAY)
    assert (shown.duty_key, shown.on_date) == ("scrutiny", DAY)
    assert shown.sentence == "Crime and disorder committee met on 14 January 2026."
    assert queries.standing(number, DAY).waits_for == "1 answer"
    answered(northmere, made)
    assert list(queries.due(number, DAY)) == []
    assert queries.standing(number, DAY).state == "done"
    assert (
        list(queries.due(neighbour.partnership.pk, DAY)) == list(queries.evidence(neighbour.partnership.pk, DAY)) == []
    )


def test_where_scrutiny_stands_before_there_is_a_plan(neighbour):
    standing = queries.standing(neighbour.partnership.pk, DAY)
    assert (standing.state, standing.waits_for) == ("not started", "the plan’s adoption")


def test_it_is_told_without_names(northmere, plan):
    made = recommended(northmere, plan)
    answered(northmere, made)
    told = queries.told(plan, DAY)
    assert told.recommendations[0].answer == "Accepted"
    assert "Madeup" not in repr(told)
