"""The made-up people of two partnerships, and the bodies and groups they sit in."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from saferplan.home import Home
from saferplan.partnership import actions
from saferplan.partnership.models import Body, Group, Membership, Partnership, Person
from saferplan.partnership.roles import ROLE_NAMES, Role
from saferplan.web.installing import random_password

COUNTY_SLUG, COUNTY_NAME = "farshire", "Farshire"
BEGAN = date(2024, 4, 1)
QUORUM = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A partnership that is to be made up, and who its people are: sign-in name and made-up name by role."""

    slug: str
    name: str
    area_code: str
    people: dict[Role, tuple[str, str]]


NORTHMERE = Place(
    "northmere",
    "Safer Northmere Partnership",
    "E07099001",
    {
        Role.MANAGER: ("manager", "Morgan Madeup"),
        Role.CHAIR: ("chair", "Charlie Madeup"),
        Role.ANALYST: ("analyst", "Alex Madeup"),
        Role.LEAD: ("lead", "Lee Madeup"),
        Role.SCRUTINY: ("scrutiny", "Sam Madeup"),
        Role.COUNTY: ("county", "Kit Madeup"),
    },
)
ASHWICK = Place(
    "ashwick-vale",
    "Safer Ashwick Vale Partnership",
    "E07099002",
    {
        Role.MANAGER: ("neighbour", "Nico Imaginary"),
        Role.CHAIR: ("neighbour-chair", "Jo Imaginary"),
        Role.ANALYST: ("neighbour-analyst", "Ash Imaginary"),
        Role.LEAD: ("neighbour-lead", "Robin Imaginary"),
    },
)
POSTS = {
    Role.MANAGER: "Community safety manager",
    Role.CHAIR: "Chief executive of the council",
    Role.ANALYST: "Analyst",
    Role.LEAD: "Chief inspector",
    Role.SCRUTINY: "Councillor, scrutiny committee",
    Role.COUNTY: "County community safety officer",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """A partnership with its people by role, its bodies by kind and its groups."""

    partnership: Partnership
    people: dict[Role, Person]
    members: dict[Role, Membership]
    bodies: dict[str, Body]
    groups: dict[str, Group]


def moment(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of the made-up year, by the clock on the wall there."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


def gathered(place: Place, passwords: dict[str, str]) -> Cast:
    """Begin a partnership: its people, bodies, board, sub-groups and scrutiny committee.

    `passwords` takes each person's random password by sign-in name.
    """
    at = moment(2024, 9, 2)
    people = {role: _person(*who, passwords=passwords, at=at) for role, who in place.people.items()}
    manager = people[Role.MANAGER]
    partnership = actions.found_partnership(
        slug=place.slug,
        name=place.name,
        area_code=place.area_code,
        county_slug=COUNTY_SLUG,
        county_name=COUNTY_NAME,
        quorum=QUORUM,
        by=manager,
        at=at,
    )
    bodies = _bodies(partnership, place, manager, at)
    groups = _groups(partnership, bodies, manager, at)
    members = {Role.MANAGER: partnership.memberships.get(person=manager)}
    of_body = {Role.LEAD: "police", Role.COUNTY: "county"}
    for role, person in people.items():
        if role != Role.MANAGER:
            members[role] = actions.add_member(
                partnership,
                person,
                role=role,
                body=bodies[of_body.get(role, "council")],
                post=POSTS[role],
                starts_on=BEGAN,
                by=manager,
                at=at,
            )
    return Cast(partnership, people, members, bodies, groups)


def keep_people(home: Home, passwords: dict[str, str], *, begins_at: datetime, made_at: datetime) -> None:
    """Write who can sign in to a demo into its home, readable by its owner alone; with it the home is a demo's."""
    people = [
        {
            "username": username,
            "name": name,
            "role": ROLE_NAMES[role],
            "of": place.name,
            "password": passwords[username],
        }
        for place in (NORTHMERE, ASHWICK)
        for role, (username, name) in place.people.items()
    ]
    content = {"begins_at": begins_at.isoformat(), "made_at": made_at.astimezone(UTC).isoformat(), "people": people}
    handle = os.open(home.demo_people, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump(content, opened, indent=1)


def _person(username: str, name: str, *, passwords: dict[str, str], at: datetime) -> Person:
    passwords[username] = random_password()
    return actions.add_person(username, name, passwords[username], by=Person.objects.order_by("pk").first(), at=at)


def _bodies(partnership: Partnership, place: Place, by: Person, at: datetime) -> dict[str, Body]:
    area = place.name.removeprefix("Safer ").removesuffix(" Partnership")
    wanted = {
        "council": (f"{area} Borough Council", True),
        "county": ("Farshire County Council", True),
        "police": ("Farshire Police", True),
        "fire": ("Farshire Fire and Rescue Service", True),
        "probation": ("Farshire Probation Service", True),
        "health": ("Farshire Integrated Care Board", True),
        "housing": (f"{area} Homes", False),
    }
    return {
        key: actions.add_body(
            partnership, name=name, is_responsible_authority=responsible, starts_on=BEGAN, by=by, at=at
        )
        for key, (name, responsible) in wanted.items()
    }


def _groups(partnership: Partnership, bodies: dict[str, Body], by: Person, at: datetime) -> dict[str, Group]:
    def added(name: str, kind: str, parent: Group | None, chair: str, *, purpose: str, keys: tuple[str, ...]) -> Group:
        return actions.add_group(
            partnership,
            name=name,
            kind=kind,
            parent=parent,
            chair_post=chair,
            purpose=purpose,
            bodies=[bodies[key] for key in keys],
            starts_on=BEGAN,
            by=by,
            at=at,
        )

    board = added(
        "Board",
        "board",
        None,
        "Chief executive of the council",
        purpose="Agrees the assessment, chooses priorities and adopts the plan.",
        keys=("council", "county", "police", "fire", "probation", "health", "housing"),
    )
    centre = added(
        "Town centre group",
        "sub_group",
        board,
        "Chief inspector",
        purpose="Works on the town centre.",
        keys=("council", "police"),
    )
    added(
        "Domestic abuse group",
        "sub_group",
        board,
        "Head of safeguarding",
        purpose="Works on domestic abuse.",
        keys=("county", "police", "health"),
    )
    committee = added(
        "Crime and disorder committee",
        "committee",
        None,
        "Councillor",
        purpose="Reviews what the partnership does, at least once a year.",
        keys=("council",),
    )
    added(
        "Farshire Safeguarding Board",
        "linked",
        board,
        "Independent chair",
        purpose="A board of the county.",
        keys=("county",),
    )
    return {"board": board, "centre": centre, "committee": committee}
