"""How a release puts keys, days and values of figures into words."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from saferplan.documents.wording import decimal, percent, signed_percent
from saferplan.evidence.printed_figures import interval_in_words, value_in_words
from saferplan.terms.figures import Figure
from saferplan.terms.months import Month, months_in_words


def key_of(name: str) -> str:
    """A name as it stands in an address.

    >>> key_of("Violence & sexual offences"), key_of("Éastleigh")
    ('violence-sexual-offences', 'eastleigh')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "other"


def day_words(day: date) -> str:
    """A date as it is printed.

    >>> day_words(date(2026, 1, 14))
    '14 January 2026'
    """
    return f"{day.day} {day:%B %Y}"


def share_words(figure: Figure) -> str:
    """A share as a percentage."""
    return percent(figure.estimate.value)


def figure_words(figure: Figure) -> tuple[str, str]:
    """A figure's value and interval, as the page about it prints them."""
    estimate = figure.estimate
    if estimate.unit.startswith("ratio of r"):
        times = f"{decimal(estimate.value, 2)} times" if estimate.unit == "ratio of rates" else ""
        value = times or f"{signed_percent(estimate.value)} beside the comparison area"
        if estimate.low == estimate.high:
            return value, ""
        ends = f"{decimal(estimate.low, 2)} to {decimal(estimate.high, 2)}"
        if not times:
            ends = f"{signed_percent(estimate.low)} to {signed_percent(estimate.high)}"
        return value, f"95 % interval {ends}"
    return value_in_words(figure), interval_in_words(figure)


def span_words(months: Sequence[Month]) -> str:
    """Months in the head of a column: all named where they follow one another, else how many of which year.

    >>> span_words([Month(2025, month) for month in range(1, 13)])
    '2025'
    >>> span_words([Month(2025, month) for month in (1, 2, 4)])
    '3 months of 2025'
    """
    if not months:
        return ""
    if months[-1].months_since(months[0]) + 1 == len(months):
        return months_in_words(tuple(months))
    years = sorted({month.year for month in months})
    of = str(years[0]) if len(years) == 1 else f"{months[0].words} to {months[-1].words}"
    return f"{len(months)} months of {of}"
