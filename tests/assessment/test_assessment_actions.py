"""What changes an assessment, each rule both ways; expected words and numbers are the build's own, or by hand."""

import json
import math
import shutil
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from assessment.release_by_hand import PAST, released
from cast import NOW, YEAR, made_assessment, made_cast
from one_build import one_build
from saferplan.assessment import actions, queries
from saferplan.assessment.models import Assessment, Finding, LastYear
from saferplan.evidence.actions import freeze_figures
from saferplan.evidence.models import FrozenFigure
from saferplan.history.models import Event
from saferplan.history.queries import checked
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership.models import Theme
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return made_cast()


@pytest.fixture
def assessment(cast):
    return brought(cast)


def brought(cast, **changed) -> Assessment:
    given = replace(one_build().brought, **changed)
    return actions.bring_build(cast.partnership, brought=given, plan_year=YEAR, by=cast.people["analyst"], at=NOW)


def by(cast, role="analyst"):
    return {"by": cast.people[role], "at": NOW}


def settle_all(assessment, cast):
    for finding in assessment.findings.all():
        actions.agree(finding, seen_version=finding.version, **by(cast))


def test_a_build_comes_in_with_its_findings_and_their_figures(cast, assessment):
    given = one_build().brought
    assert [found.sentence for found in assessment.findings.all()] == [found.sentence for found in given.findings]
    assert given.findings, "the made-up build has findings"
    for found in assessment.findings.all():
        printed = [part["figure_id"] for part in found.parts if not isinstance(part, str)]
        assert {figure.figure_id for figure in found.figures.all()} == set(printed)
        assert "".join(part if isinstance(part, str) else part["text"] for part in found.parts) == found.sentence
    assert {event.action for event in Event.objects.all()} == {"evidence.freeze_figures", "assessment.bring_build"}
    assert checked().faults == ()


def test_every_frozen_figure_is_the_builds_own_to_the_address(cast, assessment):
    frozen = {row.figure_id: row.figure for row in FrozenFigure.objects.filter(partnership=cast.partnership)}
    assert frozen == {figure.figure_id: figure for figure in one_build().brought.figures}


def test_an_endless_interval_is_kept_and_read_back(cast):
    estimate = Estimate(3.0, 1.5, math.inf, 4, "ratio of rates")
    figure = Figure("comparison", None, "Made up", "E1", "Made up", "2025", None, estimate, None, "None.", "B-1", {})
    freeze_figures(cast.partnership, figures=[figure, figure], **by(cast))
    assert FrozenFigure.objects.get().figure == figure
    assert json.dumps(FrozenFigure.objects.get().content, allow_nan=False)


def test_a_build_is_not_brought_in_twice(cast, assessment):
    before = Event.objects.count()
    with pytest.raises(Refusal, match="is here already"):
        brought(cast)
    assert (Assessment.objects.count(), Event.objects.count()) == (1, before)


def test_another_areas_build_is_refused_and_leaves_nothing(cast, neighbour):
    with pytest.raises(Refusal, match="not of Ashwick Vale’s area"):
        brought(neighbour)
    assert not Assessment.objects.exists()
    assert not FrozenFigure.objects.exists()
    assert not Event.objects.exists()


def test_a_theme_that_alone_names_the_measure_is_chosen_at_once(cast):
    key = one_build().brought.findings[0].measure_key
    theme = Theme.objects.create(
        partnership=cast.partnership, name="Made-up theme", starts_on=date(2025, 4, 1), measure_keys=[key]
    )
    assessment = brought(cast)
    assert assessment.findings.first().theme == theme
    others = [found for found in assessment.findings.all() if found.measure_key != key]
    assert all(found.theme is None for found in others)


def test_a_newer_build_keeps_what_was_made_of_the_same_sentence(cast, assessment):
    first, second, *_ = assessment.findings.all()
    actions.set_aside(first, reason="It is the new shopping centre.", seen_version=1, **by(cast))
    actions.agree(second, seen_version=1, **by(cast))
    findings = list(one_build().brought.findings)
    findings[1] = replace(findings[1], parts=("The second finding says something else now.",))
    newer = brought(cast, build_id="B-newer", findings=tuple(findings))
    states = [found.state for found in newer.findings.all()]
    assert states == ["set_aside", "candidate", *["candidate"] * (len(findings) - 2)]
    kept = newer.findings.first()
    assert (kept.reason, kept.settled_by) == ("It is the new shopping centre.", cast.people["analyst"])
    assert Event.objects.filter(action="assessment.bring_build").last().facts["carried_over"] == 1


