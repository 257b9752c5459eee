"""A decision may rest on a release by the address of its page, whose number is not its record's."""

import pytest
from django.urls import reverse

from cast import NOW, made_cast, made_plan
from saferplan.partnership.queries import evidence_key, evidence_links
from saferplan.publication.models import Release
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db


def made_release(cast, plan, number: int) -> Release:
    return Release.objects.create(
        partnership=cast.partnership,
        plan=plan,
        plan_year=plan.plan_year,
        number=number,
        folder=f"{cast.partnership.slug}/{number}",
        prepared_at=NOW,
        prepared_by=cast.people["analyst"],
    )


def page_of(cast, number: int) -> str:
    return reverse("publication:release", args=[cast.partnership.slug, number])


def test_a_release_is_found_by_the_number_of_its_page():
    """The neighbour's release, made between ours, has the record's number that ours might be taken for."""
    ours, theirs = made_cast(), made_cast("ashwick-vale", "Ashwick Vale", "E07099002")
    plan = made_plan(ours)
    first = made_release(ours, plan, 1)
    made_release(theirs, made_plan(theirs), 1)
    second = made_release(ours, plan, 2)
    for release in (first, second):
        key = evidence_key(page_of(ours, release.number), ours.partnership)
        assert key == release.key
        (link,) = evidence_links([key], ours.partnership)
        assert link.address == page_of(ours, release.number)
    with pytest.raises(Refusal, match="is not a page of"):
        evidence_key(page_of(ours, 3), ours.partnership)
    with pytest.raises(Refusal, match="is not a page of"):
        evidence_key(page_of(theirs, 1), ours.partnership)
