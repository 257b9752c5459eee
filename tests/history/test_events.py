"""Actions leave events, events stay, and what is done to them past the program is found in the database itself."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from cast import BEGAN, NOW
from saferplan.history.actions import action, record
from saferplan.history.models import Event
from saferplan.history.queries import checked, events_of, head, latest_events
from saferplan.partnership.actions import add_body
from saferplan.partnership.models import Body
from saferplan.terms.problems import Refusal


def added(cast, name: str) -> Body:
    return add_body(
        cast.partnership,
        name=name,
        is_responsible_authority=False,
        starts_on=BEGAN,
        by=cast.people["manager"],
        at=NOW,
    )


def made_action(function):
    """A function as an action of some stage."""
    function.__module__ = "saferplan.plan.actions"
    return action(function)


@pytest.fixture
def five(northmere):
    for number in range(5):
        added(northmere, f"Made-up body {number}")
    assert checked().faults == ()
    return northmere


@pytest.mark.django_db
class TestActions:
    def test_an_action_leaves_who_when_and_what(self, northmere):
        body = added(northmere, "Made-up Housing")
        event = Event.objects.get()
        assert event.action == "partnership.add_body"
        assert event.recorded_by == f"partnership.Person:{northmere.people['manager'].pk}"
        assert event.partnership_key == northmere.partnership.key
        assert event.recorded_at == NOW
        assert list(events_of(body)) == latest_events(northmere.partnership, 5) == [event]
        assert head() == (1, event.hash)

    def test_an_action_that_is_refused_leaves_nothing(self, northmere):
        added(northmere, "Made-up Housing")
        with pytest.raises(Refusal):
            added(northmere, "made-up housing")
        assert Event.objects.count() == 1

    def test_an_action_that_fails_after_writing_leaves_neither_record_nor_event(self, northmere):
        def breaks() -> None:
            added(northmere, "Half-made")
            raise RuntimeError("in the middle")

        with pytest.raises(RuntimeError):
            made_action(breaks)()
        assert not Body.objects.filter(name="Half-made").exists()
        assert not Event.objects.exists()
        assert head() == (0, "0" * 64)

    def test_an_action_that_leaves_no_event_is_a_fault_of_ours(self, northmere):
        def silent() -> None:
            Body.objects.create(partnership=northmere.partnership, name="Unseen", starts_on=BEGAN)

        with pytest.raises(AssertionError, match="left no event"):
            made_action(silent)()
        assert not Body.objects.filter(name="Unseen").exists()

    def test_nothing_is_recorded_outside_an_action(self, northmere):
        with pytest.raises(AssertionError, match="recorded by an action"):
            record(northmere.board, by=northmere.people["manager"], at=NOW, partnership=northmere.partnership)

    def test_no_name_of_a_person_stands_in_the_history(self, five):
        said = " ".join(f"{event.recorded_by} {event.subject_key} {event.facts}" for event in Event.objects.all())
        assert all(person.name not in said for person in five.people.values())


@pytest.mark.django_db
class TestAppendOnly:
    def test_the_program_has_no_way_to_change_or_delete_an_event(self, five):
        event = Event.objects.first()
        for attempt in (
            event.save,
            event.delete,
            Event.objects.all().delete,
            lambda: Event.objects.filter(number=1).update(action="x"),
        ):
            with pytest.raises(AssertionError, match="an event is never"):
                attempt()
        assert checked().faults == ()


def past_the_program(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestEditsInTheDatabase:
    """Somebody with the database and without the key."""

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("UPDATE history_event SET recorded_by = 'partnership.Person:999' WHERE number = 3", "Event 3"),
            ("UPDATE history_event SET subject_key = 'partnership.Body:999' WHERE number = 5", "Event 5"),
            ("DELETE FROM history_event WHERE number = 3", "Event 3 is missing"),
            ("DELETE FROM history_event WHERE number = 5", "ends at event 4, and 5 were written"),
            ("DELETE FROM history_event", "ends at event 0, and 5 were written"),
            ("UPDATE history_event SET number = 6 WHERE number = 3", "Event 3 is missing"),
            ("UPDATE history_seal SET count = 4", "and 4 were written"),
            ("DELETE FROM history_seal", "and 0 were written"),
        ],
    )
    def test_an_edit_is_found(self, five, statement, said):
        past_the_program(statement)
        assert any(said in fault for fault in checked().faults), checked().faults

    def test_a_moment_that_was_moved_is_found(self, five):
        past_the_program("UPDATE history_event SET recorded_at = %s WHERE number = 2", NOW + timedelta(days=1))
        assert any("Event 2" in fault for fault in checked().faults)

    def test_a_history_taken_away_whole_is_found(self, five):
        past_the_program("DELETE FROM history_event")
        past_the_program("DELETE FROM history_seal")
        (fault,) = checked().faults
        assert fault == "There are people here, and no event and no seal: the history was taken away whole."

    def test_a_chain_written_again_whole_is_found(self, five):
        previous = "0" * 64
        for event in Event.objects.order_by("number"):
            entry = replace(event.kept.entry, previous=previous, actor="partnership.Person:999")
            past_the_program(
                "UPDATE history_event SET recorded_by = %s, previous_hash = %s, hash = %s WHERE number = %s",
                entry.actor,
                previous,
                entry.hash,
                entry.number,
            )
            previous = entry.hash
        past_the_program("UPDATE history_seal SET last_hash = %s", previous)
        assert checked().faults == (
            "The seal does not fit: the end of the history was changed, or written again without the key.",
        )


BEGIN = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from saferplan.home import Home
from saferplan.web.installing import bring_up_to_date, set_up
AT = datetime(2026, 1, 14, 15, 5, tzinfo=UTC)
home = Home(Path(sys.argv[1]))
"""
FOUND = (
    BEGIN
    + """
bring_up_to_date(home)
from saferplan.partnership.actions import add_person, found_partnership
first = add_person("made-up", "Made-up Manager", "plainly made up words", by=None, at=AT)
found_partnership(
    slug="northmere", name="Northmere", area_code="E07099001", county_slug="", county_name="", quorum=3, by=first, at=AT
)
"""
)
WORK = (
    BEGIN
    + """
set_up(home)
from saferplan.partnership.actions import add_body
from saferplan.partnership.models import Partnership, Person
place, who = Partnership.objects.get(), Person.objects.get()
for number in range(10):
    add_body(
        place,
        name=f"Body {sys.argv[2]}-{number}",
        is_responsible_authority=False,
        starts_on=date(2025, 4, 1),
        by=who,
        at=AT,
    )
"""
)
CHECK = (
    BEGIN
    + """
set_up(home)
from saferplan.history.models import Event
from saferplan.history.queries import checked
numbers = list(Event.objects.values_list("number", flat=True))
assert numbers == list(range(1, len(numbers) + 1)), numbers
found = checked()
print(found.count, found.faults)
"""
)


def test_programs_that_act_at_the_same_time_on_sqlite_keep_the_chain(tmp_path):
    """Four programs at once on one file, ten actions each: every event has its own place, and none is lost."""
    left_out = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    surroundings = {name: value for name, value in os.environ.items() if name not in left_out}

    def started(code: str, *more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "home"), *more],
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert started(FOUND).communicate()[1] == ""
    workers = [started(WORK, str(number)) for number in range(4)]
    assert [worker.communicate()[1] for worker in workers] == [""] * 4
    said, wrong = started(CHECK).communicate()
    assert wrong == ""
    # One event for the person, one for the partnership, and forty.
    assert said.strip() == "42 ()"
