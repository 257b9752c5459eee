"""Takes one street file from its bytes to rows kept, rows refused and its quality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from saferplan.definitions import loading
from saferplan.documents.wording import counted, listed
from saferplan.evidence.cleaning import clean
from saferplan.evidence.quality import file_quality, subject
from saferplan.evidence.reading import read_street, row_texts
from saferplan.evidence.tables import FileQuality, Offences, RefusedRows
from saferplan.places.tables import CommonAreas
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.police_uk import force_in_words
from saferplan.terms.problems import DataProblem, Refusal

# A file most of whose rows are refused is not the file its name says, whatever the rest of it holds.
MOST_REFUSED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class CleanFile:
    """One street file, cleaned; every row read is in `offences` or in `refused`."""

    offences: dy.DataFrame[Offences]
    refused: dy.DataFrame[RefusedRows]
    quality: dy.DataFrame[FileQuality]
    problems: tuple[DataProblem, ...]


def clean_file(file: ChosenFile, lsoas: dy.DataFrame[CommonAreas], *, engine: str = "polars") -> CleanFile:
    """Read and clean a street file. Fails: Refusal where the file as a whole cannot be what its name says."""
    content = file.table.read()
    text = read_street(content, file.table.name)
    offences, reasons = clean(text.rows, file, lsoas, engine=engine)
    reasons |= text.misshapen
    _check_share(reasons, text.read_count, file)
    refused = _refused(reasons, row_texts(content, reasons), file)
    _check_force(offences, file)
    quality = file_quality(offences, file, read_count=text.read_count)
    return CleanFile(offences, refused, quality, tuple(_problems(offences, text.unknown_headings, file)))


def _check_share(reasons: Mapping[int, str], read_count: int, file: ChosenFile) -> None:
    if len(reasons) <= MOST_REFUSED_SHARE * read_count:
        return
    commonest = max(sorted(set(reasons.values())), key=list(reasons.values()).count)
    raise Refusal(
        f"{file.table.name} is refused: {len(reasons):,} of its {read_count:,} rows cannot be kept.",
        why=f"Most often, {commonest}. The few rows left would pass for a month with little crime.",
        next_step="Download it again, or take it out of the folder given as --data, and the month is shown as missing.",
    )


def _check_force(offences: dy.DataFrame[Offences], file: ChosenFile) -> None:
    """Refuse a file most of whose rows name another known force: it bears the wrong name."""
    others = [force for force in loading.police_forces().values() if force.code != file.force_code]
    strange = {
        text: count
        for text, count in _counts(offences, "falls_within")
        if not names_force(text, file.force_code) and any(names_force(text, force.code) for force in others)
    }
    if sum(strange.values()) > MOST_REFUSED_SHARE * offences.height:
        named = max(strange, key=lambda text: strange[text])
        raise Refusal(
            f"{file.table.name} is not of the force in its name.",
            why=f"Most of its rows say they fall within “{named}”.",
            next_step="Give the file its own name, or download it again.",
        )


def _refused(reasons: Mapping[int, str], texts: Mapping[int, str], file: ChosenFile) -> dy.DataFrame[RefusedRows]:
    numbers = sorted(reasons)
    frame = pl.DataFrame(
        {
            "row_number": pl.Series(numbers, dtype=pl.UInt32),
            "reason": pl.Series([reasons[number] for number in numbers], dtype=pl.String),
            "row_text": pl.Series([texts[number] for number in numbers], dtype=pl.String),
        }
    ).with_columns(
        force_code=pl.lit(file.force_code),
        file_month=pl.lit(file.month.first_date),
        raw_sha256=pl.lit(file.table.file.sha256),
        raw_member=pl.lit(file.table.member),
    )
    return RefusedRows.validate(frame.select(RefusedRows.column_names()), cast=True)


def _problems(
    offences: dy.DataFrame[Offences], unknown_headings: tuple[str, ...], file: ChosenFile
) -> Iterator[DataProblem]:
    """What the file holds that was not expected of it and was read all the same."""
    named = subject(file.force_code, file.month)
    if unknown_headings:
        quoted = listed([f"“{heading}”" for heading in unknown_headings])
        said = f"it has columns that Saferplan does not know, and leaves out: {quoted}."
        yield DataProblem("unknown_column", named, f"{named}: {said}")
    known = {crime_type for measure in loading.measures().values() for crime_type in measure.crime_types}
    for crime_type, count in _counts(offences, "crime_type"):
        if crime_type not in known:
            said = (
                f"{counted(count, 'row is', 'rows are')} of the unknown type “{crime_type}”, which no measure counts."
            )
            yield DataProblem("unknown_crime_type", named, f"{named}: {said}", count)
    for force, count in _counts(offences, "falls_within"):
        if not names_force(force, file.force_code):
            said = f"{counted(count, 'row says it falls', 'rows say they fall')} within “{force}”. "
            said += "It counts" if count == 1 else "They count"
            said += " under the force that the file is of."
            yield DataProblem("other_force_named", named, f"{named}: {said}", count)


def names_force(text: str, force_code: str) -> bool:
    """Whether a force's full name is that of the force in a file's name.

    >>> names_force("Devon & Cornwall Police", "devon-and-cornwall"), names_force("Essex Police", "kent")
    (True, False)
    """
    plain = text.replace("&", "and").replace("-", " ").casefold()
    return force_in_words(force_code).casefold() in plain


def _counts(offences: dy.DataFrame[Offences], column: str) -> list[tuple[str, int]]:
    return sorted(offences[column].value_counts().iter_rows())
