"""What changes a partnership's own records: bodies, people, groups, themes, meetings, decisions and duty evidence."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from saferplan.definitions import loading
from saferplan.history.actions import action, record
from saferplan.history.queries import head
from saferplan.pages.records import record_key
from saferplan.partnership.models import (
    Attendance,
    Body,
    Decision,
    DutyEvidence,
    Group,
    GroupSeat,
    Meeting,
    Membership,
    Partnership,
    Person,
    Theme,
    true_on,
)
from saferplan.partnership.queries import quorum_of
from saferplan.partnership.roles import Role
from saferplan.partnership.rules import refuse_early_end, refuse_small_quorum, refuse_wrong_parent
from saferplan.terms.problems import Refusal

# The first parts of public addresses that belong to the site itself.
RESERVED_SLUGS = frozenset({"members", "agreement", "sign-in", "sign-out", "static", "health"})


@action
def found_partnership(
    *,
    slug: str,
    name: str,
    area_code: str,
    county_slug: str,
    county_name: str,
    quorum: int,
    by: Person,
    at: datetime,
) -> Partnership:
    """Begin a partnership, with `by` as its manager. Fails: Refusal where the address is taken or the site's own."""
    if slug in RESERVED_SLUGS or Partnership.objects.filter(slug=slug).exists():
        raise Refusal(
            f"There cannot be a partnership at {slug}.",
            why="The address is taken, or is one of the site's own.",
            next_step="Choose another.",
        )
    refuse_small_quorum(quorum)
    partnership = Partnership.objects.create(
        slug=slug, name=name, area_code=area_code, county_slug=county_slug, county_name=county_name, quorum=quorum
    )
    Membership.objects.create(
        partnership=partnership, person=by, role=Role.MANAGER, post="Community safety manager", starts_on=localdate(at)
    )
    record(partnership, by=by, at=at, partnership=partnership, facts={"area_code": area_code, "quorum": quorum})
    return partnership


@action
def set_quorum(partnership: Partnership, *, quorum: int, seen_version: int, by: Person, at: datetime) -> None:
    """Say how many responsible authorities a meeting needs to decide."""
    refuse_small_quorum(quorum)
    partnership.change(seen_version=seen_version, quorum=quorum)
    record(partnership, by=by, at=at, partnership=partnership, facts={"quorum": quorum})


@action
def add_person(username: str, name: str, password: str, *, by: Person | None, at: datetime) -> Person:
    """Add somebody who can sign in; `by` is None only for an installation's first person."""
    if Person.objects.filter(username=username).exists():
        raise Refusal(
            f"There is a {username} already.", why="Names to sign in with are unique.", next_step="Take another."
        )
    assert by is not None or not Person.objects.exists(), "only the first person is added by nobody"
    person = Person(username=username, name=name)
    person.set_password(password)
    person.save()
    record(person, by=by or person, at=at, partnership=None)
    return person


@action
def change_password(person: Person, *, password: str, by: Person, at: datetime) -> None:
    """Give oneself a new password. Assumes: the old one was asked for, and the new one held against the rules."""
    assert by == person, "nobody chooses another person's password"
    person.set_password(password)
    person.save(update_fields=["password"])
    record(person, by=by, at=at, partnership=None)


@action
def welcome_member(
    partnership: Partnership,
    *,
    username: str,
    name: str,
    password: str,
    role: str,
    body: Body | None,
    post: str,
    starts_on: date,
    by: Person,
    at: datetime,
) -> Membership:
    """Add somebody who can sign in, and give them a place here: both, or neither."""
    person = add_person(username, name, password, by=by, at=at)
    return add_member(partnership, person, role=role, body=body, post=post, starts_on=starts_on, by=by, at=at)


@action
def add_member(
    partnership: Partnership,
    person: Person,
    *,
    role: str,
    body: Body | None,
    post: str,
    starts_on: date,
    by: Person,
    at: datetime,
) -> Membership:
    """Give a person a place in a partnership."""
    _refuse_strangers(partnership, [body] if body else [])
    member = Membership.objects.create(
        partnership=partnership, person=person, role=role, body=body, post=post, starts_on=starts_on
    )
    record(member, by=by, at=at, partnership=partnership, evidence=[person], facts={"role": role})
    return member


