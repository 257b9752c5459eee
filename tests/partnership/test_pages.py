"""The partnership's pages, as its people and its neighbour meet them."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from cast import BEGAN, PASSWORD, made_assessment, made_plan
from saferplan.history.models import Event
from saferplan.history.queries import checked
from saferplan.partnership import due as due_module
from saferplan.partnership.actions import hold_meeting, record_decision
from saferplan.partnership.due import Due, Provider, register
from saferplan.partnership.models import Body, Decision, Group, Meeting, Membership, Person, Theme
from saferplan.partnership.roles import Permission

HERE = "/members/northmere/partnership/"
ADDRESS = f"{HERE}bodies/add/"
FROM_APRIL = {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2025"}
NO_END = {"ends_on_day": "", "ends_on_month": "", "ends_on_year": ""}
TYPED = {"name": "Made-up Housing", "is_responsible_authority": "no", **FROM_APRIL}
NEWCOMER = {"name": "Madeup Newcomer", "username": "madeup-newcomer", "role": "analyst", "post": "Analyst"}
TODAY = localdate(datetime.now(UTC))

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return html.unescape(response.content.decode())


def day_fields(name: str, day) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@pytest.fixture
def manager(northmere):
    return northmere.client("manager")


@pytest.fixture
def alone():
    """Only the partnership's own provider, so that what other stages say does not change the count."""
    held = dict(due_module._providers)
    for stage in set(held) - {"partnership"}:
        del due_module._providers[stage]
    yield
    due_module._providers.clear()
    due_module._providers.update(held)


class TestBodies:
    def test_the_manager_adds_an_organisation_and_it_is_in_the_history(self, northmere, manager):
        response = manager.post(ADDRESS, TYPED)
        assert response.status_code == 302, text(response)
        assert Body.objects.get(name="Made-up Housing").starts_on == BEGAN
        assert Event.objects.get().action == "partnership.add_body"
        assert checked().faults == ()

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, northmere, manager):
        response = manager.post(ADDRESS, TYPED | {"starts_on_month": ""})
        assert response.status_code == 422
        assert "The date must include a month." in text(response)
        assert 'value="Made-up Housing"' in text(response)
        assert not Event.objects.exists()

    def test_an_organisation_leaves(self, northmere, manager):
        body = northmere.bodies[4]
        typed = {"name": body.name, "is_responsible_authority": "yes", "version": 1, **FROM_APRIL}
        assert manager.post(f"{HERE}bodies/{body.pk}/", typed | day_fields("ends_on", BEGAN)).status_code == 302
        assert Body.objects.get(pk=body.pk).ends_on == BEGAN
        assert "4 responsible authorities; 3 must be there to decide" in text(manager.get(HERE))


class TestWhoMay:
    OPEN = ("", "today/", "year/", "history/", "people/", "roles/", "groups/", "themes/", "meetings/", "duties/")
    FOR_MANAGERS = (
        *("quorum/", "bodies/add/", "people/add/", "groups/add/", "themes/add/", "meetings/add/"),
        "duties/scrutiny/show/",
    )

    @pytest.mark.parametrize("page", OPEN)
    def test_every_member_reads(self, northmere, page):
        for role in ("chair", "manager", "analyst", "lead", "scrutiny", "county"):
            assert northmere.client(role).get(HERE + page).status_code == 200

    @pytest.mark.parametrize("page", FOR_MANAGERS)
    def test_the_manager_alone_keeps_the_records(self, northmere, page):
        assert northmere.client("manager").get(HERE + page).status_code == 200
        for role in ("chair", "analyst", "lead", "scrutiny", "county"):
            assert northmere.client(role).get(HERE + page).status_code == 403
            assert northmere.client(role).post(HERE + page, TYPED).status_code == 403
        assert northmere.client(None).get(HERE + page).status_code == 302

    @pytest.mark.parametrize(("role", "status"), [("chair", 200), ("manager", 200), ("analyst", 403), ("lead", 403)])
    def test_who_records_decisions(self, northmere, role, status):
        for page in ("attendance", "decide"):
            address = f"{HERE}meetings/{northmere.meeting.pk}/{page}/"
            assert northmere.client(role).get(address).status_code == status

    def test_the_neighbour_sees_nothing(self, northmere, neighbour):
        for page in (*self.OPEN, *self.FOR_MANAGERS):
            assert neighbour.client("manager").get(HERE + page).status_code == 403

    def test_a_record_of_the_neighbour_is_not_there(self, northmere, neighbour):
        """The neighbour's manager at their own address, with Northmere's numbers."""
        theme = Theme.objects.create(partnership=northmere.partnership, name="Ours", starts_on=BEGAN)
        pages = [
            f"bodies/{northmere.bodies[0].pk}/",
            f"people/{northmere.members['lead'].pk}/end/",
            f"groups/{northmere.board.pk}/",
            f"themes/{theme.pk}/",
            *(f"meetings/{northmere.meeting.pk}/{page}" for page in ("", "change/", "attendance/", "decide/")),
            f"decisions/{northmere.decision().pk}/",
        ]
        for page in pages:
            address = f"/members/ashwick-vale/partnership/{page}"
            assert neighbour.client("manager").get(address).status_code == 404, page
            assert neighbour.client("manager").post(address, {"version": 1}).status_code == 404, page

    def test_the_table_of_parts_is_the_table_of_the_code(self, northmere, manager):
        page = text(manager.get(f"{HERE}roles/"))
        assert "6 parts in the partnership" in page
        for permission in Permission:
            is_shown = permission not in (Permission.PUBLIC, Permission.SIGNED_IN)
            cell = re.search(rf">\s*{re.escape(permission.value.capitalize())}\s*<", page)
            assert bool(cell) == is_shown


