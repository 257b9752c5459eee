"""Who has a place in the partnership, what each part may do, and one's own password."""

from functools import partial
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from saferplan.documents.wording import counted
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership import actions
from saferplan.partnership.forms import EndForm, PasswordForm, PersonForm
from saferplan.partnership.models import Membership, memberships_on
from saferplan.partnership.passwords import first_password
from saferplan.partnership.requests import PageRequest, address
from saferplan.partnership.roles import PERMISSIONS, ROLE_NAMES, Permission, needs
from saferplan.partnership.views.tables import link, table


@needs(Permission.READ)
def people(request: PageRequest) -> HttpResponse:
    """Who has a place today."""
    held = list(memberships_on(request.day).filter(partnership=request.partnership))
    may_end = Permission.RUN_PARTNERSHIP in request.permissions
    rows = [
        [
            place.person.name,
            place.get_role_display(),
            place.body,
            place.post,
            place.ends_on or (link(f"End the place of {place.person.name}", _end(request, place)) if may_end else None),
        ]
        for place in held
    ]
    columns = ["Name", "Part", "Organisation", "Post", "Until"]
    context = {
        "answer": f"{counted(len(held), 'person has', 'people have')} a place in {request.partnership}",
        "table": table("People", columns, rows),
    }
    return render(request, "partnership/people.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def add_person(request: PageRequest) -> HttpResponse:
    """Add somebody with their part; their first password is shown on the page that answers, and never again."""
    password, here = first_password(), address(request, "people")
    added: list[Membership] = []

    def act(typed: dict[str, Any]) -> str:
        member = actions.welcome_member(
            request.partnership, **typed, password=password, by=request.person, at=request.at
        )
        added.append(member)
        return here

    page = FormPage("Add a person", submit="Add person", cancel=here)
    form = partial(PersonForm, partnership=request.partnership, day=request.day)
    answer = form_page(request, page, form, act)
    if not added:
        return answer
    # Shown here and now: a password that waited for another page would have to be kept somewhere.
    context = {"member": added[0], "password": password, "back_address": here, "back_words": "People"}
    return render(request, "partnership/person_added.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def end_membership(request: PageRequest, number: int) -> HttpResponse:
    """End somebody's place."""
    member = get_object_or_404(Membership, pk=number, partnership=request.partnership)
    here = address(request, "people")

    def act(typed: dict[str, Any]) -> str:
        actions.end_membership(
            member, ends_on=typed["ends_on"], seen_version=typed["version"], by=request.person, at=request.at
        )
        return here

    page = FormPage(
        f"End the place of {member.person.name}",
        submit="End place",
        cancel=here,
        done="The place ends on that day.",
        hint="What they did stays in the records and in the history.",
        record=member,
    )
    return form_page(request, page, partial(EndForm, initial={"ends_on": member.ends_on}), act)


@needs(Permission.READ)
def roles(request: PageRequest) -> HttpResponse:
    """Who may do what, in one table."""
    shown = [permission for permission in Permission if permission not in (Permission.PUBLIC, Permission.SIGNED_IN)]
    rows = [
        [permission.value.capitalize(), *("Yes" if permission in PERMISSIONS[role] else "No" for role in ROLE_NAMES)]
        for permission in shown
    ]
    context = {
        "answer": f"{counted(len(ROLE_NAMES), 'part', 'parts')} in the partnership, and what each may do",
        "table": table("What each part may do", ["May", *ROLE_NAMES.values()], rows),
    }
    return render(request, "partnership/roles.html", context)


@needs(Permission.READ)
def change_password(request: PageRequest) -> HttpResponse:
    """Choose a password of one's own."""
    here = address(request, "today")

    def act(typed: dict[str, Any]) -> str:
        actions.change_password(request.person, password=typed["password"], by=request.person, at=request.at)
        update_session_auth_hash(request, request.person)
        return here

    page = FormPage("Change your password", submit="Save password", cancel=here, done="Your password was changed.")
    return form_page(request, page, partial(PasswordForm, person=request.person), act)


def _end(request: PageRequest, place: Membership) -> str:
    return address(request, "end_membership", place.pk)
