"""The rules of writing and adopting a plan, each allowed and refused; a refused change leaves nothing."""

import math
from datetime import date, timedelta

import pytest

from cast import DAY, NOW, made_figure, made_plan, made_priority
from saferplan.documents.blocks import Number, plain
from saferplan.history.models import Event
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership.models import Attendance, Decision, Meeting
from saferplan.plan import actions, queries
from saferplan.plan.models import Objective, Plan
from saferplan.plan.section import plan_blocks
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
WHOLE = {
    "indicator": "Vehicle crimes a year",
    "polarity": "lower_is_better",
    "target_value": 100.0,
    "target_words": "100 or fewer",
    "target_date": date(2027, 3, 31),
}


@pytest.fixture
def draft(northmere) -> Plan:
    priority = made_priority(northmere)
    return actions.draft_plan(priority.scored_theme.round, by=northmere.people["manager"], at=NOW)


def add(plan, cast, **values):
    return actions.add_objective(
        plan,
        priority=plan.round.themes.get().priority,
        sentence="Fewer vehicles are broken into.",
        **values,
        by=cast.people["manager"],
        at=NOW,
    )


def add_whole(plan, cast, **values):
    baseline = plan.round.assessment.findings.get().figures.get()
    return add(plan, cast, **{**WHOLE, "baseline": baseline, "lead_body": cast.bodies[1], **values})


def later_decision(cast) -> Decision:
    decision = cast.decision("The plan was adopted.")
    decision.change(seen_version=1, recorded_at=LATER)
    return decision


def adopt(plan, cast, decision=None, version=1):
    decision = decision or later_decision(cast)
    actions.adopt(plan, decision=decision, seen_version=version, by=cast.people["chair"], at=LATER)


def test_a_draft_carries_the_year_s_priorities_and_there_is_one_a_year(draft, northmere):
    assert (draft.plan_year, draft.number, draft.state) == ("2026/27", 1, "draft")
    assert [priority.name for priority in queries.priorities_of(draft)] == ["Vehicle crime"]
    with pytest.raises(Refusal, match="There is a plan for 2026/27 already"):
        actions.draft_plan(draft.round, by=northmere.people["manager"], at=NOW)
    assert list(Event.objects.values_list("action", flat=True)) == ["plan.draft_plan"]


def test_no_draft_before_priorities_are_chosen(northmere):
    opened = made_priority(northmere).scored_theme.round
    opened.change(seen_version=1, state="revealed")
    with pytest.raises(Refusal, match="No plan can be drafted yet"):
        actions.draft_plan(opened, by=northmere.people["manager"], at=NOW)
    assert not Plan.objects.exists()


def test_an_objective_may_be_begun_with_its_sentence_alone_and_lacks_the_rest(draft, northmere):
    add(draft, northmere)
    assert [lack.field for lack in queries.missing_of(draft)] == [
        "indicator",
        "baseline",
        "polarity",
        "target_value",
        "target_words",
        "target_date",
        "lead_body",
    ]


def test_an_objective_keeps_its_figure_among_the_evidence(draft, northmere):
    objective = add_whole(draft, northmere)
    assert queries.missing_of(draft) == ()
    event = Event.objects.get(action="plan.add_objective")
    assert objective.baseline.figure_id in event.evidence


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"target_value": 130.0}, "Less is better, but the target of 130 is above the baseline of 120."),
        ({"polarity": "higher_is_better"}, "More is better, but the target of 100 is below the baseline of 120."),
        ({"target_date": DAY}, "The target date has passed."),
        ({"target_value": -1.0}, "No count, rate or share can ever be that."),
        ({"target_value": math.nan}, "No count, rate or share can ever be that."),
        ({"target_value": -math.inf}, "No count, rate or share can ever be that."),
    ],
)
def test_what_an_objective_cannot_say(draft, northmere, wrong, why):
    with pytest.raises(Refusal) as refused:
        add_whole(draft, northmere, **wrong)
    assert refused.value.why == why
    assert not Objective.objects.exists()


def test_nothing_of_the_neighbour_s_enters_a_plan(draft, northmere, neighbour):
    theirs = made_priority(neighbour)
    unagreed = made_figure(northmere, 77.0)
    wrong = (
        {"baseline": theirs.scored_theme.findings.get().figures.get()},
        {"baseline": unagreed},
        {"lead_body": neighbour.bodies[0]},
    )
    for values in wrong:
        with pytest.raises(Refusal):
            add_whole(draft, northmere, **values)
    with pytest.raises(Refusal):
        actions.add_objective(draft, priority=theirs, sentence="Theirs.", by=northmere.people["manager"], at=NOW)
    assert not Objective.objects.exists()