@action
def end_membership(member: Membership, *, ends_on: date, seen_version: int, by: Person, at: datetime) -> None:
    """End a person's place after a day; the record stays. Fails: Refusal where no manager would be left."""
    refuse_early_end(member.starts_on, ends_on)
    if member.role == Role.MANAGER and not _other_managers(member, ends_on).exists():
        raise Refusal(
            "This place cannot end yet.",
            why="Nobody else is this partnership's manager, and nobody could add people to it any more.",
            next_step="Add another manager first.",
        )
    member.change(seen_version=seen_version, ends_on=ends_on)
    record(member, by=by, at=at, partnership=member.partnership, facts={"ends_on": str(ends_on)})


@action
def add_body(
    partnership: Partnership,
    *,
    name: str,
    is_responsible_authority: bool,
    starts_on: date,
    by: Person,
    at: datetime,
) -> Body:
    """Add an organisation. Fails: Refusal where one of that name is there."""
    _refuse_same_name(Body.objects.filter(partnership=partnership, name__iexact=name), name)
    body = Body.objects.create(
        partnership=partnership, name=name, is_responsible_authority=is_responsible_authority, starts_on=starts_on
    )
    record(body, by=by, at=at, partnership=partnership, facts={"responsible": is_responsible_authority})
    return body


@action
def change_body(body: Body, *, seen_version: int, by: Person, at: datetime, **values: Any) -> None:
    """Change an organisation's name, standing or dates."""
    refuse_early_end(values.get("starts_on", body.starts_on), values.get("ends_on"))
    _refuse_same_name(
        Body.objects.filter(partnership=body.partnership, name__iexact=values["name"]).exclude(pk=body.pk),
        values["name"],
    )
    body.change(seen_version=seen_version, **values)
    record(body, by=by, at=at, partnership=body.partnership, facts={"changed": sorted(values)})


@action
def add_group(
    partnership: Partnership,
    *,
    name: str,
    kind: str,
    parent: Group | None,
    chair_post: str,
    purpose: str,
    bodies: Iterable[Body],
    starts_on: date,
    by: Person,
    at: datetime,
) -> Group:
    """Add a board, sub-group, committee or linked board, with the bodies that sit in it."""
    _refuse_same_name(Group.objects.filter(partnership=partnership, name__iexact=name), name)
    bodies = list(bodies)
    _refuse_strangers(partnership, [*bodies, *([parent] if parent else [])])
    refuse_wrong_parent(None, kind, parent.pk if parent else None, {})
    group = Group.objects.create(
        partnership=partnership,
        name=name,
        kind=kind,
        parent=parent,
        chair_post=chair_post,
        purpose=purpose,
        starts_on=starts_on,
    )
    seats = [GroupSeat(group=group, body=body) for body in bodies]
    GroupSeat.objects.bulk_create(seats)
    record(group, by=by, at=at, partnership=partnership, facts={"kind": kind, "seats": len(seats)})
    return group


@action
def change_group(
    group: Group, *, bodies: Iterable[Body], seen_version: int, by: Person, at: datetime, **values: Any
) -> None:
    """Change a group and who sits in it."""
    same = Group.objects.filter(partnership=group.partnership, name__iexact=values["name"]).exclude(pk=group.pk)
    _refuse_same_name(same, values["name"])
    seated, parent = list(bodies), values["parent"]
    _refuse_strangers(group.partnership, [*seated, *([parent] if parent else [])])
    parents = dict(Group.objects.filter(partnership=group.partnership).values_list("pk", "parent"))
    refuse_wrong_parent(group.pk, values["kind"], parent.pk if parent else None, parents)
    refuse_early_end(values["starts_on"], values.get("ends_on"))
    group.change(seen_version=seen_version, **values)
    group.seats.exclude(body__in=seated).delete()
    held = set(group.seats.values_list("body", flat=True))
    GroupSeat.objects.bulk_create(GroupSeat(group=group, body=body) for body in seated if body.pk not in held)
    facts = {"changed": sorted(values), "seats": len(seated)}
    record(group, by=by, at=at, partnership=group.partnership, facts=facts)


