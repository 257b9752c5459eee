"""An area that plans are made for, and the local authorities that ended, began or changed code."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from saferplan.definitions import loading
from saferplan.definitions.forms import AreaChange
from saferplan.terms.problems import Refusal


@dataclass(frozen=True, slots=True)
class Area:
    """A district, or a partnership, county or police force area made of districts, by their codes of 2024.

    `start_date` and `end_date` are the first and last day of its code; None where it began before, or has not ended by,
    the dates that `definitions/areas/local_authority_changes.yaml` covers.
    """

    code: str
    name: str
    kind: Literal["district", "partnership", "county", "force_area"]
    district_codes: tuple[str, ...]
    start_date: date | None = None
    end_date: date | None = None


@cache
def changes_by_code() -> Mapping[str, AreaChange]:
    """What is known of the life of a local authority's code."""
    return {change.code: change for change in loading.area_changes().areas}


@cache
def predecessors_by_code() -> Mapping[str, tuple[str, ...]]:
    """The codes that a code took the land of, wholly or in part.

    >>> predecessors_by_code()["E06000063"]
    ('E07000026', 'E07000028', 'E07000029', 'E10000006')
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for change in loading.area_changes().areas:
        for successor in change.successors:
            found[successor].append(change.code)
    return {code: tuple(sorted(codes)) for code, codes in found.items()}


def change_named(text: str) -> AreaChange | None:
    """The local authority of this code or name, where it ended."""
    for change in loading.area_changes().areas:
        if change.end and text.casefold() in {change.code.casefold(), change.name.casefold()}:
            return change
    return None


def living_successors(code: str) -> tuple[str, ...]:
    """The codes that have the land of an ended code today, through every change since.

    >>> living_successors("E07000190")
    ('E06000066',)
    """
    change = changes_by_code().get(code)
    if change is None or change.end is None:
        return (code,)
    return tuple(dict.fromkeys(last for next_code in change.successors for last in living_successors(next_code)))


def ended(change: AreaChange) -> Refusal:
    """The answer to somebody who asks for an area that ended."""
    assert change.end is not None, f"{change.code} has not ended"
    names = [f"{code} ({changes_by_code()[code].name})" for code in living_successors(change.code)]
    return Refusal(
        f"{change.name} ({change.code}) ended on {change.end.day} {change.end:%B %Y}.",
        why="A plan is made for an area that exists; its land and its figures are its successor's now.",
        next_step=f"Ask for {' or '.join(names)}.",
    )