class TestPeople:
    def test_a_person_is_added_with_a_first_password_shown_once(self, northmere, manager, client):
        typed = NEWCOMER | {"body": northmere.bodies[0].pk, **FROM_APRIL}
        response = manager.post(f"{HERE}people/add/", typed)
        assert response.status_code == 200
        password = response.context["password"]
        assert password in text(response)
        assert response["Cache-Control"] == "no-store"
        assert password not in text(manager.get(f"{HERE}people/"))
        person = Person.objects.get(username="madeup-newcomer")
        assert person.check_password(password)
        assert person.memberships.get().role == "analyst"
        assert client.post("/sign-in/", {"login": "madeup-newcomer", "password": password}).status_code == 302
        assert client.get(f"{HERE}today/").status_code == 200

    def test_a_taken_name_is_said_and_what_was_typed_stays(self, northmere, manager):
        typed = NEWCOMER | {"username": "chair-northmere", "body": "", **FROM_APRIL}
        response = manager.post(f"{HERE}people/add/", typed)
        assert response.status_code == 422
        assert "There is a chair-northmere already." in text(response)
        assert 'value="Madeup Newcomer"' in text(response)
        assert not Event.objects.exists()

    def test_another_partnership_s_body_cannot_be_chosen(self, northmere, neighbour, manager):
        typed = NEWCOMER | {"body": neighbour.bodies[0].pk, **FROM_APRIL}
        response = manager.post(f"{HERE}people/add/", typed)
        assert response.status_code == 422
        assert not Person.objects.filter(username="madeup-newcomer").exists()

    def test_a_place_ends_and_its_holder_is_let_in_no_more(self, northmere, manager):
        member = northmere.members["lead"]
        yesterday = day_fields("ends_on", TODAY - timedelta(days=1))
        assert northmere.client("lead").get(HERE).status_code == 200
        assert manager.post(f"{HERE}people/{member.pk}/end/", yesterday | {"version": 1}).status_code == 302
        assert northmere.client("lead").get(HERE).status_code == 403
        assert "Madeup Lead" not in text(manager.get(f"{HERE}people/"))

    def test_the_last_manager_is_told_why_they_stay(self, northmere, manager):
        member = northmere.members["manager"]
        response = manager.post(f"{HERE}people/{member.pk}/end/", day_fields("ends_on", TODAY) | {"version": 1})
        assert response.status_code == 422
        assert "Add another manager first." in text(response)
        assert Membership.objects.get(pk=member.pk).ends_on is None

    def test_a_password_is_changed_by_who_knows_the_old_one(self, northmere):
        lead = northmere.client("lead")
        address = f"{HERE}password/"
        wrong = lead.post(address, {"old": "guessed", "password": "three new made-up words"})
        assert "This is not your password." in text(wrong)
        short = lead.post(address, {"old": PASSWORD, "password": "short"})
        assert "at least 12 characters" in text(short)
        assert lead.post(address, {"old": PASSWORD, "password": "three new made-up words"}).status_code == 302
        assert Person.objects.get(pk=northmere.people["lead"].pk).check_password("three new made-up words")
        assert lead.get(HERE).status_code == 200, "whoever changed it stays signed in"


