"""The assessment's pages as the analyst, the chair, the others and the neighbour meet them."""

import hashlib
import shutil

import html5lib
import pytest

from assessment.release_by_hand import PAST, released
from cast import NOW, YEAR, made_cast, made_figure
from one_build import one_build
from saferplan.assessment.actions import agree, bring_build
from saferplan.assessment.models import Assessment, Finding
from saferplan.evidence.models import FrozenFigure
from saferplan.history.models import Event
from saferplan.home import Home
from saferplan.voice.models import Survey

HERE = "/members/northmere/assessment/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return made_cast()


@pytest.fixture
def built(settings):
    settings.HOME = one_build().home
    return one_build()


@pytest.fixture
def assessment(cast, built):
    analyst = cast.people["analyst"]
    return bring_build(cast.partnership, brought=built.brought, plan_year=YEAR, by=analyst, at=NOW)


def page(cast, address, role="analyst", status=200, **how):
    response = cast.client(role).get(address, **how)
    assert response.status_code == status, response.content.decode()
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert " style=" not in text.replace("</desc>", "")
    return text


def test_before_a_build_the_page_says_what_to_do(cast, settings, tmp_path):
    settings.HOME = Home(tmp_path)
    text = page(cast, HERE)
    assert "No findings have been brought in yet" in text
    assert "saferplan year --area E07099001" in text
    assert "There is nothing new to bring in" in page(cast, f"{HERE}bring/")


def test_the_analyst_brings_the_newest_build_in_with_its_survey(cast, built):
    assert "Bring in the newest build" in page(cast, HERE)
    assert 'value="2026/27"' in page(cast, f"{HERE}bring/")
    response = cast.client("analyst").post(f"{HERE}bring/", {"plan_year": "2026/28"})
    assert response.status_code == 422
    assert "two years that follow each other" in response.content.decode()
    assert not Assessment.objects.exists()
    assert cast.client("analyst").post(f"{HERE}bring/", {"plan_year": "2026/27"}).status_code == 302
    assert Assessment.objects.get().findings.count() == len(built.brought.findings)
    assert Survey.objects.get().answer_count == built.survey.answer_count
    assert "There is nothing new to bring in" in page(cast, f"{HERE}bring/")


def test_the_list_shows_each_finding_with_its_picture_and_its_figures(cast, assessment):
    text = page(cast, HERE)
    total = assessment.findings.count()
    assert f"{total} candidate findings wait to be settled, of {total}" in text
    assert text.count("data-keys-agree") == total
    assert text.count("<svg") == total
    for figure in assessment.findings.first().figures.all():
        assert f"{HERE}figures/{figure.figure_id}/" in text


def test_agreeing_leads_on_to_the_next_open_finding(cast, assessment):
    finding = assessment.findings.first()
    response = cast.client("analyst").post(f"{HERE}findings/{finding.pk}/agree/", {"version": 1})
    assert (response.status_code, response["Location"]) == (302, f"{HERE}{assessment.pk}/#finding-2")
    text = page(cast, HERE)
    assert "Finding 1: Agreed." in text
    assert text.count("data-keys-agree") == assessment.findings.count() - 1


