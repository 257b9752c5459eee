"""Who decides, how the duties stand, and what is due from a partnership."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from saferplan.definitions import loading
from saferplan.documents.wording import counted
from saferplan.partnership.due import Due, Evidence, Standing, evidence_of
from saferplan.partnership.duties import DutyState, duty_state
from saferplan.partnership.models import LINKED, Body, Decision, Group, Meeting, Partnership, true_on
from saferplan.partnership.roles import Permission
from saferplan.partnership.section import DecisionLine, GroupLine, MemberLine, WhoDecides
from saferplan.partnership.structure import GroupRow, Structure, structure_of

# Records that are shown on a page of many.
ADDRESSES = {
    f"partnership.{label}": partial(lambda page, slug, _number: reverse(f"partnership:{page}", args=[slug]), page)
    for label, page in (
        ("Partnership", "first"),
        ("Body", "first"),
        ("Membership", "people"),
        ("Group", "groups"),
        ("Theme", "themes"),
        ("DutyEvidence", "duties"),
    )
}
STRATEGY_GROUP, PUBLIC_ENGAGEMENT = "strategy_group", "public_engagement"


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many responsible authorities are at a meeting, and how many it needs."""

    present: int
    of: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.present >= self.needed

    @property
    def sentence(self) -> str:
        """As it is said in the room: "3 of 5 responsible authorities are here; 3 are needed."."""
        here = f"{self.present} of {counted(self.of, 'responsible authority', 'responsible authorities')}"
        needed = f"{self.needed} {'is' if self.needed == 1 else 'are'} needed"
        return f"{here} {'is' if self.present == 1 else 'are'} here; {needed}."


def quorum_of(meeting: Meeting) -> Quorum:
    """A meeting's quorum, counted by responsible authority: other bodies may attend and do not count."""
    of_the_law = Body.objects.filter(true_on(meeting.held_on), is_responsible_authority=True)
    seats = meeting.group.seats.filter(body__in=of_the_law)
    present = meeting.attendances.filter(is_present=True, body__in=seats.values("body"))
    # A quorum that is raised or lowered later does not make an old decision lawful, or unlawful.
    needed = meeting.quorum_needed or meeting.group.partnership.quorum
    return Quorum(present.count(), seats.count(), needed)


def deciding(partnership: Partnership) -> QuerySet[Decision]:
    """The decisions that may stand behind a partnership's assessment, priorities and plan.

    Those of its own groups: a scrutiny committee looks at what is decided, and a linked board decides for others.
    """
    own = Decision.objects.filter(meeting__group__partnership=partnership)
    return own.exclude(meeting__group__kind__in=["committee", LINKED])


def bodies_on(partnership_id: int, day: date) -> list[Body]:
    """The organisations of a partnership on a day, the responsible authorities first."""
    found = Body.objects.filter(true_on(day), partnership=partnership_id)
    return list(found.order_by("-is_responsible_authority", "name"))


def structure_on(partnership_id: int, day: date) -> Structure:
    """Who stands where in a partnership on a day, from the board down."""
    seats = Count("seats", filter=Q(seats__body__starts_on__lte=day) & ~Q(seats__body__ends_on__lt=day))
    groups = Group.objects.filter(true_on(day), partnership=partnership_id).annotate(seat_count=seats)
    return structure_of(
        [
            GroupRow(group.pk, group.name, group.kind, group.parent_id, group.chair_post, group.seat_count)
            for group in groups
        ]
    )


def duty_states(partnership_id: int, day: date) -> tuple[DutyState, ...]:
    """How every duty stands on a day, from what the stages show and what people put forward."""
    shown = evidence_of(partnership_id, day)
    return tuple(duty_state(duty, shown, day) for duty in loading.duties().values())


def meetings_of(partnership_id: int) -> list[Meeting]:
    """Every meeting of a partnership's groups, the latest first."""
    found = Meeting.objects.filter(group__partnership=partnership_id).select_related("group", "group__partnership")
    return list(found)