def test_an_objective_is_changed_and_neither_of_two_writers_is_lost(draft, northmere):
    objective = add_whole(draft, northmere)
    manager = northmere.people["manager"]
    actions.change_objective(objective, target_value=90.0, target_words="90", seen_version=1, by=manager, at=NOW)
    assert Event.objects.get(action="plan.change_objective").facts["changed"] == ["target_value", "target_words"]
    with pytest.raises(EditedMeanwhile):
        actions.change_objective(objective, target_words="95", seen_version=1, by=manager, at=NOW)
    with pytest.raises(Refusal, match="cannot say that"):
        actions.change_objective(objective, target_value=121.0, seen_version=2, by=manager, at=NOW)
    objective.refresh_from_db()
    assert (objective.target_words, objective.target_value) == ("90", 90.0)


def test_a_target_date_that_passed_since_does_not_stop_other_changes(draft, northmere):
    objective = add_whole(draft, northmere)
    long_after = NOW.replace(year=2028)
    manager = northmere.people["manager"]
    actions.change_objective(objective, target_words="Fewer", seen_version=1, by=manager, at=long_after)
    with pytest.raises(Refusal):
        actions.change_objective(objective, target_date=date(2027, 6, 30), seen_version=2, by=manager, at=long_after)


def test_adoption_is_blocked_while_anything_is_missing(draft, northmere):
    with pytest.raises(Refusal) as refused:
        adopt(draft, northmere)
    assert refused.value.why == "The priority “Vehicle crime” has no objective."
    add_whole(draft, northmere, lead_body=None)
    with pytest.raises(Refusal) as refused:
        adopt(draft, northmere)
    assert refused.value.why == "The objective “Fewer vehicles are broken into” has no body that leads it."
    draft.refresh_from_db()
    assert (draft.state, draft.decision) == ("draft", None)


def test_a_plan_is_adopted_by_a_decision_and_then_stays_as_it_is(draft, northmere):
    objective = add_whole(draft, northmere)
    adopt(draft, northmere)
    assert (draft.state, draft.adopted_by) == ("adopted", northmere.people["chair"])
    manager = northmere.people["manager"]
    changes = (
        lambda: add_whole(draft, northmere),
        lambda: actions.change_objective(objective, target_words="Less", seen_version=1, by=manager, at=LATER),
        lambda: actions.drop_objective(objective, seen_version=1, by=manager, at=LATER),
        lambda: actions.write_foreword(draft, foreword="New.", seen_version=2, by=manager, at=LATER),
        lambda: adopt(draft, northmere, version=2),
    )
    objective.plan.refresh_from_db()
    for change in changes:
        with pytest.raises(Refusal, match="cannot be changed"):
            change()
    assert Objective.objects.get().target_words == "100 or fewer"


@pytest.mark.parametrize("whose", ["neighbour", "few", "early", "used", "committee", "linked"])
def test_which_decisions_cannot_adopt(draft, northmere, neighbour, whose):
    add_whole(draft, northmere)
    meeting = Meeting.objects.create(group=northmere.board, held_on=DAY)
    Attendance.objects.create(meeting=meeting, body=northmere.bodies[0], is_present=True)
    few = Decision.objects.create(
        meeting=meeting, sentence="One agreed.", evidence=[], recorded_at=LATER, recorded_by=northmere.people["chair"]
    )
    early = northmere.decision()
    early.change(seen_version=1, recorded_at=NOW - timedelta(days=1))
    used = later_decision(northmere)
    Plan.objects.create(
        partnership=northmere.partnership,
        round=draft.round,
        plan_year="2025/26",
        drafted_at=NOW,
        drafted_by=northmere.people["manager"],
        decision=used,
    )
    decisions = {"neighbour": later_decision(neighbour), "few": few, "early": early, "used": used}
    if whose in {"committee", "linked"}:
        northmere.board.change(seen_version=1, kind=whose)
        decisions[whose] = later_decision(northmere)
        assert decisions[whose] not in queries.decisions_for(draft)
    with pytest.raises(Refusal, match="cannot adopt the plan"):
        adopt(draft, northmere, decisions[whose])
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_was_read_before_the_adoption_is_not_written_after_it(draft, northmere):
    """As when the page read the draft, and somebody adopted it before the form was sent."""
    add_whole(draft, northmere)
    objective = Objective.objects.select_related("plan").get(plan=draft)
    stale = Plan.objects.get(pk=draft.pk)
    adopt(draft, northmere)
    given = {"by": northmere.people["manager"], "at": LATER}
    for change in (
        lambda: actions.change_objective(objective, target_value=1.0, seen_version=objective.version, **given),
        lambda: actions.drop_objective(objective, seen_version=objective.version, **given),
        lambda: add_whole(stale, northmere),
    ):
        with pytest.raises(Refusal, match="cannot be changed"):
            change()
    assert Objective.objects.get(plan=draft).target_value == 100


