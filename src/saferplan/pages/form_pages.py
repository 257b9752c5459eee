"""A page with one form: shown, held against its rules, acted on, and shown again with all that was typed."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saferplan.pages.records import EditedMeanwhile, Record
from saferplan.terms.problems import Refusal

log = logging.getLogger(__name__)
VERSION = "version"
# No question here wants more; a longer answer is a file pasted by mistake, and would be printed whole in a release.
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form. `record` is what it edits, whose version it carries; none where it adds one.

    `done` is said on the next page when all went well.
    """

    title: str
    submit: str
    cancel: str
    done: str = ""
    hint: str = ""
    record: Record | None = None
    template: str = "web/form_page.html"
    context: Mapping[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest,
    page: FormPage,
    form: Callable[..., forms.Form],
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Show the form, or take it: `act` is given what was typed, cleaned, and gives the address to go to.

    `form` makes the form, empty or from what was sent. A Refusal of the act is shown above the form; where somebody
    else changed the record meanwhile, their values are shown beside what this person typed.
    """
    if request.method != "POST":
        return _shown(request, page, _versioned(form(), page.record), status=200)
    filled = _versioned(form(request.POST, request.FILES), page.record)
    if not filled.is_valid():
        return _shown(request, page, filled, status=422)
    try:
        address = act(filled.cleaned_data)
    except EditedMeanwhile as refusal:
        assert page.record is not None, "only what edits a record can meet another's edit"
        page.record.refresh_from_db()
        filled.add_error(None, f"{refusal.what} {refusal.next_step}")
        filled.data = filled.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as it came from the request
        filled.data[VERSION] = page.record.version  # type: ignore[index]
        return _shown(request, page, filled, status=409, theirs=_theirs(filled, page.record))
    except Refusal as refusal:
        filled.add_error(None, f"{refusal.what} {refusal.why} {refusal.next_step}")
        return _shown(request, page, filled, status=422)
    except IntegrityError:
        # Two people added the same at one moment; the database let one through, and nothing of this one was written.
        log.exception("The database refused what the form at %s would have written.", request.path)
        filled.add_error(None, "Somebody else did this a moment ago. Look at what is there now before you try again.")
        return _shown(request, page, filled, status=409)
    if page.done:
        messages.success(request, page.done)
    return redirect(address)


def _versioned(form: forms.Form, record: Record | None) -> forms.Form:
    for asked in form.fields.values():
        if isinstance(asked, forms.CharField) and asked.max_length is None:
            asked.max_length = LONGEST
            asked.validators.append(MaxLengthValidator(LONGEST))
    if record is not None:
        form.fields[VERSION] = forms.IntegerField(widget=forms.HiddenInput, initial=record.version)
        form.initial.setdefault(VERSION, record.version)
    return form


def _theirs(form: forms.Form, record: Record) -> list[tuple[str, Any]]:
    """What the record says now, for each question of the form."""
    named = [(name, str(field.label or name)) for name, field in form.fields.items() if name != VERSION]
    return [(label, getattr(record, name)) for name, label in named if hasattr(record, name)]


def _shown(
    request: HttpRequest,
    page: FormPage,
    form: forms.Form,
    *,
    status: int,
    theirs: list[tuple[str, Any]] | None = None,
) -> HttpResponse:
    context = {**page.context, "page": page, "form": form, "theirs": theirs or []}
    return render(request, page.template, context, status=status)
