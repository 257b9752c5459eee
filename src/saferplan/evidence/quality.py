"""How far the rows of street files can be trusted: counted file by file, and said in sentences."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import dataframely as dy
import polars as pl

from saferplan.documents.wording import counted, decimal
from saferplan.evidence.tables import FileQuality, Offences, OtherForceRows, Supply
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.police_uk import force_in_words
from saferplan.terms.months import Month, months_in_words
from saferplan.terms.problems import DataProblem

ASB = "Anti-social behaviour"

# What tells one row from another where there is no ID: all that the publisher wrote, not where we found it.
_PUBLISHED = [
    name
    for name in Offences.column_names()
    if name not in ("force_code", "lsoa_vintage", "raw_sha256", "raw_member", "row_number")
]


def file_quality(kept: dy.DataFrame[Offences], file: ChosenFile, *, read_count: int) -> dy.DataFrame[FileQuality]:
    """The quality of one street file, from the rows kept and the number read."""
    is_asb, has_id = pl.col("crime_type") == ASB, pl.col("crime_id").is_not_null()
    with_id, without_id = kept.filter(has_id), kept.filter(~has_id)
    vintages = dict(kept["lsoa_vintage"].cast(pl.String).value_counts().iter_rows())
    row = {
        "force_code": file.force_code,
        "month": file.month.first_date,
        "raw_sha256": file.table.file.sha256,
        "raw_member": file.table.member,
        "read_count": read_count,
        "kept_count": kept.height,
        "refused_count": read_count - kept.height,
        "crime_count": kept.filter(~is_asb).height,
        "asb_count": kept.filter(is_asb).height,
        "no_location_count": kept["longitude"].null_count(),
        "no_lsoa_count": vintages.get("none", 0),
        "unlisted_lsoa_count": vintages.get("unlisted", 0),
        "lsoa11_only_count": vintages.get("2011", 0),
        "lsoa21_only_count": vintages.get("2021", 0),
        "repeat_with_id_count": with_id.height - with_id["crime_id"].n_unique(),
        "repeat_without_id_count": without_id.height - without_id.n_unique(_PUBLISHED),
        "vintage": _vintage(has_2011="2011" in vintages, has_2021="2021" in vintages),
    }
    return FileQuality.validate(pl.DataFrame([row]), cast=True)


def _vintage(*, has_2011: bool, has_2021: bool) -> str:
    if has_2011 and has_2021:
        return "mixed"
    return "2011" if has_2011 else "2021" if has_2021 else "either"


def other_forces_rows(
    offences: pl.LazyFrame, *, lsoa_codes: Collection[str], own_force: str
) -> dy.DataFrame[OtherForceRows]:
    """Rows inside an area that forces other than its own recorded: shown apart, and in no headline figure.

    `lsoa_codes` are the area's, of every vintage that the rows may state.
    """
    is_asb = pl.col("crime_type") == ASB
    found = (
        offences.filter(pl.col("force_code") != own_force, pl.col("lsoa_code").is_in(list(lsoa_codes)))
        .group_by("force_code")
        .agg(crime_count=(~is_asb).sum(), asb_count=is_asb.sum(), row_count=pl.len())
        .sort("force_code")
        .collect()
    )
    return OtherForceRows.validate(found, cast=True)


def quality_problems(files: dy.DataFrame[FileQuality], supply: dy.DataFrame[Supply]) -> tuple[DataProblem, ...]:
    """What is doubtful in each file, and what is missing or short, each as a sentence on what it does to figures."""
    found = [problem for row in files.sort("force_code", "month").iter_rows(named=True) for problem in _of_file(row)]
    return (*_of_supply(supply), *found)


def subject(force_code: str, month: Month) -> str:
    """How a sentence names one street file.

    >>> subject("kent", Month(2025, 3))
    'police.uk, Kent, March 2025'
    """
    return f"police.uk, {force_in_words(force_code)}, {month.words}"


def _of_file(row: Mapping[str, Any]) -> Iterator[DataProblem]:
    named = subject(row["force_code"], Month.of(row["month"]))
    for kind, count, said in _sayings(row):
        if count:
            yield DataProblem(kind, named, f"{named}: {said}", count)


def _sayings(row: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Kind of problem, rows concerned (0 where there is none), and the sentence."""
    rows = f"of {decimal(row['read_count'])} rows"

    def are(count: int, plural: str, singular: str) -> str:
        return f"{decimal(count)} {rows} {singular if count == 1 else plural}"

    def uncounted(count: int) -> str:
        return ("It counts" if count == 1 else "They count") + " for the force area and not for any district or ward."

    refused, no_location, no_lsoa = row["refused_count"], row["no_location_count"], row["no_lsoa_count"]
    said = "were refused and count in no figure; the reasons are kept"
    said_of_one = "was refused and counts in no figure; the reason is kept"
    yield "rows_refused", refused, f"{are(refused, said, said_of_one)}."
    if no_location == no_lsoa:
        yield "no_location", no_location, f"{are(no_location, 'have', 'has')} no location. {uncounted(no_location)}"
    else:
        yield "no_lsoa", no_lsoa, f"{are(no_lsoa, 'state', 'states')} no LSOA. {uncounted(no_lsoa)}"
        yield (
            "no_location",
            no_location,
            f"{are(no_location, 'have', 'has')} no location. Those that state an LSOA count there.",
        )
    unlisted = row["unlisted_lsoa_count"]
    yield (
        "unlisted_lsoa",
        unlisted,
        f"{are(unlisted, 'state', 'states')} an LSOA that is on neither list. {uncounted(unlisted)}",
    )
    mixed = min(row["lsoa11_only_count"], row["lsoa21_only_count"])
    yield (
        "mixed_vintage",
        mixed,
        f"{counted(row['lsoa11_only_count'], 'row states', 'rows state')} an LSOA that only the list of 2011 has, and "
        f"{counted(row['lsoa21_only_count'], 'row', 'rows')} one that only that of 2021 has. They are counted in the "
        "smallest areas that both vintages can be summed to.",
    )
    same_id, alike = row["repeat_with_id_count"], row["repeat_without_id_count"]
    yield (
        "repeat_with_id",
        same_id,
        f"{are(same_id, 'repeat', 'repeats')} the Crime ID of another. All are kept and counted.",
    )
    yield (
        "repeat_without_id",
        alike,
        f"{are(alike, 'are', 'is')} equal to another and carry no Crime ID. All are kept and counted, as two "
        "equal rows may be two incidents.",
    )


def _of_supply(supply: dy.DataFrame[Supply]) -> Iterator[DataProblem]:
    for (force,), rows in supply.sort("force_code", "month").group_by("force_code", maintain_order=True):
        missing = rows.filter(pl.col("crimes") == "missing")
        if missing.height:
            months = tuple(Month.of(month) for month in missing["month"])
            named = f"police.uk, {force_in_words(str(force))}"
            yield DataProblem(
                "month_missing",
                named,
                f"{named}: {months_in_words(months)} {'is' if len(months) == 1 else 'are'} missing from the data "
                "supplied. A missing month is not zero: no figure counts it and no comparison uses it.",
            )
        for row in rows.filter(pl.any_horizontal(pl.col("crimes", "asb") == "short")).iter_rows(named=True):
            yield DataProblem("supply_short", subject(str(force), Month.of(row["month"])), row["sentence"])
