"""Other bodies' strategies, their aims, and how ours answer to them and theirs to ours."""

from django.db import models
from django.db.models import Q

from saferplan.pages.records import Record
from saferplan.partnership.models import Dated, Partnership, Person
from saferplan.priorities.models import Priority

DIRECTIONS = [("both", "Both ways"), ("ours", "We do this for their aim"), ("theirs", "Their work serves our priority")]


class Strategy(Dated):
    """Another body's strategy, as it is published."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="strategies")
    body_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    link = models.URLField(blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Aim(Record):
    """One aim of a strategy."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="aims")
    position = models.PositiveSmallIntegerField()
    sentence = models.TextField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.sentence


class CrosswalkRow(Record):
    """How a priority of ours and an aim of theirs meet, and what shows it; a row that was wrong is ended, with why."""

    priority = models.ForeignKey(Priority, models.PROTECT, related_name="crosswalk")
    aim = models.ForeignKey(Aim, models.PROTECT, related_name="crosswalk")
    direction = models.CharField(max_length=20, choices=DIRECTIONS)
    shown_by = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["priority__rank", "aim__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "aim"], condition=Q(ended_at__isnull=True), name="one_standing_row_of_a_pair"
            )
        ]
