"""A run of whole months, and the only way two of them may be compared: month against the same month, or refused."""

import re
from dataclasses import dataclass

from saferplan.terms.months import Month, month_span, months_in_words
from saferplan.terms.problems import Refusal

_YEAR = re.compile(r"\d{4}")
_PLAN_YEAR = re.compile(r"(\d{4})[/-](\d{2}|\d{4})")
_FORMS = "Write a year (2025), a span of months (2025-01..2025-04) or a plan year, April to March (2025/26)."


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A run of whole months, both ends included.

    >>> Period.parse("2025-01..2025-04").words
    'January to April 2025'
    >>> Period.parse("2024").days
    366
    """

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(
                f"The period {self.first} to {self.last} ends before it begins.",
                why="A period runs from an earlier month to a later one.",
                next_step="Give the earlier month first.",
            )

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a year, a span of months or a plan year (April to March). Fails: Refusal naming the three forms."""
        written = text.strip()
        if _YEAR.fullmatch(written):
            year = int(written)
            return cls(Month(year, 1), Month(year, 12))
        if ".." in written:
            first, _, last = written.partition("..")
            return cls(Month.parse(first), Month.parse(last))
        plan_year = _PLAN_YEAR.fullmatch(written)
        if plan_year and _follows(plan_year[1], plan_year[2]):
            year = int(plan_year[1])
            return cls(Month(year, 4), Month(year + 1, 3))
        if re.fullmatch(r"\d{4}-\d{2}", written):
            month = Month.parse(written)
            return cls(month, month)
        raise Refusal(f"'{text}' is not a period.", why="It has none of the forms Saferplan reads.", next_step=_FORMS)

    @property
    def months(self) -> tuple[Month, ...]:
        return month_span(self.first, self.last)

    @property
    def days(self) -> int:
        return sum(month.days for month in self.months)

    @property
    def words(self) -> str:
        return months_in_words(self.months)

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def _follows(year: str, next_year: str) -> bool:
    following = str(int(year) + 1)
    return next_year in (following, following[2:])


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """Months of a period, each with the same calendar month of the period it is set against.

    `pairs` holds (month, earlier month); `unusable` the months, of either period, that are missing or short and so
    took their partner out with them.
    """

    period: Period
    against: Period
    pairs: tuple[tuple[Month, Month], ...]
    unusable: tuple[Month, ...]

    @property
    def is_whole(self) -> bool:
        return not self.unusable

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(month for month, _ in self.pairs)

    @property
    def against_months(self) -> tuple[Month, ...]:
        return tuple(earlier for _, earlier in self.pairs)

    @property
    def days(self) -> int:
        return sum(month.days for month in self.months)

    @property
    def against_days(self) -> int:
        return sum(month.days for month in self.against_months)

    def whole_refusal(self, short: frozenset[Month] = frozenset()) -> Refusal:
        """Why the whole of the two periods may not be compared; `short` months have a file that holds too little."""
        missing = tuple(month for month in self.unusable if month not in short)
        thin = tuple(month for month in self.unusable if month in short)
        said = [f"{months_in_words(missing)} {_is_or_are(missing)} missing from the data supplied"] if missing else []
        said += [f"{months_in_words(thin)} {'holds' if len(thin) == 1 else 'hold'} far too little"] if thin else []
        return Refusal(
            f"{self.period.words} as a whole is not compared with {self.against.words}.",
            why=f"{', and '.join(said)}. A missing month is not zero.",
            next_step=(
                f"{months_in_words(self.months)} {_is_or_are(self.months)} compared with "
                f"{months_in_words(self.against_months)} instead."
                if self.pairs
                else "Add the archives that hold these months, or choose other periods."
            ),
        )


def _is_or_are(months: tuple[Month, ...]) -> str:
    """A run of months is one thing: "January to April 2025 is", "May 2024 and July 2024 are".

    >>> _is_or_are((Month(2024, 5), Month(2024, 6))), _is_or_are((Month(2024, 5), Month(2024, 7)))
    ('is', 'are')
    """
    return "is" if months[-1].months_since(months[0]) == len(months) - 1 else "are"


def like_for_like(period: Period, against: Period, usable: frozenset[Month]) -> LikeForLike:
    """Pair each month of a period with the same calendar month of another, keeping pairs usable on both sides.

    Fails: Refusal where the periods do not hold the same calendar months (a quarter against a year, January to April
    against May to August), are the same period, or are the wrong way round.
    """
    months, earlier = period.months, against.months
    if [month.number for month in months] != [month.number for month in earlier]:
        raise Refusal(
            f"{period.words} cannot be compared with {against.words}.",
            why="They do not hold the same calendar months, and crime has seasons.",
            next_step=f"Set {period.words} against the same months of another year.",
        )
    if period == against:
        raise Refusal(
            f"{period.words} cannot be compared with itself.",
            why="The two periods are the same months.",
            next_step="Choose an earlier period to set it against.",
        )
    if against.last >= period.first:
        raise Refusal(
            f"{period.words} cannot be set against {against.words}.",
            why="A period is set against an earlier one; the other way round a fall would read as a rise.",
            next_step=f"Exchange the two: --period {against} --against {period}."
            if against.first > period.last
            else "Choose an earlier period that does not overlap.",
        )
    pairs = tuple(zip(months, earlier, strict=True))
    kept = tuple(pair for pair in pairs if pair[0] in usable and pair[1] in usable)
    unusable = tuple(sorted({month for pair in pairs for month in pair if month not in usable}))
    return LikeForLike(period, against, kept, unusable)
