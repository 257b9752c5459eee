"""Figures frozen for the record: the only form in which a computed number enters what people decide."""

import math
from dataclasses import asdict
from typing import Any

from django.db import models

from saferplan.pages.records import Record
from saferplan.partnership.models import Partnership, Person
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure

# JSON has no word for an interval without an end.
_ENDLESS = {math.inf: "endless", -math.inf: "endless below"}
_ENDLESS_BACK = {words: value for value, words in _ENDLESS.items()}


class FrozenFigure(Record):
    """A figure as it was when it was brought in; `content` is the whole of it, and its address follows from that."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="figures")
    figure_id = models.CharField(max_length=20)
    build_id = models.CharField(max_length=40)
    content = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "figure_id"], name="one_figure_of_an_address")]

    def __str__(self) -> str:
        return self.figure_id

    @property
    def figure(self) -> Figure:
        """The figure itself. Assumes: its content still gives its address; anything else is a bug or an edit."""
        written: dict[str, Any] = dict(self.content)
        ends = {end: _ENDLESS_BACK.get(written["estimate"][end], written["estimate"][end]) for end in ("low", "high")}
        figure = Figure(**{**written, "estimate": Estimate(**{**written["estimate"], **ends})})
        assert figure.figure_id == self.figure_id, f"{self.figure_id} was changed after it was frozen"
        return figure


def content_of(figure: Figure) -> dict[str, Any]:
    """A figure as plain values, from which the same figure of the same address follows."""
    written = asdict(figure)
    estimate = written["estimate"]
    return {
        **written,
        "estimate": estimate | {end: _ENDLESS.get(estimate[end], estimate[end]) for end in ("low", "high")},
    }
