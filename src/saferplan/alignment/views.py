"""The crosswalk's pages: the matrix with its gaps, strategies and their aims, and each row with what shows it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from saferplan.alignment import actions, queries
from saferplan.alignment.forms import AimForm, AimsForm, EndForm, MeetingForm, RowForm, StrategyForm
from saferplan.alignment.gaps import gaps, where_it_stands
from saferplan.alignment.matrix import ARROWS, matrix
from saferplan.alignment.models import Aim, CrosswalkRow, Strategy
from saferplan.alignment.section import crosswalk_csv
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs


@needs(Permission.READ)
def first(request: PageRequest) -> HttpResponse:
    """The matrix of our priorities and their aims, its gaps, and the same as a list."""
    found = queries.crosswalk(request.partnership, request.day)
    context = {
        "title": "Crosswalk",
        "answer": where_it_stands(found),
        "crosswalk": found,
        "parts": matrix(found),
        "gaps": gaps(found) if found.aims else (),
        "strategies": queries.strategies_of(request.partnership, request.day),
        "past": queries.past_strategies(request.partnership, request.day),
    }
    return render(request, "alignment/first.html", context)


@needs(Permission.READ)
def csv_file(request: PageRequest) -> HttpResponse:
    """The crosswalk as a file for a spreadsheet."""
    written = crosswalk_csv(queries.crosswalk(request.partnership, request.day))
    name = f"crosswalk-{request.partnership.slug}-{request.day.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written, content_type="text/csv; charset=utf-8", headers=headers)


@needs(Permission.READ)
def strategy(request: PageRequest, number: int) -> HttpResponse:
    """One strategy of another body, with its aims."""
    shown = _strategy(request, number)
    context = {
        "strategy": shown,
        "is_in_force": shown.is_true_on(request.day),
        "back_address": _address("first", request),
        "back_words": "Alignment",
    }
    return render(request, "alignment/strategy.html", context)


@needs(Permission.ALIGN)
def add_strategy(request: PageRequest) -> HttpResponse:
    """Add another body's strategy."""

    def act(typed: dict[str, Any]) -> str:
        added = actions.add_strategy(request.partnership, **typed, by=request.person, at=request.at)
        return _address("add_aims", request, added.pk)

    page = FormPage(
        "Add another body’s strategy",
        submit="Add the strategy",
        cancel=_address("first", request),
        done="The strategy was added. Now its aims.",
    )
    return form_page(request, page, StrategyForm, act)


@needs(Permission.ALIGN)
def change_strategy(request: PageRequest, number: int) -> HttpResponse:
    """Change what is said of a strategy."""
    held = _strategy(request, number)

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_strategy(held, **typed, seen_version=version, by=request.person, at=request.at)
        return _address("strategy", request, held.pk)

    names = ("title", "body_name", "link", "starts_on", "ends_on", "checked_on")
    standing = {name: getattr(held, name) for name in names}
    page = FormPage(
        f"Change {held}",
        submit="Save",
        cancel=_address("strategy", request, held.pk),
        done="The strategy was changed.",
        record=held,
    )
    return form_page(request, page, partial(StrategyForm, initial=standing), act)


@needs(Permission.ALIGN)
def add_aims(request: PageRequest, number: int) -> HttpResponse:
    """Add aims to a strategy."""
    held = _strategy(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.add_aims(held, typed["sentences"], by=request.person, at=request.at)
        return _address("strategy", request, held.pk)

    page = FormPage(
        f"Add the aims of {held}",
        submit="Add the aims",
        cancel=_address("strategy", request, held.pk),
        done="The aims were added.",
    )
    return form_page(request, page, AimsForm, act)


@needs(Permission.ALIGN)
def change_aim(request: PageRequest, number: int) -> HttpResponse:
    """Mend an aim's words."""
    aim = get_object_or_404(Aim, pk=number, strategy__partnership=request.partnership)

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_aim(aim, **typed, seen_version=version, by=request.person, at=request.at)
        return _address("strategy", request, aim.strategy_id)

    page = FormPage(
        "Mend the words of an aim",
        submit="Save",
        cancel=_address("strategy", request, aim.strategy_id),
        done="The aim was mended.",
        record=aim,
    )
    return form_page(request, page, partial(AimForm, initial={"sentence": aim.sentence}), act)


@needs(Permission.READ)
def row(request: PageRequest, number: int) -> HttpResponse:
    """One row: how a priority and an aim meet, what shows it, and what stood before."""
    shown = _row(request, number)
    of_pair = queries.rows_of(request.partnership).filter(priority=shown.priority, aim=shown.aim)
    context = {
        "row": shown,
        "arrow": ARROWS[shown.direction],
        "others": of_pair.exclude(pk=shown.pk),
        "back_address": _address("first", request),
        "back_words": "Alignment",
    }
    return render(request, "alignment/row.html", context)


@needs(Permission.ALIGN)
def add_row(request: PageRequest) -> HttpResponse:
    """Say how a priority and an aim meet; a gap's link names its pair in the address."""
    priorities = queries.priorities_of(request.partnership)
    aims = queries.aims_of(request.partnership, request.day)

    def act(typed: dict[str, Any]) -> str:
        priority, aim = typed.pop("priority"), typed.pop("aim")
        added = actions.add_row(priority, aim, **typed, by=request.person, at=request.at)
        return _address("row", request, added.pk)

    page = FormPage(
        "How do a priority and an aim meet?",
        submit="Add to the crosswalk",
        cancel=_address("first", request),
        done="The row was added to the crosswalk.",
    )
    pair = {name: request.GET.get(name, "") for name in ("priority", "aim")}
    return form_page(request, page, partial(RowForm, priorities, aims, initial=pair), act)


@needs(Permission.ALIGN)
def change_row(request: PageRequest, number: int) -> HttpResponse:
    """Change how a pair meets, or what shows it."""
    held = _row(request, number)

    def act(typed: dict[str, Any]) -> str:
        version = typed.pop("version")
        actions.change_row(held, **typed, seen_version=version, by=request.person, at=request.at)
        return _address("row", request, held.pk)

    page = FormPage(
        f"How does {held.priority} meet “{held.aim}”?",
        submit="Save",
        cancel=_address("row", request, held.pk),
        done="The row was changed.",
        record=held,
    )
    standing = {"direction": held.direction, "shown_by": held.shown_by}
    return form_page(request, page, partial(MeetingForm, initial=standing), act)


@needs(Permission.ALIGN)
def end_row(request: PageRequest, number: int) -> HttpResponse:
    """Take a row out of the crosswalk."""
    held = _row(request, number)

    def act(typed: dict[str, Any]) -> str:
        actions.end_row(held, reason=typed["reason"], seen_version=typed["version"], by=request.person, at=request.at)
        return _address("first", request)

    page = FormPage(
        f"Take the row of {held.priority} and “{held.aim}” out of the crosswalk",
        submit="Take it out",
        cancel=_address("row", request, held.pk),
        done="The row was taken out; it is kept with its reason.",
        record=held,
    )
    return form_page(request, page, EndForm, act)


def _strategy(request: PageRequest, number: int) -> Strategy:
    return get_object_or_404(Strategy, pk=number, partnership=request.partnership)


def _row(request: PageRequest, number: int) -> CrosswalkRow:
    return get_object_or_404(queries.rows_of(request.partnership), pk=number)


def _address(name: str, request: PageRequest, *further: int) -> str:
    return reverse(f"alignment:{name}", args=[request.partnership.slug, *further])
