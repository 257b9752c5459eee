"""What changes delivery: actions are added and changed, and their leads say how they go."""

from datetime import date, datetime

from django.utils.timezone import localdate

from saferplan.definitions import loading
from saferplan.delivery.models import STATES, Action, Update
from saferplan.delivery.queries import may_speak, possible_leads, progress_said
from saferplan.delivery.rag import rating
from saferplan.history.actions import action, record
from saferplan.partnership.models import Membership, Person
from saferplan.plan.models import Objective
from saferplan.terms.problems import Refusal


@action
def add_action(
    objective: Objective,
    *,
    sentence: str,
    lead: Membership | None,
    starts_on: date,
    due_on: date | None,
    place_code: str = "",
    place_name: str = "",
    measure_key: str = "",
    by: Person,
    at: datetime,
) -> Action:
    """Add a step towards an objective of an adopted plan.

    Fails: Refusal where the plan is not adopted, and without a lead of this partnership or a date after the start.
    """
    plan = objective.plan
    if plan.state != "adopted":
        raise Refusal(
            "No action can be added to this plan.",
            why=f"It is {'replaced by a later version' if plan.state == 'replaced' else 'not adopted yet'}.",
            next_step="Add it to an objective of the adopted plan.",
        )
    lead, due_on = _checked(objective, sentence, lead, starts_on=starts_on, due_on=due_on, day=localdate(at))
    _check_work(place_code, place_name, measure_key)
    added = Action.objects.create(
        objective=objective,
        sentence=sentence.strip(),
        lead=lead,
        starts_on=starts_on,
        due_on=due_on,
        place_code=place_code,
        place_name=place_name,
        measure_key=measure_key,
        added_at=at,
        added_by=by,
    )
    facts = {"starts_on": str(starts_on), "due_on": str(due_on), "lead": lead.key}
    record(added, by=by, at=at, partnership=plan.partnership, evidence=[objective], facts=facts)
    return added


@action
def change_action(
    changed: Action,
    *,
    sentence: str,
    lead: Membership,
    due_on: date,
    reason: str = "",
    seen_version: int,
    by: Person,
    at: datetime,
) -> None:
    """Word an action anew, hand it to another lead, or move its date. The date first promised is kept.

    Fails: Refusal from anyone but its lead or the manager, and where a date is moved without a reason.
    """
    _check_may_speak(changed, by, at)
    lead, due_on = _checked(
        changed.objective, sentence, lead, starts_on=changed.starts_on, due_on=due_on, day=localdate(at)
    )
    before, is_moved = changed.due_on, due_on != changed.due_on
    if is_moved and not reason.strip():
        raise Refusal(
            "The date cannot be moved without a reason.",
            why="Whoever reads the letter must see that it is held against another date than was promised.",
            next_step="Say why it is moved.",
        )
    values = {"sentence": sentence.strip(), "lead": lead, "due_on": due_on}
    if is_moved:
        values |= {"first_due_on": changed.first_due_on or before, "moved_reason": reason.strip()}
    changed.change(seen_version=seen_version, **values)
    facts = {"due_on": str(due_on), "due_before": str(before), "lead": lead.key}
    record(changed, by=by, at=at, partnership=changed.objective.plan.partnership, facts=facts)


@action
def say_how_it_goes(
    spoken_of: Action,
    *,
    state: str,
    done_share: float,
    words: str,
    expected_on: date | None = None,
    by: Person,
    at: datetime,
) -> Update:
    """Say how an action goes; the rating of the day is kept with what was said. Units: `done_share` 0 to 1.

    Fails: Refusal from anyone but its lead or the manager, and where state, share and date contradict one another.
    """
    _check_may_speak(spoken_of, by, at)
    _check_said(state, done_share, words, expected_on, localdate(at))
    said = Update(action=spoken_of, state=state, done_share=done_share, words=words.strip(), expected_on=expected_on)
    said.said_at, said.said_by = at, by
    found = rating(progress_said(said, localdate(at)))
    said.letter, said.reason = found.letter, found.reason
    said.save(force_insert=True)
    facts = {"state": state, "done_share": done_share, "letter": found.letter}
    record(spoken_of, by=by, at=at, partnership=spoken_of.objective.plan.partnership, evidence=[said], facts=facts)
    return said


def _checked(
    objective: Objective, sentence: str, lead: Membership | None, *, starts_on: date, due_on: date | None, day: date
) -> tuple[Membership, date]:
    """The lead and the date, both there and possible."""
    if not sentence.strip():
        raise Refusal("The action says nothing.", why="Nobody would know what is to be done.", next_step="Say it.")
    if lead is None or not possible_leads(objective.plan.partnership, day).filter(pk=lead.pk).exists():
        raise Refusal(
            "The action has no lead who can answer for it.",
            why="An action needs a present member of this partnership whose place lets them say how it goes.",
            next_step="Choose one of them, or ask the manager to add the person as a lead.",
        )
    if due_on is None or due_on < starts_on:
        raise Refusal(
            "The action has no date by which it can be done.",
            why="Without one after its start, nobody can tell whether it is late.",
            next_step="Give the day by which it is to be done.",
        )
    return lead, due_on


def _check_work(place_code: str, place_name: str, measure_key: str) -> None:
    assert bool(place_code) == bool(place_name), "a place has a code and a name"
    if measure_key and measure_key not in loading.measures():
        raise Refusal(
            f"{measure_key} is not a measure.",
            why="Only what is defined can be counted.",
            next_step="Choose one of the measures, or none.",
        )


def _check_may_speak(spoken_of: Action, by: Person, at: datetime) -> None:
    if not may_speak(spoken_of, by, localdate(at)):
        raise Refusal(
            "You cannot do this for this action.",
            why=f"Its lead answers for it: {spoken_of.lead.person.name}.",
            next_step="Ask the lead, or the community safety manager.",
        )


def _check_said(state: str, done_share: float, words: str, expected_on: date | None, day: date) -> None:
    assert state in dict(STATES), f"{state} is not a state"
    assert 0 <= done_share <= 1, "a share is 0 to 1"
    if not words.strip():
        raise Refusal(
            "Nothing is said of how it goes.", why="A letter alone helps nobody.", next_step="Say it in a sentence."
        )
    if (state == "done") != (done_share == 1) or (state == "not_started" and done_share > 0):
        raise Refusal(
            "How it stands and how much is done do not fit together.",
            why="What is done is done whole, and what has not started has nothing done.",
            next_step="Change one of the two answers.",
        )
    if expected_on and (expected_on < day or state == "done"):
        raise Refusal(
            "The day it is expected does not fit.",
            why="It is past." if expected_on < day else "It is done already.",
            next_step="Give a day to come, or leave it out.",
        )