@action
def add_theme(
    partnership: Partnership,
    *,
    name: str,
    description: str,
    measure_keys: Iterable[str],
    concern_keys: Iterable[str],
    predecessor: Theme | None,
    starts_on: date,
    by: Person,
    at: datetime,
) -> Theme:
    """Add a theme; its predecessor, where it has one and it goes on, ends the day before."""
    _refuse_same_name(Theme.objects.filter(partnership=partnership, name__iexact=name), name)
    if predecessor:
        _refuse_strangers(partnership, [predecessor])
        _end_predecessor(predecessor, starts_on)
    theme = Theme.objects.create(
        partnership=partnership,
        name=name,
        description=description,
        predecessor=predecessor,
        measure_keys=list(measure_keys),
        concern_keys=list(concern_keys),
        starts_on=starts_on,
    )
    record(theme, by=by, at=at, partnership=partnership, evidence=[predecessor] if predecessor else [])
    return theme


@action
def change_theme(theme: Theme, *, seen_version: int, by: Person, at: datetime, **values: Any) -> None:
    """Change a theme. What it came from stays as it was told when it was added."""
    same = Theme.objects.filter(partnership=theme.partnership, name__iexact=values["name"]).exclude(pk=theme.pk)
    _refuse_same_name(same, values["name"])
    refuse_early_end(values.get("starts_on", theme.starts_on), values.get("ends_on"))
    theme.change(seen_version=seen_version, **values)
    record(theme, by=by, at=at, partnership=theme.partnership, facts={"changed": sorted(values)})


@action
def hold_meeting(
    group: Group,
    *,
    held_on: date,
    place: str,
    is_public: bool,
    agenda: str,
    by: Person,
    at: datetime,
) -> Meeting:
    """Enter a meeting of a group, held or to be held. Fails: Refusal where the group is not there on that day."""
    if not group.is_true_on(held_on):
        raise Refusal(
            f"{group.name} cannot meet on that day.",
            why="The group does not exist then.",
            next_step="Choose another day, or change the group's dates.",
        )
    meeting = Meeting.objects.create(group=group, held_on=held_on, place=place, is_public=is_public, agenda=agenda)
    record(meeting, by=by, at=at, partnership=group.partnership, facts={"held_on": str(held_on)})
    return meeting


@action
def change_meeting(meeting: Meeting, *, seen_version: int, by: Person, at: datetime, **values: Any) -> None:
    """Change a meeting's day, place or agenda. Fails: Refusal to move one that has decided something."""
    if values["held_on"] != meeting.held_on and meeting.decisions.exists():
        raise Refusal(
            "The day of this meeting stands.",
            why="It has decided something, and its decisions carry its date.",
            next_step="Keep the day, and enter another meeting if there was one.",
        )
    meeting.change(seen_version=seen_version, **values)
    record(meeting, by=by, at=at, partnership=meeting.group.partnership, facts={"changed": sorted(values)})


@action
def take_attendance(
    meeting: Meeting, present: Mapping[Body, bool], *, seen_version: int | None = None, by: Person, at: datetime
) -> None:
    """Say which bodies were there; taken again, the later stands.

    Fails: Refusal before the day of the meeting, and where what it decided would be left without a quorum.
    """
    _refuse_strangers(meeting.group.partnership, present)
    _refuse_before_meeting(meeting, at)
    if seen_version is None:
        meeting.refresh_from_db(fields=["version"])
    needed = meeting.quorum_needed or meeting.group.partnership.quorum
    meeting.change(seen_version=meeting.version if seen_version is None else seen_version, quorum_needed=needed)
    for body, is_present in present.items():
        Attendance.objects.update_or_create(meeting=meeting, body=body, defaults={"is_present": is_present})
    quorum = quorum_of(meeting)
    if meeting.decisions.exists() and not quorum.is_met:
        raise Refusal(
            "The attendance was not changed.",
            why=f"This meeting has decided, and would have had no right to. {quorum.sentence}",
            next_step="Check who was there. A decision that was wrongly recorded must be decided again.",
        )
    facts = {"present": sum(present.values()), "of": len(present)}
    record(meeting, by=by, at=at, partnership=meeting.group.partnership, facts=facts)


