"""A calendar month, the grain of police.uk and of nearly every partner's return."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from saferplan.terms.problems import Refusal

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month.

    >>> Month.parse("2024-02").days
    29
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1 <= self.year <= 9999:
            raise Refusal(
                f"{self.year}-{self.number} is not a month.",
                why="A month is written as a year and a number from 01 to 12.",
                next_step="Write it like 2025-03.",
            )

    @classmethod
    def parse(cls, text: str) -> "Month":
        match = _WRITTEN.fullmatch(text.strip())
        if not match:
            raise Refusal(
                f"'{text}' is not a month.",
                why="A month is written as a year and a number from 01 to 12.",
                next_step="Write it like 2025-03.",
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def days(self) -> int:
        return calendar.monthrange(self.year, self.number)[1]

    @property
    def first_date(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def words(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def name(self) -> str:
        return calendar.month_name[self.number]

    def shifted(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def months_since(self, earlier: "Month") -> int:
        return (self.year - earlier.year) * 12 + self.number - earlier.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def month_span(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from first to last, both included."""
    return tuple(first.shifted(step) for step in range(last.months_since(first) + 1))


def months_in_words(months: tuple[Month, ...]) -> str:
    """Months as people say them, runs folded: "2025", "May to December 2024", "January 2024 and March 2024".

    >>> months_in_words((Month(2024, 5), Month(2024, 6), Month(2024, 7), Month(2025, 1)))
    'May to July 2024 and January 2025'
    """
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and month.months_since(runs[-1][-1]) == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [_run_in_words(run[0], run[-1]) for run in runs]
    if len(said) < 2:
        return "".join(said)
    return ", ".join(said[:-1]) + " and " + said[-1]


def _run_in_words(first: Month, last: Month) -> str:
    if first == last:
        return first.words
    if first.number == 1 and last.number == 12:
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if first.year == last.year:
        return f"{first.name} to {last.words}"
    return f"{first.words} to {last.words}"
