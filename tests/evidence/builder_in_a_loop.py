"""Started as a process by the tests of kills: builds without end, each time anew, until it is killed."""

import os
import sys
from itertools import count
from pathlib import Path

import polars as pl

from saferplan.evidence.store import Partition, new_build
from saferplan.home import Home

SCOPE = "kent"
MONTHS = [f"2025-{number:02}" for number in range(1, 7)]


def contents(turn: int, month: str) -> pl.DataFrame:
    """What the build of a turn holds for a month: rows that nobody could mistake for another turn's."""
    return pl.DataFrame({"turn": [turn] * 400, "month": [month] * 400, "number": range(400)})


def build(home: Home, turn: int) -> None:
    with new_build(home, SCOPE, inputs={"turn": turn}, code_version="kills") as making:
        for month in MONTHS:
            making.write_partition(
                "evidence",
                {"force": "kent", "month": month},
                f"{turn} {month}",
                lambda month=month: Partition({"offences": contents(turn, month)}, {"turn": turn}),
            )
        making.write_frame("evidence", "quality", pl.DataFrame({"turn": [turn]}))


if __name__ == "__main__":
    place = Home(Path(sys.argv[1]))
    if not sys.stdin.readline():  # started early, as importing takes longer than building; begins when told to
        sys.exit()
    first = os.getpid() * 10_000
    for turn in count(first):
        build(place, turn)
        if turn == first:
            sys.stdout.write("built\n")
            sys.stdout.flush()
