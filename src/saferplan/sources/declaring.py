"""What the user declares where two publications of the same months differ: which of them is the newer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from saferplan.sources.finding import FoundStreet, Holdings
from saferplan.sources.publications import Publication
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

_FORM = "Write the months and the file, like --newer 2024=kent-2024.zip."


@dataclass(frozen=True, slots=True)
class Newer:
    """The user's word: for these months, the archive of this name is the newer publication.

    >>> Newer.parse("2024-01..2024-03=kent-2024.zip").name
    'kent-2024.zip'
    """

    period: Period
    name: str

    @classmethod
    def parse(cls, text: str) -> "Newer":
        months, equals, name = text.partition("=")
        if not equals or not name.strip():
            raise Refusal(
                f"'{text}' does not say which publication is newer.",
                why="It must name the months and the file, with = between them.",
                next_step=_FORM,
            )
        return cls(Period.parse(months), name.strip())

    def covers(self, month: Month) -> bool:
        return self.period.first <= month <= self.period.last

    def names(self, file: FoundStreet) -> bool:
        """Whether a file is called so, or lies at that path."""
        return PurePath(self.name).as_posix() in (*file.called, file.path.as_posix())

    def __str__(self) -> str:
        return f"--newer {self.period}={self.name}"


def check_declared(newer: Sequence[Newer], holdings: Holdings) -> None:
    """Hold each declaration against what was found. Fails: Refusal where one names nothing that was found."""
    for declared in newer:
        if not any(declared.covers(file.month) and declared.names(file) for file in holdings.street):
            raise Refusal(
                f"{declared} names nothing that was found.",
                why=f"No archive called {declared.name} with street files of these months lies in the folder given as "
                "--data.",
                next_step="Check its name and months. Archives found: "
                + (", ".join(sorted({file.archive for file in holdings.street})) or "none")
                + ".",
            )


def declared_file(found: Sequence[Publication], newer: Sequence[Newer]) -> FoundStreet | None:
    """The file that the user declared the newer, of publications of one month that differ; None where none is.

    Fails: Refusal where what was declared names two of them.
    """
    named: dict[FoundStreet, Newer] = {}
    publications_named = set()
    for publication in found:
        for file in publication.files:
            for declared in newer:
                if declared.covers(file.month) and declared.names(file):
                    named.setdefault(file, declared)
                    publications_named.add(publication)
    if len(publications_named) > 1:
        said = sorted({str(declared) for declared in named.values()})
        month = next(iter(named)).month
        raise Refusal(
            f"More than one publication of {month.words} is declared the newest.",
            why=f"{' and '.join(said)} {'name' if len(said) > 1 else 'names'} files that differ: "
            f"{' and '.join(sorted(file.name for file in named))}.",
            next_step="Name one archive for each month, by its path below the folder given as --data.",
        )
    return next(iter(named), None)
