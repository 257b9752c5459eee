"""The members' pages of publication: the releases, what goes out with each, and who lets it go."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.documents.release import MANIFEST_NAME
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.publication import actions, queries
from saferplan.publication.forms import ApproveForm, PrepareForm, WithdrawForm
from saferplan.publication.models import Release
from saferplan.publication.writing import DOCUMENT_NAMES

TAGS = {"prepared": "caution", "approved": "good", "withdrawn": "neutral"}


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """Where publication stands, and every release."""
    releases = list(queries.releases_of(request.partnership))
    context = {
        "answer": queries.standing(request.partnership.pk, request.day).sentence.rstrip("."),
        "table": _releases(request, releases) if releases else None,
        "plan": queries.plan_to_publish(request.partnership),
    }
    return render(request, "publication/first.html", context)


@needs(Permission.READ)
def release(request: PageRequest, number: int) -> HttpResponse:
    """What goes out, checks passed and failed, what is suppressed, who approved."""
    shown = _release(request, number)
    context = {
        "release": shown,
        "answer": _answer(shown),
        "checks": _checks(shown),
        "who": _who(shown),
        "is_own": shown.prepared_by_id == request.person.pk,
        "files": [(words, _address("file", request, number, name)) for name, words in _documents().items()],
        **_back(request),
    }
    return render(request, "publication/release.html", context)


@needs(Permission.READ)
def file(request: PageRequest, number: int, name: str) -> HttpResponse:
    """A file of a release that is not public yet, for those who look at it before it is."""
    shown = _release(request, number)
    found = queries.file_in(shown, name)
    if found is None or name == MANIFEST_NAME:
        raise Http404(f"{shown} holds no {name}.")
    written, media_type = found
    response = HttpResponse(written, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="release-{number}-{name.rpartition("/")[2]}"'
    return response


@needs(Permission.PREPARE_RELEASE)
def prepare(request: PageRequest) -> HttpResponse:
    """Prepare a release of the plan that stands."""
    plan = queries.plan_to_publish(request.partnership)
    if plan is None:
        raise Http404("There is no adopted plan to publish.")

    def act(typed: dict[str, Any]) -> str:
        given = {"plan": plan, "what_changed": typed["what_changed"]}
        # Made before anything is written, as it takes its time and others would wait.
        proposal = queries.proposed(request.partnership, day=request.day, **given)
        made = actions.prepare(request.partnership, proposal=proposal, by=request.person, at=request.at, **given)
        return _address("release", request, made.number)

    page = FormPage(
        f"Prepare a release of {str(plan).lower()}",
        submit="Prepare the release",
        cancel=_address("first", request),
        done="The release is prepared. Look at its checks.",
        hint="Every number is counted again and small counts are withheld. This can take a minute.",
    )
    return form_page(request, page, PrepareForm, act)


@needs(Permission.APPROVE_RELEASE)
def approve(request: PageRequest, number: int) -> HttpResponse:
    """Let a release that somebody else prepared go out."""
    shown = _release(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.approve(shown, seen_version=typed["version"], by=request.person, at=request.at)
        return _address("release", request, number)

    page = FormPage(
        f"Approve {str(shown).lower()}",
        submit="Publish it",
        cancel=_address("release", request, number),
        done="The release is public.",
        hint="The public pages show it from the moment you approve it.",
        record=shown,
    )
    return form_page(request, page, ApproveForm, act)


@needs(Permission.APPROVE_RELEASE)
def withdraw(request: PageRequest, number: int) -> HttpResponse:
    """Take a release back."""
    shown = _release(request, number)

    def act(typed: dict[str, Any]) -> str:
        given = {"reason": typed["reason"], "seen_version": typed["version"]}
        actions.withdraw(shown, by=request.person, at=request.at, **given)
        return _address("release", request, number)

    page = FormPage(
        f"Withdraw {str(shown).lower()}",
        submit="Withdraw it",
        cancel=_address("release", request, number),
        done="The release is withdrawn.",
        hint="The public pages then show the release before it, or say that nothing is out. Its files are kept.",
        record=shown,
    )
    return form_page(request, page, WithdrawForm, act)


def _release(request: PageRequest, number: int) -> Release:
    return get_object_or_404(queries.releases_of(request.partnership), number=number)


def _answer(shown: Release) -> str:
    if shown.state == "approved":
        return f"{shown} is public"
    if shown.state == "withdrawn":
        return f"{shown} is withdrawn"
    passed = len(shown.checks) - len(shown.failed)
    said = f"{passed} of {len(shown.checks)} checks passed"
    return f"{said}, and {str(shown).lower()} can be approved" if not shown.failed else f"{said}; it cannot go out"


def _checks(shown: Release) -> dict[str, Any]:
    rows = [
        [one["sentence"], {"tag": "good" if one["passed"] else "bad", "words": "Passed" if one["passed"] else "Failed"}]
        for one in sorted(shown.checks, key=lambda one: one["passed"])
    ]
    columns = [{"heading": "What was looked at", "kind": "words"}, {"heading": "Result", "kind": "words"}]
    return {"caption": "Checks, those that failed first", "columns": columns, "rows": rows}


def _who(shown: Release) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"key": "Plan", "value": str(shown.plan)},
        {"key": "Prepared by", "value": shown.prepared_by.name},
        {"key": "Prepared at", "value": shown.prepared_at},
    ]
    if shown.approved_by:
        rows += [
            {"key": "Approved by", "value": shown.approved_by.name},
            {"key": "Approved at", "value": shown.approved_at},
        ]
    if shown.withdrawn_by:
        rows += [
            {"key": "Withdrawn by", "value": shown.withdrawn_by.name},
            {"key": "Why", "value": shown.withdrawn_reason},
        ]
    rows.append({"key": "Manifest’s SHA-256", "value": shown.manifest_sha256})
    rows.append({"key": "History when it was prepared", "value": f"event {shown.history_count}, {shown.history_hash}"})
    return rows


def _releases(request: PageRequest, releases: list[Release]) -> dict[str, Any]:
    rows = [
        [
            {"address": _address("release", request, one.number), "words": str(one)},
            str(one.plan),
            one.prepared_at.date(),
            {"tag": TAGS[one.state], "words": "A check failed" if one.failed else one.get_state_display()},
        ]
        for one in releases
    ]
    heads = ("Release", "Of", "Prepared on", "Where it stands")
    return {"caption": "Releases", "columns": [{"heading": head, "kind": "words"} for head in heads], "rows": rows}


def _documents() -> dict[str, str]:
    words = {"html": "as a web page", "pdf": "as a PDF", "docx": "for Word", "txt": "as plain text"}
    return {name: f"The document {words[form]}" for form, name in DOCUMENT_NAMES.items()}


def _back(request: PageRequest) -> dict[str, str]:
    return {"back_address": _address("first", request), "back_words": "Publication"}


def _address(name: str, request: PageRequest, *further: int | str) -> str:
    return reverse(f"publication:{name}", args=[request.partnership.slug, *further])
