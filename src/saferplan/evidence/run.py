"""Runs the stage: street files in, checked offences, refused rows, quality and supply in a build out."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import dataframely as dy
import polars as pl

from saferplan.evidence.quality import quality_problems
from saferplan.evidence.store import NewBuild, Partition
from saferplan.evidence.street_files import clean_file
from saferplan.evidence.supply import supply
from saferplan.evidence.tables import FileQuality, Supply
from saferplan.places.tables import CommonAreas
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.police_uk import force_in_words
from saferplan.terms.periods import Period
from saferplan.terms.problems import DataProblem

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class EvidenceResult:
    """What is known of the files that went into a build; the rows are in the build itself."""

    quality: dy.DataFrame[FileQuality]
    supply: dy.DataFrame[Supply]
    problems: tuple[DataProblem, ...]


def run(
    build: NewBuild,
    files: Sequence[ChosenFile],
    lsoas: dy.DataFrame[CommonAreas],
    *,
    periods: Mapping[str, Collection[Period]] | None = None,
    engine: str = "polars",
    progress: Progress,
) -> EvidenceResult:
    """Clean every file into the build, one after another, so that memory does not grow with their number.

    A file that the build before cleaned from the same bytes, lists and code is not read again. `periods` gives, by
    force code, those the user asked for: their months are missing where no file holds them. `progress` is told what is
    being read, how many files are done, and of how many.
    """
    lists = _fingerprint(lsoas.select("lsoa_code", "vintage").sort("lsoa_code").write_csv())
    facts = []
    for done, file in enumerate(files):
        progress(f"{force_in_words(file.force_code)}, {file.month.words}", done, len(files))
        facts.append(_partition(build, file, lsoas, lists=lists, engine=engine))
    progress("Rows cleaned", len(files), len(files))
    quality = _quality([fact["quality"] for fact in facts])
    supplied = supply(quality, periods=periods)
    build.write_frame("evidence", "quality", quality)
    build.write_frame("evidence", "supply", supplied)
    build.note("rows", {name: int(quality[f"{name}_count"].sum()) for name in ("read", "kept", "refused")})
    of_files = [DataProblem(**problem) for fact in facts for problem in fact["problems"]]
    return EvidenceResult(quality, supplied, (*quality_problems(quality, supplied), *of_files))


def _partition(
    build: NewBuild, file: ChosenFile, lsoas: dy.DataFrame[CommonAreas], *, lists: str, engine: str
) -> Mapping[str, Any]:
    """One file's partition in the build, and its facts: its row of FileQuality, and what else was found."""

    def make() -> Partition:
        clean = clean_file(file, lsoas, engine=engine)
        frames: dict[str, pl.DataFrame] = {"offences": clean.offences}
        if clean.refused.height:
            frames["refused"] = clean.refused
        quality = clean.quality.with_columns(pl.col("month").cast(pl.String)).row(0, named=True)
        return Partition(frames, {"quality": quality, "problems": [asdict(problem) for problem in clean.problems]})

    key = {"force": file.force_code, "month": str(file.month)}
    # Every engine gives the same rows, so which one it was is not part of what they follow from.
    rests_on = (file.table.file.sha256, file.table.member, *key.values(), lists, build.code_version)
    return build.write_partition("evidence", key, _fingerprint("\n".join(rests_on)), make)


def _quality(rows: Sequence[Mapping[str, Any]]) -> dy.DataFrame[FileQuality]:
    if not rows:
        return FileQuality.create_empty()
    return FileQuality.validate(pl.DataFrame(rows).with_columns(pl.col("month").str.to_date()), cast=True)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
