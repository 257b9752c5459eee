"""What may and may not be done to a partnership's own records, and what each deed leaves in the history."""

from datetime import date, timedelta

import pytest

from cast import BEGAN, DAY, NOW
from saferplan.history.models import Event
from saferplan.history.queries import checked
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership import actions
from saferplan.partnership.models import Attendance, Body, Decision, Group, Membership, Partnership, Person, Theme
from saferplan.partnership.queries import quorum_of
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db
TOMORROW = DAY + timedelta(days=1)
NEW_WORDS = "plainly new words"


@pytest.fixture
def by(northmere):
    return {"by": northmere.people["manager"], "at": NOW}


def last_event() -> Event:
    found = Event.objects.order_by("-number").first()
    assert found is not None
    assert checked().faults == ()
    return found


def group_values(**more):
    values = {"name": "Violence group", "kind": "sub_group", "chair_post": "Inspector", "purpose": ""}
    return values | {"starts_on": BEGAN} | more


class TestPartnership:
    def founded(self, by, **more):
        given = {"slug": "elsewhere", "name": "Elsewhere", "area_code": "E07000001", "quorum": 3}
        return actions.found_partnership(**(given | {"county_slug": "", "county_name": ""} | more), **by)

    def test_who_founds_one_is_its_manager(self, northmere, by):
        partnership = self.founded(by)
        assert partnership.memberships.get().role == "manager"
        assert last_event().action == "partnership.found_partnership"

    @pytest.mark.parametrize("more", [{"slug": "northmere"}, {"slug": "members"}, {"quorum": 1}])
    def test_a_taken_address_or_a_quorum_of_one_is_refused(self, northmere, by, more):
        with pytest.raises(Refusal):
            self.founded(by, **more)
        assert Partnership.objects.count() == 1
        assert not Event.objects.exists()

    def test_the_quorum_is_two_or_more(self, northmere, by):
        actions.set_quorum(northmere.partnership, quorum=4, seen_version=1, **by)
        assert Partnership.objects.get().quorum == 4
        assert last_event().facts == {"quorum": 4}
        with pytest.raises(Refusal, match="too small"):
            actions.set_quorum(northmere.partnership, quorum=1, seen_version=2, **by)


class TestPeople:
    def welcomed(self, cast, by, **more):
        given = {"username": "madeup", "name": "Madeup Person", "password": "x", "role": "analyst", "body": None}
        return actions.welcome_member(cast.partnership, **(given | {"post": "", "starts_on": BEGAN} | more), **by)

    def test_a_person_and_their_place_come_together(self, northmere, by):
        member = self.welcomed(northmere, by, body=northmere.bodies[0])
        assert member.person.check_password("x")
        assert [event.action for event in Event.objects.all()] == ["partnership.add_person", "partnership.add_member"]

    def test_where_the_place_is_refused_nobody_is_added(self, northmere, neighbour, by):
        with pytest.raises(Refusal, match="another partnership"):
            self.welcomed(northmere, by, body=neighbour.bodies[0])
        assert not Person.objects.filter(username="madeup").exists()
        assert not Event.objects.exists()

    def test_a_name_to_sign_in_with_is_taken_once(self, northmere, by):
        with pytest.raises(Refusal, match="already"):
            self.welcomed(northmere, by, username="chair-northmere")

    def test_a_place_ends_and_its_record_stays(self, northmere, by):
        member = northmere.members["lead"]
        actions.end_membership(member, ends_on=DAY, seen_version=1, **by)
        assert Membership.objects.get(pk=member.pk).is_true_on(DAY)
        assert not Membership.objects.get(pk=member.pk).is_true_on(TOMORROW)
        assert last_event().facts == {"ends_on": "2026-01-14"}

    def test_a_place_does_not_end_before_it_began(self, northmere, by):
        with pytest.raises(Refusal, match="before it began"):
            actions.end_membership(northmere.members["lead"], ends_on=date(2025, 3, 31), seen_version=1, **by)

    def test_the_last_manager_stays_and_one_of_two_may_go(self, northmere, by):
        manager = northmere.members["manager"]
        with pytest.raises(Refusal, match="cannot end yet"):
            actions.end_membership(manager, ends_on=DAY, seen_version=1, **by)
        assert Membership.objects.get(pk=manager.pk).ends_on is None
        self.welcomed(northmere, by, role="manager")
        actions.end_membership(manager, ends_on=DAY, seen_version=1, **by)
        assert Membership.objects.get(pk=manager.pk).ends_on == DAY

    def test_everybody_chooses_their_own_password_only(self, northmere):
        lead = northmere.people["lead"]
        actions.change_password(lead, password=NEW_WORDS, by=lead, at=NOW)
        assert Person.objects.get(pk=lead.pk).check_password(NEW_WORDS)
        assert last_event().facts == {}
        with pytest.raises(AssertionError):
            actions.change_password(lead, password=NEW_WORDS, by=northmere.people["manager"], at=NOW)


