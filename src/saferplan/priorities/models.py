"""Rounds of scoring, the marks of each scorer, and the priorities chosen from them."""

from django.db import models

from saferplan.assessment.models import Assessment, Finding
from saferplan.pages.records import Record
from saferplan.partnership.models import Decision, Person, Theme
from saferplan.voice.models import Concern

ROUND_STATES = [
    ("open", "Open for marks"),
    ("revealed", "Marks revealed"),
    ("closed", "Priorities chosen"),
    ("set_aside", "Set aside"),
]
OUTCOMES = [("priority", "Priority"), ("cross_cutting", "Cross-cutting"), ("watch", "Keep watching")]


class Round(Record):
    """One year's scoring against one version of a scheme; marks are seen by their scorer alone until revealed."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="rounds")
    scheme_key = models.CharField(max_length=60)
    scheme_version = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=ROUND_STATES, default="open")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField(null=True, blank=True)
    revealed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Round of scoring for {self.assessment.plan_year}"


class ScoredTheme(Record):
    """A theme put up for scoring, with the agreed findings and the residents' concern it is scored on."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="scored")
    findings = models.ManyToManyField(Finding, related_name="scored")
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["theme__name"]
        constraints = [models.UniqueConstraint(fields=["round", "theme"], name="one_scoring_of_a_theme")]

    def __str__(self) -> str:
        return self.theme.name


class Mark(Record):
    """One person's mark for one theme on one criterion; null where they looked and could not say."""

    scored_theme = models.ForeignKey(ScoredTheme, models.PROTECT, related_name="marks")
    criterion_key = models.CharField(max_length=60)
    mark = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="marks")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scored_theme", "criterion_key", "given_by"], name="one_mark_of_a_scorer")
        ]


class Priority(Record):
    """What was made of a theme, with its reason, by a recorded decision; `score` and `rank` as they stood then."""

    scored_theme = models.OneToOneField(ScoredTheme, models.PROTECT, related_name="priority")
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    residents_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    is_against_ranking = models.BooleanField(default=False)
    reason = models.TextField()
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="priorities")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.scored_theme.theme.name
