"""How many offences of each type each LSOA has in each month: levels, seasons and clustering, and what is planted."""

from dataclasses import dataclass

import numpy as np

from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import Areas
from saferplan.sources.made_up.people import People
from saferplan.sources.made_up.planted import Planted
from saferplan.sources.made_up.tiling import Floats, Indexes
from saferplan.terms.months import Month

_YEAR_DAYS = 365.25
# Counts cluster: the gamma shapes of an LSOA's month, and of a district's month, for one type.
_LSOA_SHAPE = 6.0
_DISTRICT_SHAPE = 400.0


@dataclass(frozen=True, slots=True)
class OffenceType:
    """One of police.uk's types.

    Units: `rate` in offences per 1,000 residents a year; `swing` is the season's rise over the mean, at its height in
    month `height`; `centre`, `hardship` and `own` say how far, on a log scale, town centres, deprivation and an LSOA's
    own character raise it.
    """

    name: str
    rate: float
    swing: float
    height: int
    centre: float
    hardship: float
    own: float


ASB = "Anti-social behaviour"
TYPES = (
    OffenceType(ASB, 16.0, 0.25, 7, 1.2, 0.45, 0.4),
    OffenceType("Bicycle theft", 0.7, 0.45, 7, 1.5, 0.10, 0.5),
    OffenceType("Burglary", 4.5, 0.20, 12, 0.3, 0.30, 0.3),
    OffenceType("Criminal damage and arson", 8.0, 0.08, 6, 0.8, 0.45, 0.3),
    OffenceType("Drugs", 3.0, 0.05, 4, 1.4, 0.45, 0.5),
    OffenceType("Other crime", 2.5, 0.03, 5, 0.6, 0.35, 0.4),
    OffenceType("Other theft", 6.0, 0.06, 8, 1.3, 0.20, 0.4),
    OffenceType("Possession of weapons", 0.9, 0.05, 6, 1.2, 0.45, 0.4),
    OffenceType("Public order", 5.5, 0.15, 7, 1.4, 0.40, 0.3),
    OffenceType("Robbery", 0.8, 0.08, 11, 1.6, 0.50, 0.4),
    OffenceType("Shoplifting", 8.5, 0.08, 11, 2.6, 0.10, 1.1),
    OffenceType("Theft from the person", 0.6, 0.12, 12, 2.4, 0.10, 0.5),
    OffenceType("Vehicle crime", 8.0, 0.12, 11, 0.3, 0.20, 0.4),
    OffenceType("Violence and sexual offences", 30.0, 0.12, 7, 1.1, 0.45, 0.3),
)


def expected_counts(
    areas: Areas, people: People, centres: Indexes, months: tuple[Month, ...], rng: np.random.Generator
) -> Floats:
    """Mean offences by LSOA, type and month, before chance and before anything is planted."""
    yearly = people.residents[:, None] / 1000 * _levels(areas, people, centres, rng)
    return yearly[:, :, None] * _seasons(months) / _YEAR_DAYS


def with_planted(expected: Floats, areas: Areas, months: tuple[Month, ...], planted: Planted | None) -> Floats:
    """The means with the planted change and the short month put in; the missing month is a matter of files."""
    if planted is None:
        return expected
    changed = expected.copy()
    type_names = [offence.name for offence in TYPES]
    here = np.flatnonzero(areas.district_of_lsoa == names.DISTRICT_CODES.index(planted.district_code))
    later = np.flatnonzero([month >= planted.first_month for month in months])
    changed[np.ix_(here, np.array([type_names.index(planted.crime_type)]), later)] *= planted.rate_ratio
    if place := planted.place:
        there = np.flatnonzero(areas.ward_of_lsoa == areas.ward_codes.index(place.ward_code))
        later = np.flatnonzero([month >= place.first_month for month in months])
        changed[np.ix_(there, np.array([type_names.index(place.crime_type)]), later)] *= place.rate_ratio
    own = np.flatnonzero(areas.force_of_lsoa == 0)
    crimes = np.flatnonzero([name != ASB for name in type_names])
    changed[np.ix_(own, crimes, np.array([months.index(planted.short_month)]))] *= planted.short_share
    return changed


def drawn_counts(expected: Floats, areas: Areas, rng: np.random.Generator) -> Indexes:
    """Counts by LSOA, type and month: Poisson about means that vary by gamma, as offences come in runs."""
    district_count = len(names.DISTRICTS)
    shared = rng.gamma(_DISTRICT_SHAPE, 1 / _DISTRICT_SHAPE, (district_count, *expected.shape[1:]))
    own = rng.gamma(_LSOA_SHAPE, 1 / _LSOA_SHAPE, expected.shape)
    return rng.poisson(expected * own * shared[areas.district_of_lsoa])


def _levels(areas: Areas, people: People, centres: Indexes, rng: np.random.Generator) -> Floats:
    """Offences per 1,000 residents a year by LSOA and type, the county's rate of each type being the one stated."""
    central = np.where(np.isin(areas.ward_of_lsoa, areas.ward_of_lsoa[centres]), 0.45, 0.0)
    central[centres] = 1.0
    columns = []
    for offence in TYPES:
        own = rng.normal(0, offence.own, len(central))
        level = np.exp(offence.centre * central + offence.hardship * people.hardship + own)
        columns.append(offence.rate * level / np.average(level, weights=people.residents))
    return np.column_stack(columns)


def _seasons(months: tuple[Month, ...]) -> Floats:
    """Days of each month, more or fewer by the season, by type and month."""
    days = np.array([month.days for month in months])
    numbers = np.array([month.number for month in months])
    swings = np.array([[offence.swing] for offence in TYPES])
    heights = np.array([[offence.height] for offence in TYPES])
    return np.asarray(days * (1 + swings * np.cos(2 * np.pi * (numbers - heights) / 12)))
