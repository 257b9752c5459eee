"""The numbers of a release: tables of places, figures and the raw files behind them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A kind of offence in the tables of places, with what was counted of the year and of the year before, in short.

    `months` names the months, where `period` does not say them all.
    """

    key: str
    name: str
    noun: str
    period: str
    before: str
    months: str


@dataclass(frozen=True, slots=True)
class CellTold:
    """A measure in a place: counts and rate of the year, and the count of the year before.

    None is withheld, with its figure; `low` and `high` are the rate's 95 % interval. `rate` is "" where too few live
    there for one, else its state is that of `rate_value`.
    """

    measure: str
    count: int | None
    count_id: str
    rate: float | None
    low: float | None
    high: float | None
    rate_id: str
    before: int | None
    before_id: str
    is_rated: bool = True


Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A ward, or the whole area; `outline` in metres of the British National Grid."""

    key: str
    code: str
    name: str
    cells: tuple[CellTold, ...]
    outline: tuple[Ring, ...] = ()

    def cell(self, measure: str) -> CellTold | None:
        return next((cell for cell in self.cells if cell.measure == measure), None)


@dataclass(frozen=True, slots=True)
class PlacesTold:
    """The tables of wards by measures; `whole` is the area they lie in."""

    measures: tuple[MeasureTold, ...]
    whole: PlaceTold
    wards: tuple[PlaceTold, ...]
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure on the page about it; the whole of it, with its recipe, is in the release's figures file.

    `exact` is the value with its decimals, and `again` what was found when it was counted again from the raw files;
    `files` are places in the content's list of them.
    """

    figure_id: str
    value: str
    exact: str
    interval: str
    measure: str
    place: str
    period: str
    against: str
    denominator: str
    source: str
    build_id: str
    code_version: str
    again: str
    agrees: bool
    files: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RawFile:
    """A publisher's file that figures were counted from."""

    name: str
    sha256: str
