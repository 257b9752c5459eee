"""Are we lawful today? Each duty with its state, its basis and what shows it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from saferplan.definitions import loading
from saferplan.pages.form_pages import FormPage, form_page
from saferplan.partnership import actions
from saferplan.partnership.duties import lawful_sentence
from saferplan.partnership.forms import DutyForm
from saferplan.partnership.queries import duty_states
from saferplan.partnership.requests import PageRequest, address
from saferplan.partnership.roles import Permission, needs


@needs(Permission.READ)
def duties(request: PageRequest) -> HttpResponse:
    """Every duty with what shows that it is met."""
    states = duty_states(request.partnership.pk, request.day)
    return render(request, "partnership/duties.html", {"states": states, "answer": lawful_sentence(states)})


@needs(Permission.RUN_PARTNERSHIP)
def show_duty(request: PageRequest, key: str) -> HttpResponse:
    """Put forward something that shows a duty is met."""
    duty = loading.duties().get(key)
    if duty is None:
        raise Http404(f"There is no duty {key}.")
    here = address(request, "duties")

    def act(typed: dict[str, Any]) -> str:
        actions.show_duty(request.partnership, duty_key=key, **typed, by=request.person, at=request.at)
        return f"{here}#{key}"

    page = FormPage(
        f"Show that this duty is met: {duty.name.lower()}",
        submit="Save",
        cancel=here,
        done="It stands with the duty now.",
        hint=duty.says,
    )
    return form_page(request, page, DutyForm, act)