class TestBodies:
    def test_a_body_leaves_on_a_day_and_not_before_it_came(self, northmere, by):
        body = northmere.bodies[4]
        values = {"name": body.name, "is_responsible_authority": True, "starts_on": BEGAN}
        actions.change_body(body, **values, ends_on=DAY, seen_version=1, **by)
        assert Body.objects.get(pk=body.pk).ends_on == DAY
        with pytest.raises(Refusal, match="before it began"):
            actions.change_body(body, **values, ends_on=date(2024, 1, 1), seen_version=2, **by)

    def test_a_name_is_taken_once_in_a_partnership_and_may_be_another_s(self, northmere, neighbour, by):
        given = {"name": "Made-up Housing", "is_responsible_authority": False, "starts_on": BEGAN}
        actions.add_body(neighbour.partnership, **given, **by)
        actions.add_body(northmere.partnership, **given, **by)
        with pytest.raises(Refusal, match="already"):
            actions.add_body(northmere.partnership, **given, **by)


class TestGroups:
    def added(self, cast, by, **more):
        given = group_values(parent=cast.board, bodies=cast.bodies[:2]) | more
        return actions.add_group(cast.partnership, **given, **by)

    def test_a_sub_group_hangs_on_another_with_its_seats(self, northmere, by):
        group = self.added(northmere, by)
        assert group.seated == "Farshire Police and Northmere Council"
        assert last_event().facts == {"kind": "sub_group", "seats": 2}

    def test_a_sub_group_on_nothing_is_refused(self, northmere, by):
        with pytest.raises(Refusal, match="needs a group above it"):
            self.added(northmere, by, parent=None)

    def test_another_partnership_s_group_or_body_is_refused(self, northmere, neighbour, by):
        for more in ({"parent": neighbour.board}, {"bodies": neighbour.bodies}):
            with pytest.raises(Refusal, match="another partnership"):
                self.added(northmere, by, **more)
        assert Group.objects.filter(partnership=northmere.partnership).count() == 1

    def test_seats_change_with_the_group(self, northmere, by):
        group = self.added(northmere, by)
        kept = group.seats.get(body=northmere.bodies[1])
        values = group_values(parent=northmere.board, ends_on=None, chair_post="Superintendent")
        actions.change_group(group, **values, bodies=northmere.bodies[1:4], seen_version=1, **by)
        assert group.seats.count() == 3
        assert group.seats.filter(pk=kept.pk).exists()
        assert group.chair_post == "Superintendent"
        assert last_event().action == "partnership.change_group"

    def test_a_group_cannot_hang_on_what_hangs_on_it(self, northmere, by):
        group = self.added(northmere, by)
        values = group_values(name="Board", kind="board", parent=group, ends_on=None)
        with pytest.raises(Refusal, match="cannot stand there"):
            actions.change_group(northmere.board, **values, bodies=[], seen_version=1, **by)
        assert northmere.board.seats.count() == 5

    def test_a_change_of_what_somebody_else_changed_leaves_the_seats(self, northmere, by):
        values = group_values(name="Board", kind="board", parent=None, ends_on=None)
        with pytest.raises(EditedMeanwhile):
            actions.change_group(northmere.board, **values, bodies=[], seen_version=7, **by)
        assert northmere.board.seats.count() == 5


