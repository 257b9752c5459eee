"""The places of England and Wales, from the published lookups."""

import pytest

from places.lookups_by_hand import raw
from saferplan.sources.lookups import LOOKUPS, read_gazetteer

FILES = (
    "lookup_lsoa21_ward24_ltla24.csv.gz",
    "lookup_lsoa11_lsoa21_ltla22.csv.gz",
    "lookup_ltla24_csp24_pfa24.csv.gz",
    "lookup_ltla21_utla21.csv.gz",
)


@pytest.fixture(scope="session")
def real_gazetteer(shared_data):
    return read_gazetteer({key: raw(shared_data / "areas" / name) for key, name in zip(LOOKUPS, FILES, strict=True)})
