"""The ranking with its doubt, the choice that follows it or says why not, and what was made of each theme."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from saferplan.documents.wording import listed, ordinal
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.priorities import actions, queries
from saferplan.priorities.choice import RULE
from saferplan.priorities.forms import ChoiceForm
from saferplan.priorities.models import Priority, Round
from saferplan.priorities.ranking_told import answer, method, ranking_chart, ranking_table
from saferplan.priorities.views.rounds import BLIND, address, refused, round_of
from saferplan.terms.problems import Refusal

USUAL_COUNT = 3
_CHOSEN = Refusal(
    "The priorities of this round are settled.",
    why="They were chosen by a recorded decision, or the round was set aside.",
    next_step="Go back to the priorities.",
)


@needs(Permission.READ)
def ranking_page(request: PageRequest, number: int) -> HttpResponse:
    """Each theme's probable rank, residents' beside, and what would alter the choice."""
    opened = round_of(request, number)
    if opened.revealed_at is None:
        return refused(request, BLIND)
    scheme = queries.scheme_of(opened)
    names = {str(theme.pk): theme.theme.name for theme in opened.themes.all()}
    count = _count(request, opened, len(names))
    found = queries.ranking_of(opened, count)
    context = {
        "round": opened,
        "scheme": scheme,
        "sentence": answer(found, names),
        "method": method(found),
        "chart": ranking_chart(found, names, scheme),
        "table": ranking_table(found, names, scheme),
        "changes": queries.what_would_alter(opened, count),
        "count": count,
        "first_names": listed([names[theme.theme_key] for theme in found.themes[:count]]),
        "counts": range(1, len(names)),
    }
    return render(request, "priorities/ranking.html", context)


@needs(Permission.CHOOSE_PRIORITIES)
def choose(request: PageRequest, number: int) -> HttpResponse:
    """Say what each theme becomes, and why."""
    opened = round_of(request, number)
    if opened.state != "revealed":
        return refused(request, BLIND if opened.revealed_at is None else _CHOSEN)
    ranks = {int(theme.theme_key): theme.rank for theme in queries.ranking_of(opened, 1).themes}
    themes = sorted(opened.themes.select_related("theme"), key=lambda theme: (ranks[theme.pk], theme.theme.name))
    decisions = queries.decisions_for(request.partnership, opened)
    forms: list[ChoiceForm] = []

    def form(*sent: Any) -> ChoiceForm:
        forms.append(ChoiceForm(themes, ranks, decisions, *sent))
        return forms[-1]

    def act(typed: dict[str, Any]) -> str:
        actions.choose(
            opened,
            choices=forms[-1].choices(),
            decision=typed["decision"],
            seen_version=typed["version"],
            by=request.person,
            at=request.at,
        )
        return address("round", request, opened.pk)

    page = FormPage(
        "What becomes of each theme?",
        submit="Choose the priorities",
        cancel=address("ranking", request, opened.pk),
        done="The priorities are chosen.",
        hint="Say what the board made of each theme, and why.",
        record=opened,
        template="priorities/choose.html",
        context={"round": opened, "decisions": decisions, "rule": RULE},
    )
    return form_page(request, page, form, act)


@needs(Permission.READ)
def priority(request: PageRequest, number: int) -> HttpResponse:
    """What was made of one theme, and what it rests on."""
    made = get_object_or_404(Priority, pk=number, scored_theme__round__assessment__partnership=request.partnership)
    opened = made.scored_theme.round
    context = {
        "priority": made,
        "rank": ordinal(made.rank),
        "residents_rank": ordinal(made.residents_rank) if made.residents_rank else "",
        "round": opened,
        "of": opened.themes.count(),
        "findings": made.scored_theme.findings.prefetch_related("figures"),
        "concern": made.scored_theme.concern,
    }
    return render(request, "priorities/priority.html", context)


def _count(request: PageRequest, opened: Round, themes: int) -> int:
    """How many of the first themes are looked at: asked in the address, or as many as were chosen, or three."""
    asked = request.GET.get("first", "")
    chosen = sum(made.outcome == "priority" for made in queries.chosen(opened))
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else chosen or USUAL_COUNT
    return max(1, min(wanted, themes - 1))
