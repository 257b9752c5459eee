"""What a picture shows, as plain frozen data: one definition each, drawn alike for the page, PDF and Word.

No picture knows how it is drawn; `drawing.py` turns each into SVG and PNG.
"""

from dataclasses import dataclass
from typing import Literal

from saferplan.terms.months import Month


@dataclass(frozen=True, slots=True)
class MonthValue:
    """One month's count; `value` is None where the month is missing. `state` "short" is drawn apart and named."""

    month: Month
    value: float | None
    state: Literal["supplied", "missing", "short"] = "supplied"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Counts month by month as a line, gaps drawn as gaps and named.

    `months` holds every month from first to last, the missing ones too. `highlighted` months (the period assessed) are
    drawn full, the rest lighter; where none is named, all are full. `unit` labels the upright axis.
    """

    months: tuple[MonthValue, ...]
    unit: str
    highlighted: tuple[Month, ...] = ()
    missing_label: str = "No data supplied"
    short_label: str = "Too little supplied"


@dataclass(frozen=True, slots=True)
class Dot:
    """A place or measure with its value and interval; `ours` is drawn apart."""

    name: str
    value: float
    low: float
    high: float
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Places or measures as dots with intervals, in the order given, with a reference line where there is one.

    `log` for ratios (1 is no difference); `percent_change` prints ratios as changes in per cent (0.8 as −20 %);
    `value_label` names the axis with its unit.
    """

    dots: tuple[Dot, ...]
    value_label: str
    reference: float | None = None
    reference_label: str = ""
    log: bool = False
    percent_change: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole."""

    name: str
    value: float
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Parts of a whole, longest first, from zero."""

    bars: tuple[Bar, ...]
    value_label: str


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area of a map: its outline as GeoJSON-like rings in metres (British National Grid), and its value.

    `value` is None where there is none: `state` says whether it is withheld or was never supplied.
    """

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    value: float | None
    state: Literal["shown", "withheld", "no_data"] = "shown"


@dataclass(frozen=True, slots=True)
class RateMap:
    """Areas shaded by rate in at most five classes with stated breaks; hatched where withheld or without data.

    `breaks` are the upper bounds of all classes but the last; `labelled` names the areas whose names are written on.
    """

    areas: tuple[MapArea, ...]
    value_label: str
    breaks: tuple[float, ...]
    labelled: tuple[str, ...] = ()


Picture = MonthLine | Dots | Bars | RateMap
