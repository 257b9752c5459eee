"""Rules of a partnership's records that need no records to be checked; each refusal says how to go on."""

from collections.abc import Mapping
from datetime import date

from saferplan.partnership.structure import is_below
from saferplan.terms.problems import Refusal

# The law's strategy group is of two or more.
SMALLEST_QUORUM = 2


def refuse_small_quorum(quorum: int) -> None:
    """A quorum is as many as the law's strategy group, or more."""
    if quorum < SMALLEST_QUORUM:
        raise Refusal(
            f"A quorum of {quorum} is too small.",
            why="A strategy group is of two or more people appointed by responsible authorities.",
            next_step=f"Give {SMALLEST_QUORUM} or more.",
        )


def refuse_early_end(starts_on: date, ends_on: date | None) -> None:
    """Nothing ends before it began."""
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(
            "It cannot end before it began.",
            why=f"It began on {starts_on.day} {starts_on:%B %Y}.",
            next_step="Give that day or a later one.",
        )


def refuse_wrong_parent(number: int | None, kind: str, parent: int | None, parents: Mapping[int, int | None]) -> None:
    """A sub-group hangs on a group, and nothing hangs on itself; `parents` gives each group's own."""
    if kind == "sub_group" and parent is None:
        raise Refusal(
            "A sub-group needs a group above it.",
            why="The structure is drawn from the board down.",
            next_step="Choose the group that it reports to.",
        )
    if number is not None and is_below(number, parent, parents):
        raise Refusal(
            "The group cannot stand there.",
            why="The group above it would be that group itself, or one that stands under it.",
            next_step="Choose a group that stands above it.",
        )