def who_decides(partnership_id: int, day: date) -> WhoDecides:
    """The partnership as a document tells of it on a day."""
    partnership = Partnership.objects.get(pk=partnership_id)
    groups = Group.objects.filter(true_on(day), partnership=partnership).select_related("parent")
    decided = Decision.objects.filter(meeting__group__partnership=partnership, meeting__held_on__lte=day)
    return WhoDecides(
        name=partnership.name,
        quorum=partnership.quorum,
        members=tuple(MemberLine(body.name, body.is_responsible_authority) for body in bodies_on(partnership_id, day)),
        groups=tuple(
            GroupLine(group.name, group.get_kind_display(), group.chair_post, group.parent.name if group.parent else "")
            for group in groups
        ),
        decisions=tuple(
            DecisionLine(decision.meeting.held_on, decision.meeting.group.name, decision.sentence)
            for decision in decided.select_related("meeting__group").order_by("-meeting__held_on", "-pk")
        ),
    )


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """What waits for those who run the partnership or record its decisions."""
    partnership = Partnership.objects.get(pk=partnership_id)
    authorities = sum(body.is_responsible_authority for body in bodies_on(partnership_id, day))
    if authorities < partnership.quorum:
        sentence = f"Add the responsible authorities: {partnership.quorum} must be there to decide"
        yield Due(sentence, _page("add_body", partnership), Permission.RUN_PARTNERSHIP)
    yield from _due_of_board(partnership, day)
    yield from _due_of_meetings(partnership, day)
    for state in duty_states(partnership_id, day):
        if state.duty.shown_by == "partnership" and state.state != "shown":
            sentence = f"Show that this duty is met: {state.duty.name.lower()}"
            address = _page("show_duty", partnership, state.duty.key)
            yield Due(sentence, address, Permission.RUN_PARTNERSHIP, state.next_by)


def _due_of_board(partnership: Partnership, day: date) -> Iterable[Due]:
    boards = Group.objects.filter(true_on(day), partnership=partnership, kind="board", parent=None)
    if not boards.exists():
        yield Due("Add the board", _page("add_group", partnership), Permission.RUN_PARTNERSHIP)
    elif not Meeting.objects.filter(group__in=boards, held_on__gte=day).exists():
        sentence = "Enter the day of the board's next meeting"
        yield Due(sentence, _page("hold_meeting", partnership), Permission.RUN_PARTNERSHIP)


def _due_of_meetings(partnership: Partnership, day: date) -> Iterable[Due]:
    """Meetings of its own groups that were held and have no attendance."""
    held = Meeting.objects.filter(group__partnership=partnership, held_on__lte=day).exclude(group__kind="linked")
    for meeting in held.filter(attendances=None).select_related("group"):
        address = _page("attendance", partnership, meeting.pk)
        sentence = f"Say who was at the meeting: {meeting}"
        yield Due(sentence, address, Permission.RECORD_DECISIONS, meeting.held_on)


def evidence(partnership_id: int, day: date) -> Iterable[Evidence]:
    """What the partnership's own records show of its duties: quorate and public meetings, and what was put forward."""
    partnership = Partnership.objects.get(pk=partnership_id)
    for meeting in meetings_of(partnership_id):
        if meeting.held_on > day:
            continue
        address = _page("meeting", partnership, meeting.pk)
        quorum = quorum_of(meeting)
        if meeting.group.kind == "board" and quorum.is_met:
            sentence = f"{meeting.group.name} met with {quorum.present} of {quorum.of} responsible authorities."
            yield Evidence(STRATEGY_GROUP, sentence, meeting.held_on, address)
        if meeting.is_public and meeting.attendances.filter(is_present=True).exists():
            sentence = f"{meeting.group.name} held a meeting open to the public."
            yield Evidence(PUBLIC_ENGAGEMENT, sentence, meeting.held_on, address)
    for shown in partnership.duty_evidence.filter(shown_on__lte=day):
        yield Evidence(
            shown.duty_key, shown.sentence, shown.shown_on, f"{_page('duties', partnership)}#{shown.duty_key}"
        )


def standing(partnership_id: int, day: date) -> Standing:
    """Whether the partnership can decide, and when its board last did."""
    partnership = Partnership.objects.get(pk=partnership_id)
    authorities = sum(body.is_responsible_authority for body in bodies_on(partnership_id, day))
    board = Meeting.objects.filter(group__partnership=partnership, group__kind="board", held_on__lte=day)
    last = board.aggregate(last=Max("held_on"))["last"]
    here = counted(authorities, "responsible authority", "responsible authorities")
    sentence = f"{here}; {partnership.quorum} must be there to decide."
    if last:
        sentence += f" The board last met on {last.day} {last:%B %Y}."
    waits = _waits_for(partnership, authorities, day)
    if not authorities:
        return Standing("not started", "Nobody is in the partnership yet.", waits)
    return Standing("under way" if waits or not last else "done", sentence, waits)


def _waits_for(partnership: Partnership, authorities: int, day: date) -> str:
    if authorities < partnership.quorum:
        return "the responsible authorities"
    if structure_on(partnership.pk, day).board is None:
        return "a board"
    first = next(iter(_due_of_board(partnership, day)), None)
    return "the day of the board's next meeting" if first else ""


def _page(name: str, partnership: Partnership, *more: int | str) -> str:
    return reverse(f"partnership:{name}", args=[partnership.slug, *more])
