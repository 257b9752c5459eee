"""What every template may use beside what its page gives it."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from saferplan.partnership.roles import Permission
from saferplan.web.clock import demo_day_words

# The members' left-hand list: the year in the order people walk it.
YEAR = (
    "evidence",
    "voice",
    "measures",
    "assessment",
    "priorities",
    "plan",
    "delivery",
    "evaluation",
    "scrutiny",
    "alignment",
    "partnership",
    "publication",
    "agreement",
)


# Above it: where a member's day begins, and the year at a glance.
BEFORE_THE_YEAR = {"Today": "partnership:today", "The year": "partnership:year"}


def shared(request: HttpRequest) -> dict[str, Any]:
    """The partnership, the person, what they may do, and the year's stages with their addresses."""
    partnership = getattr(request, "partnership", None)
    permissions: frozenset[Permission] = getattr(request, "permissions", frozenset())
    return {
        "demo_day": demo_day_words(),
        "partnership": partnership,
        "person": getattr(request, "person", None),
        "membership": getattr(request, "membership", None),
        "can": {permission.name.lower() for permission in permissions},
        "year_stages": _stages(request, partnership) if getattr(request, "membership", None) else [],
    }


def _stages(request: HttpRequest, partnership: Any) -> list[dict[str, Any]]:
    match = request.resolver_match
    page = match.view_name if match else ""
    stage_shown = match.app_names[0] if match and match.app_names and page not in BEFORE_THE_YEAR.values() else ""
    found = [
        {"name": name, "address": reverse(view, args=[partnership.slug]), "is_current": view == page}
        for name, view in BEFORE_THE_YEAR.items()
    ]
    for stage in YEAR:
        try:
            address = reverse(f"{stage}:first", args=[partnership.slug])
        except NoReverseMatch:
            continue
        found.append({"name": stage.capitalize(), "address": address, "is_current": stage == stage_shown})
    return found