class TestGroupsAndThemes:
    def test_a_group_is_added_drawn_and_changed(self, northmere, manager):
        typed = {"name": "Violence group", "kind": "sub_group", "parent": northmere.board.pk, **FROM_APRIL}
        typed |= {"seated": [northmere.bodies[0].pk], "chair_post": "Inspector", "purpose": ""}
        assert manager.post(f"{HERE}groups/add/", typed).status_code == 302
        group = Group.objects.get(name="Violence group")
        page = text(manager.get(f"{HERE}groups/"))
        assert "2 groups do the partnership's work" in page
        assert "Below Board: Violence group (Chair: Inspector, 1 organisation)." in page
        changed = typed | {"version": 1, "seated": [body.pk for body in northmere.bodies[:3]], **NO_END}
        assert manager.post(f"{HERE}groups/{group.pk}/", changed).status_code == 302
        assert group.seats.count() == 3

    def test_what_another_wrote_meanwhile_is_shown_and_nothing_is_lost(self, northmere, manager):
        northmere.board.change(seen_version=1, name="Executive board")
        typed = {"name": "Strategic board", "kind": "board", "parent": "", "version": 1, **FROM_APRIL, **NO_END}
        typed |= {"seated": [northmere.bodies[0].pk], "chair_post": "Leader"}
        response = manager.post(f"{HERE}groups/{northmere.board.pk}/", typed)
        assert response.status_code == 409
        assert "Executive board" in text(response)
        assert 'value="Strategic board"' in text(response)
        assert "Farshire Police" in text(response)
        assert northmere.board.seats.count() == 5
        assert manager.post(f"{HERE}groups/{northmere.board.pk}/", typed | {"version": 2}).status_code == 302
        assert Group.objects.get(pk=northmere.board.pk).name == "Strategic board"

    def test_a_theme_follows_another(self, northmere, manager):
        old = Theme.objects.create(partnership=northmere.partnership, name="Night-time economy", starts_on=BEGAN)
        typed = {"name": "Safe town centre", "predecessor": old.pk, "measure_keys": ["robbery", "drugs"]}
        typed |= {"concern_keys": ["violence"], **day_fields("starts_on", TODAY)}
        assert manager.post(f"{HERE}themes/add/", typed).status_code == 302
        theme = Theme.objects.get(name="Safe town centre")
        assert (theme.measure_keys, theme.concern_keys) == (["robbery", "drugs"], ["violence"])
        page = text(manager.get(f"{HERE}themes/"))
        assert "1 theme stands today" in page
        assert "Themes of other years" in page
        changed = typed | {"name": "Town centre", "version": 1, **NO_END}
        assert manager.post(f"{HERE}themes/{theme.pk}/", changed).status_code == 302
        assert Theme.objects.get(pk=theme.pk).name == "Town centre"


