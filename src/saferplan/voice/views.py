"""The voice pages: what residents said, how many they were, and what concerns them most."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.documents.pictures import Dot, Dots
from saferplan.documents.wording import decimal, listed, percent
from saferplan.evidence.printed_figures import figure_line
from saferplan.pages.pictures import Chart, svg_for_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs
from saferplan.terms.figures import Figure
from saferplan.voice import queries
from saferplan.voice.models import Concern, Survey


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """The newest survey, or what to do to have one."""
    survey = queries.newest_survey(request.partnership)
    if survey is None:
        context = {
            "answer": "No survey has been brought in yet",
            "waiting": queries.build_with_survey(request.partnership),
        }
        return render(request, "voice/first.html", context)
    return _shown(request, survey)


@needs(Permission.READ)
def survey(request: PageRequest, number: int) -> HttpResponse:
    """One survey."""
    return _shown(request, get_object_or_404(Survey, pk=number, partnership=request.partnership))


def _shown(request: PageRequest, survey: Survey) -> HttpResponse:
    estimates = list(survey.estimates.select_related("figure"))
    concerns = list(survey.concerns.select_related("figure", "rank_figure"))
    headline = next((told for told in estimates if told.key == queries.HEADLINE), estimates[0] if estimates else None)
    context = {
        "answer": headline.sentence if headline else f"{survey.answer_count:,} people answered",
        "survey": survey,
        "effective": decimal(survey.effective_n),
        "line": figure_line(headline.figure.figure) if headline else None,
        "trace_address": _figure_address(request, headline.figure.figure_id) if headline else "",
        "chart": _concerns_chart(request, concerns) if concerns else None,
        "table": _estimates_table(request, survey),
        "others": Survey.objects.filter(partnership=request.partnership).exclude(pk=survey.pk),
    }
    return render(request, "voice/first.html", context)


def _concerns_chart(request: PageRequest, concerns: list[Concern]) -> Chart:
    """Shares as dots; the title says which ranks the answers cannot tell apart."""
    first_named = [concern for concern in concerns if concern.rank_low == 1]
    names = [concern.issue.lower() if at else concern.issue for at, concern in enumerate(first_named)]
    title = f"{names[0]} concerns residents most"
    if len(names) > 1:
        title = f"{listed(names)} may each concern residents most: the answers cannot tell them apart"
    shares: list[tuple[Concern, Figure]] = [(concern, concern.figure.figure) for concern in concerns]
    dots = tuple(
        Dot(concern.issue, 100 * share.estimate.value, 100 * share.estimate.low, 100 * share.estimate.high)
        for concern, share in shares
    )
    picture = Dots(dots, value_label="Share who name it, in per cent, with 95 % interval")
    ranges = "; ".join(f"{concern.issue} {percent(share.estimate.value)}" for concern, share in shares)
    alternative = f"Dots with intervals, most named first. {ranges}."
    return Chart(
        title=title,
        svg=svg_for_page(picture, title=title, alternative=alternative),
        alternative=alternative,
        subtitle="Of those who named any concern, up to three each; weighted",
        table=_concerns_table(request, shares),
    )


def _concerns_table(request: PageRequest, shares: list[tuple[Concern, Figure]]) -> dict[str, object]:
    rows = []
    for concern, share in shares:
        estimate = share.estimate
        printed = {"address": _figure_address(request, share.figure_id), "words": percent(estimate.value)}
        rank: object = str(concern.rank)
        if concern.rank_figure:
            rank = {"address": _figure_address(request, concern.rank_figure.figure_id), "words": str(concern.rank)}
        interval = f"{percent(estimate.low)} to {percent(estimate.high)}"
        rows.append([concern.issue, printed, interval, rank, f"{concern.rank_low} to {concern.rank_high}"])
    columns = [{"heading": "Concern", "kind": "words"}]
    heads = ("Share who name it", "95 % interval", "Rank", "Ranks it may have")
    columns += [{"heading": head, "kind": "number"} for head in heads]
    note = "All ranges of ranks hold together with 95 % confidence."
    return {"caption": "What concerns residents most", "columns": columns, "rows": rows, "note": note}


def _estimates_table(request: PageRequest, survey: Survey) -> dict[str, object]:
    rows = []
    for told in survey.estimates.select_related("figure"):
        figure = told.figure.figure
        value = figure.estimate.value
        words = percent(value) if figure.statistic == "survey_share" else decimal(value, 2)
        printed = {"address": _figure_address(request, told.figure.figure_id), "words": words}
        rows.append([told.sentence, told.question, printed, f"{figure.estimate.n:,}"])
    columns = [
        {"heading": "What residents said", "kind": "words"},
        {"heading": "What they were asked", "kind": "words"},
        {"heading": "Figure", "kind": "number"},
        {"heading": "Base", "kind": "number"},
    ]
    note = "The base is the number of people who answered the question. Nothing is given of fewer than 50."
    return {"caption": f"{survey.name}, weighted", "columns": columns, "rows": rows, "note": note}


def _figure_address(request: PageRequest, figure_id: str) -> str:
    return reverse("assessment:figure", args=[request.partnership.slug, figure_id])