def test_the_next_version_begins_as_a_copy_and_replaces_when_it_is_adopted(northmere):
    first = made_plan(northmere)
    manager = northmere.people["manager"]
    second = actions.new_version(first, by=manager, at=NOW)
    assert (second.number, second.replaces, second.state) == (2, first, "draft")
    assert [change.kind for change in queries.changes_of(second)] == ["same"]
    with pytest.raises(Refusal, match="The next version has begun"):
        actions.new_version(first, by=manager, at=NOW)
    with pytest.raises(Refusal, match="begins from the adopted plan"):
        actions.new_version(second, by=manager, at=NOW)

    copied = second.objectives.get()
    actions.change_objective(copied, target_value=80.0, target_words="80 or fewer", seen_version=1, by=manager, at=NOW)
    added = add(second, northmere)
    assert added.line == 2
    assert [change.kind for change in queries.changes_of(second)] == ["changed", "added"]
    actions.drop_objective(added, seen_version=1, by=manager, at=NOW)
    first.refresh_from_db()
    assert first.state == "adopted"
    assert first.objectives.get().target_words == "100 or fewer"

    adopt(second, northmere)
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "adopted")
    assert queries.adopted_plan(northmere.partnership) == second
    assert second.objectives.get().line == 1


def test_nobody_drops_what_somebody_else_has_just_changed(draft, northmere):
    objective = add_whole(draft, northmere)
    manager = northmere.people["manager"]
    actions.change_objective(objective, target_words="Less", seen_version=1, by=manager, at=NOW)
    with pytest.raises(EditedMeanwhile):
        actions.drop_objective(objective, seen_version=1, by=manager, at=NOW)
    assert Objective.objects.exists()


def test_an_adopted_plan_is_told_with_its_baseline_as_a_numbered_figure(northmere):
    told = queries.told(made_plan(northmere))
    (objective,) = told.priorities[0].objectives
    assert plain(objective.baseline) == "120 crimes; Northmere, 2025-01..2025-12"
    assert isinstance(objective.baseline[0], Number)
    assert objective.baseline[0].figure_id == objective.baseline_id
    blocks = plan_blocks(told)
    assert any("Vehicle crime" in str(block) for block in blocks)


def test_what_is_due_and_where_the_plan_stands(northmere):
    partnership = northmere.partnership
    priority = made_priority(northmere)
    assert [item.sentence for item in queries.due(partnership.pk, DAY)] == ["Draft the plan"]
    plan = actions.draft_plan(priority.scored_theme.round, by=northmere.people["manager"], at=NOW)
    (item,) = queries.due(partnership.pk, DAY)
    assert item.sentence == "Plan 2026/27, version 1 lacks 1 thing before it can be adopted"
    add_whole(plan, northmere)
    assert queries.standing(partnership.pk, DAY).waits_for == "its adoption"
    adopt(plan, northmere)
    assert queries.standing(partnership.pk, DAY).state == "done"
    (shown,) = queries.evidence(partnership.pk, DAY)
    assert shown.duty_key == "partnership_plan"


def test_a_plan_changed_after_the_decision_is_not_adopted_by_it(draft, northmere):
    """The board decided on the day after the draft; an objective was changed an hour later."""
    objective = add_whole(draft, northmere)
    decision = later_decision(northmere)
    changed = {"by": northmere.people["manager"], "at": LATER + timedelta(hours=1)}
    actions.change_objective(objective, seen_version=1, target_value=90.0, target_words="90 or fewer", **changed)
    with pytest.raises(Refusal, match="cannot be adopted by that decision"):
        adopt(draft, northmere, decision)
    draft.refresh_from_db()
    assert draft.state == "draft"
