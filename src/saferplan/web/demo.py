"""Makes a demo installation: a made-up county, and two partnerships that have walked a year on it."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from saferplan.home import Home
from saferplan.sources.made_up.county import write_county
from saferplan.terms.months import Month
from saferplan.terms.problems import Refusal
from saferplan.web.installing import bring_up_to_date

FIRST, LAST = Month(2022, 1), Month(2025, 12)
# In the folder of a demo, so that nothing else is ever cleared away as a demo begun and not ended.
_MARK = "saferplan-demo"
Say = Callable[[str], None]


def demo_home(folder: Path) -> Home:
    """Where a demo keeps its records, builds and releases."""
    return Home(folder / "home")


def make_demo(folder: Path, *, seed: int, made_at: datetime, say: Say) -> Home:
    """Make a demo in a folder, or take the one that is there whole; one that was cut off is begun again.

    Fails: Refusal where the folder holds anything else.
    """
    home = demo_home(folder)
    if home.demo_people.exists():
        say("The demo is made already.")
        bring_up_to_date(home)
        return home
    _clear(folder)
    say("Making up a county of six districts, four years of offences and a residents' survey")
    data = folder / "county"
    write_county(data, seed=seed, size="county", first=FIRST, last=LAST)
    bring_up_to_date(home)
    from saferplan.web.made_up_year.walk import walk

    walk(data, folder / "assessments", home, made_at=made_at, say=say)
    return home


def people_in_words(home: Home) -> str:
    """Who can sign in to a demo, a line each."""
    people = json.loads(home.demo_people.read_text(encoding="utf-8"))["people"]
    wide = max(len(person["username"]) for person in people)
    lines = [
        f"  {person['username']:<{wide}}  {person['password']:<40}  {person['role']}, {person['of']}"
        for person in people
    ]
    return "\n".join(lines)


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise Refusal(
            f"No demo is made in {folder}.",
            why="The folder holds something that is not a demo.",
            next_step="Name another folder with --out.",
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).write_text("A demo of Saferplan. It may be deleted whole.\n", encoding="utf-8")
