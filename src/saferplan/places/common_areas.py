"""The smallest areas to which LSOA codes of 2011 and of 2021 can both be summed, so that nothing is apportioned."""

import dataframely as dy
import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from saferplan.places.tables import CommonAreas, LsoaChanges, WardLookup
from saferplan.terms.problems import Refusal


def common_areas(changes: dy.DataFrame[LsoaChanges], wards: dy.DataFrame[WardLookup]) -> dy.DataFrame[CommonAreas]:
    """The common area of every LSOA code of either vintage.

    LSOAs that share land are linked; what hangs together is one common area. An LSOA unchanged since 2011 is its own.
    Fails: Refusal where a code stands in both lists for different areas, as a row that states it could mean either.
    """
    members = _linked(changes)
    named = members.join(_names(members), on="component").join(_places(members, wards), on="component")
    codes = named.group_by("lsoa_code").agg(
        pl.when(pl.len() == 2).then(pl.lit("both")).otherwise(pl.col("vintage").first()).alias("vintage"),
        pl.col("component").n_unique().alias("component_count"),
        pl.col("common_code", "ward24_code", "ltla24_code").first(),
    )
    _refuse_reused(codes)
    return CommonAreas.validate(codes.drop("component_count").sort("lsoa_code"), cast=True)


def _linked(changes: dy.DataFrame[LsoaChanges]) -> pl.DataFrame:
    """Every code of each vintage once, with the number of the connected component it belongs to."""
    old_codes, old_at = _numbered(changes["lsoa11_code"])
    new_codes, new_at = _numbered(changes["lsoa21_code"])
    size = len(old_codes) + len(new_codes)
    links = coo_array((np.ones(len(old_at), dtype=np.int8), (old_at, new_at + len(old_codes))), shape=(size, size))
    _, component = connected_components(links, directed=False)
    return pl.DataFrame(
        {
            "lsoa_code": pl.concat([old_codes, new_codes]),
            "vintage": ["2011"] * len(old_codes) + ["2021"] * len(new_codes),
            "component": component,
        }
    )


def _numbered(codes: pl.Series) -> tuple[pl.Series, npt.NDArray[np.uint32]]:
    """The codes, each once, and the place among them of every code given."""
    once = codes.rename("code").unique().sort()
    return once, codes.rank("dense").to_numpy() - 1


def _names(members: pl.DataFrame) -> pl.DataFrame:
    """A component's code: the LSOA's own where it holds one code only, else "C" and its first code of 2011."""
    first = pl.col("lsoa_code").filter(pl.col("vintage") == "2011").min()
    return members.group_by("component").agg(
        pl.when(pl.col("lsoa_code").n_unique() == 1).then(first).otherwise("C" + first).alias("common_code")
    )


def _places(members: pl.DataFrame, wards: dy.DataFrame[WardLookup]) -> pl.DataFrame:
    """The ward and the district of each component; null where it lies in more than one, or one is not known."""
    new = members.filter(pl.col("vintage") == "2021").join(
        wards, left_on="lsoa_code", right_on="lsoa21_code", how="left"
    )
    alone = [
        pl.when(pl.col(column).n_unique() == 1).then(pl.col(column).first()).alias(column)
        for column in ("ward24_code", "ltla24_code")
    ]
    return new.group_by("component").agg(alone)


def _refuse_reused(codes: pl.DataFrame) -> None:
    reused = codes.filter(pl.col("component_count") > 1)["lsoa_code"].sort().to_list()
    if reused:
        raise Refusal(
            f"The lookup of LSOAs from 2011 to 2021 gives {reused[0]} to two different areas.",
            why="A row of crime that states this code could lie in either, and nothing in it says which.",
            next_step="Download the lookup again; in the published one a code that stands in both lists is unchanged.",
        )
