"""The rows of police.uk's street files: where each offence is shown, its ID and its last outcome."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import Areas
from saferplan.sources.made_up.offences import ASB, TYPES
from saferplan.sources.made_up.tiling import Floats, Indexes, Tiling, degrees
from saferplan.terms.months import Month

_POINTS_AN_LSOA = 30
_OUTSIDE_SHARE = 0.04
# Of rows of LSOAs of the county, and of the neighbour, those that the other force recorded.
_ELSEWHERE_SHARES = np.array([0.004, 0.02])
# The least and the most crimes of a month without a location.
_UNPLACED_SHARES = (0.015, 0.03)

# What police.uk says of a crime's outcome, and how often of acquisitive crimes, of crimes against people, of others.
_OUTCOMES = {
    "Investigation complete; no suspect identified": (0.74, 0.27, 0.24),
    "Unable to prosecute suspect": (0.14, 0.50, 0.28),
    "Court result unavailable": (0.05, 0.07, 0.15),
    "Awaiting court outcome": (0.02, 0.05, 0.09),
    "Status update unavailable": (0.03, 0.04, 0.08),
    "Local resolution": (0.01, 0.03, 0.10),
    "Offender given a caution": (0.004, 0.015, 0.03),
    "Action to be taken by another organisation": (0.003, 0.015, 0.01),
    "Further action is not in the public interest": (0.002, 0.006, 0.01),
    "Formal action is not in the public interest": (0.0005, 0.002, 0.005),
    "Further investigation is not in the public interest": (0.0005, 0.002, 0.005),
}
_RECENT = "Under investigation"
# Of the last three months' crimes, earliest first, those still under investigation.
_RECENT_SHARES = (0.1, 0.25, 0.5)
_AGAINST_PEOPLE = ("Violence and sexual offences", "Public order", "Criminal damage and arson")
_OTHERS = ("Drugs", "Other crime", "Possession of weapons")


@dataclass(frozen=True, slots=True)
class Points:
    """The map points that offences are moved to, so many to an LSOA; the first are used most."""

    longitude_latitude: Floats
    location_names: NDArray[np.str_]


def snap_points(tiling: Tiling, lsoa_count: int, rng: np.random.Generator) -> Points:
    """Points inside each LSOA, but for a few that lie just over its border, as in the real files."""
    owners = np.repeat(np.arange(lsoa_count), _POINTS_AN_LSOA)
    cells = _any_of(np.argsort(tiling.lsoa_of_cell, kind="stable"), tiling.lsoa_of_cell, owners, rng)
    both = np.concatenate([tiling.borders, tiling.borders[:, ::-1]])
    inside = tiling.lsoa_of_cell[both[:, 0]]
    over = both[_any_of(np.argsort(inside, kind="stable"), inside, owners, rng), 1]
    cells = np.where(rng.random(len(owners)) < _OUTSIDE_SHARE, over, cells)
    angle, away = rng.uniform(0, 2 * np.pi, len(owners)), 0.9 * rng.random(len(owners)) * tiling.reach_m[cells]
    points_m = tiling.sites_m[cells] + np.column_stack([np.cos(angle), np.sin(angle)]) * away[:, None]
    streets = rng.choice(np.array(names.STREETS), len(owners))
    public = rng.choice(np.array(names.PUBLIC_PLACES), len(owners))
    return Points(degrees(points_m), np.where(rng.random(len(owners)) < 0.25, public, streets))


def street_rows(
    counts: Indexes, areas: Areas, points: Points, months: tuple[Month, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """One row an offence, with police.uk's headings, and before them `force` and `month` as numbers."""
    lsoa, kind, month = (np.repeat(index, counts.ravel()) for index in np.indices(counts.shape).reshape(3, -1))
    count = len(lsoa)
    is_crime = np.array([offence.name != ASB for offence in TYPES])[kind]
    unplaced = is_crime & (rng.random(count) < rng.uniform(*_UNPLACED_SHARES, len(months))[month])
    home = areas.force_of_lsoa[lsoa]
    force = np.where(rng.random(count) < _ELSEWHERE_SHARES[home], 1 - home, home)
    use = 1 / np.sqrt(np.arange(1, _POINTS_AN_LSOA + 1))
    point = lsoa * _POINTS_AN_LSOA + rng.choice(_POINTS_AN_LSOA, count, p=use / use.sum())
    rows = pl.DataFrame(
        {
            "force": force,
            "month": month,
            "order": np.where(unplaced, len(areas.lsoa_codes), lsoa),
            "Crime ID": _crime_ids(count, rng).zip_with(pl.Series(is_crime), _nothing(count)),
            "Month": _picked([str(each) for each in months], month),
            "Reported by": _picked(names.FORCE_NAMES, force),
            "Falls within": _picked(names.FORCE_NAMES, force),
            "Longitude": points.longitude_latitude[point, 0],
            "Latitude": points.longitude_latitude[point, 1],
            "Location": pl.Series(points.location_names.tolist()).gather(point),
            "LSOA code": _picked(areas.lsoa_codes, lsoa),
            "LSOA name": _picked(areas.lsoa_names, lsoa),
            "Crime type": _picked([offence.name for offence in TYPES], kind),
            "Last outcome category": _outcomes(kind, month, len(months), rng),
            "Context": _nothing(count),
        }
    )
    blank = pl.lit(pl.Series(unplaced))
    placed = ["Longitude", "Latitude", "LSOA code", "LSOA name"]
    return rows.with_columns(
        *[pl.when(~blank).then(pl.col(name)).alias(name) for name in placed],
        Location=pl.when(blank).then(pl.lit("No Location")).otherwise(pl.col("Location")),
        # police.uk lists an LSOA's anti-social behaviour first, and rows without an LSOA last.
    ).sort("force", "month", "order", pl.col("Crime ID").is_not_null(), "Crime type", maintain_order=True)


