"""What may be done to actions, each rule both ways: allowed and in the history, refused and nothing left."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import BEGAN, NOW, Cast, made_plan
from saferplan.delivery.actions import add_action, change_action, say_how_it_goes
from saferplan.delivery.models import Action, Update
from saferplan.delivery.queries import delivery_told, due, lines, standing
from saferplan.history.models import Event
from saferplan.history.queries import checked, events_of
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership.models import Membership
from saferplan.plan.models import Objective, Plan
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db
START, DUE = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days


@pytest.fixture
def objective(northmere) -> Objective:
    return made_plan(northmere).objectives.get()


def given(cast: Cast, **changed):
    usual = {
        "sentence": "Patrol the car parks.",
        "lead": cast.members["lead"],
        "starts_on": START,
        "due_on": DUE,
        "by": cast.people["manager"],
        "at": NOW,
    }
    return usual | changed


@pytest.fixture
def patrol(northmere, objective) -> Action:
    return add_action(objective, **given(northmere))


def said(cast: Cast, **changed):
    usual = {"state": "under_way", "done_share": 0.25, "words": "Begun.", "by": cast.people["lead"], "at": NOW}
    return usual | changed


def test_an_action_is_added_and_in_the_history(northmere, patrol):
    event = Event.objects.get()
    assert (event.action, event.subject_key) == ("delivery.add_action", patrol.key)
    assert event.evidence == [patrol.objective.key]
    assert "Madeup" not in str(event.facts)
    assert checked().faults == ()


def test_an_action_may_name_a_place_and_a_measure(northmere, objective):
    added = add_action(
        objective,
        **given(northmere, place_code="E05990001", place_name="Northmere Centre", measure_key="vehicle_crime"),
    )
    assert added.place_name == "Northmere Centre"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"lead": None}, "no lead"),
        ({"due_on": None}, "no date"),
        ({"due_on": START - timedelta(days=1)}, "no date"),
        ({"sentence": "  "}, "says nothing"),
        ({"measure_key": "joy"}, "joy is not a measure"),
    ],
)
def test_none_is_added_without_a_lead_a_date_and_words(northmere, objective, changed, words):
    with pytest.raises(Refusal, match=words):
        add_action(objective, **given(northmere, **changed))
    assert not Action.objects.exists()
    assert not Event.objects.exists()


def test_the_database_itself_holds_none_without_a_lead_or_a_date(northmere, objective):
    whole = {
        "objective": objective,
        "sentence": "Patrol.",
        "lead": northmere.members["lead"],
        "starts_on": START,
        "due_on": DUE,
        "added_at": NOW,
        "added_by": northmere.people["manager"],
    }
    for broken in ({"lead": None}, {"due_on": None}, {"due_on": START - timedelta(days=1)}, {"sentence": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.create(**{**whole, **broken})
    assert Action.objects.create(**whole)


def test_who_cannot_lead(northmere, neighbour, objective):
    gone = Membership.objects.create(
        partnership=northmere.partnership,
        person=northmere.people["lead"],
        role="lead",
        starts_on=BEGAN,
        ends_on=NOW.date() - timedelta(days=1),
    )
    for lead in (neighbour.members["lead"], northmere.members["scrutiny"], gone):
        with pytest.raises(Refusal, match="no lead"):
            add_action(objective, **given(northmere, lead=lead))
    assert not Action.objects.exists()


@pytest.mark.parametrize(("state", "words"), [("draft", "not adopted yet"), ("replaced", "replaced by a later")])
def test_only_an_adopted_plan_has_actions(northmere, objective, state, words):
    Plan.objects.update(state=state)
    objective.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        add_action(Objective.objects.get(), **given(northmere))
    assert words in refused.value.why


@pytest.mark.parametrize("role", ["lead", "manager"])
def test_its_lead_and_the_manager_say_how_it_goes(northmere, patrol, role):
    update = say_how_it_goes(patrol, **said(northmere, by=northmere.people[role]))
    assert (update.letter, update.reason) == ("G", "25 % is done, and 13 % of its time has gone.")
    assert events_of(patrol).last().action == "delivery.say_how_it_goes"
    assert events_of(patrol).last().evidence == [update.key]


@pytest.mark.parametrize("role", ["chair", "analyst", "scrutiny", "county"])
def test_nobody_else_says_how_it_goes(northmere, patrol, role):
    with pytest.raises(Refusal, match="cannot do this"):
        say_how_it_goes(patrol, **said(northmere, by=northmere.people[role]))
    assert not Update.objects.exists()
    assert Event.objects.count() == 1


def test_neither_the_neighbours_manager_nor_a_lead_who_left_says_how_it_goes(northmere, neighbour, patrol):
    Membership.objects.filter(pk=patrol.lead_id).update(ends_on=NOW.date() - timedelta(days=1))
    for person in (neighbour.people["manager"], northmere.people["lead"]):
        with pytest.raises(Refusal):
            say_how_it_goes(patrol, **said(northmere, by=person))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"state": "done", "done_share": 0.75}, "do not fit together"),
        ({"state": "under_way", "done_share": 1.0}, "do not fit together"),
        ({"state": "not_started", "done_share": 0.25}, "do not fit together"),
        ({"words": " "}, "Nothing is said"),
        ({"expected_on": NOW.date() - timedelta(days=1)}, "does not fit"),
        ({"state": "done", "done_share": 1.0, "expected_on": DUE}, "does not fit"),
    ],
)
def test_what_contradicts_itself_is_refused_and_nothing_is_left(northmere, patrol, changed, words):
    with pytest.raises(Refusal, match=words):
        say_how_it_goes(patrol, **said(northmere, **changed))
    assert not Update.objects.exists()


def test_the_letters_of_the_past_stay_as_they_were(northmere, patrol):
    """A hundred days: a quarter done after 13 is green, after 55 amber; stuck is red; done is complete."""
    later = NOW + timedelta(days=42)
    say_how_it_goes(patrol, **said(northmere))
    say_how_it_goes(patrol, **said(northmere, at=later))
    say_how_it_goes(patrol, **said(northmere, state="stuck", at=later + timedelta(days=1)))
    say_how_it_goes(patrol, **said(northmere, state="done", done_share=1.0, at=later + timedelta(days=2)))
    assert [update.letter for update in patrol.updates.all()] == ["B", "R", "A", "G"]


def change(cast: Cast, action: Action, **changed):
    usual = {
        "sentence": action.sentence,
        "lead": action.lead,
        "due_on": action.due_on,
        "seen_version": action.version,
        "by": cast.people["manager"],
        "at": NOW,
    }
    return usual | changed


def test_a_date_is_moved_with_a_reason_and_the_first_promise_is_kept(northmere, patrol):
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    change_action(patrol, **change(northmere, patrol, due_on=may, reason="No staff."))
    change_action(patrol, **change(northmere, patrol, due_on=june, reason="Still none."))
    patrol.refresh_from_db()
    assert (patrol.first_due_on, patrol.due_on, patrol.moved_reason) == (DUE, june, "Still none.")
    assert events_of(patrol).last().facts["due_before"] == "2026-05-01"


def test_a_date_is_not_moved_without_a_reason(northmere, patrol):
    with pytest.raises(Refusal, match="without a reason"):
        change_action(patrol, **change(northmere, patrol, due_on=date(2026, 5, 1)))
    patrol.refresh_from_db()
    assert patrol.due_on == DUE
    assert Event.objects.count() == 1


def test_two_changes_at_once_lose_nothing(northmere, patrol):
    seen = patrol.version
    change_action(patrol, **change(northmere, patrol, sentence="Patrol by night.", seen_version=seen))
    with pytest.raises(EditedMeanwhile):
        change_action(patrol, **change(northmere, patrol, sentence="Patrol by day.", seen_version=seen))
    patrol.refresh_from_db()
    assert patrol.sentence == "Patrol by night."
    assert events_of(patrol).count() == 2


def test_somebody_else_changes_nothing(northmere, patrol):
    with pytest.raises(Refusal, match="cannot do this"):
        change_action(patrol, **change(northmere, patrol, sentence="Nothing.", by=northmere.people["analyst"]))


def test_an_action_handed_over_is_answered_for_by_its_new_lead(northmere, patrol):
    change_action(patrol, **change(northmere, patrol, lead=northmere.members["manager"]))
    with pytest.raises(Refusal):
        say_how_it_goes(patrol, **said(northmere))


def test_what_is_due_of_an_action(northmere, patrol):
    """Ninety-one days after its start, told four weeks ahead; its own end where that is nearer; done, nothing."""
    number, lead = northmere.partnership.pk, northmere.people["lead"].pk
    assert list(due(number, date(2026, 3, 4))) == []
    (word,) = due(number, date(2026, 3, 5))
    assert (word.by_date, word.person_id) == (date(2026, 4, 2), lead)
    assert word.sentence.startswith("Say how it goes")
    (end,) = due(number, date(2026, 3, 20))
    assert (end.by_date, end.sentence) == (DUE, "To be done: “Patrol the car parks.”")
    say_how_it_goes(patrol, **said(northmere, state="done", done_share=1.0))
    assert list(due(number, date(2026, 3, 20))) == []


def test_an_objective_without_an_action_is_due(northmere, objective):
    (item,) = due(northmere.partnership.pk, NOW.date())
    assert "Fewer vehicles are broken into." in item.sentence
    assert item.address == "/members/northmere/delivery/add/"


def test_where_delivery_stands(northmere, neighbour, objective):
    assert standing(neighbour.partnership.pk, NOW.date()).waits_for == "the plan's adoption"
    assert standing(northmere.partnership.pk, NOW.date()).waits_for == "its first action"
    patrol = add_action(objective, **given(northmere))
    assert standing(northmere.partnership.pk, NOW.date()).state == "under way"
    say_how_it_goes(patrol, **said(northmere, state="done", done_share=1.0))
    assert standing(northmere.partnership.pk, NOW.date()).state == "done"


def test_actions_of_a_replaced_version_go_on_under_the_next(northmere, patrol):
    old = patrol.objective.plan
    Plan.objects.filter(pk=old.pk).update(state="replaced")
    new = Plan.objects.create(
        partnership=old.partnership,
        round=old.round,
        plan_year=old.plan_year,
        number=2,
        replaces=old,
        state="adopted",
        drafted_at=NOW,
        drafted_by=northmere.people["manager"],
    )
    Objective.objects.create(plan=new, priority=patrol.objective.priority, line=1, sentence="Fewer vehicles stolen.")
    assert [line.action for line in lines(northmere.partnership, NOW.date())] == [patrol]
    assert list(due(northmere.partnership.pk, NOW.date())) == []


def test_a_document_names_posts_and_not_people(northmere, patrol):
    told = delivery_told(northmere.partnership, patrol.objective.plan, NOW.date())
    (action,) = told.priorities[0].actions
    assert action.lead == "Lead for an action, Northmere Council"
    assert (action.letter, action.word) == ("G", "On time")


def test_the_day_is_the_day_here(northmere, patrol):
    """Half past eleven at night in UTC in summer is the next day here."""
    night = datetime.fromisoformat("2026-06-30T23:30:00+00:00")
    with pytest.raises(Refusal, match="does not fit"):
        say_how_it_goes(patrol, **said(northmere, expected_on=date(2026, 6, 30), at=night))
