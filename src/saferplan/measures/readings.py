"""The measures' results, found by name: what sections and findings read, without searching frames each time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saferplan.measures.run import MeasureResults
from saferplan.measures.timing import Kind
from saferplan.terms.months import Month, months_in_words
from saferplan.terms.periods import LikeForLike

Record = Mapping[str, Any]
# The two measures that every other is a part of, or is counted beside.
TOTALS = ("all_crime", "anti_social_behaviour")


@dataclass(frozen=True, slots=True)
class Readings:
    """Rows of the measures' tables by measure and place code (codes of different kinds of place never coincide).

    `comparisons` is by measure, place and the area that holds it; `ranks` by measure, group of districts and place.
    `months` and `pairs` say, for each measure, which months its levels cover and which its changes compare; `series`
    holds the count of each supplied month.
    """

    levels: Mapping[tuple[str, str], Record]
    changes: Mapping[tuple[str, str], Record]
    comparisons: Mapping[tuple[str, str, str], Record]
    ranks: Mapping[tuple[str, str, str], Record]
    rolling: Mapping[tuple[str, str], tuple[Record, ...]]
    series: Mapping[tuple[str, str], Mapping[Month, int]]
    months: Mapping[str, tuple[Month, ...]]
    pairs: Mapping[str, tuple[tuple[Month, Month], ...]]


def readings(results: MeasureResults, kinds: Mapping[str, Kind]) -> Readings:
    """The results by name. `kinds` says of each measure whether it counts crimes or anti-social behaviour."""
    frames = results.frames
    rolling: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in frames.rolling.iter_rows(named=True):
        rolling[row["measure_key"], row["place_code"]].append(row)
    series: defaultdict[tuple[str, str], dict[Month, int]] = defaultdict(dict)
    for row in frames.series.iter_rows(named=True):
        series[row["measure_key"], row["place_code"]][Month.of(row["month"])] = row["count"]
    return Readings(
        levels={(row["measure_key"], row["place_code"]): row for row in frames.levels.iter_rows(named=True)},
        changes={(row["measure_key"], row["place_code"]): row for row in frames.changes.iter_rows(named=True)},
        comparisons={
            (row["measure_key"], row["place_code"], row["rest_of_code"]): row
            for row in frames.comparisons.iter_rows(named=True)
        },
        ranks={
            (row["measure_key"], row["group_key"], row["place_code"]): row for row in frames.ranks.iter_rows(named=True)
        },
        rolling={key: tuple(rows) for key, rows in rolling.items()},
        series=dict(series),
        months=dict(results.level_months),
        pairs={key: _pairs(results.comparisons_in_time.get(kind)) for key, kind in kinds.items()},
    )


def spans(found: Readings) -> str:
    """The months that levels cover, saying so where anti-social behaviour covers others."""
    return _by_kind({key: months_in_words(months) for key, months in found.months.items() if months})


def pair_spans(found: Readings) -> str:
    """The months that changes compare, saying so where anti-social behaviour compares others."""

    def said(pairs: tuple[tuple[Month, Month], ...]) -> str:
        now, before = zip(*pairs, strict=True)
        return f"{months_in_words(now)} against {months_in_words(before)}"

    return _by_kind({key: said(pairs) for key, pairs in found.pairs.items() if pairs})


def _by_kind(said: Mapping[str, str]) -> str:
    crime, asb = (said.get(key) for key in TOTALS)
    if crime is None or asb is None:
        return f"{crime} (crimes only)" if crime else f"{asb} (anti-social behaviour only)" if asb else "no month"
    return crime if crime == asb else f"{crime} (anti-social behaviour: {asb})"


def _pairs(compared: LikeForLike | None) -> tuple[tuple[Month, Month], ...]:
    return compared.pairs if compared else ()