class TestMeetings:
    def test_from_the_agenda_to_a_decision_with_its_evidence(self, northmere, manager):
        finding = made_assessment(northmere).findings.get()
        typed = {"group": northmere.board.pk, "place": "Town hall", "is_public": "yes", "agenda": "One\nTwo"}
        response = manager.post(f"{HERE}meetings/add/", typed | day_fields("held_on", TODAY))
        meeting = Meeting.objects.get(held_on=TODAY)
        address = reverse("partnership:meeting", args=["northmere", meeting.pk])
        assert response["Location"] == address
        assert "Nobody has said who was at this meeting" in text(manager.get(address))

        chair = northmere.client("chair")
        refused = chair.post(f"{address}decide/", {"sentence": "We agreed.", "addresses": ""})
        assert refused.status_code == 422
        assert "0 of 5 responsible authorities are here; 3 are needed." in text(refused)
        assert "We agreed." in text(refused)

        here = {"present": [body.pk for body in northmere.bodies[:3]], "version": meeting.version}
        assert chair.post(f"{address}attendance/", here).status_code == 302
        assert "3 of 5 responsible authorities are here; 3 are needed." in text(chair.get(address))

        figure = finding.figures.get()
        pages = f"http://testserver{address}\n/members/northmere/assessment/figures/{figure.figure_id}/\n"
        assert chair.post(f"{address}decide/", {"sentence": "We agreed.", "addresses": pages}).status_code == 302
        decision = Decision.objects.get(meeting=meeting)
        assert decision.evidence == [meeting.key, figure.figure_id]
        page = text(chair.get(reverse("partnership:decision", args=["northmere", decision.pk])))
        assert f'href="{address}"' in page
        assert f'href="/members/northmere/assessment/figures/{figure.figure_id}/"' in page

    @pytest.mark.parametrize(
        "copied",
        [
            "/members/northmere/partnership/meetings/99999/",
            "/members/ashwick-vale/partnership/",
            "http://[broken",
            "/nowhere/at/all/",
            "made up",
        ],
    )
    def test_what_is_no_page_of_ours_is_no_evidence(self, northmere, neighbour, copied):
        address = f"{HERE}meetings/{northmere.meeting.pk}/decide/"
        response = northmere.client("chair").post(address, {"sentence": "We agreed.", "addresses": copied})
        assert response.status_code == 422
        assert "is not a page of Northmere" in text(response)
        assert not Decision.objects.exists()

    def test_a_number_of_the_neighbour_under_our_address_is_no_evidence(self, northmere, neighbour):
        copied = f"{HERE}meetings/{neighbour.meeting.pk}/"
        address = f"{HERE}meetings/{northmere.meeting.pk}/decide/"
        response = northmere.client("chair").post(address, {"sentence": "We agreed.", "addresses": copied})
        assert response.status_code == 422
        assert not Decision.objects.exists()

    def test_two_who_take_attendance_at_once(self, northmere, manager):
        address = f"{HERE}meetings/{northmere.meeting.pk}/attendance/"
        northmere.meeting.change(seen_version=1)
        response = manager.post(address, {"present": [northmere.bodies[0].pk], "version": 1})
        assert response.status_code == 409
        assert "Farshire Fire and Rescue, Farshire Police, Northmere Council and Probation" in text(response)


class TestDuties:
    def test_what_shows_a_duty_is_put_forward(self, northmere, manager):
        Meeting.objects.update(held_on=TODAY)  # so that the board's last meeting still holds
        assert "1 of 6 duties is shown" in text(manager.get(f"{HERE}duties/"))
        typed = {"sentence": "All five signed the protocol."} | day_fields("shown_on", TODAY)
        response = manager.post(f"{HERE}duties/information_sharing/show/", typed)
        assert response["Location"] == f"{HERE}duties/#information_sharing"
        page = text(manager.get(f"{HERE}duties/"))
        assert "2 of 6 duties are shown" in page
        assert "All five signed the protocol." in page

    def test_there_is_no_other_duty(self, northmere, manager):
        assert manager.get(f"{HERE}duties/made-up/show/").status_code == 404