def with_repeated_ids(file: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One file's rows where none to three crimes bear the ID of another, as happens in the real files."""
    crimes = np.flatnonzero(file["Crime ID"].is_not_null().to_numpy())
    repeats = min(int(rng.integers(0, 4)), len(crimes) // 2)
    chosen = rng.choice(crimes, 2 * repeats, replace=False)
    source = np.arange(file.height)
    source[chosen[:repeats]] = chosen[repeats:]
    return file.with_columns(file["Crime ID"].gather(source))


def _any_of(order: Indexes, groups: Indexes, wanted: Indexes, rng: np.random.Generator) -> Indexes:
    """For each group wanted, any one of the places that hold it; `order` sorts the groups."""
    found = groups[order]
    start, end = np.searchsorted(found, wanted), np.searchsorted(found, wanted, side="right")
    return order[start + (rng.random(len(wanted)) * (end - start)).astype(np.int64)]


def _crime_ids(count: int, rng: np.random.Generator) -> pl.Series:
    """Random IDs of 64 hexadecimal digits."""
    digits = np.frombuffer(rng.bytes(32 * count).hex().encode(), dtype="S64")
    return pl.Series(digits.tolist(), dtype=pl.Binary).cast(pl.String)


def _outcomes(kind: Indexes, month: Indexes, month_count: int, rng: np.random.Generator) -> pl.Series:
    """The last outcome of each crime; none of anti-social behaviour; the latest months' are often still open."""
    group = np.array([_outcome_group(offence.name) for offence in TYPES])[kind]
    shares = np.array(list(_OUTCOMES.values())).T
    bounds = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)
    draw = rng.random(len(kind))
    outcome = np.minimum((draw[:, None] >= bounds[group]).sum(axis=1), len(_OUTCOMES) - 1)
    still_open = np.zeros(month_count)
    still_open[-len(_RECENT_SHARES) :] = _RECENT_SHARES
    outcome = np.where(rng.random(len(kind)) < still_open[month], len(_OUTCOMES), outcome)
    named = _picked([*_OUTCOMES, _RECENT], outcome)
    is_crime = np.array([offence.name != ASB for offence in TYPES])[kind]
    return named.zip_with(pl.Series(is_crime), _nothing(len(kind)))


def _outcome_group(type_name: str) -> int:
    if type_name in _AGAINST_PEOPLE:
        return 1
    return 2 if type_name in _OTHERS else 0


def _picked(values: tuple[str, ...] | list[str], index: Indexes) -> pl.Series:
    return pl.Series(values, dtype=pl.String).gather(index)


def _nothing(count: int) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, count)
