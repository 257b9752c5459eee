"""Small lookups written by hand: a few real districts, with made-up LSOAs and wards."""

from pathlib import Path

import polars as pl

from saferplan.places.gazetteer import Gazetteer
from saferplan.places.tables import DistrictPartnerships, LsoaChanges, UpperTiers, WardLookup
from saferplan.sources.raw import RawFile, RawTable

KENT, AVON = ("E23000032", "Kent"), ("E23000036", "Avon and Somerset")
# LSOA, ward, district: 1 and 2 were split from one, 3 is unchanged, 4 straddles two districts of 2011.
WARDS = [
    ("E01900001", "E05900001", "E07000110", "Maidstone"),
    ("E01900002", "E05900002", "E07000110", "Maidstone"),
    ("E01900003", "E05900002", "E07000110", "Maidstone"),
    ("E01900004", "E05900003", "E07000107", "Dartford"),
    ("E01900005", "E05900004", "E07000109", "Gravesham"),
    ("E01900006", "E05900005", "E06000066", "Somerset"),
    ("E01900007", "E05900006", "E06000058", "Bournemouth, Christchurch and Poole"),
    ("E01900008", "E05900007", "E06000035", "Medway"),
]
CHANGES = [
    ("E01800012", "S", "E01900001"),
    ("E01800012", "S", "E01900002"),
    ("E01900003", "U", "E01900003"),
    ("E01800004", "X", "E01900004"),
    ("E01800005", "X", "E01900004"),
    ("E01800005", "X", "E01900005"),
    ("E01900006", "U", "E01900006"),
    ("E01800007", "M", "E01900007"),
    ("E01800017", "M", "E01900007"),
    ("E01900008", "U", "E01900008"),
]
PARTNERSHIPS = [
    ("E07000110", "Maidstone", "E22000142", "Maidstone", *KENT),
    ("E07000107", "Dartford", "E22000352", "Dartford and Gravesham", *KENT),
    ("E07000109", "Gravesham", "E22000352", "Dartford and Gravesham", *KENT),
    ("E06000035", "Medway", "E22000151", "Medway", *KENT),
    ("E06000066", "Somerset", "E22000999", "Safer Somerset", *AVON),
    ("E06000058", "Bournemouth, Christchurch and Poole", "E22000063", "Bournemouth", "E23000039", "Dorset"),
    ("E06000058", "Bournemouth, Christchurch and Poole", "E22000067", "Poole", "E23000039", "Dorset"),
]
UPPER_TIERS = [
    *[(code, name, "E10000016", "Kent") for code, name in (("E07000110", "Maidstone"), ("E07000107", "Dartford"))],
    ("E07000109", "Gravesham", "E10000016", "Kent"),
    ("E06000035", "Medway", "E06000035", "Medway"),
    ("E06000058", "Bournemouth, Christchurch and Poole", "E06000058", "Bournemouth, Christchurch and Poole"),
    *[
        (code, name, "E10000027", "Somerset")
        for code, name in (("E07000187", "Mendip"), ("E07000188", "Sedgemoor"), ("E07000189", "South Somerset"))
    ],
    ("E07000246", "Somerset West and Taunton", "E10000027", "Somerset"),
]


def ward_lookup():
    rows = [(lsoa, f"LSOA {lsoa[-1]}", ward, f"Ward {ward[-1]}", code, name) for lsoa, ward, code, name in WARDS]
    return WardLookup.validate(pl.DataFrame(rows, schema=WardLookup.column_names(), orient="row"), cast=True)


def lsoa_changes(pairs=CHANGES):
    rows = [(old, old, change, new, new) for old, change, new in pairs]
    return LsoaChanges.validate(pl.DataFrame(rows, schema=LsoaChanges.column_names(), orient="row"), cast=True)


def gazetteer() -> Gazetteer:
    partnerships = pl.DataFrame(PARTNERSHIPS, schema=DistrictPartnerships.column_names(), orient="row")
    upper_tiers = pl.DataFrame(UPPER_TIERS, schema=UpperTiers.column_names(), orient="row")
    return Gazetteer(
        ward_lookup(),
        lsoa_changes(),
        DistrictPartnerships.validate(partnerships, cast=True),
        UpperTiers.validate(upper_tiers, cast=True),
    )


def raw(path: Path) -> RawTable:
    """A file as a table, without keeping a copy."""
    return RawTable(RawFile("0" * 64, path.name, path), "")
