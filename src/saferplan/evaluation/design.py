"""What is to be evaluated and against what, fixed before anyone looks at the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

PlaceKind = Literal["ward", "lsoa", "common_area"]
Land = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Design:
    """One before-and-after with a comparison area.

    All places are of one kind, by their codes. `start` is the first month in which the action was at work; `after`
    lies from there on, and each of `before` holds the same calendar months of earlier years. `displacement` is where
    crime might have gone, `displacement_comparisons` what that is held against. `chosen_because_high` is None where
    nobody said why the place was chosen.
    """

    measure_key: str
    place_kind: PlaceKind
    treated: tuple[str, ...]
    comparisons: tuple[str, ...]
    start: Month
    before: tuple[Period, ...]
    after: Period
    displacement: tuple[str, ...] = ()
    displacement_comparisons: tuple[str, ...] = ()
    chosen_because_high: bool | None = None

    @property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The places by what they serve as, in the words of a sentence."""
        return {
            "the place where the action is": self.treated,
            "its comparison area": self.comparisons,
            "the displacement area": self.displacement,
            "the displacement area's comparison": self.displacement_comparisons,
        }


def years_before(before: Period, after: Period) -> tuple[Period, ...]:
    """The spans of a long period before that hold the same calendar months as the period after, earliest first.

    Fails: Refusal where it holds none whole.

    >>> [str(span) for span in years_before(Period.parse("2023-01..2024-12"), Period.parse("2025"))]
    ['2023-01..2023-12', '2024-01..2024-12']
    """
    length = after.last.months_since(after.first)
    starts = [month for month in before.months if month.number == after.first.number]
    spans = tuple(Period(first, first.shifted(length)) for first in starts if first.shifted(length) <= before.last)
    if not spans:
        raise Refusal(
            f"{before.words} does not hold the months that {after.words} is to be set against.",
            why="Crime has seasons, so each month after is compared with the same calendar month before.",
            next_step=f"Let the period before hold one or more times the same months as {after.words}.",
        )
    return spans


def check_design(design: Design, land: Land) -> None:
    """Refuse what no evaluation can be made of. `land` gives the LSOAs of each place.

    Fails: Refusal where there is no comparison area, two of the areas share land, a place cannot be counted, or the
    periods lie on the wrong side of the start.
    """
    assert design.treated, "a design names the place where the action is"
    _check_comparisons(design)
    _check_land(design, land)
    _check_periods(design)


def _check_comparisons(design: Design) -> None:
    if not design.comparisons:
        raise Refusal(
            "There is no comparison area.",
            why="Crime goes up and down everywhere; without a place where nothing was done, a fall proves nothing.",
            next_step="Name one or more places like this one where the action was not at work.",
        )
    if bool(design.displacement) != bool(design.displacement_comparisons):
        raise Refusal(
            "The displacement area and its own comparison area go together, and only one is named.",
            why="Crime beside the action rises and falls with the times, too.",
            next_step="Name both, or neither.",
        )


def _check_land(design: Design, land: Land) -> None:
    owner: dict[str, str] = {}
    for role, codes in design.groups.items():
        for code in codes:
            if code not in land:
                raise Refusal(
                    f"{code} cannot be counted here.",
                    why=f"The build holds no such {_KIND_WORDS[design.place_kind]}.",
                    next_step="Choose a place of the district that the build was made for.",
                )
            for lsoa in land[code]:
                if owner.setdefault(lsoa, role) != role:
                    raise Refusal(
                        f"{code} lies both in {owner[lsoa]} and in {role}.",
                        why="What the action did there would count on both sides.",
                        next_step="Choose areas that share no land.",
                    )


def _check_periods(design: Design) -> None:
    if not design.before:
        raise Refusal(
            "There is no period before.",
            why="A change is measured from something.",
            next_step="Name the same months of one or more years before the action began.",
        )
    late = [period for period in design.before if period.last >= design.start]
    if late:
        raise Refusal(
            f"The period before, {late[0].words}, reaches into the action, which began in {design.start.words}.",
            why="What the action did would count as if it had been so before.",
            next_step=f"End the period before no later than {design.start.shifted(-1).words}.",
        )
    if design.after.first < design.start:
        raise Refusal(
            f"The period after, {design.after.words}, begins before the action did, in {design.start.words}.",
            why="Months without the action say nothing of what it did.",
            next_step=f"Begin the period after in {design.start.words} or later.",
        )
    months = [month for period in design.before for month in period.months]
    if len(set(months)) < len(months):
        raise Refusal(
            "Two of the periods before share a month.",
            why="It would be counted twice.",
            next_step="Name periods that do not overlap.",
        )


_KIND_WORDS = {"ward": "ward", "lsoa": "neighbourhood", "common_area": "neighbourhood"}
