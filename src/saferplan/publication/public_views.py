"""The public pages, made from the latest approved release's content and from nothing else."""

import json
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.pages.pictures import chart_of
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.publication import public_pages as told
from saferplan.publication import public_places as wards
from saferplan.publication import queries
from saferplan.publication.content import Content
from saferplan.publication.models import Release
from saferplan.publication.place_counts import ALL_CRIME
from saferplan.publication.place_tables import ward_map

Given = ParamSpec("Given")
Found = TypeVar("Found")
PageOf = Callable[Concatenate[PageRequest, Given], HttpResponse]
Shown = Callable[Concatenate[PageRequest, Content, Given], dict[str, Any]]
_IN_THE_BROWSER = ("application/pdf", "text/plain")


def _page(template: str) -> Callable[[Shown[Given]], PageOf[Given]]:
    """A public page: what it shows of the latest release's content, or, where there is none, that nothing is out."""

    def made(shown: Shown[Given]) -> PageOf[Given]:
        def page(request: PageRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            release = queries.latest_release(request.partnership)
            if release is None:
                return render(request, "publication/public/empty.html")
            try:
                content = queries.content_of(release)
            except queries.NotAsPublished as refusal:
                context = {"refusal": refusal, "layout": "web/public.html", "back_address": "/"}
                return render(request, "web/refusal.html", context, status=503)
            home = reverse("public:front", args=[request.partnership.slug])
            context = {"content": content, "release": release, "home": home}
            context |= shown(request, content, *args, **kwargs)
            return render(request, f"publication/public/{template}.html", context)

        update_wrapper(page, shown)
        return needs(Permission.PUBLIC)(page)

    return made


@_page("front")
def front(request: PageRequest, content: Content) -> dict[str, Any]:
    """What is being done where I live?"""
    return {
        "headline": told.headline(content),
        "changes": told.changes(content),
        "safe": told.how_safe(content),
        "worries": told.worries(content),
        "next_meeting": told.next_meeting(content, request.day),
    }


@_page("plan")
def plan(request: PageRequest, content: Content) -> dict[str, Any]:
    """What will you do and is it working?"""
    return {"priorities": told.planned(content), "others": told.others(content)}


@_page("priority")
def priority(request: PageRequest, content: Content, key: str) -> dict[str, Any]:
    """One priority: the problem, what the data and people say, what is done, and how we shall know."""
    found = _found(told.priority_of(content, key))
    return {"priority": found, **told.of_priority(content, found, _home(request))}


@_page("places")
def places(request: PageRequest, content: Content) -> dict[str, Any]:
    """What about my ward?"""
    if content.places is None:
        return {}
    asked = request.GET.get("q", "").strip()
    drawn = ward_map(content.places, ALL_CRIME)
    table = wards.wards_table(content.places, _home(request), asked)
    return {"asked": asked, "table": table, "chart": chart_of(drawn) if drawn else None}


@_page("place")
def place(request: PageRequest, content: Content, key: str) -> dict[str, Any]:
    """One ward beside the whole area."""
    found = _found(wards.ward_of(content, key))
    assert content.places is not None, "a ward is found in the tables of places"
    return {
        "ward": found,
        "table": wards.ward_table(content.places, found, _home(request)),
        "answer": wards.ward_answer(content.places, found),
        "planned": wards.planned_in(content, found),
        "has_withheld": wards.has_withheld(found),
    }


@_page("have_your_say")
def have_your_say(request: PageRequest, content: Content) -> dict[str, Any]:
    """How do I tell you?"""
    return {
        "said_and_did": told.said_and_did(content),
        "asked_and_answered": content.recommendations,
        "next_meeting": told.next_meeting(content, request.day),
        "worries": told.worries(content),
    }


@_page("who_we_are")
def who_we_are(request: PageRequest, content: Content) -> dict[str, Any]:
    """Who decides?"""
    coming, held = told.meetings(content, request.day)
    return {"chart": told.structure(content), "coming": coming, "held": held}


@_page("documents")
def documents(request: PageRequest, content: Content) -> dict[str, Any]:
    """Where are the papers?"""
    out = [
        {"release": release, "files": told.files_told(queries.manifest_of(release), _home(request), release.number)}
        for release in queries.published_releases(request.partnership)
    ]
    return {"releases": out, "withdrawn": queries.withdrawn_releases(request.partnership)}


@_page("decision")
def decision(request: PageRequest, content: Content, number: int) -> dict[str, Any]:
    """What was decided, where, by whom and on what it rests."""
    found = _found(next((one for one in content.decisions if one.number == number), None))
    settled = [one for one in content.priorities if one.key in found.settled]
    return {"decision": found, "settled": settled}


@_page("scores")
def scores(request: PageRequest, content: Content, key: str) -> dict[str, Any]:
    """How a theme was scored: the marks of all together and of no one by name."""
    found = _found(told.priority_of(content, key))
    return {"priority": found, "table": told.marks_table(found), "findings": told.findings_of(content, found)}


@_page("finding")
def finding(request: PageRequest, content: Content, number: int) -> dict[str, Any]:
    """A finding with its figures."""
    found = _found(next((one for one in content.assessment.findings if one.number == number), None))
    figures = [content.figures[figure_id] for figure_id in found.figure_ids]
    used = [one for one in content.priorities if found.number in one.findings]
    return {"finding": found, "figures": figures, "used": used}


@_page("figure")
def figure(request: PageRequest, content: Content, figure_id: str) -> dict[str, Any]:
    """A number, the raw files behind it, and the same number counted again from them."""
    found = _found(content.figures.get(figure_id))
    release = queries.latest_release(request.partnership)
    whole = queries.figure_in(release, figure_id) if release else None
    recipe = json.dumps(dict(whole.recipe), indent=1, ensure_ascii=False) if whole else ""
    return {
        "figure": found,
        "files": [content.raw_files[place] for place in found.files],
        "recipe": recipe,
        "used": told.uses_of(content, figure_id, _home(request)),
    }


@needs(Permission.PUBLIC)
def download(request: PageRequest, number: int, name: str) -> HttpResponse:
    """A file of a published release, as its manifest has it."""
    release = get_object_or_404(Release, partnership=request.partnership, number=number, state="approved")
    try:
        written, media_type = _found(queries.file_in(release, name))
    except queries.NotAsPublished as refusal:
        raise Http404(f"{name} is not as it was published.") from refusal
    response = HttpResponse(written, content_type=media_type)
    shown = "inline" if media_type in _IN_THE_BROWSER else "attachment"
    saved_as = f"{request.partnership.slug}-release-{number}-{name.rpartition('/')[2]}"
    response.headers["Content-Disposition"] = f'{shown}; filename="{saved_as}"'
    return response


def _found(one: Found | None) -> Found:
    if one is None:
        raise Http404("The latest release holds no such thing.")
    return one


def _home(request: PageRequest) -> str:
    return reverse("public:front", args=[request.partnership.slug])
