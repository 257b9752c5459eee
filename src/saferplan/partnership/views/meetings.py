"""Meetings: agenda, who is there, the quorum, and what was decided on which evidence."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from saferplan.documents.wording import counted
from saferplan.history.queries import events_of
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership import actions
from saferplan.partnership.due import Evidence, evidence_of
from saferplan.partnership.forms import AttendanceForm, DecisionForm, MeetingChangeForm, MeetingForm
from saferplan.partnership.models import Body, Decision, Meeting
from saferplan.partnership.queries import evidence_key, evidence_links, meetings_of, quorum_of
from saferplan.partnership.requests import PageRequest, address
from saferplan.partnership.roles import Permission, needs
from saferplan.partnership.views.tables import link, table

# More would be a list to search, and addresses can be copied in.
OFFERED_EVIDENCE = 10


@needs(Permission.READ)
def meetings(request: PageRequest) -> HttpResponse:
    """Every meeting, the latest first."""
    found = meetings_of(request.partnership.pk)
    rows = [
        [
            link(str(meeting), address(request, "meeting", meeting.pk)),
            meeting.place,
            meeting.is_public,
            _attended(meeting, request.day),
            meeting.decisions.count(),
        ]
        for meeting in found
    ]
    columns = ["Meeting", "Where", "Open to the public", "Who was there", "Decisions"]
    to_come = [meeting for meeting in reversed(found) if meeting.held_on >= request.day]
    context = {
        "next": to_come[0] if to_come else None,
        "held": sum(meeting.held_on < request.day for meeting in found),
        "table": table("Meetings", columns, rows) if rows else None,
    }
    return render(request, "partnership/meetings.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def hold_meeting(request: PageRequest) -> HttpResponse:
    """Enter a meeting."""
    here = address(request, "meetings")

    def act(typed: dict[str, Any]) -> str:
        meeting = actions.hold_meeting(typed.pop("group"), **typed, by=request.person, at=request.at)
        return address(request, "meeting", meeting.pk)

    page = FormPage("Add a meeting", submit="Add meeting", cancel=here, done="The meeting was added.")
    form = partial(MeetingForm, partnership=request.partnership, initial={"is_public": "no"})
    return form_page(request, page, form, act)


@needs(Permission.READ)
def meeting(request: PageRequest, number: int) -> HttpResponse:
    """One meeting whole: quorum, agenda, who is there, what was decided."""
    found = _meeting(request, number)
    quorum = quorum_of(found)
    seats = _seated(found)
    here = {attendance.body_id: attendance.is_present for attendance in found.attendances.all()}
    rows = [[body.name, body.is_responsible_authority, here.get(body.pk, "Not said")] for body in seats]
    columns = ["Organisation", "Responsible authority", "Here"]
    context = {
        "meeting": found,
        "quorum": quorum,
        "taken": bool(here),
        "is_to_come": found.held_on > request.day,
        "agenda": [line.strip() for line in found.agenda.splitlines() if line.strip()],
        "attendance": table("Who is here", columns, rows) if rows else None,
        "decisions": [(each, evidence_links(each.evidence, request.partnership)) for each in found.decisions.all()],
        "back_address": address(request, "meetings"),
        "back_words": "Meetings",
    }
    return render(request, "partnership/meeting.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def change_meeting(request: PageRequest, number: int) -> HttpResponse:
    """Change a meeting's day, place and agenda."""
    found = _meeting(request, number)
    here = address(request, "meeting", number)

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_meeting(found, **typed, seen_version=version, by=request.person, at=request.at)
        return here

    standing = {name: getattr(found, name) for name in ("held_on", "place", "agenda")}
    standing["is_public"] = "yes" if found.is_public else "no"
    page = FormPage(f"Change the meeting: {found}", submit="Save", cancel=here, done="It was changed.", record=found)
    return form_page(request, page, partial(MeetingChangeForm, initial=standing), act)


@needs(Permission.RECORD_DECISIONS)
def attendance(request: PageRequest, number: int) -> HttpResponse:
    """Say who is there."""
    found = _meeting(request, number)
    here, seats = address(request, "meeting", number), _seated(found)

    def act(typed: dict[str, Any]) -> str:
        present = {body: body in typed["present"] for body in seats}
        actions.take_attendance(found, present, seen_version=typed["version"], by=request.person, at=request.at)
        return here

    present = found.attendances.filter(is_present=True).values_list("body", flat=True)
    page = FormPage(
        f"Who is at the meeting? {found}",
        submit="Save attendance",
        cancel=here,
        done="Attendance was taken.",
        hint=f"{request.partnership.quorum} responsible authorities are needed to decide.",
        record=found,
    )
    bodies = Body.objects.filter(pk__in=[body.pk for body in seats])
    return form_page(request, page, partial(AttendanceForm, bodies=bodies, initial={"present": list(present)}), act)


@needs(Permission.RECORD_DECISIONS)
def record_decision(request: PageRequest, number: int) -> HttpResponse:
    """Record what a meeting decided."""
    found = _meeting(request, number)
    here = address(request, "meeting", number)

    def act(typed: dict[str, Any]) -> str:
        copied = [line for line in typed["addresses"].splitlines() if line.strip()]
        pages = [*typed.get("shown", []), *copied]
        keys = dict.fromkeys(evidence_key(page, request.partnership) for page in pages)
        decision = actions.record_decision(
            found, sentence=typed["sentence"], evidence=keys, by=request.person, at=request.at
        )
        return address(request, "decision", decision.pk)

    page = FormPage(
        "Record a decision",
        submit="Record decision",
        cancel=here,
        done="The decision was recorded.",
        hint=f"{found}. {quorum_of(found).sentence}",
    )
    return form_page(request, page, partial(DecisionForm, evidence=_offered(request)), act)


@needs(Permission.READ)
def decision(request: PageRequest, number: int) -> HttpResponse:
    """One decision: what, by which meeting, with which quorum, on which evidence."""
    found = get_object_or_404(Decision, pk=number, meeting__group__partnership=request.partnership)
    context = {
        "decision": found,
        "quorum": quorum_of(found.meeting),
        "evidence": evidence_links(found.evidence, request.partnership),
        "events": events_of(found),
        "back_address": address(request, "meeting", found.meeting_id),
        "back_words": str(found.meeting),
    }
    return render(request, "partnership/decision.html", context)


def _meeting(request: PageRequest, number: int) -> Meeting:
    return get_object_or_404(Meeting, pk=number, group__partnership=request.partnership)


def _seated(found: Meeting) -> list[Body]:
    """The organisations that sit in the group on the day of the meeting, the responsible authorities first."""
    bodies = [seat.body for seat in found.group.seats.select_related("body") if seat.body.is_true_on(found.held_on)]
    return sorted(bodies, key=lambda body: (not body.is_responsible_authority, body.name))


def _attended(found: Meeting, day: date) -> str:
    if found.held_on > day:
        return "To come"
    here = found.attendances.filter(is_present=True).count()
    return counted(here, "organisation", "organisations") if found.attendances.exists() else "Not said yet"


def _offered(request: PageRequest) -> list[Evidence]:
    """What the stages show of late, a page once; not the meetings, which a decision points to as it is."""
    offered: dict[str, Evidence] = {}
    for item in evidence_of(request.partnership.pk, request.day):
        if item.address.partition("#")[0] != address(request, "duties") and "/meetings/" not in item.address:
            offered.setdefault(item.address, item)
    return list(offered.values())[:OFFERED_EVIDENCE]