class TestToday:
    def provided(self, *items: Due) -> None:
        register(Provider("made_up", due=lambda _number, _day: items))

    def test_everybody_sees_what_is_theirs_and_nothing_else(self, northmere, alone):
        """By hand: one for anyone who writes the plan, one for the lead alone, one dated yesterday for scorers."""
        lead = northmere.people["lead"].pk
        self.provided(
            Due("Write the objective", "/a/", Permission.WRITE_PLAN),
            Due("Say how it goes", "/b/", Permission.UPDATE_ACTIONS, TODAY, lead),
            Due("Give your marks", "/c/", Permission.SCORE, TODAY - timedelta(days=1)),
        )
        said = {role: text(northmere.client(role).get(f"{HERE}today/")) for role in ("manager", "lead", "scrutiny")}
        assert "2 things wait for you; 1 is late" in said["lead"]
        assert "Say how it goes" in said["lead"]
        assert "Write the objective" in said["manager"]
        assert "Say how it goes" not in said["manager"]
        assert "Nothing is due from you today" in said["scrutiny"]

    def test_what_changed_is_new_until_it_was_seen(self, northmere, manager):
        chair, today = northmere.client("chair"), f"{HERE}today/"
        manager.post(ADDRESS, TYPED)
        page = text(chair.get(today))
        assert "Others did 1 thing." in page
        assert "Madeup Manager of Northmere</strong> added the organisation" in page
        assert "Nothing that others did is new to you." in text(manager.get(today))
        assert chair.post(today, {"number": Event.objects.latest("number").number}).status_code == 302
        assert "Nothing that others did is new to you." in text(chair.get(today))
        manager.post(ADDRESS, TYPED | {"name": "Made-up Trust"})
        assert "Made-up Trust" in text(chair.get(today))
        assert "Made-up Housing" not in text(chair.get(today))

    @pytest.mark.parametrize("number", ["", "x", "²", "9" * 40, "-1"])
    def test_a_number_that_is_none_changes_nothing(self, northmere, number):
        assert northmere.client("chair").post(f"{HERE}today/", {"number": number}).status_code == 302
        assert northmere.client("chair").get(f"{HERE}history/", {"before": number}).status_code == 200
        assert not Event.objects.exists()

    def test_what_is_still_to_come_cannot_be_seen(self, northmere, manager):
        northmere.client("chair").post(f"{HERE}today/", {"number": "999999"})
        manager.post(ADDRESS, TYPED)
        assert "Others did 1 thing." in text(northmere.client("chair").get(f"{HERE}today/"))

    def test_looking_changes_nothing(self, northmere, manager):
        for page in TestWhoMay.OPEN:
            manager.get(HERE + page)
        assert not Event.objects.exists()

    def test_the_partnership_says_what_waits_for_its_manager(self, northmere, manager, alone):
        page = text(manager.get(f"{HERE}today/"))
        assert "Enter the day of the board's next meeting" in page
        assert "Show that this duty is met: a protocol for sharing information" in page
        by = {"by": northmere.people["manager"], "at": datetime.now(UTC)}
        hold_meeting(northmere.board, held_on=TODAY, place="", is_public=False, agenda="", **by)
        assert "next meeting" not in text(manager.get(f"{HERE}today/"))
        assert "Say who was at the meeting: Board" in text(northmere.client("chair").get(f"{HERE}today/"))


class TestYear:
    def test_the_year_shows_where_stages_stand_and_which_days_are_marked(self, northmere, manager):
        page = text(manager.get(f"{HERE}year/"))
        assert "in the plan year" in page
        assert "5 responsible authorities; 3 must be there to decide. The board last met on 13 January 2026." in page
        assert "A strategy group that can decide" in page
        assert "Board met with 4 of 5 responsible authorities." in page

    def test_the_list_at_the_left_says_where_one_is(self, northmere, manager):
        for page, name in (("today/", "Today"), ("year/", "The year"), ("people/", "Partnership")):
            shown = text(manager.get(HERE + page))
            assert f'aria-current="true">{name}</a>' in shown
            assert shown.count("aria-current") == 2, "once in the list and once in the folded one"


class TestHistory:
    def test_it_is_told_in_sentences_newest_first_and_goes_on_page_by_page(self, northmere, manager):
        by = {"by": northmere.people["chair"], "at": datetime.now(UTC)}
        for number in range(51):
            record_decision(northmere.meeting, sentence=f"Decision number {number}.", evidence=[], **by)
        page = text(manager.get(f"{HERE}history/"))
        assert "Madeup Chair of Northmere</strong> recorded the decision" in page
        assert page.index("Decision number 50") < page.index("Decision number 49")
        assert "Decision number 0<" not in page
        assert "?before=2" in page
        assert "Decision number 0<" in text(manager.get(f"{HERE}history/", {"before": 2}))

    def test_the_neighbour_s_deeds_are_not_in_ours(self, northmere, neighbour, manager):
        neighbour.client("manager").post("/members/ashwick-vale/partnership/bodies/add/", TYPED)
        assert "Nothing was done yet" in text(manager.get(f"{HERE}history/"))


def test_a_partnership_with_nobody_says_what_to_do(northmere, manager):
    Meeting.objects.all().update(held_on=TODAY)
    Body.objects.filter(partnership=northmere.partnership).update(ends_on=BEGAN)
    Group.objects.filter(partnership=northmere.partnership).update(ends_on=BEGAN)
    page = text(manager.get(HERE))
    assert "Nobody is in Northmere yet" in page
    assert "Add an organisation" in page


def test_a_plan_can_be_made_by_hand(northmere):
    assert made_plan(northmere).objectives.count() == 1
