"""Who lives in the made-up county: residents, households, their tenure and ethnic groups, and deprivation."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import ndtri

from saferplan.sources.made_up import names
from saferplan.sources.made_up.areas import Areas
from saferplan.sources.made_up.tiling import Floats, Indexes

_TENURES = {
    "Owned: Owns outright": 0.33,
    "Owned: Owns with a mortgage or loan": 0.30,
    "Shared ownership: Shared ownership": 0.01,
    "Social rented: Rents from council or Local Authority": 0.08,
    "Social rented: Other social rented": 0.09,
    "Private rented: Private landlord or letting agency": 0.17,
    "Private rented: Other private rented": 0.019,
    "Lives rent free": 0.001,
}
_ETHNIC_GROUPS = {
    "Asian, Asian British or Asian Welsh": 0.09,
    "Black, Black British, Black Welsh, Caribbean or African": 0.04,
    "Mixed or Multiple ethnic groups": 0.03,
    "White": 0.82,
    "Other ethnic group": 0.02,
}
_AGES = {
    "younger_females": 0.090,
    "working_age_females": 0.310,
    "older_females": 0.110,
    "younger_males": 0.095,
    "working_age_males": 0.305,
    "older_males": 0.090,
}
_AGE_BANDS = {
    "age_0_9": 0.12,
    "age_10_17": 0.095,
    "age_18_24": 0.075,
    "age_25_44": 0.255,
    "age_45_64": 0.26,
    "age_65_over": 0.195,
}
_DOMAINS = ("IMD", "Income", "Employment", "Education", "Health", "Crime", "Housing_and_Services", "Environment")
_ENGLISH_LSOAS = 33_755  # the ranks of the Indices of Deprivation 2025


@dataclass(frozen=True, slots=True)
class People:
    """Residents and households of each LSOA, and how hard life is there (mean 0, spread 1)."""

    residents: Indexes
    households: Indexes
    hardship: Floats


def settled_people(areas: Areas, rng: np.random.Generator) -> People:
    """People for each LSOA; hardship is shared in part by a ward and by a district."""
    count = len(areas.lsoa_codes)
    residents = np.clip(rng.normal(1_650, 260, count), 1_000, 2_900).astype(np.int64)
    households = (residents / rng.uniform(2.05, 2.7, count)).astype(np.int64)
    by_district = rng.normal(0, 0.4, len(names.DISTRICTS))[areas.district_of_lsoa]
    by_ward = rng.normal(0, 0.6, len(areas.ward_codes))[areas.ward_of_lsoa]
    hardship = by_district + by_ward + rng.normal(0, 0.6, count)
    return People(residents, households, (hardship - hardship.mean()) / hardship.std())


def residents_table(areas: Areas, people: People) -> pl.DataFrame:
    """Census 2021 residents and households by LSOA."""
    return pl.DataFrame(
        {"lsoa21_code": areas.lsoa_codes, "residents": people.residents, "households": people.households}
    )


def tenure_table(areas: Areas, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """Households by tenure and LSOA."""
    return _shared_out(areas, people.households, _TENURES, rng)


def ethnicity_table(areas: Areas, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """Residents by ethnic group and LSOA."""
    return _shared_out(areas, people.residents, _ETHNIC_GROUPS, rng)


def age_and_sex_table(areas: Areas, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """Residents by sex and three bands of age, by district; the total may differ from its LSOAs' by up to three.

    The census office alters each table a little, so that its totals do not agree to the last person.
    """
    totals = np.bincount(areas.district_of_lsoa, people.residents).astype(np.int64)
    counts = rng.multinomial(totals + rng.integers(-3, 4, len(totals)), list(_AGES.values())).astype(np.float64)
    ages = dict(zip(_AGES, counts.T, strict=True))
    females, males = counts[:, :3].sum(axis=1), counts[:, 3:].sum(axis=1)
    whole = {"total_population": females + males, "total_females": females, "total_males": males}
    return pl.DataFrame({"ltla21_code": names.DISTRICT_CODES, **whole, **ages})


def ages_table(areas: Areas, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """Residents at mid-2020 by age and district: estimates of the year before the census, a little below it."""
    totals = np.bincount(areas.district_of_lsoa, people.residents).astype(np.int64) * 99 // 100
    counts = rng.multinomial(totals, list(_AGE_BANDS.values()))
    bands = dict(zip(_AGE_BANDS, counts.T, strict=True))
    codes = {"ltla21_code": names.DISTRICT_CODES, "ltla21_name": names.DISTRICTS}
    return pl.DataFrame({**codes, "residents": totals, **bands})


def deprivation_table(areas: Areas, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """Deciles, ranks and scores of the Indices of Deprivation 2025; rank 1 is the most deprived."""
    ranks = {domain: _ranks(people.hardship, rng) for domain in _DOMAINS}
    deciles = {f"{name}_decile": np.ceil(rank * 10 / _ENGLISH_LSOAS) for name, rank in ranks.items()}
    scores = {f"{name}_score": _score(name, rank) for name, rank in ranks.items()}
    return pl.DataFrame(
        {"lsoa21_code": areas.lsoa_codes, **deciles, **{f"{name}_rank": ranks[name] for name in _DOMAINS}, **scores}
    )


def _ranks(hardship: Floats, rng: np.random.Generator) -> Floats:
    """Ranks among all of England's LSOAs, no two alike, that follow hardship closely but not wholly."""
    order = np.argsort(-(hardship + rng.normal(0, 0.5, len(hardship))))
    ranks = np.empty(len(hardship))
    ranks[order] = np.sort(rng.choice(_ENGLISH_LSOAS, len(hardship), replace=False)) + 1
    return ranks


def _score(domain: str, rank: Floats) -> Floats:
    """A score in the manner of its domain: rates of people, standard normal values, or an exponential to 100."""
    share = (rank - 0.5) / _ENGLISH_LSOAS
    if domain in ("Income", "Employment"):
        return np.asarray(np.round(0.6 * np.exp(-4 * share), 3))
    if domain in ("Health", "Crime"):
        return np.asarray(np.round(-ndtri(share), 3))
    return np.asarray(np.round(94 * np.exp(-4 * share), 3))


def _shared_out(areas: Areas, totals: Indexes, shares: dict[str, float], rng: np.random.Generator) -> pl.DataFrame:
    """Totals shared out among groups, each LSOA with a mix of its own."""
    mixes = rng.dirichlet(np.array(list(shares.values())) * 60, len(totals))
    counts = rng.multinomial(totals, mixes).astype(np.float64)
    return pl.DataFrame({"lsoa21_code": areas.lsoa_codes, **dict(zip(shares, counts.T, strict=True))})
