"""Plans in versions, and their objectives: what shall change, from where, to where, by when, led by whom."""

from django.db import models

from saferplan.evidence.models import FrozenFigure
from saferplan.pages.records import Record
from saferplan.partnership.models import Body, Decision, Partnership, Person
from saferplan.priorities.models import Priority, Round

PLAN_STATES = [("draft", "Draft"), ("adopted", "Adopted"), ("replaced", "Replaced by a later version")]
POLARITIES = [
    ("lower_is_better", "Less is better"),
    ("higher_is_better", "More is better"),
    ("unclear", "A rise is not always bad"),
]


class Plan(Record):
    """One version of a year's plan."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="plans")
    round = models.ForeignKey(Round, models.PROTECT, related_name="plans")
    plan_year = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    state = models.CharField(max_length=20, choices=PLAN_STATES, default="draft")
    foreword = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="plans")

    class Meta:
        ordering = ["-plan_year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "plan_year", "number"], name="one_plan_of_a_number")
        ]

    def __str__(self) -> str:
        return f"Plan {self.plan_year}, version {self.number}"


class Objective(Record):
    """One thing to change. `line` stays the same from version to version, so that versions can be compared.

    What is blank or null is missing, and blocks adoption.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="objectives")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="objectives")
    line = models.PositiveSmallIntegerField()
    sentence = models.TextField()
    indicator = models.CharField(max_length=200, blank=True)
    baseline = models.ForeignKey(FrozenFigure, models.PROTECT, null=True, blank=True, related_name="objectives")
    polarity = models.CharField(max_length=20, choices=POLARITIES, blank=True)
    target_value = models.FloatField(null=True, blank=True)
    target_words = models.CharField(max_length=300, blank=True)
    target_date = models.DateField(null=True, blank=True)
    lead_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="objectives")

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["plan", "line"], name="one_objective_of_a_line")]

    def __str__(self) -> str:
        return self.sentence
