"""The figures a document was given: the one way from a computed number to a printed one."""

from collections.abc import Iterable
from typing import Literal

from saferplan.documents.blocks import Number
from saferplan.documents.wording import decimal
from saferplan.terms.figures import Figure


class FigureBook:
    """Keeps each figure that a document prints, so that every printed number can be traced.

    A figure is kept when, and only when, one of its numbers is asked for.
    """

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def number(self, figure: Figure, *, places: int = 0, part: Literal["value", "low", "high"] = "value") -> Number:
        """The figure's value, or an end of its interval, as printed to so many decimal places."""
        return self.printed(figure, decimal(getattr(figure.estimate, part), places))

    def printed(self, figure: Figure, text: str) -> Number:
        """The figure in words of the caller's, such as a change put as a percentage."""
        kept = self._figures.setdefault(figure.figure_id, figure)
        assert kept == figure, f"two figures share the address {figure.figure_id}"
        return Number(text, figure.figure_id)

    def __getitem__(self, figure_id: str) -> Figure:
        return self._figures[figure_id]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure kept, in the order it was first printed."""
        return tuple(self._figures.values())


def figure_ids(numbers: Iterable[object]) -> tuple[str, ...]:
    """The addresses of the figures in a text, each once, in order."""
    found = (part.figure_id for part in numbers if isinstance(part, Number))
    return tuple(dict.fromkeys(found))
