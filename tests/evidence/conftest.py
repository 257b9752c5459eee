"""The lists of LSOA codes of both vintages, from the real lookups."""

import polars as pl
import pytest

from saferplan.places.common_areas import common_areas
from saferplan.places.tables import LsoaChanges, WardLookup


@pytest.fixture(scope="session")
def real_lsoas(shared_data):
    wards = pl.read_csv(shared_data / "areas" / "lookup_lsoa21_ward24_ltla24.csv.gz")
    changes = pl.read_csv(shared_data / "areas" / "lookup_lsoa11_lsoa21_ltla22.csv.gz")
    return common_areas(
        LsoaChanges.validate(changes.select(LsoaChanges.column_names()), cast=True),
        WardLookup.validate(wards.select(WardLookup.column_names()), cast=True),
    )


@pytest.fixture(scope="session")
def archives(shared_data):
    return sorted((shared_data / "police-uk").glob("*.zip"))
