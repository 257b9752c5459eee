"""Partnerships, the bodies and people in them, their groups, themes, meetings, decisions and evidence of duties."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q, QuerySet

from saferplan.documents.wording import listed
from saferplan.pages.records import Record
from saferplan.partnership.roles import PERMISSIONS, ROLE_NAMES, Permission, Role

ROLE_CHOICES = [(role.value, name) for role, name in ROLE_NAMES.items()]
GROUP_KINDS = [("board", "Board"), ("sub_group", "Sub-group"), ("committee", "Scrutiny committee")]
LINKED = "linked"


class Person(AbstractUser):
    """Somebody who can sign in. Their name is on records; the history holds only their number."""

    first_name = None  # type: ignore[assignment]  # one name, as people write it
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Partnership(Record):
    """A community safety partnership. `slug` is its address; `area_code` the district or partnership it is for.

    `county_slug` leads to its county's agreement. `quorum` is how many responsible authorities a meeting needs.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=12)
    county_slug = models.SlugField(max_length=60, blank=True)
    county_name = models.CharField(max_length=120, blank=True)
    quorum = models.PositiveSmallIntegerField(default=3)

    def __str__(self) -> str:
        return self.name


class Dated(Record):
    """A record true from one day to another; without an end it is true still."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_true_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def true_on(day: date) -> Q:
    """What is true on a day, of records with a start and an end."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Body(Dated):
    """An organisation in a partnership; a responsible authority where the law makes it one."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=120)
    is_responsible_authority = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="one_body_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """A person's place in a partnership: their role, the body they come from and their post there."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    post = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["person__name"]

    def __str__(self) -> str:
        return f"{self.person.name}, {self.post or self.get_role_display()}"

    @property
    def permissions(self) -> frozenset[Permission]:
        return PERMISSIONS[Role(self.role)]


class Group(Dated):
    """A board, a sub-group of another group, or the scrutiny committee; linked boards belong to other bodies."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[*GROUP_KINDS, (LINKED, "Linked board")])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sub_groups")
    chair_post = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="one_group_of_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def seated(self) -> str:
        """Who sits in it, in words."""
        return listed([seat.body.name for seat in self.seats.select_related("body").order_by("body__name")])


class GroupSeat(Record):
    """A body's seat in a group."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "body"], name="one_seat_of_a_body")]


class Theme(Dated):
    """Something a partnership works on over the years; `predecessor` is what it was called or part of before.

    `measure_keys` are the measures that tell of it, and `concern_keys` the issues of the survey that do.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="themes")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    measure_keys = models.JSONField(default=list, blank=True)
    concern_keys = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="one_theme_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Meeting(Record):
    """A meeting of a group. `quorum_needed` is the quorum that held when attendance was first taken."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(default=False)
    agenda = models.TextField(blank=True)
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return f"{self.group.name}, {self.held_on.day} {self.held_on:%B %Y}"

    @property
    def present(self) -> str:
        """Who was there, in words."""
        here = self.attendances.filter(is_present=True).select_related("body").order_by("body__name")
        return listed([attendance.body.name for attendance in here])


class Attendance(Record):
    """Whether a body was there; who came for it is on paper and not here."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    body = models.ForeignKey(Body, models.PROTECT, related_name="attendances")
    is_present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "body"], name="one_attendance_of_a_body")]


class Decision(Record):
    """What a quorate meeting decided, in a sentence, and on which evidence (keys of records, addresses of figures)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    sentence = models.TextField()
    evidence = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return self.sentence


class DutyEvidence(Record):
    """Something somebody put forward to show that a duty is met, beside what the stages show of themselves."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="duty_evidence")
    duty_key = models.CharField(max_length=60)
    sentence = models.TextField()
    shown_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-shown_on"]

    def __str__(self) -> str:
        return self.sentence


def memberships_on(day: date) -> QuerySet[Membership]:
    """Every place that somebody has on a day."""
    return Membership.objects.filter(true_on(day)).select_related("person", "body", "partnership")
