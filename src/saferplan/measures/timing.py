"""Which months each measure may use: those supplied whole, for crimes and for anti-social behaviour apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import dataframely as dy
import polars as pl

from saferplan.definitions.forms import MeasureDefinition
from saferplan.evidence.tables import Supply
from saferplan.terms.months import Month, months_in_words
from saferplan.terms.periods import LikeForLike, Period, like_for_like
from saferplan.terms.problems import DataProblem, Refusal

Kind = Literal["crimes", "asb"]
KINDS: tuple[Kind, ...] = ("crimes", "asb")
ASB = "Anti-social behaviour"
# With fewer matched months, how much crime goes up and down from month to month cannot be seen.
LEAST_MATCHED_MONTHS = 3


def kind_of(measure: MeasureDefinition) -> Kind:
    """Whether a measure stands or falls with the supply of crimes or of ASB; none counts both together."""
    is_asb = {crime_type == ASB for crime_type in measure.crime_types}
    assert len(is_asb) == 1, f"{measure.key} counts crimes and incidents together"
    return "asb" if is_asb.pop() else "crimes"


@dataclass(frozen=True, slots=True)
class Timing:
    """The months of one force, for one period set against another.

    `supplied` months have a file, `usable` ones of a kind are not short of it either; `in_time` pairs those of the
    period with the same months earlier.
    """

    period: Period
    against: Period
    supplied: frozenset[Month]
    usable: Mapping[Kind, frozenset[Month]]
    in_time: Mapping[Kind, LikeForLike]

    @property
    def compared(self) -> frozenset[Month]:
        """The supplied months of both periods."""
        return self.supplied & {*self.period.months, *self.against.months}

    def level_months(self, kind: Kind) -> tuple[Month, ...]:
        return tuple(month for month in self.period.months if month in self.usable[kind])


def timing(supply: dy.DataFrame[Supply], *, force_name: str, period: Period, against: Period) -> Timing:
    """The usable months of one force's supply, and how the two periods may be compared.

    Fails: Refusal where no month of the period is usable, or where the two periods hold different calendar months.
    """
    usable: dict[Kind, frozenset[Month]] = {kind: _months_where(supply, pl.col(kind) == "supplied") for kind in KINDS}
    if not any(usable[kind] & set(period.months) for kind in KINDS):
        raise Refusal(
            f"No month of {period.words} can be counted for {force_name}.",
            why=f"The data hold {months_in_words(tuple(usable['crimes'])) or 'no usable month'} of this force.",
            next_step="Choose a period among these months, or add the archives that hold it.",
        )
    return Timing(
        period=period,
        against=against,
        supplied=_months_where(supply, (pl.col("crimes") != "missing") | (pl.col("asb") != "missing")),
        usable=usable,
        in_time={kind: like_for_like(period, against, usable[kind]) for kind in KINDS},
    )


def too_few_matched(in_time: Mapping[Kind, LikeForLike], subject: str) -> tuple[DataProblem, ...]:
    """Says it where so few months are compared that part of the doubt cannot be seen."""
    crimes = in_time["crimes"]
    if not 0 < len(crimes.pairs) < LEAST_MATCHED_MONTHS:
        return ()
    return (
        DataProblem(
            kind="few_matched_months",
            subject=subject,
            sentence=(
                f"{subject}: only {months_in_words(crimes.months)} can be compared with "
                f"{months_in_words(crimes.against_months)}. How much crime goes up and down from month to month cannot "
                "be seen in so few, so the intervals of changes are too narrow."
            ),
        ),
    )


def _months_where(supply: pl.DataFrame, condition: pl.Expr) -> frozenset[Month]:
    return frozenset(Month.of(day) for day in supply.filter(condition)["month"])
