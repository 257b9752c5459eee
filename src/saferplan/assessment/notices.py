"""Data problems as the document tells them: many of one kind at once, and without counts that no figure stands for."""

from collections.abc import Sequence

from saferplan.documents.wording import listed
from saferplan.terms.problems import DataProblem

# Said of all files that have the problem; how many rows each has stands in the build's quality report.
OF_FILES = {
    "rows_refused": "Some rows were refused, with a reason kept for each, and count in no figure",
    "unlisted_lsoa": "Some rows state a neighbourhood that is on no list; they count for the force and for no district "
    "or ward",
    "mixed_vintage": "Some rows state a neighbourhood by a code of before 2021 and others by a code of 2021; they are "
    "counted in the smallest areas that both can name",
    "unknown_crime_type": "Some rows are of a type that no measure counts",
    "other_force_named": "Some rows say they fall within another force; they count under the force that the file is of",
    "no_outline": "Some wards have no outline under the code they are counted by; they are counted and not drawn",
}


def notices_in_words(problems: Sequence[DataProblem]) -> tuple[str, ...]:
    """Each problem's own sentence; of those in OF_FILES one sentence a kind, naming where it was met."""
    met: dict[str, list[str]] = {}
    for problem in problems:
        known = OF_FILES.get(problem.kind)
        where = met.setdefault(known or problem.sentence, [])
        if known:
            where.append(problem.subject)
    return tuple(f"{said}: {listed(where)}." if where else said for said, where in met.items())