def test_a_refused_amendment_says_how_to_mend_it_and_loses_nothing(cast, assessment):
    finding = assessment.findings.first()
    address = f"{HERE}findings/{finding.pk}/amend/"
    typed = {"amended_sentence": "There were 987,654 crimes.", "reason": "The ward is the town centre.", "version": 1}
    response = cast.client("analyst").post(address, typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Use the finding&#x27;s own numbers" in text or "Use the finding’s own numbers" in text
    assert "There were 987,654 crimes." in text
    typed["amended_sentence"] = "The town centre stands out."
    assert cast.client("analyst").post(address, typed).status_code == 302
    text = page(cast, f"{HERE}findings/{finding.pk}/")
    assert "The town centre stands out." in text
    assert "Agreed as amended" in text


def test_two_who_settle_at_once_are_shown_each_others_answer(cast, assessment):
    finding = assessment.findings.first()
    agree(finding, seen_version=1, by=cast.people["manager"], at=NOW)
    address = f"{HERE}findings/{finding.pk}/set-aside/"
    typed = {"reason": "It is the new shopping centre.", "version": 1}
    response = cast.client("analyst").post(address, typed)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this" in text
    assert "It is the new shopping centre." in text
    assert Finding.objects.get(pk=finding.pk).state == "agreed"
    assert cast.client("analyst").post(address, typed | {"version": 2}).status_code == 302
    assert Finding.objects.get(pk=finding.pk).state == "set_aside"


def test_the_chair_signs_off_when_all_is_settled(cast, assessment):
    decision = cast.decision("The assessment is agreed.")
    address = f"{HERE}{assessment.pk}/sign-off/"
    response = cast.client("chair").post(address, {"decision": decision.pk, "version": 1})
    assert response.status_code == 422
    assert "still open" in response.content.decode()
    for finding in assessment.findings.all():
        agree(finding, seen_version=1, by=cast.people["analyst"], at=NOW)
    assert "Sign off the assessment" in page(cast, HERE, "chair")
    assert "The assessment is agreed." in page(cast, address, "chair")
    assert cast.client("chair").post(address, {"decision": decision.pk, "version": 1}).status_code == 302
    assert f"The assessment for {YEAR} is signed off" in page(cast, HERE)
    assert "data-keys-agree" not in page(cast, HERE)
    assert f"/members/northmere/partnership/decisions/{decision.pk}/" in page(cast, HERE)


def test_a_figures_page_leads_to_its_raw_files_and_counts_it_again(cast, assessment):
    for figure in assessment.findings.first().figures.all():
        address = f"{HERE}figures/{figure.figure_id}/"
        text = page(cast, address)
        assert "made-up-police-uk.zip" in text
        assert assessment.findings.first().sentence in text.replace("&#x27;", "'")
        assert "Counted again from the raw files just now, it agrees." in page(cast, address, data={"count": "again"})


def test_a_raw_file_that_is_gone_or_changed_is_said_and_is_no_fault(cast, built, settings, tmp_path):
    settings.HOME = Home(shutil.copytree(built.home.path, tmp_path / "home"))
    figure = next(figure for figure in built.brought.figures if figure.statistic == "count")
    address = f"{HERE}figures/{figure.figure_id}/"
    archive = max(settings.HOME.raw.iterdir(), key=lambda file: file.stat().st_size)
    archive.write_bytes(archive.read_bytes() + b"more")
    assert "It was not counted again" in page(cast, address, data={"count": "again"})
    archive.unlink()
    assert "no longer among the raw files" in page(cast, address, data={"count": "again"})


def test_a_figure_whose_build_is_unknown_is_shown_without_its_path(cast):
    text = page(cast, f"{HERE}figures/{made_figure(cast).figure_id}/")
    assert "Build B-0123456789ab is not known here." in text


def test_a_figure_of_the_newest_build_can_be_kept_for_the_plan(cast, built):
    figure = next(figure for figure in built.brought.figures if figure.statistic == "rate_per_1000")
    address = f"{HERE}figures/{figure.figure_id}/"
    assert "it is not kept in the records" in page(cast, address)
    assert cast.client("analyst").post(f"{address}keep/").status_code == 302
    assert FrozenFigure.objects.get().figure == figure
    assert "Kept in this partnership’s records" in page(cast, address)


def published(cast, folder):
    """The history's word that a release was approved, which publication, a later stage, leaves there."""
    Event(
        number=1_000_000,  # out of the way of those that follow
        action="publication.approve",
        partnership_key=cast.partnership.key,
        recorded_by=cast.people["chair"].pk,
        recorded_at=NOW,
        facts={"number": 2, "manifest_sha256": hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()},
    ).save()


def test_last_years_release_is_chosen_from_those_that_are_here(cast, assessment, settings, tmp_path):
    settings.HOME = Home(tmp_path)
    address = f"{HERE}{assessment.pk}/last-year/"
    assert "No earlier release of this partnership is here" in page(cast, address)
    (tmp_path / "releases" / "northmere").mkdir(parents=True)
    never_approved = {"saferplan_content": 1, "plan": {"objectives": [PAST | {"progress": "Not known yet."}]}}
    released(tmp_path / "releases" / "northmere" / "1", content=never_approved)
    released(tmp_path / "releases" / "northmere" / "2")
    published(cast, tmp_path / "releases" / "northmere" / "2")
    released(tmp_path / "releases" / "ashwick-vale", area_code="E07099002")
    assert page(cast, address).count('type="radio"') == 1
    assert cast.client("analyst").post(address, {"release": "../2"}).status_code == 422
    assert cast.client("analyst").post(address, {"release": "northmere/2"}).status_code == 302
    assert "112 in 2025: not met." in page(cast, HERE)
    again = cast.client("analyst").post(address, {"release": "northmere/2"})
    assert (again.status_code, "was read already" in again.content.decode()) == (422, True)


@pytest.mark.parametrize("part", ["", "{finding}amend/", "{finding}", "bring/", "{assessment}sign-off/", "{figure}"])
def test_the_neighbour_sees_nothing(cast, neighbour, assessment, part):
    finding = assessment.findings.first()
    parts = {
        "finding": f"findings/{finding.pk}/",
        "assessment": f"{assessment.pk}/",
        "figure": f"figures/{finding.figures.first().figure_id}/",
    }
    assert neighbour.client("manager").get(HERE + part.format(**parts)).status_code == 403
    if "{" in part:
        theirs = f"/members/ashwick-vale/assessment/{part.format(**parts)}"
        assert neighbour.client("manager").get(theirs).status_code == 404


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("bring/", {"analyst", "manager"}),
        ("findings/{finding}/agree/", {"analyst", "manager"}),
        ("findings/{finding}/theme/", {"analyst", "manager"}),
        ("{assessment}/last-year/", {"analyst", "manager"}),
        ("{assessment}/sign-off/", {"chair", "manager"}),
    ],
)
def test_who_may_open_what(cast, assessment, part, allowed):
    address = HERE + part.format(finding=assessment.findings.first().pk, assessment=assessment.pk)
    for role in cast.people:
        assert cast.client(role).get(address).status_code == (200 if role in allowed else 403), role
    assert cast.client(None).get(address).status_code == 302


def test_looking_changes_nothing(cast, assessment):
    before = Event.objects.count()
    for part in ("", "bring/", f"findings/{assessment.findings.first().pk}/agree/"):
        page(cast, HERE + part)
    assert Event.objects.count() == before
    assert {finding.version for finding in Finding.objects.all()} == {1}