def test_a_finding_is_agreed_and_the_event_names_its_figures(cast, assessment):
    finding = assessment.findings.first()
    actions.agree(finding, seen_version=1, **by(cast))
    assert (finding.state, finding.settled_by) == ("agreed", cast.people["analyst"])
    event = Event.objects.get(action="assessment.agree")
    assert set(event.evidence) == {assessment.build_id, *(row.figure_id for row in finding.figures.all())}


def test_an_amended_finding_keeps_its_own_sentence_and_links_its_numbers(cast, assessment):
    finding = assessment.findings.first()
    before, number = finding.sentence, next(part for part in finding.parts if not isinstance(part, str))
    words = {"amended_sentence": f"The centre had {number['text']} crimes.", "reason": "The ward is the town centre."}
    actions.amend(finding, **words, seen_version=1, **by(cast))
    assert (finding.sentence, finding.told) == (before, words["amended_sentence"])
    assert queries.told_parts(finding) == ["The centre had ", number, " crimes."]


@pytest.mark.parametrize(
    ("sentence", "reason", "said"),
    [
        ("There were 987,654 crimes.", "The ward is the town centre.", "does not say 987,654"),
        ("The town centre stands out.", "short", "A reason is needed"),
        (None, "The ward is the town centre.", "Nothing is amended"),
    ],
)
def test_what_may_not_be_amended(cast, assessment, sentence, reason, said):
    finding, before = assessment.findings.first(), Event.objects.count()
    with pytest.raises(Refusal, match=said):
        actions.amend(finding, amended_sentence=sentence or finding.sentence, reason=reason, seen_version=1, **by(cast))
    assert Finding.objects.get(pk=finding.pk).state == "candidate"
    assert Event.objects.count() == before


def test_setting_aside_needs_a_reason(cast, assessment):
    with pytest.raises(Refusal, match="A reason is needed"):
        actions.set_aside(assessment.findings.first(), reason="  no  ", seen_version=1, **by(cast))
    assert assessment.findings.first().state == "candidate"


def test_two_who_settle_the_same_finding_never_lose_one(cast, assessment):
    mine, theirs = assessment.findings.first(), assessment.findings.first()
    actions.agree(theirs, seen_version=theirs.version, **by(cast))
    with pytest.raises(EditedMeanwhile):
        actions.set_aside(mine, reason="It is the new shopping centre.", seen_version=mine.version, **by(cast))
    assert Finding.objects.get(pk=mine.pk).state == "agreed"


def test_a_theme_of_another_partnership_is_refused(cast, neighbour, assessment):
    theirs = Theme.objects.create(partnership=neighbour.partnership, name="Theirs", starts_on=date(2025, 4, 1))
    with pytest.raises(Refusal, match="another partnership’s"):
        actions.settle_theme(assessment.findings.first(), theme=theirs, seen_version=1, **by(cast))
    ours = Theme.objects.create(partnership=cast.partnership, name="Ours", starts_on=date(2025, 4, 1))
    actions.settle_theme(assessment.findings.first(), theme=ours, seen_version=1, **by(cast))
    assert assessment.findings.first().theme == ours


def test_signing_off_waits_for_every_finding(cast, assessment):
    decision = cast.decision()
    with pytest.raises(Refusal, match="still open"):
        actions.sign_off(assessment, decision=decision, seen_version=1, **by(cast, "chair"))
    settle_all(assessment, cast)
    actions.sign_off(assessment, decision=decision, seen_version=1, **by(cast, "chair"))
    assert (assessment.decision, assessment.signed_off_by) == (decision, cast.people["chair"])
    with pytest.raises(Refusal, match="is signed off"):
        actions.agree(assessment.findings.first(), seen_version=2, **by(cast))


def test_signing_off_needs_one_agreed_finding(cast, assessment):
    for finding in assessment.findings.all():
        actions.set_aside(finding, reason="Not for this partnership.", seen_version=1, **by(cast))
    with pytest.raises(Refusal, match="No finding is agreed"):
        actions.sign_off(assessment, decision=cast.decision(), seen_version=1, **by(cast, "chair"))


