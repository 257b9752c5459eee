"""Actions, none without a lead and a date, and what their leads say of them."""

from django.db import models
from django.db.models import F, Q

from saferplan.pages.records import Record
from saferplan.partnership.models import Membership, Person
from saferplan.plan.models import Objective

STATES = [("not_started", "Not started"), ("under_way", "Under way"), ("stuck", "Stuck"), ("done", "Done")]


class Action(Record):
    """A step towards an objective. `place_code` and `measure_key` say where and on what it works, where it does.

    `first_due_on` is the date first promised, where it was moved since, and `moved_reason` why it was moved last.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="actions")
    sentence = models.TextField()
    lead = models.ForeignKey(Membership, models.PROTECT, related_name="actions")
    starts_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)
    moved_reason = models.TextField(blank=True)
    place_code = models.CharField(max_length=12, blank=True)
    place_name = models.CharField(max_length=200, blank=True)
    measure_key = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="an_action_says_what_is_done"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="an_action_is_due_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.sentence


class Update(Record):
    """What a lead said of an action on a day; the latest stands. Never changed: the next one corrects it.

    `letter` and `reason` are the rating by the rule as it was on that day.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    state = models.CharField(max_length=20, choices=STATES)
    done_share = models.FloatField(default=0)
    words = models.TextField()
    expected_on = models.DateField(null=True, blank=True)
    letter = models.CharField(max_length=1, blank=True)
    reason = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done_share__gte=0, done_share__lte=1), name="a_share_is_0_to_1"),
        ]
