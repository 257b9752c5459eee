"""Marks given blind, a theme a screen; the reveal of everybody's; and the scheme they are given by."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from saferplan.definitions.loading import criteria_schemes
from saferplan.documents.wording import counted
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.priorities import actions, queries
from saferplan.priorities.forms import MarkForm
from saferplan.priorities.models import Mark, ScoredTheme
from saferplan.priorities.scoring import panel
from saferplan.priorities.theme_marks import letters, theme_marks
from saferplan.priorities.views.rounds import BLIND, address, refused, round_of
from saferplan.terms.problems import Refusal

_SEALED = Refusal(
    "No marks can be given now.",
    why="The marks of this round are revealed and stand as they are, or the round was set aside.",
    next_step="Go back to the priorities, and see where the round stands.",
)


@needs(Permission.SCORE)
def mark(request: PageRequest, number: int) -> HttpResponse:
    """Give one's marks to one theme, with its evidence beside."""
    theme = get_object_or_404(ScoredTheme, pk=number, round__assessment__partnership=request.partnership)
    if theme.round.state != "open":
        return refused(request, _SEALED)
    themes = list(theme.round.themes.all())
    given = Mark.objects.filter(scored_theme=theme, given_by=request.person)
    scheme = queries.scheme_of(theme.round)
    forms: list[MarkForm] = []

    def form(*sent: Any) -> MarkForm:
        forms.append(MarkForm(scheme, given, *sent))
        return forms[-1]

    def act(_typed: dict[str, Any]) -> str:
        filled = forms[-1]
        actions.give_marks(theme, marks=filled.marks(), notes=filled.notes(), by=request.person, at=request.at)
        following = queries.next_to_mark(theme.round, request.person)
        return address("mark", request, following) if following else address("round", request, theme.round_id)

    place = themes.index(theme) + 1
    page = FormPage(
        f"How serious is {theme.theme.name}?",
        submit="Keep my marks",
        cancel=address("round", request, theme.round_id),
        done=f"Your marks for {theme.theme.name} are kept.",
        hint=f"Theme {place} of {len(themes)}. Nobody else sees your marks until all are revealed.",
        template="priorities/mark.html",
        context={"theme": theme, "findings": theme.findings.all(), "scheme": scheme},
    )
    return form_page(request, page, form, act)


@needs(Permission.READ)
def marks(request: PageRequest, number: int) -> HttpResponse:
    """The reveal: everyone's marks as dots, the spread, who differs."""
    opened = round_of(request, number)
    if opened.revealed_at is None:
        return refused(request, BLIND)
    scheme = queries.scheme_of(opened)
    held = panel(queries.marks_of(opened), scheme)
    scorers = letters({str(person.pk): person.name for person in queries.scorers_of(opened)})
    shown = [
        theme_marks(
            held,
            scheme,
            theme_id=theme.pk,
            name=theme.theme.name,
            scorers=scorers,
            notes=queries.notes_of(theme, scheme),
        )
        for theme in opened.themes.all()
        if str(theme.pk) in held.theme_keys
    ]
    widest = max(shown, key=lambda theme: theme.widest)
    people = counted(len(scorers), "person", "people")
    context = {"round": opened, "themes": shown, "widest": widest, "scheme": scheme, "people": people}
    return render(request, "priorities/marks.html", context)


@needs(Permission.READ)
def scored_theme(request: PageRequest, number: int) -> HttpResponse:
    """Where a theme that was put up is shown: among everybody's marks, or while nobody sees them, in its round."""
    theme = get_object_or_404(ScoredTheme, pk=number, round__assessment__partnership=request.partnership)
    if theme.round.revealed_at is None:
        return redirect(address("round", request, theme.round_id))
    return redirect(f"{address('marks', request, theme.round_id)}#theme-{theme.pk}")


@needs(Permission.READ)
def scheme(request: PageRequest, key: str) -> HttpResponse:
    """A scheme whole: its criteria, marks, weights, formula and where they come from."""
    found = criteria_schemes().get(key)
    if found is None:
        raise Http404("There is no such scheme.")
    return render(request, "priorities/scheme.html", {"scheme": found})