def test_signing_off_needs_a_decision_of_its_own(cast, neighbour, assessment):
    settle_all(assessment, cast)
    with pytest.raises(Refusal, match="another partnership’s"):
        actions.sign_off(assessment, decision=neighbour.decision(), seen_version=1, **by(cast, "chair"))
    used = made_assessment(cast).decision
    Assessment.objects.filter(decision=used).update(plan_year="2025/26")
    with pytest.raises(Refusal, match="signed off another assessment"):
        actions.sign_off(assessment, decision=used, seen_version=1, **by(cast, "chair"))
    assert not Assessment.objects.get(pk=assessment.pk).signed_off_at


def test_a_decision_older_than_the_build_signs_nothing_off(cast, assessment):
    settle_all(assessment, cast)
    decision = cast.decision("The plan of the year before is adopted.")
    decision.change(seen_version=1, recorded_at=NOW - timedelta(days=1))
    assert decision not in queries.usable_decisions(assessment)
    with pytest.raises(Refusal, match="older than the assessment"):
        actions.sign_off(assessment, decision=decision, seen_version=1, **by(cast, "chair"))
    assessment.refresh_from_db()
    assert assessment.signed_off_at is None


def test_a_scrutiny_committee_signs_nothing_off(cast, assessment):
    settle_all(assessment, cast)
    cast.board.change(seen_version=1, kind="committee")
    decision = cast.decision()
    assert decision not in queries.usable_decisions(assessment)
    with pytest.raises(Refusal, match="cannot sign it off"):
        actions.sign_off(assessment, decision=decision, seen_version=1, **by(cast, "chair"))


def test_a_finding_read_before_the_sign_off_is_not_settled_after_it(cast, assessment):
    """As when the page read the finding, and somebody signed off before the form was sent."""
    settle_all(assessment, cast)
    stale = Finding.objects.select_related("assessment").filter(assessment=assessment).first()
    actions.sign_off(assessment, decision=cast.decision(), seen_version=1, **by(cast, "chair"))
    with pytest.raises(Refusal, match="signed off"):
        actions.set_aside(stale, reason="It no longer suits us.", seen_version=stale.version, **by(cast))
    assert Finding.objects.get(pk=stale.pk).state == "agreed"


def test_last_years_release_is_read_back_once(cast, assessment, tmp_path):
    folder = released(tmp_path / "3")
    actions.bring_last_release(assessment, folder, **by(cast))
    line = LastYear.objects.get()
    assert {key: getattr(line, "objective" if key == "sentence" else key) for key in PAST} == PAST
    assert line.release_number == 3
    assert Event.objects.last().facts["manifest_sha256"] == line.release_sha256
    with pytest.raises(Refusal, match="read already"):
        actions.bring_last_release(assessment, folder, **by(cast))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"area_code": "E07099002"}, "This is a release of"),
        ({"content": {"plan": {}}}, "lacks 'objectives'"),
        ({"content": {"plan": {"objectives": [{**PAST, "target": 3}]}}}, "another form"),
        ({"content": []}, "another form"),
    ],
)
def test_a_release_that_will_not_do_is_refused(cast, assessment, tmp_path, how, said):
    with pytest.raises(Refusal) as refused:
        actions.bring_last_release(assessment, released(tmp_path / "1", **how), **by(cast))
    assert said in str(refused.value)
    assert not LastYear.objects.exists()


def test_a_changed_release_is_refused(cast, assessment, tmp_path):
    folder = released(tmp_path / "1")
    (folder / "content.json").write_text(json.dumps({"plan": {"objectives": []}}), encoding="utf-8")
    with pytest.raises(Refusal, match="not as it was published"):
        actions.bring_last_release(assessment, folder, **by(cast))
    shutil.rmtree(folder)
    with pytest.raises(Refusal, match="is not a Saferplan release"):
        actions.bring_last_release(assessment, folder, **by(cast))


def test_what_was_agreed_is_told_with_its_figures(cast, assessment):
    settle_all(assessment, cast)
    actions.sign_off(assessment, decision=cast.decision("Signed off."), seen_version=1, **by(cast, "chair"))
    told = queries.agreed_assessment(assessment)
    assert (told.decision, len(told.findings)) == ("Signed off.", assessment.findings.count())
    assert asdict(told)["plan_year"] == YEAR
    (shown,) = queries.shown(cast.partnership.pk, NOW.date())
    assert shown.duty_key == "strategic_assessment"
