"""Finds the months that a force did not supply, and those whose file holds far too little."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any, Literal

import dataframely as dy
import polars as pl

from saferplan.documents.wording import decimal
from saferplan.evidence.quality import subject
from saferplan.evidence.tables import FileQuality, Supply
from saferplan.terms.months import Month, month_span
from saferplan.terms.periods import Period

# One kind of row is short where it falls to this share of what is usual, alone: the other kind did not fall with it.
SHORT_ALONE = 0.6
# Both are short where both fall to this share. Real months that fell together, as in the lockdown of April 2020, kept
# more of each; and of what falls alone less is asked, as nothing that really happens takes all crime and spares ASB.
SHORT_TOGETHER = 0.4
NEAREST_WITHIN_MONTHS = 3
USUAL_WITHIN_MONTHS = 6
LEAST_MONTHS_AROUND = 3
LEAST_EXPECTED = 50  # below it a month can halve by chance

Kind = Literal["crimes", "asb"]
_OTHER: Mapping[Kind, Kind] = {"crimes": "asb", "asb": "crimes"}
_CALLED: Mapping[Kind, str] = {"crimes": "crimes", "asb": "anti-social behaviour incidents"}


@dataclass(frozen=True, slots=True)
class _Shortfall:
    """Why a month was found short, when it was: the daily count near it, and whether the other kind held."""

    nearest_per_day: float
    other_held: bool


@dataclass(frozen=True, slots=True)
class _Series:
    """One force's counts by month, and what is known to be short so far."""

    counts: Mapping[Kind, Mapping[Month, int]]
    short: Mapping[Kind, dict[Month, _Shortfall]] = field(default_factory=lambda: {"crimes": {}, "asb": {}})

    def per_day(self, kind: Kind, month: Month) -> float:
        return self.counts[kind][month] / month.days

    def sound_months(self, around: Month, *kinds: Kind, within: int) -> list[Month]:
        """Other supplied months near one, nothing in them found short of these kinds."""
        near = (around.shifted(step) for step in range(-within, within + 1) if step)
        return [
            month
            for month in near
            if month in self.counts["crimes"] and not any(month in self.short[kind] for kind in kinds)
        ]

    def nearest(self, kind: Kind, month: Month) -> float | None:
        """Mean daily count of the nearest sound month on either side."""
        around = self.sound_months(month, kind, within=NEAREST_WITHIN_MONTHS)
        sides = [
            max((other for other in around if other < month), default=None),
            min((other for other in around if other > month), default=None),
        ]
        found = [self.per_day(kind, other) for other in sides if other]
        return fmean(found) if found else None

    def usual(self, kind: Kind, month: Month) -> float | None:
        """Median daily count of the sound months around."""
        around = self.sound_months(month, kind, within=USUAL_WITHIN_MONTHS)
        return median(self.per_day(kind, other) for other in around) if len(around) >= LEAST_MONTHS_AROUND else None

    def share(self, kind: Kind, month: Month) -> float | None:
        """The month's daily count over the lesser of what is near and what is usual; None where it cannot be judged."""
        nearest, usual = self.nearest(kind, month), self.usual(kind, month)
        if nearest is None or usual is None or min(nearest, usual) * month.days < LEAST_EXPECTED:
            return None
        return self.per_day(kind, month) / min(nearest, usual)

    def share_beside_other(self, kind: Kind, month: Month) -> float | None:
        """The ratio of a kind to the other kind, over its median in the sound months around."""
        other = _OTHER[kind]
        around = [
            near
            for near in self.sound_months(month, kind, other, within=USUAL_WITHIN_MONTHS)
            if self.counts[other][near]
        ]
        if len(around) < LEAST_MONTHS_AROUND or not self.counts[other][month]:
            return None
        usual = median(self.counts[kind][near] / self.counts[other][near] for near in around)
        return self.counts[kind][month] / self.counts[other][month] / usual if usual else None


