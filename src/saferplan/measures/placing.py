"""Which rows count for which place: one table, one vintage of LSOA codes, and nothing apportioned."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import dataframely as dy
import polars as pl

from saferplan.measures.tables import (
    PLACE_KINDS,
    Holders,
    OffenceCounts,
    PlaceMembers,
    PlaceResidents,
    SmallAreas,
)
from saferplan.places.areas import Area
from saferplan.places.tables import CommonAreas, Residents, WardLookup
from saferplan.terms.problems import DataProblem, Refusal

SmallAreaKind = Literal["lsoa", "common_area"]
KIND = pl.Enum(PLACE_KINDS)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a build's tables cover: every district of the force area, other groups of them, and where the detail lies.

    Wards and small areas are counted in `own_districts` only.
    """

    force_area: Area
    own_districts: tuple[str, ...]
    other_groups: tuple[Area, ...] = ()

    @property
    def groups(self) -> tuple[Area, ...]:
        """The force area first, then a partnership of several districts, a county."""
        return (self.force_area, *self.other_groups)


@dataclass(frozen=True, slots=True)
class Places:
    """How rows become counts of places; `problems` names the wards that cannot be counted."""

    small_area_kind: SmallAreaKind
    small_areas: dy.DataFrame[SmallAreas]
    members: dy.DataFrame[PlaceMembers]
    holders: dy.DataFrame[Holders]
    problems: tuple[DataProblem, ...]


def small_area_kind(
    counts: dy.DataFrame[OffenceCounts], common: dy.DataFrame[CommonAreas], districts: Collection[str]
) -> SmallAreaKind:
    """LSOAs of 2021 where every row counted for the districts can be; common areas where a single one cannot."""
    old = counts.filter(pl.col("lsoa_vintage") == "2011").join(common, on="lsoa_code")
    here = old.filter(pl.col("ltla24_code").is_null() | pl.col("ltla24_code").is_in(list(districts)))
    return "lsoa" if here.is_empty() else "common_area"


def places(
    common: dy.DataFrame[CommonAreas], wards: dy.DataFrame[WardLookup], extent: Extent, *, kind: SmallAreaKind
) -> Places:
    """The places of an extent, made of small areas that lie wholly in them.

    A common area that lies in two wards counts for neither, and both are left out and named; likewise one in two
    districts counts only for groups that hold both.
    """
    small_areas = _small_areas(common, wards, kind)
    homes = (
        wards.join(small_areas, left_on="lsoa21_code", right_on="lsoa_code")
        .with_columns(inside=pl.col("ltla24_code").is_in(extent.force_area.district_codes))
        .filter(pl.col("inside").any().over("small_area_code"))
    )
    split_wards = _split(homes, "ward24_code").filter(pl.col("ltla24_code").is_in(extent.own_districts))
    members = _members(homes, extent, kind, split_wards)
    return Places(
        small_area_kind=kind,
        small_areas=SmallAreas.validate(
            small_areas.filter(pl.col("small_area_code").is_in(members["small_area_code"].unique().to_list()))
        ),
        members=PlaceMembers.validate(members),
        holders=Holders.validate(_holders(homes, members, extent)),
        problems=_left_out(split_wards) + _divided(_split(homes, "ltla24_code")),
    )


def place_residents(
    residents: dy.DataFrame[Residents], wards: dy.DataFrame[WardLookup], where: Places
) -> dy.DataFrame[PlaceResidents]:
    """Residents of each place, summed from the LSOAs of 2021 that its small areas are made of.

    Fails: Refusal where the residents of one of them are not known.
    """
    needed = wards.join(where.small_areas, left_on="lsoa21_code", right_on="lsoa_code")
    unknown = needed.join(residents, on="lsoa21_code", how="anti")["lsoa21_code"].sort()
    if len(unknown):
        raise Refusal(
            f"The table of residents lacks {len(unknown)} LSOAs of the police force area, such as {unknown[0]}.",
            why="A rate over part of the residents would be too high.",
            next_step="Give the table of residents by LSOA of 2021 whole, as the publisher has it.",
        )
    summed = (
        residents.join(where.small_areas, left_on="lsoa21_code", right_on="lsoa_code")
        .join(where.members, on="small_area_code")
        .group_by("place_kind", "place_code")
        .agg(pl.col("residents").sum())
    )
    return PlaceResidents.validate(summed.sort("place_kind", "place_code"), cast=True)


