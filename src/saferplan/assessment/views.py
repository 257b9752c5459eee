"""The assessment's pages: findings to triage, one finding, a build to bring in, last year, and signing off."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.assessment import actions, queries
from saferplan.assessment.brought import brought_from, plan_year_after, survey_from
from saferplan.assessment.finding_pictures import finding_svg
from saferplan.assessment.forms import (
    AmendForm,
    BringForm,
    ConfirmForm,
    LastYearForm,
    SetAsideForm,
    SignOffForm,
    ThemeForm,
)
from saferplan.assessment.models import Assessment, Finding
from saferplan.documents.release import MANIFEST_NAME, read_folder
from saferplan.evidence.printed_figures import figure_line, interval_in_words, value_in_words
from saferplan.evidence.queries import next_step
from saferplan.measures.kept import Kept
from saferplan.measures.queries import measured_in
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.models import Theme, true_on
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.sources.releases import past_releases
from saferplan.terms.figures import Figure
from saferplan.terms.periods import Period
from saferplan.voice.actions import bring_survey
from saferplan.voice.models import Survey

EMPTY = (
    "Candidate findings will be listed here, to be agreed, amended or set aside: what stands out in the crime data, "
    "each in a sentence with its picture and how certain it is."
)


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """The newest assessment's findings, or what to do to have some."""
    assessment = queries.newest_assessment(request.partnership)
    if assessment:
        return _shown(request, assessment)
    context = {
        "answer": "No findings have been brought in yet",
        "what": EMPTY,
        "waiting": queries.waiting_build(request.partnership),
        "next_step": next_step(request.partnership),
    }
    return render(request, "assessment/first.html", context)


@needs(Permission.READ)
def one(request: PageRequest, number: int) -> HttpResponse:
    """One assessment's findings."""
    return _shown(request, _assessment(request, number))


@needs(Permission.READ)
def finding(request: PageRequest, number: int) -> HttpResponse:
    """One finding whole, with its figures."""
    found = _finding(request, number)
    kept = measured_in(request.partnership, found.assessment.build_id)
    figures = [(frozen.figure, frozen) for frozen in found.figures.all()]
    context = {
        "item": _item(found, kept),
        "figures": [_figure_row(request, figure) for figure, _ in figures],
        "back_address": reverse("assessment:one", args=[request.partnership.slug, found.assessment_id]),
        "back_words": f"Findings for {found.assessment.plan_year}",
    }
    return render(request, "assessment/finding.html", context)


@needs(Permission.WORK_ON_EVIDENCE)
def bring(request: PageRequest) -> HttpResponse:
    """Bring in the newest build: its candidate findings, and what residents said."""
    build = queries.waiting_build(request.partnership)
    here = reverse("assessment:first", args=[request.partnership.slug])
    if build is None:
        context = {
            "answer": "There is nothing new to bring in",
            "what": "A build that saferplan year made for this area, and that is not here yet, would be offered here.",
            "next_step": next_step(request.partnership),
            "back_address": here,
            "back_words": "Assessment",
        }
        return render(request, "assessment/first.html", context)
    brought, survey = brought_from(build), survey_from(build)

    def act(typed: dict[str, Any]) -> str:
        by_and_at = {"by": request.person, "at": request.at, "plan_year": typed["plan_year"]}
        held = {"partnership": request.partnership, "build_id": build.build_id}
        if not Assessment.objects.filter(**held).exists():
            actions.bring_build(request.partnership, brought=brought, **by_and_at)
        if survey and not Survey.objects.filter(**held).exists():
            bring_survey(request.partnership, brought=survey, **by_and_at)
        return here

    said = f" and a survey that {survey.answer_count:,} people answered" if survey else ""
    page = FormPage(
        f"Bring in build {build.build_id}",
        submit="Bring it in",
        cancel=here,
        done="The build was brought in. Its findings wait to be settled.",
        hint=f"It holds {len(brought.findings)} candidate findings of {brought.area_name}{said}.",
    )
    initial = {"plan_year": plan_year_after(Period.parse(brought.period))}
    return form_page(request, page, partial(BringForm, initial=initial), act)


@needs(Permission.WORK_ON_EVIDENCE)
def agree(request: PageRequest, number: int) -> HttpResponse:
    """Agree a finding as it stands."""
    return _settled(request, number, "Agree this finding?", "Agree", ConfirmForm, actions.agree, "Agreed.")


@needs(Permission.WORK_ON_EVIDENCE)
def amend(request: PageRequest, number: int) -> HttpResponse:
    """Agree a finding in other words."""
    found = _finding(request, number)
    form = partial(AmendForm, initial={"amended_sentence": found.told, "reason": found.reason})
    return _settled(request, number, "Amend this finding", "Save the amended finding", form, actions.amend, "Amended.")


@needs(Permission.WORK_ON_EVIDENCE)
def set_aside(request: PageRequest, number: int) -> HttpResponse:
    """Set a finding aside with a reason."""
    form = partial(SetAsideForm, initial={"reason": _finding(request, number).reason})
    return _settled(request, number, "Set this finding aside", "Set aside", form, actions.set_aside, "Set aside.")


@needs(Permission.WORK_ON_EVIDENCE)
def theme(request: PageRequest, number: int) -> HttpResponse:
    """Say which theme a finding tells of."""
    themes = Theme.objects.filter(true_on(request.day), partnership=request.partnership)
    form = partial(ThemeForm, themes=themes, initial={"theme": _finding(request, number).theme_id})
    return _settled(
        request, number, "Theme of this finding", "Save", form, actions.settle_theme, "The theme was saved."
    )


