"""What a registration asks for: its periods from a first month, the places that could serve, and when it came late."""

from collections.abc import Sequence

from saferplan.documents.wording import decimal
from saferplan.evaluation.design import Design
from saferplan.evaluation.matching import LEAST_MATCHED_MONTHS, matched_months
from saferplan.evaluation.run import Evidence, suggested_comparisons
from saferplan.terms.months import Month
from saferplan.terms.periods import Period

MOST_YEARS = 3
LENGTHS = tuple(range(12, LEAST_MATCHED_MONTHS - 1, -1))
COULD_BE_COUNTED = (
    "The months after were already supplied when this was registered. Nobody had found the effect here, but somebody "
    "could have looked at the counts first."
)
COULD_NOT_BE_COUNTED = "It was registered before any of the months after was supplied."


def after_of(first: Month, months: int) -> Period:
    """The period after, of so many months from its first on."""
    return Period(first, first.shifted(months - 1))


def before_of(after: Period, years: int) -> tuple[Period, ...]:
    """The same calendar months of so many years before, earliest first.

    >>> [str(period) for period in before_of(Period.parse("2025"), 2)]
    ['2023-01..2023-12', '2024-01..2024-12']
    """
    back = range(12 * years, 0, -12)
    return tuple(Period(after.first.shifted(-months), after.last.shifted(-months)) for months in back)


def check_months(design: Design) -> None:
    """Refuse periods that could not be matched even if every month were supplied whole.

    Fails: Refusal, as `matched_months`.
    """
    asked = {*design.after.months, *(month for period in design.before for month in period.months)}
    matched_months(design, frozenset(asked))


def places_by_likeness(evidence: Evidence, *, measure_key: str, place_code: str, start: Month) -> list[tuple[str, str]]:
    """Wards that could serve as comparison, the likest before the action first, each with what makes it so.

    After them the others by name: they record too little, or nothing, of the kind. What came after is not looked at.
    """
    years = before_of(after_of(start, 12), MOST_YEARS)
    ranked = suggested_comparisons(
        evidence, measure_key=measure_key, place_kind="ward", treated=[place_code], before=years
    )
    told = [(row["place_code"], _likeness(evidence, row)) for row in ranked.iter_rows(named=True)]
    known = {code for code, _ in told} | {place_code}
    return [*told, *((code, name) for code, name in wards(evidence) if code not in known)]


def wards(evidence: Evidence) -> list[tuple[str, str]]:
    """The wards that the build counts, by name."""
    kinds = evidence.series.select("place_code", "place_kind").unique()
    codes = [code for code, kind in kinds.iter_rows() if str(kind) == "ward" and code in evidence.land]
    return sorted(((code, evidence.gazetteer.name(code)) for code in codes), key=lambda ward: (ward[1], ward[0]))


def names_of(evidence: Evidence, codes: Sequence[str]) -> list[str]:
    return [evidence.gazetteer.name(code) for code in codes]


def _likeness(evidence: Evidence, row: dict[str, float | str | bool]) -> str:
    level = (
        f"{decimal(float(row['before_count']))} recorded before, {decimal(float(row['level_ratio']), 1)} times as many"
    )
    course = "; went another way before" if row["course_differs"] else ""
    return f"{evidence.gazetteer.name(str(row['place_code']))} ({level}{course})"
