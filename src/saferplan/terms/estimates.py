"""A number with its doubt: the only form in which a computed value leaves a calculation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval and base.

    Units: `value`, `low` and `high` in `unit` ("crimes", "crimes per 1,000 residents", "ratio of daily rates");
    `n` is the count of records under it; `level` is the interval's coverage. A count of what was recorded, offered
    as such, has low = high = value.
    """

    value: float
    low: float
    high: float
    n: int
    unit: str
    level: float = 0.95

    def __post_init__(self) -> None:
        assert self.low <= self.value <= self.high, f"interval {self.low}..{self.high} misses {self.value}"