@action
def record_decision(
    meeting: Meeting, *, sentence: str, evidence: Iterable[models.Model | str], by: Person, at: datetime
) -> Decision:
    """Record what a meeting decided and on which evidence. Fails: Refusal where the meeting is not quorate."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # so that nobody takes another attendance meanwhile
    quorum = quorum_of(meeting)
    if not quorum.is_met:
        raise Refusal("This meeting cannot decide.", why=quorum.sentence, next_step="Take attendance, or meet again.")
    _refuse_before_meeting(meeting, at)
    keys = [item if isinstance(item, str) else record_key(item) for item in evidence]
    decision = Decision.objects.create(
        meeting=meeting, sentence=sentence, evidence=keys, recorded_at=at, recorded_by=by
    )
    record(decision, by=by, at=at, partnership=meeting.group.partnership, evidence=[meeting, *keys])
    return decision


@action
def show_duty(
    partnership: Partnership, *, duty_key: str, sentence: str, shown_on: date, by: Person, at: datetime
) -> DutyEvidence:
    """Put forward something that shows a duty is met. Fails: Refusal for a day still to come."""
    if duty_key not in loading.duties():
        raise Refusal(
            f"There is no such duty as {duty_key}.",
            why="Duties are those of the definition files.",
            next_step=f"Name one of {', '.join(loading.duties())}.",
        )
    if shown_on > localdate(at):
        raise Refusal(
            "That day is still to come.",
            why="Only what was done shows that a duty is met.",
            next_step="Show it when it is done.",
        )
    shown = DutyEvidence.objects.create(
        partnership=partnership, duty_key=duty_key, sentence=sentence, shown_on=shown_on, recorded_at=at, recorded_by=by
    )
    record(shown, by=by, at=at, partnership=partnership, facts={"duty": duty_key})
    return shown


@action
def mark_seen(partnership: Partnership, *, number: int, by: Person, at: datetime) -> None:
    """Say that one has seen what was done up to an event; later changes are shown as new."""
    record(by, by=by, at=at, partnership=partnership, facts={"up_to": min(number, head()[0])})


def _refuse_same_name(same: models.QuerySet[Any], name: str) -> None:
    if same.exists():
        raise Refusal(
            f"There is a {name} already.", why="Two of one name cannot be told apart.", next_step="Choose another name."
        )


def _refuse_before_meeting(meeting: Meeting, at: datetime) -> None:
    if meeting.held_on > localdate(at):
        raise Refusal(
            "This meeting has not been held.", why="Its day is still to come.", next_step="Record it after the meeting."
        )


def _refuse_strangers(partnership: Partnership, records: Iterable[Body | Group | Theme]) -> None:
    if any(found.partnership_id != partnership.pk for found in records):
        raise Refusal(
            "That belongs to another partnership.",
            why="A partnership's records name its own bodies, groups and themes.",
            next_step="Choose one of your own.",
        )


def _other_managers(member: Membership, after: date) -> models.QuerySet[Membership]:
    day = after + timedelta(days=1)
    same = Membership.objects.filter(true_on(day), partnership=member.partnership, role=Role.MANAGER)
    return same.exclude(pk=member.pk).exclude(person=member.person)


def _end_predecessor(predecessor: Theme, starts_on: date) -> None:
    ends_on = starts_on - timedelta(days=1)
    refuse_early_end(predecessor.starts_on, ends_on)
    if predecessor.ends_on is None:
        predecessor.change(seen_version=predecessor.version, ends_on=ends_on)