@needs(Permission.CHOOSE_PRIORITIES)
def sign_off(request: PageRequest, number: int) -> HttpResponse:
    """Sign the assessment off by a recorded decision."""
    assessment = _assessment(request, number)
    here = reverse("assessment:one", args=[request.partnership.slug, number])

    def act(typed: dict[str, Any]) -> str:
        actions.sign_off(
            assessment, decision=typed["decision"], seen_version=typed["version"], by=request.person, at=request.at
        )
        return here

    page = FormPage(
        f"Sign off the assessment for {assessment.plan_year}",
        submit="Sign off",
        cancel=here,
        done="The assessment is signed off.",
        hint=f"{queries.answer(assessment)}. Once signed off, its findings stand as they are.",
        record=assessment,
    )
    decisions = queries.usable_decisions(assessment).select_related("meeting__group")
    return form_page(request, page, partial(SignOffForm, decisions=decisions), act)


@needs(Permission.WORK_ON_EVIDENCE)
def last_year(request: PageRequest, number: int) -> HttpResponse:
    """Read last year's release back as a source."""
    assessment = _assessment(request, number)
    here = reverse("assessment:one", args=[request.partnership.slug, number])
    kept, published = settings.HOME.releases, queries.published_manifests(request.partnership)
    folders = {
        folder.relative_to(kept).as_posix(): folder
        for folder in past_releases(kept, request.partnership.area_code)
        if hashlib.sha256((folder / MANIFEST_NAME).read_bytes()).hexdigest() in published
    }
    if not folders:
        context = {
            "answer": "No earlier release of this partnership is here",
            "what": "Last year’s release is read back as a source: each objective, its target, and how it ended.",
            "next_step": "In the first year there is none. Later, the releases published here are offered.",
            "back_address": here,
            "back_words": "Assessment",
        }
        return render(request, "assessment/first.html", context)

    def act(typed: dict[str, Any]) -> str:
        actions.bring_last_release(assessment, folders[typed["release"]], by=request.person, at=request.at)
        return here

    titles = [(name, f"{read_folder(folder).title} (release {folder.name})") for name, folder in folders.items()]
    page = FormPage("Read last year’s release", submit="Read it", cancel=here, done="Last year’s release was read.")
    return form_page(request, page, partial(LastYearForm, releases=titles), act)


def _assessment(request: PageRequest, number: int) -> Assessment:
    return get_object_or_404(Assessment, pk=number, partnership=request.partnership)


def _finding(request: PageRequest, number: int) -> Finding:
    rows = Finding.objects.select_related("assessment__partnership", "theme", "settled_by")
    return get_object_or_404(rows, pk=number, assessment__partnership=request.partnership)


def _settled(  # noqa: PLR0917 - one line for each way of settling, read from left to right
    request: PageRequest,
    number: int,
    title: str,
    submit: str,
    form: Callable[..., Any],
    action: Callable[..., None],
    done: str,
) -> HttpResponse:
    """A page that settles one finding and leads back to the next that is open."""
    found = _finding(request, number)
    here = reverse("assessment:one", args=[request.partnership.slug, found.assessment_id])

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        action(found, **typed, seen_version=version, by=request.person, at=request.at)
        following = found.assessment.findings.filter(state="candidate", rank__gt=found.rank).first()
        return f"{here}#finding-{(following or found).rank}"

    page = FormPage(
        title,
        submit=submit,
        cancel=reverse("assessment:finding", args=[request.partnership.slug, number]),
        done=f"Finding {found.rank}: {done}",
        record=found,
        template="assessment/finding_form.html",
        context={"finding": found},
    )
    return form_page(request, page, form, act)


def _shown(request: PageRequest, assessment: Assessment) -> HttpResponse:
    kept = measured_in(request.partnership, assessment.build_id)
    findings: QuerySet[Finding] = assessment.findings.select_related("theme", "settled_by")
    items = [_item(found, kept) for found in findings]
    others = Assessment.objects.filter(partnership=request.partnership).exclude(pk=assessment.pk)
    context = {
        "answer": queries.answer(assessment),
        "assessment": assessment,
        "period": Period.parse(assessment.period).words,
        "against": Period.parse(assessment.against).words,
        "open": [item for item in items if item["finding"].state == "candidate"],
        "settled": [item for item in items if item["finding"].state != "candidate"],
        "has_build": kept is not None,
        "last_year": _last_year_table(assessment),
        "waiting": queries.waiting_build(request.partnership),
        "others": others,
    }
    return render(request, "assessment/first.html", context)


def _item(found: Finding, kept: Kept | None) -> dict[str, Any]:
    drawn = ""
    if kept:
        title = f"Finding {found.rank}: {found.sentence}"
        drawn = finding_svg(
            kept, kind=found.kind, measure_key=found.measure_key, place_code=found.place_code, title=title
        )
    return {"finding": found, "parts": queries.told_parts(found), "svg": drawn}


def _last_year_table(assessment: Assessment) -> dict[str, Any] | None:
    lines = list(assessment.last_year.all())
    if not lines:
        return None
    columns = [{"heading": head, "kind": "words"} for head in ("Objective", "Priority", "Target", "How it ended")]
    rows = [[line.objective, line.priority, line.target, line.progress] for line in lines]
    note = f"Read from release {lines[0].release_number}, whose manifest has the hash {lines[0].release_sha256}."
    return {"caption": "Last year’s objectives, from its release", "columns": columns, "rows": rows, "note": note}


def _figure_row(request: PageRequest, found: Figure) -> dict[str, Any]:
    return {
        "words": f"{found.measure_name}, {found.place_name}: {value_in_words(found)}",
        "interval": interval_in_words(found),
        "line": figure_line(found),
        "address": reverse("assessment:figure", args=[request.partnership.slug, found.figure_id]),
    }
