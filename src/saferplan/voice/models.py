"""Surveys as they were brought in: their estimates and residents' concerns, each with its frozen figure."""

from django.db import models

from saferplan.evidence.models import FrozenFigure
from saferplan.pages.records import Record
from saferplan.partnership.models import Partnership, Person


class Survey(Record):
    """One survey of residents; `method` says how people came to answer and what that means for the estimates."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="surveys")
    plan_year = models.CharField(max_length=7)
    name = models.CharField(max_length=200)
    build_id = models.CharField(max_length=40)
    answer_count = models.PositiveIntegerField()
    effective_n = models.FloatField()
    method = models.TextField()
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-plan_year", "-brought_at"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "plan_year", "build_id"], name="one_survey_of_a_build")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.plan_year}"


class SurveyEstimate(Record):
    """One weighted estimate in a sentence, with its figure."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="estimates")
    key = models.CharField(max_length=80)
    question = models.CharField(max_length=300)
    sentence = models.TextField()
    figure = models.ForeignKey(FrozenFigure, models.PROTECT, related_name="estimates")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="one_estimate_of_a_key")]


class Concern(Record):
    """How residents rank an issue, with the ranks it may as well have; `figure` is the share that name it."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="concerns")
    issue_key = models.CharField(max_length=80)
    issue = models.CharField(max_length=200)
    figure = models.ForeignKey(FrozenFigure, models.PROTECT, related_name="concerns")
    rank_figure = models.ForeignKey(FrozenFigure, models.PROTECT, null=True, blank=True, related_name="ranked_concerns")
    rank = models.PositiveSmallIntegerField()
    rank_low = models.PositiveSmallIntegerField()
    rank_high = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "issue"]
        constraints = [models.UniqueConstraint(fields=["survey", "issue_key"], name="one_concern_of_an_issue")]
