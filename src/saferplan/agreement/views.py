"""The agreement's pages for members: the districts' releases, and what they share."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.agreement import actions, queries
from saferplan.agreement.forms import BeginForm, SharedForm, ShareForm
from saferplan.agreement.models import Agreement, SharedPriority
from saferplan.documents.wording import counted
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.models import Partnership
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.publication.queries import latest_release


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Where the county's agreement stands."""
    agreement = queries.agreement_of(request.partnership)
    context = {
        "answer": queries.standing(request.partnership.pk, request.day).sentence.rstrip("."),
        "agreement": agreement,
        "table": _districts(request) if agreement else None,
        "shared": queries.shared_in(agreement) if agreement else (),
        "can_share": len(queries.standing_releases(agreement)) >= actions.LEAST_DISTRICTS if agreement else False,
    }
    return render(request, "agreement/first.html", context)


@needs(Permission.KEEP_AGREEMENT)
def begin(request: PageRequest) -> HttpResponse:
    """Begin the county's agreement."""

    def act(_typed: dict[str, Any]) -> str:
        actions.begin_agreement(request.partnership, by=request.person, at=request.at)
        return _address("first", request)

    page = FormPage(
        f"Begin the agreement of {request.partnership.county_name or 'the county'}",
        submit="Begin it",
        cancel=_address("first", request),
        done="The agreement is begun.",
        hint="Districts’ published releases can then be brought into it, and its public page opens.",
    )
    return form_page(request, page, BeginForm, act)


@needs(Permission.KEEP_AGREEMENT)
def bring(request: PageRequest, district: str) -> HttpResponse:
    """Bring a district's latest release in."""
    agreement = _agreement(request)
    partnership = get_object_or_404(Partnership, slug=district, county_slug=agreement.county_slug)
    release = latest_release(partnership)
    if release is None:
        raise Http404(f"{partnership} has published nothing.")

    def act(_typed: dict[str, Any]) -> str:
        actions.bring_release(agreement, release=release, by=request.person, at=request.at)
        return _address("first", request)

    page = FormPage(
        f"Bring in {str(release).lower()} of {partnership}",
        submit="Bring it in",
        cancel=_address("first", request),
        done=f"The release of {partnership} is in the agreement.",
        hint=f"It is the plan for {release.plan_year}. The county’s page then shows what it says.",
    )
    return form_page(request, page, BeginForm, act)


@needs(Permission.KEEP_AGREEMENT)
def share(request: PageRequest) -> HttpResponse:
    """Say what districts' priorities have in common."""
    agreement = _agreement(request)

    def act(typed: dict[str, Any]) -> str:
        actions.share_priority(
            agreement,
            name=typed["name"],
            how=typed["how"],
            lines=typed["lines"],
            partnership=request.partnership,
            by=request.person,
            at=request.at,
        )
        return _address("first", request)

    page = FormPage(
        "Share a priority",
        submit="Share it",
        cancel=_address("first", request),
        done="The priority is shared.",
    )
    return form_page(request, page, partial(ShareForm, queries.possible_lines(agreement)), act)


@needs(Permission.KEEP_AGREEMENT)
def change(request: PageRequest, number: int) -> HttpResponse:
    """Change a shared priority."""
    shared = get_object_or_404(SharedPriority, pk=number, agreement=_agreement(request))

    def act(typed: dict[str, Any]) -> str:
        actions.change_shared(
            shared,
            how=typed["how"],
            lines=typed["lines"],
            seen_version=typed["version"],
            partnership=request.partnership,
            by=request.person,
            at=request.at,
        )
        return _address("first", request)

    page = FormPage(
        f"Change “{shared.name}”",
        submit="Save",
        cancel=_address("first", request),
        done="The shared priority is changed.",
        record=shared,
    )
    ticked = [f"{line['partnership']}/{line['priority']}" for line in shared.lines]
    asked = partial(SharedForm, queries.possible_lines(shared.agreement), initial={"how": shared.how, "lines": ticked})
    return form_page(request, page, asked, act)


def _agreement(request: PageRequest) -> Agreement:
    agreement = queries.agreement_of(request.partnership)
    if agreement is None:
        raise Http404("The county’s agreement is not begun.")
    return agreement


def _districts(request: PageRequest) -> dict[str, Any]:
    rows = []
    for one in queries.districts_offered(request.partnership.county_slug):
        brought = f"Release {one.brought.release_number}" if one.brought else "None yet"
        rows.append([one.partnership.name, str(one.release or "Nothing published"), brought, _next(request, one)])
    heads = ("District", "Its latest release", "In the agreement", "What can be done")
    caption = f"{counted(len(rows), 'district', 'districts')} of {request.partnership.county_name}"
    return {"caption": caption, "columns": [{"heading": head, "kind": "words"} for head in heads], "rows": rows}


def _next(request: PageRequest, one: queries.Offered) -> Any:
    if not one.is_newer:
        return "Nothing new" if one.brought else "Wait for its first release"
    if Permission.KEEP_AGREEMENT not in request.permissions:
        return "A county officer brings it in"
    address = _address("bring", request, one.partnership.slug)
    return {"address": address, "words": f"Bring in {one.partnership.name}’s {str(one.release).lower()}"}


def _address(name: str, request: PageRequest, *further: int | str) -> str:
    return reverse(f"agreement:{name}", args=[request.partnership.slug, *further])
