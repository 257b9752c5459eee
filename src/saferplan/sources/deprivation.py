"""The English indices of deprivation, by LSOA."""

import dataframely as dy

from saferplan.places.tables import Deprivation
from saferplan.sources.published_tables import read_published
from saferplan.sources.raw import RawTable

DEPRIVATION = "mhclg_deprivation_2025"


def read_deprivation(table: RawTable) -> dy.DataFrame[Deprivation]:
    """Score, rank and decile of every LSOA of England, of all deprivation and of crime. Wales has an index apart."""
    return read_published(table, DEPRIVATION, Deprivation)
