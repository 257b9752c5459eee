"""Codes and names of the made-up areas, in the pattern of the ONS and outside every range in use, and their lookups."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from saferplan.sources.made_up import names
from saferplan.sources.made_up.tiling import Indexes, Tiling

_CHANGE_HEADINGS = (
    "lsoa11_name",
    "lsoa11_code",
    "change_code",
    "lsoa21_name",
    "lsoa21_code",
    "ltla22_name",
    "ltla22_code",
)


@dataclass(frozen=True, slots=True)
class Areas:
    """Codes and names of LSOAs and wards in the order of the tiling, and the district each lies in."""

    lsoa_codes: tuple[str, ...]
    lsoa_names: tuple[str, ...]
    ward_codes: tuple[str, ...]
    ward_names: tuple[str, ...]
    ward_of_lsoa: Indexes
    district_of_lsoa: Indexes
    district_of_ward: Indexes

    @property
    def force_of_lsoa(self) -> Indexes:
        """0 for the county's own force, 1 for the neighbour's."""
        return np.where(self.district_of_lsoa == names.NEIGHBOUR, 1, 0)


def named_areas(tiling: Tiling) -> Areas:
    """Areas named as the ONS names them: "Northmere 003B" lies in the district's third ward."""
    ward_count, lsoa_count = len(tiling.district_of_ward), len(tiling.ward_of_lsoa)
    district_of_lsoa = tiling.district_of_ward[tiling.ward_of_lsoa]
    ward_names = list(names.WARDS[:ward_count])
    for district, lsoa in enumerate(tiling.centres):
        ward_names[tiling.ward_of_lsoa[lsoa]] = f"{names.DISTRICTS[district]} Centre"
    ward_numbers = _numbers_within(tiling.district_of_ward)[tiling.ward_of_lsoa]
    letters = _numbers_within(tiling.ward_of_lsoa)
    lsoa_names = tuple(
        f"{names.DISTRICTS[district]} {number + 1:03d}{chr(ord('A') + letter)}"
        for district, number, letter in zip(district_of_lsoa, ward_numbers, letters, strict=True)
    )
    return Areas(
        lsoa_codes=_codes("E0199", lsoa_count),
        lsoa_names=lsoa_names,
        ward_codes=_codes("E0599", ward_count),
        ward_names=tuple(ward_names),
        ward_of_lsoa=tiling.ward_of_lsoa,
        district_of_lsoa=district_of_lsoa,
        district_of_ward=tiling.district_of_ward,
    )


def ward_lookup(areas: Areas) -> pl.DataFrame:
    """LSOA of 2021 to ward and district of 2024."""
    ward, district = areas.ward_of_lsoa, areas.district_of_lsoa
    return pl.DataFrame(
        {
            "lsoa21_name": areas.lsoa_names,
            "lsoa21_code": areas.lsoa_codes,
            "ward24_name": [areas.ward_names[index] for index in ward],
            "ward24_code": [areas.ward_codes[index] for index in ward],
            "ltla24_name": [names.DISTRICTS[index] for index in district],
            "ltla24_code": [names.DISTRICT_CODES[index] for index in district],
        }
    )


def lsoa_changes(areas: Areas) -> pl.DataFrame:
    """LSOAs of 2011 to those of 2021: most unchanged, and in some wards a split, a merger or an irregular change."""
    rows: list[tuple[str, str, str, str, str, str, str]] = []
    for ward, district in enumerate(areas.district_of_ward):
        lsoas = [int(lsoa) for lsoa in np.flatnonzero(areas.ward_of_lsoa == ward)]
        for old_code, old_name, change, new in _ward_changes(ward, lsoas, areas):
            new_name, new_code = areas.lsoa_names[new], areas.lsoa_codes[new]
            place = (names.DISTRICTS[district], names.DISTRICT_CODES[district])
            rows.append((old_name, old_code, change, new_name, new_code, *place))
    return pl.DataFrame(rows, schema=_CHANGE_HEADINGS, orient="row")


def partnership_lookup() -> pl.DataFrame:
    """District to community safety partnership and police force area of 2024."""
    force_areas = [names.FORCE_AREAS[district == names.NEIGHBOUR] for district in range(len(names.DISTRICTS))]
    return pl.DataFrame(
        {
            "ltla24_code": names.DISTRICT_CODES,
            "ltla24_name": names.DISTRICTS,
            "csp24_code": [code for code, _ in names.PARTNERSHIPS],
            "csp24_name": [name for _, name in names.PARTNERSHIPS],
            "pfa24_code": [code for code, _ in force_areas],
            "pfa24_name": [name for _, name in force_areas],
        }
    )


def upper_tier_lookup() -> pl.DataFrame:
    """District to upper tier: the county for its districts, itself for a unitary."""
    tiers = [
        (name, code) if code.startswith("E06") else (names.COUNTY, names.COUNTY_CODE)
        for name, code in zip(names.DISTRICTS, names.DISTRICT_CODES, strict=True)
    ]
    return pl.DataFrame(
        {
            "ltla21_name": names.DISTRICTS,
            "ltla21_code": names.DISTRICT_CODES,
            "utla21_name": [name for name, _ in tiers],
            "utla21_code": [code for _, code in tiers],
        }
    )


def _ward_changes(ward: int, lsoas: list[int], areas: Areas) -> list[tuple[str, str, str, int]]:
    """Old code, old name, change code and new LSOA: by the ward's number, so that every county has each kind."""
    first, second = lsoas[:2]

    def ended(lsoa: int, letter: str) -> tuple[str, str]:
        return areas.lsoa_codes[lsoa].replace("E0199", "E0198"), areas.lsoa_names[lsoa][:-1] + letter

    unchanged = [(areas.lsoa_codes[lsoa], areas.lsoa_names[lsoa], "U", lsoa) for lsoa in lsoas]
    match ward % 14:
        case 3:
            return [(*ended(first, "Y"), "S", first), (*ended(first, "Y"), "S", second), *unchanged[2:]]
        case 7:
            return [(*ended(first, "Y"), "M", first), (*ended(second, "Z"), "M", first), *unchanged[1:]]
        case 11:
            old, other = ended(first, "Y"), ended(second, "Z")
            return [(*old, "X", first), (*old, "X", second), (*other, "X", second), *unchanged[2:]]
        case _:
            return unchanged


def _codes(start: str, count: int) -> tuple[str, ...]:
    return tuple(f"{start}{number:04d}" for number in range(1, count + 1))


def _numbers_within(groups: Indexes) -> Indexes:
    """How many of the same group came before: 0, 1, 2 ... within each group."""
    numbers = np.empty(len(groups), dtype=np.int64)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        numbers[members] = np.arange(len(members))
    return numbers
