"""Releases: prepared by one person, approved by another, and never edited."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from saferplan.pages.records import Record
from saferplan.partnership.models import Partnership, Person
from saferplan.plan.models import Plan

RELEASE_STATES = [("prepared", "Prepared"), ("approved", "Published"), ("withdrawn", "Withdrawn")]


class Release(Record):
    """What went, or is to go, to the public. Its files are a folder of the home; its manifest's hash is kept here.

    `checks` holds what was looked at before approval: a sentence each, and whether it passed. `withheld` says what
    disclosure control kept back. `history_count` and `history_hash` are the history's head when it was prepared.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="releases")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="releases")
    plan_year = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=RELEASE_STATES, default="prepared")
    folder = models.CharField(max_length=120)
    manifest_sha256 = models.CharField(max_length=64)
    checks = models.JSONField(default=list)
    withheld = models.JSONField(default=list)
    what_changed = models.TextField(blank=True)
    history_count = models.PositiveBigIntegerField(default=0)
    history_hash = models.CharField(max_length=64, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_release_of_a_number")]

    def __str__(self) -> str:
        return f"Release {self.number}"

    @property
    def path(self) -> Path:
        """The folder of its files."""
        home: Any = settings.HOME
        place: Path = home.releases / self.folder
        return place

    @property
    def failed(self) -> list[str]:
        """The checks that stand in the way of approval."""
        return [check["sentence"] for check in self.checks if not check["passed"]]
