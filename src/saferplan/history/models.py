"""Events, which are added and never changed, and the seal over the last of them."""

from typing import Any, NoReturn

from django.db import models

from saferplan.history.chain import Entry, Kept


class Events(models.QuerySet["Event"]):
    """Events can be read and added."""

    def update(self, **values: Any) -> NoReturn:
        raise AssertionError("an event is never changed")

    def delete(self) -> NoReturn:
        raise AssertionError("an event is never deleted")


class Event(models.Model):
    """One thing somebody did. Keys have no foreign keys, so that the history outlives what it tells of."""

    number = models.PositiveBigIntegerField(primary_key=True)
    action = models.CharField(max_length=80, db_index=True)
    partnership_key = models.CharField(max_length=80, db_index=True)
    recorded_by = models.CharField(max_length=80)
    subject_key = models.CharField(max_length=120, db_index=True)
    evidence = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Events.as_manager()

    class Meta:
        ordering = ["number"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        assert self._state.adding, "an event is never changed"
        super().save(*args, **kwargs, force_insert=True)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AssertionError("an event is never deleted")

    @property
    def kept(self) -> Kept:
        """The event as the chain sees it."""
        entry = Entry(
            number=self.number,
            action=self.action,
            partnership=self.partnership_key,
            actor=self.recorded_by,
            subject=self.subject_key,
            evidence=tuple(self.evidence),
            facts=self.facts,
            at=self.recorded_at.isoformat(timespec="microseconds"),
            previous=self.previous_hash,
        )
        return Kept(entry, self.hash)


class Seal(models.Model):
    """The one row that says how many events there are; taken hold of by whoever adds the next."""

    count = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
