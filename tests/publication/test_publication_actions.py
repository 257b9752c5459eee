"""Preparing, approving and withdrawing: each rule both ways, and nothing left where it is refused."""

import json

import pytest

from cast import BEGAN, NOW, made_cast, made_plan
from saferplan.documents.release import check_folder, read_folder
from saferplan.history.models import Event
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership.actions import welcome_member
from saferplan.plan.actions import new_version
from saferplan.publication.actions import approve, prepare, withdraw
from saferplan.publication.content import read_content
from saferplan.publication.models import Release
from saferplan.publication.queries import content_of, due, evidence, latest_release, proposed, standing
from saferplan.sources.releases import read_release
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db


def events():
    return list(Event.objects.order_by("number").values_list("action", flat=True))


def last_year(published):
    """What another year would read back."""
    return read_release(published.release.path, published.northmere.partnership.area_code)


def test_a_release_is_whole_and_every_check_passed(published):
    release = published.release
    assert release.failed == []
    assert {check["name"] for check in release.checks} >= {
        "figures",
        "traces",
        "disclosure",
        "grade",
        "names",
        "history",
    }
    assert check_folder(release.path) == ()
    names = {file.name for file in read_folder(release.path).files}
    assert names >= {"content.json", "plan.html", "plan.pdf", "plan.docx", "plan.txt", "figures.json"}
    assert any(name.startswith("tables/") for name in names)
    assert release.history_count > 0
    assert release.history_hash == Event.objects.get(number=release.history_count).hash


def test_the_content_reads_back_and_holds_what_the_next_year_needs(published):
    content = content_of(published.release)
    assert content == read_content((published.release.path / "content.json").read_bytes())
    assert json.loads((published.release.path / "content.json").read_text())["saferplan_content"] == 1
    past = last_year(published)
    assert [one.sentence for one in past.objectives] == [one.sentence for one in content.plan.objectives]
    assert past.objectives[0].priority == content.plan.objectives[0].priority
    assert past.objectives[0].progress.startswith("On track.")


def test_small_counts_are_nowhere_in_the_content(published):
    content = content_of(published.release)
    assert content.places is not None
    cells = [cell for ward in content.places.wards for cell in ward.cells]
    assert any(cell.count is None for cell in cells)
    assert not [cell for cell in cells if cell.count in {1, 2, 3, 4} or cell.before in {1, 2, 3, 4}]
    assert all(cell.rate is None for cell in cells if cell.count is None)


def test_who_prepared_it_cannot_approve_it(published):
    given = published.walk.who("manager")
    release = prepare(published.northmere.partnership, plan=published.plan, what_changed="Words.", **given)
    with pytest.raises(Refusal, match="You prepared release 2"):
        approve(release, seen_version=release.version, **published.walk.who("manager"))
    release.refresh_from_db()
    assert release.state == "prepared"
    assert events()[-1] == "publication.prepare"
    approve(release, seen_version=release.version, **published.walk.who("chair"))
    assert events()[-1] == "publication.approve"
    assert latest_release(published.northmere.partnership) == release
    with pytest.raises(Refusal, match="published already"):
        approve(release, seen_version=release.version, **published.walk.who("chair"))


def test_nobody_approves_whom_the_preparer_gave_a_place_for_it(published):
    """The manager prepares, adds a chair of their own making, and signs in as them."""
    manager = published.walk.who("manager")
    release = prepare(published.northmere.partnership, plan=published.plan, what_changed="Words.", **manager)
    place = welcome_member(
        published.northmere.partnership,
        username="made-for-this",
        name="Madeup Chair",
        password="plainly made up words",  # noqa: S106 - of a made-up person
        role="chair",
        body=None,
        post="",
        starts_on=BEGAN,
        **manager,
    )
    with pytest.raises(Refusal) as refused:
        approve(release, seen_version=release.version, by=place.person, at=manager["at"])
    assert "given by the person who prepared it" in refused.value.why
    release.refresh_from_db()
    assert release.state == "prepared"


def test_a_second_release_says_what_it_changes_and_reckons_with_the_first(published):
    given = {"plan": published.plan, **published.walk.who("analyst")}
    with pytest.raises(Refusal, match="does not say what it changes"):
        prepare(published.northmere.partnership, what_changed=" ", **given)
    release = prepare(published.northmere.partnership, what_changed="New words.", **given)
    assert release.number == 2
    assert release.failed == []
    first, second = content_of(published.release), content_of(release)
    assert second.places == first.places  # the same counts are withheld alike


def test_only_an_adopted_plan_goes_out(published):
    draft = new_version(published.plan, **published.walk.who("manager"))
    given = {"what_changed": "x", **published.walk.who("analyst")}
    with pytest.raises(Refusal, match="cannot be published"):
        prepare(published.northmere.partnership, plan=draft, **given)
    with pytest.raises(Refusal, match="cannot be published"):
        prepare(published.neighbour.partnership, plan=published.plan, **given)
    assert Release.objects.count() == 1


def test_a_release_whose_files_changed_is_not_approved(published):
    given = {"plan": published.plan, "what_changed": "x", **published.walk.who("analyst")}
    release = prepare(published.northmere.partnership, **given)
    file = release.path / "plan.txt"
    before = file.read_bytes()
    file.write_bytes(before + b" ")
    with pytest.raises(Refusal, match=r"plan\.txt has been changed"):
        approve(release, seen_version=release.version, **published.walk.who("chair"))
    file.write_bytes(before)
    approve(release, seen_version=release.version, **published.walk.who("chair"))


