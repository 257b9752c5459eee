"""Evaluations, registered before their result is seen, and their effects; neither is ever changed."""

from typing import Any, NoReturn

from django.db import models

from saferplan.delivery.models import Action
from saferplan.evaluation.design import Design
from saferplan.evidence.models import FrozenFigure
from saferplan.pages.records import Record
from saferplan.partnership.models import Person
from saferplan.terms.months import Month
from saferplan.terms.periods import Period


class Unchanging(models.QuerySet[Any]):
    """Records that can be read and added."""

    def update(self, **values: Any) -> NoReturn:
        raise AssertionError("what was registered or found is never changed")

    def delete(self) -> NoReturn:
        raise AssertionError("what was registered or found is never deleted")


class Registered(Record):
    """A record that stands as it was written."""

    objects = Unchanging.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        assert self._state.adding, "what was registered or found is never changed"
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AssertionError("what was registered or found is never deleted")


class Evaluation(Registered):
    """What will be compared with what, fixed before anybody looks; `question` is the sentence it will answer.

    `start` is the first month in which the action was at work. `before` holds one or more periods, each of the calendar
    months of `after`. `could_be_counted` says that the months after were already supplied when it was registered:
    nobody had found the effect, but somebody could have looked at the counts.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="evaluations")
    question = models.TextField()
    measure_key = models.CharField(max_length=80)
    place_code = models.CharField(max_length=12)
    place_name = models.CharField(max_length=200)
    comparison_codes = models.JSONField()
    comparison_names = models.JSONField()
    why_comparison = models.TextField()
    chosen_because_high = models.BooleanField()
    start = models.CharField(max_length=7)
    before = models.JSONField(default=list)
    after = models.CharField(max_length=20)
    could_be_counted = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-registered_at", "-pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def before_periods(self) -> tuple[Period, ...]:
        return tuple(Period.parse(written) for written in self.before)

    @property
    def after_period(self) -> Period:
        return Period.parse(self.after)

    @property
    def design(self) -> Design:
        """What was registered, as the calculation takes it."""
        return Design(
            measure_key=self.measure_key,
            place_kind="ward",
            treated=(self.place_code,),
            comparisons=tuple(self.comparison_codes),
            start=Month.parse(self.start),
            before=self.before_periods,
            after=self.after_period,
            chosen_because_high=self.chosen_because_high,
        )


class Effect(Registered):
    """The answer to an evaluation's question, with its figures and its limits.

    `parts` holds its two sentences in pieces: plain strings, and {"text", "figure_id"} for each printed number. `table`
    holds "headings", "rows", whose cells are such pieces, and a "note"; `left_out` says of each month not used why.
    """

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="effect")
    build_id = models.CharField(max_length=40)
    sentence = models.TextField()
    parts = models.JSONField(default=list)
    certainty = models.TextField()
    figure = models.ForeignKey(FrozenFigure, models.PROTECT, related_name="+")
    figures = models.ManyToManyField(FrozenFigure, related_name="effects")
    table = models.JSONField(default=dict)
    limits = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.sentence
