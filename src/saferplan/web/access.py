"""Who may see which page: every page states the permission it needs, and one that states none is refused.

A page's address names its partnership where it belongs to one; a person's place in that partnership says what they may
do there, and nothing they may do elsewhere counts.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from saferplan.partnership.models import Membership, Partnership, memberships_on
from saferplan.partnership.roles import PERMISSIONS, ROLE_NAMES, Permission
from saferplan.terms.problems import Refusal
from saferplan.web.clock import moment
from saferplan.web.failures import refused

log = logging.getLogger(__name__)


class AccessMiddleware:
    """Decides before each page whether it is shown, and gives the page its partnership, person and moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visit: Any = request
        visit.at = moment()
        visit.day = timezone.localdate(visit.at)
        visit.partnership = visit.membership = None
        visit.person = request.user if request.user.is_authenticated else None
        visit.permissions = frozenset({Permission.PUBLIC})
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the page be shown; an answer stands in its place."""
        visit: Any = request
        needed = getattr(view, "needs", None)
        if needed is None:
            log.error("The page %s states no permission, so it is refused to everyone.", request.resolver_match)
            return refused(request, _UNMARKED, status=403)
        if "partnership" in kwargs:
            visit.partnership = _partnership(kwargs.pop("partnership"))
        if visit.person and visit.partnership:
            visit.membership = _membership(visit)
            visit.permissions |= visit.membership.permissions if visit.membership else set()
        if visit.person:
            visit.permissions |= {Permission.SIGNED_IN}
        if needed in visit.permissions:
            return None
        if not visit.person:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return refused(request, _not_allowed(visit, needed), status=403)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that a page raises while it is made is an answer, like any other."""
        return refused(request, exception) if isinstance(exception, Refusal) else None


def _partnership(slug: str) -> Partnership:
    try:
        return Partnership.objects.get(slug=slug)
    except Partnership.DoesNotExist:
        raise Http404(f"There is no partnership at {slug}.") from None


def _membership(visit: Any) -> Membership | None:
    """The person's present place; where they have two, the one that allows most."""
    held = memberships_on(visit.day).filter(person=visit.person, partnership=visit.partnership)
    return max(held, key=lambda membership: len(membership.permissions), default=None)


_UNMARKED = Refusal(
    "This page is closed.",
    why="It does not say who may see it, so nobody may.",
    next_step="Tell whoever looks after this installation of Saferplan.",
)


def _not_allowed(visit: Any, needed: Permission) -> Refusal:
    if visit.membership is None:
        return Refusal(
            "You cannot open this page.",
            why=f"You are not a member of {visit.partnership}." if visit.partnership else "It is not for your account.",
            next_step="Go back to your own partnership, or ask its manager to add you.",
        )
    who = [ROLE_NAMES[role] for role, permissions in PERMISSIONS.items() if needed in permissions]
    return Refusal(
        "You cannot do this.",
        why=f"It is for those who may {needed.value}. Your place is: {visit.membership.get_role_display()}.",
        next_step=f"Ask one who may: {', '.join(who)}." if who else "Ask the partnership's manager.",
    )