def supply(
    files: dy.DataFrame[FileQuality], *, periods: Mapping[str, Collection[Period]] | None = None
) -> dy.DataFrame[Supply]:
    """Every month of each force, from the first supplied to the last and in the periods wished of it, and its state.

    `periods` gives, by force code, what the user asked for: a month of it without a file is missing too.

    A month's crimes are short where, per day, they are below 0.6 of both the mean of the nearest supplied months either
    side (within 3 months) and the median of the supplied months within 6; and crimes per ASB incident are below 0.6 of
    their median. ASB is held against crimes likewise. Both are short where each is below 0.4 of both references; so is
    a kind alone where the other has too few rows to say anything. Months found short serve as reference no more,
    and all are judged again until no more are found.
    Assumes: a month is supplied in full where under 3 months around it are, or fewer than 50 rows are to be expected.
    """
    rows: list[dict[str, Any]] = []
    for (force,), found in files.sort("force_code", "month").group_by("force_code", maintain_order=True):
        rows += _months_of(str(force), found, (periods or {}).get(str(force), ()))
    schema = dict.fromkeys(("force_code", "crimes", "asb", "sentence"), pl.String)
    frame = pl.DataFrame(rows, schema=schema | {"month": pl.Date, "crime_count": pl.UInt32, "asb_count": pl.UInt32})
    return Supply.validate(frame.select(Supply.column_names()).sort("force_code", "month"), cast=True)


def _months_of(force: str, files: pl.DataFrame, periods: Collection[Period]) -> Iterator[dict[str, Any]]:
    supplied = [Month.of(month) for month in files["month"]]
    series = _Series(
        {
            "crimes": dict(zip(supplied, files["crime_count"], strict=True)),
            "asb": dict(zip(supplied, files["asb_count"], strict=True)),
        }
    )
    _find_short(series)
    wished = {month for period in periods for month in period.months}
    for month in sorted({*month_span(supplied[0], supplied[-1]), *wished}):
        yield {
            "force_code": force,
            "month": month.first_date,
            "crimes": _state(series, "crimes", month),
            "asb": _state(series, "asb", month),
            "crime_count": series.counts["crimes"].get(month),
            "asb_count": series.counts["asb"].get(month),
            "sentence": _sentence(series, force, month),
        }


def _find_short(series: _Series) -> None:
    while True:
        found = [
            (kind, month, shortfall)
            for kind in _OTHER
            for month in series.counts[kind]
            if month not in series.short[kind] and (shortfall := _shortfall(series, kind, month))
        ]
        if not found:
            return
        for kind, month, shortfall in found:
            series.short[kind][month] = shortfall


def _shortfall(series: _Series, kind: Kind, month: Month) -> _Shortfall | None:
    nearest, share = series.nearest(kind, month), series.share(kind, month)
    if nearest is None or share is None:
        return None
    other_share, beside_other = series.share(_OTHER[kind], month), series.share_beside_other(kind, month)
    falls_alone = beside_other is not None and max(share, beside_other) < SHORT_ALONE
    if other_share is None:
        return _Shortfall(nearest, other_held=False) if share < SHORT_TOGETHER else None
    if falls_alone or max(share, other_share) < SHORT_TOGETHER:
        return _Shortfall(nearest, other_held=falls_alone)
    return None


def _state(series: _Series, kind: Kind, month: Month) -> str:
    if month not in series.counts[kind]:
        return "missing"
    return "short" if month in series.short[kind] else "supplied"


def _sentence(series: _Series, force: str, month: Month) -> str:
    named = subject(force, month)
    if month not in series.counts["crimes"]:
        return f"{named}: no file was supplied. A missing month is not zero: no figure counts it."
    short = [kind for kind in _OTHER if month in series.short[kind]]
    if not short:
        return ""
    said = " and ".join(_shortfall_in_words(series, kind, month) for kind in short)
    alone = len(short) == 1 and series.short[short[0]][month].other_held
    beside = f", though {_CALLED[_OTHER[short[0]]]} did not fall with them" if alone else ""
    return f"{named}: {said}{beside}. The month's supply is short, and no comparison uses it."


def _shortfall_in_words(series: _Series, kind: Kind, month: Month) -> str:
    usual = _round(series.short[kind][month].nearest_per_day * month.days)
    return f"{decimal(series.counts[kind][month])} {_CALLED[kind]} where about {usual} are usual"


def _round(count: float) -> str:
    """A count to two leading figures.

    >>> _round(13875.2)
    '14,000'
    """
    return decimal(float(f"{count:.1e}"))
