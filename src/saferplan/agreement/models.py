"""The county's agreement: districts' releases brought together, and the priorities they share."""

from django.db import models

from saferplan.pages.records import Record
from saferplan.partnership.models import Partnership, Person


class Agreement(Record):
    """A county's agreement. It is kept by the county officers of the partnerships in it."""

    county_slug = models.SlugField(max_length=60, unique=True)
    county_name = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Agreement of {self.county_name}"


class BroughtRelease(Record):
    """A partnership's approved release as it was brought in, by its manifest's hash; `content` is what it says."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="releases")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    release_number = models.PositiveIntegerField()
    manifest_sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["partnership__name", "release_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "partnership", "release_number"], name="one_bringing_of_a_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership.name}, release {self.release_number}"


class SharedPriority(Record):
    """What several districts' priorities have in common, and how the county will work on it together.

    `lines` name the districts' priorities by their keys: [{"partnership": "northmere", "priority": "violence"}].
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="shared")
    name = models.CharField(max_length=200)
    how = models.TextField()
    lines = models.JSONField(default=list)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agreement", "name"], name="one_shared_priority_of_a_name")]

    def __str__(self) -> str:
        return self.name
