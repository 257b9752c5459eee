"""The strategic assessment as the partnership's record: its findings, what became of them, and who signed it off."""

from django.db import models

from saferplan.evidence.models import FrozenFigure
from saferplan.pages.records import Record
from saferplan.partnership.models import Decision, Partnership, Person, Theme

FINDING_STATES = [
    ("candidate", "Candidate"),
    ("agreed", "Agreed"),
    ("amended", "Agreed as amended"),
    ("set_aside", "Set aside"),
]


class Assessment(Record):
    """One year's assessment, from one build; signed off by a recorded decision."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="assessments")
    plan_year = models.CharField(max_length=7)
    area_name = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    against = models.CharField(max_length=20)
    build_id = models.CharField(max_length=40)
    code_version = models.CharField(max_length=40)
    screened_count = models.PositiveIntegerField()
    attributions = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="assessments")

    class Meta:
        ordering = ["-plan_year", "-brought_at"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "plan_year", "build_id"], name="one_assessment_of_a_build")
        ]


class Finding(Record):
    """A candidate finding as the build gave it, and what the partnership made of it.

    `sentence` never changes; `amended_sentence` is the partnership's own wording. `parts` holds the sentence in pieces:
    plain strings, and {"text", "figure_id"} for each printed number.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="findings")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    measure_key = models.CharField(max_length=80)
    place_code = models.CharField(max_length=12)
    place_name = models.CharField(max_length=200)
    sentence = models.TextField()
    parts = models.JSONField(default=list)
    certainty = models.TextField()
    reading = models.TextField(blank=True)
    source = models.TextField()
    figures = models.ManyToManyField(FrozenFigure, related_name="findings")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="findings")
    state = models.CharField(max_length=20, choices=FINDING_STATES, default="candidate")
    amended_sentence = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["assessment", "rank"], name="one_finding_of_a_rank")]

    @property
    def told(self) -> str:
        """The finding in the words that stand."""
        return self.amended_sentence or self.sentence


class LastYear(Record):
    """A line of last year's release, read back as a source: an objective, its target and how it ended."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="last_year")
    release_number = models.PositiveIntegerField()
    release_sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    priority = models.CharField(max_length=200)
    objective = models.TextField()
    target = models.TextField()
    progress = models.TextField(blank=True)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
