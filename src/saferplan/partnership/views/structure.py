"""Who is in the partnership: organisations, groups, themes, the quorum."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from saferplan.documents.wording import counted
from saferplan.pages.charts import structure_chart, structure_words
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.pages.pictures import Chart
from saferplan.partnership import actions
from saferplan.partnership.due import standing_of
from saferplan.partnership.forms import (
    BodyChangeForm,
    BodyForm,
    GroupChangeForm,
    GroupForm,
    QuorumForm,
    ThemeChangeForm,
    ThemeForm,
)
from saferplan.partnership.models import Body, Group, Theme, true_on
from saferplan.partnership.queries import bodies_on, structure_on
from saferplan.partnership.requests import PageRequest, address
from saferplan.partnership.roles import Permission, needs
from saferplan.partnership.structure import Structure
from saferplan.partnership.views.tables import link, table


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Who is in the partnership, how many must be there to decide, and how it is built."""
    bodies = bodies_on(request.partnership.pk, request.day)
    authorities = sum(body.is_responsible_authority for body in bodies)
    context = {
        "authorities": authorities,
        "others": len(bodies) - authorities,
        "standing": standing_of("partnership", request.partnership.pk, request.day),
        "bodies": _bodies_table(request, bodies) if bodies else None,
        "chart": _structure_chart(request, structure_on(request.partnership.pk, request.day)),
    }
    return render(request, "partnership/first.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def set_quorum(request: PageRequest) -> HttpResponse:
    """Say how many must be there to decide."""
    here = address(request, "first")

    def act(typed: dict[str, Any]) -> str:
        actions.set_quorum(
            request.partnership,
            quorum=typed["quorum"],
            seen_version=typed["version"],
            by=request.person,
            at=request.at,
        )
        return here

    page = FormPage(
        "Change the quorum", submit="Save", cancel=here, done="The quorum was changed.", record=request.partnership
    )
    return form_page(request, page, partial(QuorumForm, initial={"quorum": request.partnership.quorum}), act)


@needs(Permission.RUN_PARTNERSHIP)
def add_body(request: PageRequest) -> HttpResponse:
    """Add an organisation."""
    here = address(request, "first")

    def act(typed: dict[str, Any]) -> str:
        actions.add_body(request.partnership, **typed, by=request.person, at=request.at)
        return here

    page = FormPage("Add an organisation", submit="Add organisation", cancel=here, done="The organisation was added.")
    return form_page(request, page, BodyForm, act)


@needs(Permission.RUN_PARTNERSHIP)
def change_body(request: PageRequest, number: int) -> HttpResponse:
    """Change an organisation."""
    body = get_object_or_404(Body, pk=number, partnership=request.partnership)
    here = address(request, "first")

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_body(body, **typed, seen_version=version, by=request.person, at=request.at)
        return here

    standing = {
        "name": body.name,
        "is_responsible_authority": "yes" if body.is_responsible_authority else "no",
        "starts_on": body.starts_on,
        "ends_on": body.ends_on,
    }
    page = FormPage(
        f"Change {body.name}", submit="Save", cancel=here, done="The organisation was changed.", record=body
    )
    return form_page(request, page, partial(BodyChangeForm, initial=standing), act)


@needs(Permission.READ)
def groups(request: PageRequest) -> HttpResponse:
    """The groups, from the board down."""
    found = list(Group.objects.filter(true_on(request.day), partnership=request.partnership).select_related("parent"))
    columns = ["Group", "Kind", "Reports to", "Chair", "Who sits in it"]
    rows = [
        [
            link(group.name, address(request, "change_group", group.pk) if _runs(request) else ""),
            group.get_kind_display(),
            group.parent,
            group.chair_post,
            group.seated,
        ]
        for group in found
    ]
    context = {
        "answer": f"{counted(len(found), 'group does', 'groups do')} the partnership's work",
        "chart": _structure_chart(request, structure_on(request.partnership.pk, request.day)),
        "table": table("Groups", columns, rows) if rows else None,
    }
    return render(request, "partnership/groups.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def add_group(request: PageRequest) -> HttpResponse:
    """Add a group."""
    here = address(request, "groups")

    def act(typed: dict[str, Any]) -> str:
        bodies = typed.pop("seated")
        actions.add_group(request.partnership, **typed, bodies=bodies, by=request.person, at=request.at)
        return here

    page = FormPage("Add a group", submit="Add group", cancel=here, done="The group was added.")
    return form_page(request, page, partial(GroupForm, partnership=request.partnership, day=request.day), act)


@needs(Permission.RUN_PARTNERSHIP)
def change_group(request: PageRequest, number: int) -> HttpResponse:
    """Change a group."""
    group = get_object_or_404(Group, pk=number, partnership=request.partnership)
    here = address(request, "groups")

    def act(typed: dict[str, Any]) -> str:
        version, bodies = typed.pop("version"), typed.pop("seated")
        actions.change_group(group, **typed, bodies=bodies, seen_version=version, by=request.person, at=request.at)
        return here

    fields = ("name", "kind", "parent", "chair_post", "purpose", "starts_on", "ends_on")
    standing = {name: getattr(group, name) for name in fields}
    standing["seated"] = list(group.seats.values_list("body", flat=True))
    page = FormPage(f"Change {group.name}", submit="Save", cancel=here, done="The group was changed.", record=group)
    form = partial(GroupChangeForm, initial=standing, partnership=request.partnership, day=request.day)
    return form_page(request, page, form, act)


@needs(Permission.READ)
def themes(request: PageRequest) -> HttpResponse:
    """What the partnership works on over the years, and what each theme was before."""
    every = list(Theme.objects.filter(partnership=request.partnership).select_related("predecessor"))
    now = [theme for theme in every if theme.is_true_on(request.day)]
    before = [theme for theme in every if theme not in now]
    context = {
        "answer": f"{counted(len(now), 'theme stands', 'themes stand')} today",
        "table": _themes_table(request, "Themes today", now) if now else None,
        "before": _themes_table(request, "Themes of other years", before) if before else None,
    }
    return render(request, "partnership/themes.html", context)


@needs(Permission.RUN_PARTNERSHIP)
def add_theme(request: PageRequest) -> HttpResponse:
    """Add a theme."""
    here = address(request, "themes")

    def act(typed: dict[str, Any]) -> str:
        actions.add_theme(request.partnership, **typed, by=request.person, at=request.at)
        return here

    page = FormPage("Add a theme", submit="Add theme", cancel=here, done="The theme was added.")
    standing = Theme.objects.filter(partnership=request.partnership)
    return form_page(request, page, partial(ThemeForm, themes=standing), act)


@needs(Permission.RUN_PARTNERSHIP)
def change_theme(request: PageRequest, number: int) -> HttpResponse:
    """Change a theme."""
    theme = get_object_or_404(Theme, pk=number, partnership=request.partnership)
    here = address(request, "themes")

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_theme(theme, **typed, seen_version=version, by=request.person, at=request.at)
        return here

    fields = ("name", "description", "measure_keys", "concern_keys", "starts_on", "ends_on")
    standing = {name: getattr(theme, name) for name in fields}
    page = FormPage(f"Change {theme.name}", submit="Save", cancel=here, done="The theme was changed.", record=theme)
    return form_page(request, page, partial(ThemeChangeForm, initial=standing), act)


def _runs(request: PageRequest) -> bool:
    return Permission.RUN_PARTNERSHIP in request.permissions


def _bodies_table(request: PageRequest, bodies: list[Body]) -> dict[str, Any]:
    rows = [
        [
            link(body.name, address(request, "change_body", body.pk) if _runs(request) else ""),
            body.is_responsible_authority,
            body.starts_on,
        ]
        for body in bodies
    ]
    return table("Organisations", ["Organisation", "Responsible authority", "Joined"], rows)


def _themes_table(request: PageRequest, caption: str, themes: list[Theme]) -> dict[str, Any]:
    rows = [
        [
            link(theme.name, address(request, "change_theme", theme.pk) if _runs(request) else ""),
            theme.description,
            theme.predecessor,
            theme.starts_on,
            theme.ends_on,
        ]
        for theme in themes
    ]
    return table(caption, ["Theme", "What it covers", "Was before", "From", "Until"], rows)


def _structure_chart(request: PageRequest, structure: Structure) -> Chart | None:
    if structure.board is None:
        return None
    words = structure_words(structure.board, structure.linked)
    title = f"How {request.partnership} is built"
    drawn = structure_chart(structure.board, structure.linked, title=title, alternative=words)
    return Chart(title=title, svg=drawn, alternative=words)
