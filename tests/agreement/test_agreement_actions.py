"""The county's agreement: what may be brought in and shared, and what may not."""

import pytest

from cast import NOW
from saferplan.agreement.actions import begin_agreement, bring_release, change_shared, share_priority
from saferplan.agreement.models import Agreement, BroughtRelease, SharedPriority
from saferplan.agreement.queries import districts_in, due, possible_lines, shared_in, standing
from saferplan.history.models import Event
from saferplan.pages.records import EditedMeanwhile
from saferplan.publication.actions import withdraw
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db


def by_county(county):
    return {"by": county.northmere.people["county"], "at": NOW}


def begun(county, *, brought=2) -> Agreement:
    agreement = begin_agreement(county.northmere.partnership, **by_county(county))
    for release in county.releases[:brought]:
        bring_release(agreement, release=release, **by_county(county))
    return agreement


def lines_of(agreement):
    """The first priority of each district."""
    return [{"partnership": one.slug, "priority": one.priorities[0].key} for one in districts_in(agreement)]


def share(county, agreement, **changed):
    usual = {
        "name": "Less violence",
        "how": "Both districts train door staff together.",
        "lines": lines_of(agreement),
        "partnership": county.northmere.partnership,
    }
    return share_priority(agreement, **(usual | changed), **by_county(county))


def test_a_county_has_one_agreement(county):
    begun(county, brought=0)
    assert Event.objects.order_by("-number").first().action == "agreement.begin_agreement"
    with pytest.raises(Refusal, match="begun already"):
        begin_agreement(county.ashwick.partnership, **by_county(county))
    county.elsewhere.partnership.county_slug = ""
    with pytest.raises(Refusal, match="names no county"):
        begin_agreement(county.elsewhere.partnership, **by_county(county))


def test_two_districts_releases_stand_side_by_side(county):
    agreement = begun(county)
    assert [one.name for one in districts_in(agreement)] == ["Ashwick Vale", "Northmere"]
    assert all(one.priorities for one in districts_in(agreement))
    brought = BroughtRelease.objects.get(partnership=county.northmere.partnership)
    assert brought.manifest_sha256 == county.releases[0].manifest_sha256
    assert Event.objects.order_by("-number").first().action == "agreement.bring_release"


def test_what_is_not_public_or_not_of_the_county_stays_out(county):
    agreement = begun(county, brought=1)
    with pytest.raises(Refusal, match="here already"):
        bring_release(agreement, release=county.releases[0], **by_county(county))
    other = county.releases[1]
    chair = county.ashwick.people["chair"]
    withdraw(other, reason="A table was wrong.", seen_version=other.version, by=chair, at=NOW)
    with pytest.raises(Refusal, match="is not public"):
        bring_release(agreement, release=other, **by_county(county))
    away = county.releases[0]
    away.partnership.county_slug = "othershire"
    with pytest.raises(Refusal, match="is not in Farshire"):
        bring_release(agreement, release=away, **by_county(county))
    away.partnership.refresh_from_db()
    assert BroughtRelease.objects.count() == 1


def test_a_shared_priority_is_of_two_districts_at_least(county):
    agreement = begun(county)
    lines = lines_of(agreement)
    with pytest.raises(Refusal, match="needs two districts"):
        share(county, agreement, lines=lines[:1])
    with pytest.raises(Refusal, match="no priority of"):
        share(county, agreement, lines=[lines[0], {"partnership": "northmere", "priority": "no-such"}])
    with pytest.raises(Refusal, match="not whole"):
        share(county, agreement, how=" ")
    assert not SharedPriority.objects.exists()
    share(county, agreement)
    assert Event.objects.order_by("-number").first().action == "agreement.share_priority"
    with pytest.raises(Refusal, match="shared already"):
        share(county, agreement)


def test_a_shared_priority_is_changed_without_losing_anothers_edit(county):
    agreement = begun(county)
    shared = share(county, agreement)
    given = {"lines": lines_of(agreement), "partnership": county.northmere.partnership, **by_county(county)}
    change_shared(shared, how="New words.", seen_version=1, **given)
    assert SharedPriority.objects.get().how == "New words."
    with pytest.raises(EditedMeanwhile):
        change_shared(shared, how="Older words.", seen_version=1, **given)


def test_a_release_withdrawn_since_says_nothing_here(county):
    agreement = begun(county)
    share(county, agreement)
    other = county.releases[1]
    withdraw(other, reason="Wrong.", seen_version=other.version, by=county.ashwick.people["chair"], at=NOW)
    assert [one.name for one in districts_in(agreement)] == ["Northmere"]
    shared = shared_in(agreement)[0]
    assert [line.district.name for line in shared.lines] == ["Northmere"]
    assert shared.absent == ("ashwick-vale",)
    assert all(key.startswith("northmere/") for key, _ in possible_lines(agreement))


def test_what_is_due_and_where_it_stands(county):
    pk, day = county.northmere.partnership.pk, NOW.date()
    assert [one.sentence for one in due(pk, day)] == ["Begin the agreement of Farshire"]
    assert standing(pk, day).state == "not started"
    agreement = begun(county, brought=1)
    assert [one.sentence for one in due(pk, day)] == ["Bring release 1 of Ashwick Vale into the agreement"]
    bring_release(agreement, release=county.releases[1], **by_county(county))
    assert [one.sentence for one in due(pk, day)] == ["Say which priorities the districts share"]
    share(county, agreement)
    assert list(due(pk, day)) == []
    assert standing(pk, day).state == "done"
