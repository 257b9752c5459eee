"""What sections about measures are written from: the build's basis, its results, and the book of printed figures."""

from dataclasses import dataclass

from saferplan.documents.figure_book import FigureBook
from saferplan.measures.figures import Basis
from saferplan.measures.readings import Readings


@dataclass(frozen=True, slots=True)
class Account:
    """One build's results on their way into one document."""

    basis: Basis
    readings: Readings
    book: FigureBook
