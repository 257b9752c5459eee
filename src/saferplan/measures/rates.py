"""Counts and rates of places over a run of months, with exact intervals."""

import dataframely as dy
import polars as pl

from saferplan.measures.intervals import exact_poisson
from saferplan.measures.tables import Levels, PlaceMonths, PlaceResidents

# Below this, one offence more moves a rate by over 10 per 1,000: it would say more of its base than of crime.
LEAST_RESIDENTS = 100
PLACE = ["place_kind", "place_code"]


def levels(
    counts: dy.DataFrame[PlaceMonths],
    residents: dy.DataFrame[PlaceResidents],
    *,
    least_residents: int = LEAST_RESIDENTS,
) -> dy.DataFrame[Levels]:
    """Crude rates over all the months in `counts`, per 1,000 residents.

    Units: per 1,000 residents over those months, not a year; the intervals are of chance alone (exact Poisson).
    Fails: the rate is null where there are fewer than `least_residents`.
    """
    summed = (
        counts.group_by("measure_key", *PLACE)
        .agg(pl.col("count").sum())
        .join(residents, on=PLACE)
        .sort(Levels.primary_key())
    )
    low, high = exact_poisson(summed["count"].to_numpy())
    per_1000 = pl.when(pl.col("residents") >= least_residents).then(1000 / pl.col("residents"))
    rated = summed.with_columns(pl.Series("count_low", low), pl.Series("count_high", high)).with_columns(
        rate_per_1000=pl.col("count") * per_1000,
        low=pl.col("count_low") * per_1000,
        high=pl.col("count_high") * per_1000,
    )
    return Levels.validate(rated, cast=True)
