"""Roles and their permissions in one table, and the mark by which a page says which permission it needs."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


class Permission(StrEnum):
    """What a page may need. `PUBLIC` pages need no sign-in; every other needs a place in the page's partnership."""

    PUBLIC = "public"
    SIGNED_IN = "signed in, in whatever partnership"
    READ = "read the members' area"
    RUN_PARTNERSHIP = "keep bodies, people, groups, themes, meetings and duties"
    RECORD_DECISIONS = "record what a meeting decided"
    WORK_ON_EVIDENCE = "bring in builds and estimates, triage findings, register evaluations"
    SCORE = "give marks to themes"
    CHOOSE_PRIORITIES = "choose priorities and sign off the assessment"
    WRITE_PLAN = "write the plan and its objectives"
    ADOPT_PLAN = "adopt a plan by a recorded decision"
    UPDATE_ACTIONS = "add actions and say how they go"
    SCRUTINISE = "make recommendations"
    ANSWER_SCRUTINY = "answer recommendations"
    ALIGN = "keep the crosswalk to other bodies' strategies"
    PREPARE_RELEASE = "prepare a release"
    APPROVE_RELEASE = "approve a release that somebody else prepared"
    KEEP_AGREEMENT = "bring districts' releases into the county agreement"


class Role(StrEnum):
    """A person's place in a partnership."""

    CHAIR = "chair"
    MANAGER = "manager"
    ANALYST = "analyst"
    LEAD = "lead"
    SCRUTINY = "scrutiny"
    COUNTY = "county"


ROLE_NAMES = {
    Role.CHAIR: "Chair",
    Role.MANAGER: "Community safety manager",
    Role.ANALYST: "Analyst",
    Role.LEAD: "Lead for an action",
    Role.SCRUTINY: "Scrutiny councillor",
    Role.COUNTY: "County officer",
}

_EVERYBODY = {Permission.PUBLIC, Permission.SIGNED_IN, Permission.READ}
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CHAIR: frozenset(
        {
            *_EVERYBODY,
            Permission.SCORE,
            Permission.RECORD_DECISIONS,
            Permission.CHOOSE_PRIORITIES,
            Permission.ADOPT_PLAN,
            Permission.APPROVE_RELEASE,
        }
    ),
    Role.MANAGER: frozenset(
        {
            *_EVERYBODY,
            Permission.RUN_PARTNERSHIP,
            Permission.RECORD_DECISIONS,
            Permission.WORK_ON_EVIDENCE,
            Permission.SCORE,
            Permission.CHOOSE_PRIORITIES,
            Permission.WRITE_PLAN,
            Permission.ADOPT_PLAN,
            Permission.UPDATE_ACTIONS,
            Permission.ANSWER_SCRUTINY,
            Permission.ALIGN,
            Permission.PREPARE_RELEASE,
            Permission.APPROVE_RELEASE,
        }
    ),
    Role.ANALYST: frozenset(
        {*_EVERYBODY, Permission.WORK_ON_EVIDENCE, Permission.SCORE, Permission.ALIGN, Permission.PREPARE_RELEASE}
    ),
    Role.LEAD: frozenset({*_EVERYBODY, Permission.SCORE, Permission.UPDATE_ACTIONS}),
    Role.SCRUTINY: frozenset({*_EVERYBODY, Permission.SCRUTINISE}),
    Role.COUNTY: frozenset({*_EVERYBODY, Permission.KEEP_AGREEMENT}),
}


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a page with the permission it needs; web/access.py enforces it and refuses a page without a mark."""

    def marked(view: View) -> View:
        view.needs = permission  # type: ignore[attr-defined]  # a plain mark on a function
        return view

    return marked
