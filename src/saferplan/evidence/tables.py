"""The checked frames that evidence gives."""

import dataframely as dy
import polars as pl

VINTAGES = ["2011", "2021", "both", "unlisted", "none"]


class TextRows(dy.Schema):
    """Grain: one row of a street file as it was read: every cell as text, null where it is empty."""

    row_number = dy.UInt32(min=1)
    crime_id = dy.String(nullable=True)
    month = dy.String(nullable=True)
    reported_by = dy.String(nullable=True)
    falls_within = dy.String(nullable=True)
    longitude = dy.String(nullable=True)
    latitude = dy.String(nullable=True)
    location_name = dy.String(nullable=True)
    lsoa_code = dy.String(nullable=True)
    lsoa_name = dy.String(nullable=True)
    crime_type = dy.String(nullable=True)
    outcome_category = dy.String(nullable=True)
    context = dy.String(nullable=True)


class Offences(dy.Schema):
    """Grain: one row of a police.uk street file, crime or anti-social behaviour incident; repeats are kept.

    `lsoa_vintage` says which list of LSOA codes holds `lsoa_code`: one of them, both, neither ("unlisted"), or the row
    states no LSOA ("none"). `raw_sha256`, `raw_member` and `row_number` (1 is the first row under the heading) find the
    row in the publisher's file. `force_code` is the force in the file's name, as police.uk writes it ("kent").
    """

    force_code = dy.String()
    month = dy.Date()
    crime_id = dy.String(nullable=True)
    reported_by = dy.String()
    falls_within = dy.String()
    longitude = dy.Float64(nullable=True, min=-180, max=180)
    latitude = dy.Float64(nullable=True, min=-90, max=90)
    location_name = dy.String(nullable=True)
    lsoa_code = dy.String(nullable=True)
    lsoa_name = dy.String(nullable=True)
    lsoa_vintage = dy.Enum(VINTAGES)
    crime_type = dy.String()
    outcome_category = dy.String(nullable=True)
    context = dy.String(nullable=True)
    raw_sha256 = dy.String()
    raw_member = dy.String()
    row_number = dy.UInt32(min=1)

    @dy.rule()
    def month_is_its_first_day(cls) -> pl.Expr:
        return pl.col("month").dt.day() == 1

    @dy.rule()
    def point_is_whole(cls) -> pl.Expr:
        return pl.col("longitude").is_null() == pl.col("latitude").is_null()


class RefusedRows(dy.Schema):
    """Grain: one row of a street file that was not kept, with the reason; `row_text` is the row as it stood."""

    force_code = dy.String()
    file_month = dy.Date()
    raw_sha256 = dy.String()
    raw_member = dy.String()
    row_number = dy.UInt32(min=1)
    reason = dy.String()
    row_text = dy.String()


class FileQuality(dy.Schema):
    """Grain: one street file of one force and month. Every row read is kept or refused.

    `repeat_with_id_count` counts the rows beyond the first of each Crime ID; `repeat_without_id_count` the rows beyond
    the first of each wholly equal row that has no Crime ID. Both are kept. `vintage` is the LSOA vintage of the codes
    that only one list holds: "2011", "2021", "mixed", or "either" where all codes serve both.
    """

    force_code = dy.String(primary_key=True)
    month = dy.Date(primary_key=True)
    raw_sha256 = dy.String()
    raw_member = dy.String()
    read_count = dy.UInt32()
    kept_count = dy.UInt32()
    refused_count = dy.UInt32()
    crime_count = dy.UInt32()
    asb_count = dy.UInt32()
    no_location_count = dy.UInt32()
    no_lsoa_count = dy.UInt32()
    unlisted_lsoa_count = dy.UInt32()
    lsoa11_only_count = dy.UInt32()
    lsoa21_only_count = dy.UInt32()
    repeat_with_id_count = dy.UInt32()
    repeat_without_id_count = dy.UInt32()
    vintage = dy.Enum(["2011", "2021", "mixed", "either"])

    @dy.rule()
    def read_is_kept_or_refused(cls) -> pl.Expr:
        return pl.col("read_count") == pl.col("kept_count") + pl.col("refused_count")


class Supply(dy.Schema):
    """Grain: one month of one force, from its first month supplied to its last, and the months of wished periods.

    "supplied", "missing" (no file), or "short" (a file that parses but holds far too little): `crimes` and `asb` say it
    of each kind apart, as a gap may take one and leave the other. `sentence` says what was found ("" where nothing is
    wrong). Counts are null where the month is missing.
    """

    force_code = dy.String(primary_key=True)
    month = dy.Date(primary_key=True)
    crimes = dy.Enum(["supplied", "missing", "short"])
    asb = dy.Enum(["supplied", "missing", "short"])
    crime_count = dy.UInt32(nullable=True)
    asb_count = dy.UInt32(nullable=True)
    sentence = dy.String()


class OtherForceRows(dy.Schema):
    """Grain: one force other than the area's own, with its rows that lie in the area."""

    force_code = dy.String(primary_key=True)
    crime_count = dy.UInt32()
    asb_count = dy.UInt32()
    row_count = dy.UInt32()
