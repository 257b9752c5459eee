"""What every record that people edit has: a version, so that two people editing it never lose an update."""

from typing import Any

from django.db import models
from django.db.models import F

from saferplan.terms.problems import Refusal


class EditedMeanwhile(Refusal):
    """Somebody else changed the record after this person opened it; nothing of either was lost."""


class Record(models.Model):
    """A record with a version that every change raises by one."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The record's name in the history: "plan.Objective:12"."""
        return record_key(self)

    def change(self, *, seen_version: int, **values: Any) -> None:
        """Write new values where nobody wrote since `seen_version` was read. Fails: EditedMeanwhile."""
        held = type(self)._default_manager.filter(pk=self.pk, version=seen_version)
        if not held.update(version=F("version") + 1, **values):
            raise EditedMeanwhile(
                "Somebody else changed this while you were writing.",
                why="Saving now would have lost what they wrote.",
                next_step="Compare their version with yours below, and save again to replace it.",
            )
        self.refresh_from_db()


def record_key(record: models.Model) -> str:
    """A record's name in the history and in evidence: its app, its model and its number."""
    return f"{record._meta.label}:{record.pk}"