def _small_areas(common: pl.DataFrame, wards: pl.DataFrame, kind: SmallAreaKind) -> pl.DataFrame:
    if kind == "lsoa":
        return wards.select(lsoa_code="lsoa21_code", small_area_code="lsoa21_code")
    return common.select("lsoa_code", small_area_code="common_code")


def _members(homes: pl.DataFrame, extent: Extent, kind: SmallAreaKind, split_wards: pl.DataFrame) -> pl.DataFrame:
    whole = homes.join(_split(homes, "ltla24_code"), on="small_area_code", how="anti").filter("inside")
    own = whole.filter(pl.col("ltla24_code").is_in(extent.own_districts))
    countable = own.filter(~pl.col("ward24_code").is_in(split_wards["ward24_code"].to_list()))
    parts = [
        _as_members(own, kind, pl.col("small_area_code")),
        _as_members(countable, "ward", pl.col("ward24_code")),
        _as_members(whole, "district", pl.col("ltla24_code")),
    ]
    for group in extent.groups:
        held = homes.filter(pl.col("ltla24_code").is_in(group.district_codes).all().over("small_area_code"))
        parts.append(_as_members(held, group.kind, pl.lit(group.code)))
    return pl.concat(parts)


def _as_members(homes: pl.DataFrame, kind: str, code: pl.Expr) -> pl.DataFrame:
    return homes.select("small_area_code", place_kind=pl.lit(kind, KIND), place_code=code).unique(maintain_order=True)


def _holders(homes: pl.DataFrame, members: pl.DataFrame, extent: Extent) -> pl.DataFrame:
    district_of = members.filter(pl.col("place_kind") == "district").select(
        "small_area_code", holder_kind=pl.col("place_kind"), holder_code=pl.col("place_code")
    )
    parts = (
        members.filter(pl.col("place_kind").is_in(["lsoa", "common_area", "ward"]))
        .join(district_of, on="small_area_code")
        .drop("small_area_code")
        .unique(maintain_order=True)
    )
    grouped = [(code, group.kind, group.code) for group in extent.groups for code in group.district_codes]
    districts = pl.DataFrame(grouped, schema=["place_code", "holder_kind", "holder_code"], orient="row").select(
        pl.lit("district", KIND).alias("place_kind"), "place_code", pl.col("holder_kind").cast(KIND), "holder_code"
    )
    return pl.concat([parts.select(districts.columns), districts])


def _split(homes: pl.DataFrame, column: str) -> pl.DataFrame:
    """The rows of small areas that lie in more than one ward or district."""
    return homes.filter(pl.col(column).n_unique().over("small_area_code") > 1)


def _left_out(split: pl.DataFrame) -> tuple[DataProblem, ...]:
    if split.is_empty():
        return ()
    names = sorted(split["ward24_name"].unique().to_list())
    return (
        DataProblem(
            kind="ward_not_countable",
            subject=", ".join(names),
            sentence=(
                f"{', '.join(names)}: {'these wards' if len(names) > 1 else 'this ward'} cannot be counted from "
                "months that state LSOA codes of 2011, because the smallest areas that these and the codes of 2021 can "
                "both be added up to lie across ward boundaries. What happened there counts for the district."
            ),
        ),
    )


def _divided(split: pl.DataFrame) -> tuple[DataProblem, ...]:
    if split.is_empty():
        return ()
    names = sorted(split["ltla24_name"].unique().to_list())
    return (
        DataProblem(
            kind="area_across_districts",
            subject=", ".join(names),
            sentence=(
                f"{' and '.join(names)}: the boundary between them cuts across an LSOA of 2011. In a table with months "
                "that state LSOA codes of 2011, what lies on both sides of it counts for neither district, in "
                "residents or in offences."
            ),
        ),
    )
