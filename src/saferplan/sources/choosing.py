"""Chooses which street files are read: each force's month once, and of two that differ the one declared newer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from saferplan.documents.wording import listed
from saferplan.home import Home
from saferplan.sources.declaring import Newer, check_declared, declared_file
from saferplan.sources.finding import FoundStreet, Holdings
from saferplan.sources.police_uk import force_in_words
from saferplan.sources.publications import Publication, differing_row_count, names_of, publications
from saferplan.sources.raw import RawTable
from saferplan.terms.months import Month, months_in_words
from saferplan.terms.problems import DataProblem, Refusal

__all__ = ["Choice", "ChosenFile", "Newer", "choose"]

_ARCHIVES = "https://data.police.uk/data/"


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """The one street file that is read for a force's month."""

    force_code: str
    month: Month
    table: RawTable


@dataclass(frozen=True, slots=True)
class Choice:
    """The files to read, by force and month, and what there is to say about the choosing."""

    files: tuple[ChosenFile, ...]
    problems: tuple[DataProblem, ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What became of one force's month: the file to read, or None where publications differ and none is declared."""

    force_code: str
    month: Month
    found: tuple[Publication, ...]
    file: FoundStreet | None


def choose(
    holdings: Holdings,
    *,
    home: Home,
    own_force: str,
    own_months: frozenset[Month] | None,
    other_months: frozenset[Month],
    newer: tuple[Newer, ...],
) -> Choice:
    """Choose files of the area's own force (in every month found, or those given) and of others in some months.

    Archives that hold a chosen file are kept in the home; others are not copied. Fails: Refusal where the own force
    has no file, or publications of its months differ and none is declared newer, naming both.
    """
    check_declared(newer, holdings)
    wanted: defaultdict[tuple[str, Month], list[FoundStreet]] = defaultdict(list)
    for file in holdings.street:
        months = own_months if file.force_code == own_force else other_months
        if months is None or file.month in months:
            wanted[file.force_code, file.month].append(file)
    if not any(force == own_force for force, _ in wanted):
        raise _nothing_found(holdings, own_force, own_months)
    settled = [_settled(force, month, wanted[force, month], newer) for force, month in sorted(wanted)]
    conflicts = [one for one in settled if one.file is None and one.force_code == own_force]
    if conflicts:
        raise _undeclared(conflicts)
    chosen = [one.file for one in settled if one.file]
    kept = {path: holdings.kept(path, home) for path in sorted({file.path for file in chosen})}
    return Choice(
        tuple(ChosenFile(file.force_code, file.month, RawTable(kept[file.path], file.member)) for file in chosen),
        _problems(settled),
    )


def _settled(force_code: str, month: Month, files: Sequence[FoundStreet], newer: Sequence[Newer]) -> _Settled:
    found = publications(files)
    file = found[0].files[0] if len(found) == 1 else declared_file(found, newer)
    return _Settled(force_code, month, found, file)


def _problems(settled: Iterable[_Settled]) -> tuple[DataProblem, ...]:
    """One problem for all the months of a force that were settled alike."""
    alike: defaultdict[tuple[str, str, str], list[Month]] = defaultdict(list)
    for one in settled:
        kind, said = _said_of(one)
        if kind:
            alike[kind, one.force_code, said].append(one.month)
    return tuple(
        DataProblem(kind, force, f"police.uk, {force_in_words(force)}, {months_in_words(tuple(months))}: {said}")
        for (kind, force, said), months in alike.items()
    )


def _said_of(one: _Settled) -> tuple[str, str]:
    """The kind of problem and its sentence but for force and months; empty where there is none."""
    if len(one.found) > 1 and one.file:
        taken = next(publication for publication in one.found if one.file in publication.files)
        called = names_of(taken, one.found)[taken.files.index(one.file)]
        return "declared_newer", f"{_all_named(one.found)} differ; {called} was read, declared the newer publication."
    if len(one.found) > 1:
        return "undeclared_conflict", (
            f"{_all_named(one.found)} differ, and none is declared the newer, so these months were not read. Headline "
            "figures are unaffected: they count the area's own force only."
        )
    if len(one.found[0].files) > 1:
        archives = [file.archive for file in one.found[0].files]
        return "found_more_than_once", f"{listed(archives)} agree, and were read once."
    return "", ""


def _undeclared(conflicts: Sequence[_Settled]) -> Refusal:
    """What to say, of the own force's months whose publications differ, all at once."""
    first = conflicts[0]
    alike = [one for one in conflicts if _all_named(one.found) == _all_named(first.found)]
    months = months_in_words(tuple(one.month for one in alike))
    others = len(conflicts) - len(alike)
    count = differing_row_count(first.found[0], first.found[1])
    return Refusal(
        f"The street files of {force_in_words(first.force_code)} for {months} differ between {_all_named(first.found)}"
        + (f", and {others} more months differ between other archives." if others else "."),
        why=f"For {first.month.words} they differ in {count:,} {'row' if count == 1 else 'rows'}: one is a later "
        "publication of the same months, and nothing in the files says which.",
        next_step=f"Say for each year which was published later, by adding {_options(conflicts)}.",
    )


def _options(conflicts: Sequence[_Settled]) -> str:
    """The options to choose from, year by year, as they are typed."""
    said = []
    for year, ones in groupby(conflicts, key=lambda one: one.month.year):
        names = sorted({names_of(publication, one.found)[0] for one in ones for publication in one.found})
        said.append(" or ".join(f"--newer {year}={name}" for name in names))
    return ", and ".join(said)


def _all_named(found: Sequence[Publication]) -> str:
    """Publications that differ, by the archives they were found in."""
    said = []
    for publication in found:
        first, *others = names_of(publication, found)
        said.append(f"{first} (and, with the same rows, {listed(others)})" if others else first)
    return listed(said)


def _nothing_found(holdings: Holdings, own_force: str, months: frozenset[Month] | None) -> Refusal:
    ours = tuple(file.month for file in holdings.street if file.force_code == own_force)
    if months is not None and ours:
        return Refusal(
            f"None of the months asked for is among the street files of {force_in_words(own_force)}.",
            why=f"Found are {months_in_words(ours)}.",
            next_step=f"Choose a period within these months, or add the archives that hold others, from {_ARCHIVES}.",
        )
    ours_said = force_in_words(own_force)
    forces = sorted({force_in_words(file.force_code) for file in holdings.street})
    return Refusal(
        f"There are no street files of {ours_said} in the folder given as --data.",
        why=f"Street files were found of {listed(forces)}." if forces else "No street files of police.uk were found.",
        next_step=f"Download the months of {ours_said} from {_ARCHIVES} and put the zip into that folder.",
    )
