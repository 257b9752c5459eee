"""The county's public page, made from the releases that its districts published and that were brought in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from saferplan.agreement import queries
from saferplan.agreement.models import Agreement
from saferplan.partnership.requests import PageRequest
from saferplan.partnership.roles import Permission, needs


@needs(Permission.PUBLIC)
def county(request: PageRequest, county: str) -> HttpResponse:
    """What is done across the county?"""
    agreement = get_object_or_404(Agreement, county_slug=county)
    districts = queries.districts_in(agreement)
    context = {"agreement": agreement, "districts": districts, "shared": queries.shared_in(agreement)}
    return render(request, "agreement/county.html", context)
