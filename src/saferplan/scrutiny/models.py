"""The scrutiny committee's recommendations, and the answers that the law gives a time for."""

from django.db import models

from saferplan.pages.records import Record
from saferplan.partnership.models import Body, Meeting, Person
from saferplan.plan.models import Plan

ANSWERS = [("accepted", "Accepted"), ("in_part", "Accepted in part"), ("refused", "Not accepted")]


class Recommendation(Record):
    """What the committee recommends to a body, when an answer is due, and the answer."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="recommendations")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="recommendations")
    to_body = models.ForeignKey(Body, models.PROTECT, related_name="recommendations")
    sentence = models.TextField()
    reason = models.TextField()
    made_on = models.DateField()
    answer_due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=ANSWERS, blank=True)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["answer_due_on", "pk"]

    def __str__(self) -> str:
        return self.sentence


class EarlierAnswer(Record):
    """An answer that stood before it was corrected, with why it was; nothing that was answered is lost."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="earlier_answers")
    answer = models.CharField(max_length=20, choices=ANSWERS)
    answer_words = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-corrected_at", "-pk"]