class TestThemes:
    def added(self, cast, by, **more):
        given = {"name": "Safe town centre", "description": "", "measure_keys": ["robbery"], "concern_keys": []}
        return actions.add_theme(
            cast.partnership, **(given | {"predecessor": None, "starts_on": date(2026, 4, 1)} | more), **by
        )

    def test_a_predecessor_ends_the_day_before(self, northmere, by):
        old = self.added(northmere, by, name="Night-time economy", starts_on=BEGAN)
        new = self.added(northmere, by, predecessor=old)
        assert Theme.objects.get(pk=old.pk).ends_on == date(2026, 3, 31)
        assert new.predecessor == old
        assert last_event().evidence == [old.key]

    def test_a_predecessor_that_began_later_or_elsewhere_is_refused(self, northmere, neighbour, by):
        later = self.added(northmere, by, name="Later", starts_on=date(2026, 4, 1))
        theirs = Theme.objects.create(partnership=neighbour.partnership, name="Theirs", starts_on=BEGAN)
        with pytest.raises(Refusal, match="before it began"):
            self.added(northmere, by, predecessor=later)
        with pytest.raises(Refusal, match="another partnership"):
            self.added(northmere, by, predecessor=theirs)
        assert Theme.objects.filter(partnership=northmere.partnership).count() == 1

    def test_a_theme_is_changed(self, northmere, by):
        theme = self.added(northmere, by)
        values = {"name": "Town centre", "description": "By night", "measure_keys": ["robbery", "drugs"]}
        values |= {"concern_keys": ["violence"], "starts_on": date(2026, 4, 1), "ends_on": None}
        actions.change_theme(theme, **values, seen_version=1, **by)
        assert Theme.objects.get(pk=theme.pk).measure_keys == ["robbery", "drugs"]
        with pytest.raises(EditedMeanwhile):
            actions.change_theme(theme, **values, seen_version=1, **by)