def test_a_failed_check_stands_in_the_way(published):
    person = published.northmere.people["lead"]
    person.name = "Joint patrols"  # what a row of the crosswalk says, so that it goes out
    person.save()
    given = {"plan": published.plan, "what_changed": "x", **published.walk.who("analyst")}
    release = prepare(published.northmere.partnership, **given)
    assert [one for one in release.failed if "1 member is named" in one]
    with pytest.raises(Refusal, match="did not pass every check"):
        approve(release, seen_version=release.version, **published.walk.who("chair"))


def test_an_edited_history_stands_in_the_way(published):
    Event.objects.filter(number=1)._raw_delete("default")
    given = {"plan": published.plan, "what_changed": "x", **published.walk.who("analyst")}
    release = prepare(published.northmere.partnership, **given)
    assert any("The history does not verify" in one for one in release.failed)


def test_a_figure_without_its_raw_file_stands_in_the_way(published):
    """A plan by hand, whose one figure leads nowhere."""
    tarnholt = made_cast("tarnholt", "Tarnholt", "E07099003")
    plan = made_plan(tarnholt)
    release = prepare(tarnholt.partnership, plan=plan, what_changed="", by=tarnholt.people["analyst"], at=NOW)
    assert any("not agree with the raw files" in one for one in release.failed)


def test_withdrawing_takes_a_reason_and_leaves_the_files(published):
    release = published.release
    with pytest.raises(Refusal, match="gives no reason"):
        withdraw(release, reason=" ", seen_version=release.version, **published.walk.who("chair"))
    withdraw(release, reason="A table was wrong.", seen_version=release.version, **published.walk.who("chair"))
    assert events()[-1] == "publication.withdraw"
    assert latest_release(published.northmere.partnership) is None
    assert check_folder(release.path) == ()
    with pytest.raises(Refusal, match="withdrawn already"):
        withdraw(release, reason="Again.", seen_version=release.version, **published.walk.who("chair"))


def test_two_people_at_once_do_not_both_decide(published):
    given = {"plan": published.plan, "what_changed": "x", **published.walk.who("analyst")}
    release = prepare(published.northmere.partnership, **given)
    seen = release.version
    withdraw(release, reason="Not yet.", seen_version=seen, **published.walk.who("manager"))
    stale = Release.objects.get(pk=release.pk)
    stale.state = "prepared"  # as somebody still has it on the screen
    with pytest.raises(EditedMeanwhile):
        approve(stale, seen_version=seen, **published.walk.who("chair"))


def test_a_proposal_that_another_overtook_is_refused(published):
    partnership, day = published.northmere.partnership, published.walk.at.date()
    given = {"plan": published.plan, "what_changed": "x"}
    proposal = proposed(partnership, day=day, **given)
    prepare(partnership, **given, **published.walk.who("analyst"))
    with pytest.raises(Refusal, match="Another release was prepared meanwhile"):
        prepare(partnership, proposal=proposal, **given, **published.walk.who("analyst"))


def test_of_two_prepared_side_by_side_only_one_goes_out(published):
    """The second was prepared when the first was not out yet, so its small counts were not reckoned with it."""
    partnership, given = published.northmere.partnership, {"plan": published.plan, "what_changed": "x"}
    first, second = (prepare(partnership, **given, **published.walk.who("analyst")) for _ in range(2))
    approve(first, seen_version=first.version, **published.walk.who("chair"))
    withdraw(first, reason="It was not meant.", seen_version=first.version, **published.walk.who("manager"))
    with pytest.raises(Refusal, match="cannot be approved") as refused:
        approve(second, seen_version=second.version, **published.walk.who("chair"))
    assert refused.value.why == "Another release was published since."
    second.refresh_from_db()
    assert second.state == "prepared"


def test_who_approves_is_told_where_a_build_that_is_gone_leaves_no_ward_counts(published):
    builds, aside = published.home.builds, published.home.path / "builds-aside"
    given = {"plan": published.plan, "what_changed": "x"}
    builds.rename(aside)
    try:
        release = prepare(published.northmere.partnership, **given, **published.walk.who("analyst"))
    finally:
        aside.rename(builds)
    build_id = published.plan.round.assessment.build_id
    assert release.withheld[-1] == (
        f"No ward counts go out: build {build_id}, which was assessed, is not kept here any more."
    )
    assert content_of(release).places is None
    assert not any("No ward counts" in said for said in published.release.withheld)


def test_what_is_due_shown_and_where_it_stands(published):
    partnership, day = published.northmere.partnership, published.walk.at.date()
    assert list(due(partnership.pk, day)) == []
    assert [one.sentence for one in evidence(partnership.pk, day)] == [
        "Release 1, of the plan for 2026/27, was published."
    ]
    assert standing(partnership.pk, day).state == "done"
    prepare(partnership, plan=published.plan, what_changed="x", **published.walk.who("analyst"))
    assert [one.sentence for one in due(partnership.pk, day)] == ["Approve release 2 or say why not"]
    assert standing(published.neighbour.partnership.pk, day).state == "not started"
