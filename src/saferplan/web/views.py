"""The front page, and where signed-in people land."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saferplan.partnership.models import Partnership, memberships_on
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs


@needs(Permission.PUBLIC)
def front(request: PageRequest) -> HttpResponse:
    """The partnerships of this installation; somebody with a place in just one goes straight to their day."""
    if request.person:
        places = list(memberships_on(request.day).filter(person=request.person))
        if len({place.partnership_id for place in places}) == 1:
            return redirect("partnership:today", places[0].partnership.slug)
    return render(request, "web/front.html", {"partnerships": Partnership.objects.order_by("name")})


@needs(Permission.PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """A plain answer for whoever watches whether the site is up."""
    return HttpResponse("ok", content_type="text/plain")