class TestMeetings:
    def held(self, cast, by, **more):
        given = {"held_on": DAY, "place": "Town hall", "is_public": False, "agenda": "One\nTwo"}
        return actions.hold_meeting(cast.board, **(given | more), **by)

    def attended(self, cast, meeting, by, count):
        present = {body: number < count for number, body in enumerate(cast.bodies)}
        actions.take_attendance(meeting, present, **by)

    def test_a_group_meets_only_while_it_exists(self, northmere, by):
        assert self.held(northmere, by).agenda == "One\nTwo"
        with pytest.raises(Refusal, match="cannot meet on that day"):
            self.held(northmere, by, held_on=date(2025, 3, 31))

    def test_a_quorum_raised_later_leaves_an_old_meeting_as_lawful_as_it_was(self, northmere, by):
        """Four of five were there when three were needed; five are needed from then on."""
        meeting = northmere.meeting
        present = {body: number < 4 for number, body in enumerate(northmere.bodies)}
        actions.take_attendance(meeting, present, **by)
        actions.set_quorum(northmere.partnership, quorum=5, seen_version=1, **by)
        meeting.refresh_from_db()
        assert quorum_of(meeting).is_met
        assert quorum_of(meeting).sentence.endswith("3 are needed.")

    def test_the_quorum_counts_responsible_authorities_that_sit_in_the_group(self, northmere, by):
        """By hand: three of five authorities, and a guest who does not count."""
        guest = Body.objects.create(partnership=northmere.partnership, name="Guest", starts_on=BEGAN)
        meeting = self.held(northmere, by)
        self.attended(northmere, meeting, by, 3)
        Attendance.objects.create(meeting=meeting, body=guest, is_present=True)
        assert quorum_of(meeting).sentence == "3 of 5 responsible authorities are here; 3 are needed."
        assert quorum_of(meeting).is_met

    def test_an_authority_that_has_left_does_not_count(self, northmere, by):
        northmere.bodies[0].change(seen_version=1, ends_on=date(2025, 12, 31))
        meeting = self.held(northmere, by)
        self.attended(northmere, meeting, by, 3)
        assert quorum_of(meeting).sentence == "2 of 4 responsible authorities are here; 3 are needed."

    def test_attendance_is_not_taken_before_the_day(self, northmere, by):
        meeting = self.held(northmere, by, held_on=TOMORROW)
        with pytest.raises(Refusal, match="has not been held"):
            self.attended(northmere, meeting, by, 5)
        assert not meeting.attendances.exists()

    def test_a_quorate_meeting_decides_on_its_evidence(self, northmere, by):
        meeting = self.held(northmere, by)
        self.attended(northmere, meeting, by, 3)
        decision = actions.record_decision(
            meeting, sentence="The board agreed.", evidence=[northmere.meeting, "F-0123456789ab"], **by
        )
        assert decision.evidence == [northmere.meeting.key, "F-0123456789ab"]
        assert last_event().evidence == [meeting.key, northmere.meeting.key, "F-0123456789ab"]

    @pytest.mark.parametrize("present", [None, 0, 2])
    def test_a_meeting_without_a_quorum_decides_nothing(self, northmere, by, present):
        meeting = self.held(northmere, by)
        if present is not None:
            self.attended(northmere, meeting, by, present)
        before = Event.objects.count()
        with pytest.raises(Refusal, match="cannot decide"):
            actions.record_decision(meeting, sentence="No.", evidence=[], **by)
        assert not Decision.objects.exists()
        assert Event.objects.count() == before

    def test_attendance_is_corrected_as_long_as_what_was_decided_stands(self, northmere, by):
        meeting = self.held(northmere, by)
        self.attended(northmere, meeting, by, 4)
        actions.record_decision(meeting, sentence="The board agreed.", evidence=[], **by)
        self.attended(northmere, meeting, by, 3)
        with pytest.raises(Refusal, match="would have had no right to"):
            self.attended(northmere, meeting, by, 2)
        assert quorum_of(meeting).present == 3

    def test_two_who_take_attendance_at_once_lose_nothing(self, northmere, by):
        meeting = self.held(northmere, by)
        present = dict.fromkeys(northmere.bodies, True)
        actions.take_attendance(meeting, present, seen_version=1, **by)
        with pytest.raises(EditedMeanwhile):
            actions.take_attendance(meeting, dict.fromkeys(northmere.bodies, False), seen_version=1, **by)
        assert quorum_of(meeting).present == 5

    def test_a_meeting_that_decided_keeps_its_day(self, northmere, by):
        values = {"place": "Library", "is_public": True, "agenda": ""}
        actions.change_meeting(northmere.meeting, **values, held_on=DAY, seen_version=1, **by)
        northmere.decision()
        actions.change_meeting(northmere.meeting, **values, held_on=DAY, seen_version=2, **by)
        with pytest.raises(Refusal, match="The day of this meeting stands"):
            actions.change_meeting(northmere.meeting, **values, held_on=BEGAN, seen_version=3, **by)


class TestDuties:
    def test_what_was_done_is_shown_and_what_is_to_come_is_not(self, northmere, by):
        given = {"duty_key": "information_sharing", "sentence": "All signed."}
        actions.show_duty(northmere.partnership, **given, shown_on=DAY, **by)
        assert last_event().facts == {"duty": "information_sharing"}
        with pytest.raises(Refusal, match="still to come"):
            actions.show_duty(northmere.partnership, **given, shown_on=TOMORROW, **by)
        with pytest.raises(Refusal, match="no such duty"):
            actions.show_duty(northmere.partnership, **given | {"duty_key": "nonsense"}, shown_on=DAY, **by)
        assert northmere.partnership.duty_evidence.count() == 1
