"""The crosswalk's rules, each both ways: allowed and in the history, or refused and leaving nothing."""

from datetime import date, timedelta

import pytest

from alignment.crossed import PLAN, aims_of, row_of, strategy_of
from cast import DAY, NOW, made_priority
from saferplan.alignment import queries
from saferplan.alignment.actions import change_aim, change_row, change_strategy, end_row
from saferplan.alignment.models import Aim, CrosswalkRow, Strategy
from saferplan.history.models import Event
from saferplan.history.queries import checked
from saferplan.pages.records import EditedMeanwhile
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db


def events():
    return [event.action for event in Event.objects.all()]


def test_a_strategy_its_aims_and_a_row_are_in_the_history(northmere):
    priority = made_priority(northmere)
    strategy = strategy_of(northmere)
    aims = aims_of(northmere, strategy)
    row = row_of(northmere, priority, aims[1])
    assert [aim.position for aim in aims] == [1, 2]
    assert events() == ["alignment.add_strategy", "alignment.add_aims", "alignment.add_row"]
    assert Event.objects.last().evidence == [priority.key, aims[1].key]
    assert checked().faults == ()
    found = queries.crosswalk(northmere.partnership, DAY)
    assert [(one.key, one.priority, one.aim) for one in found.meetings] == [(row.pk, priority.pk, aims[1].pk)]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"body_name": " "}, "Something is left blank."),
        ({"title": ""}, "Something is left blank."),
        ({"ends_on": date(2024, 3, 31)}, "A strategy cannot end before it begins."),
        ({"checked_on": DAY + timedelta(days=1)}, "Nobody can have looked at it on a day to come."),
        ({"link": "javascript:alert(1)"}, "That is no address of a page."),
    ],
)
def test_strategies_that_are_none(northmere, changed, what):
    with pytest.raises(Refusal) as said:
        strategy_of(northmere, **changed)
    assert said.value.what == what
    assert not Strategy.objects.exists()
    assert events() == []


def test_a_strategy_is_added_once_and_its_next_term_is_another(northmere):
    strategy_of(northmere)
    with pytest.raises(Refusal, match="is here already"):
        strategy_of(northmere, title="POLICE AND CRIME PLAN")
    strategy_of(northmere, starts_on=date(2028, 4, 1), ends_on=None)
    assert events() == ["alignment.add_strategy"] * 2


def test_a_strategy_is_changed_unless_somebody_else_did(northmere):
    strategy = strategy_of(northmere)
    values = PLAN | {"ends_on": date(2026, 5, 1), "by": northmere.people["manager"], "at": NOW}
    change_strategy(strategy, **values, seen_version=1)
    assert strategy.ends_on == date(2026, 5, 1)
    with pytest.raises(EditedMeanwhile):
        change_strategy(strategy, **values | {"title": "Another"}, seen_version=1)
    assert events() == ["alignment.add_strategy", "alignment.change_strategy"]


def test_aims_follow_those_that_are_there_and_none_stands_twice(northmere):
    strategy = strategy_of(northmere)
    aims_of(northmere, strategy)
    assert [aim.position for aim in aims_of(northmere, strategy, ["Fewer victims"])] == [3]
    for sentences, what in ((["safer ROADS"], "stands twice"), (["New", "new"], "stands twice"), (["", " "], "blank")):
        with pytest.raises(Refusal, match=what):
            aims_of(northmere, strategy, sentences)
    assert Aim.objects.count() == 3


def test_the_words_of_an_aim_are_mended(northmere):
    aim, other = aims_of(northmere, strategy_of(northmere))
    change_aim(aim, sentence="Safer streets", seen_version=1, by=northmere.people["analyst"], at=NOW)
    assert aim.sentence == "Safer streets"
    with pytest.raises(Refusal, match="stands twice"):
        change_aim(other, sentence="safer streets", seen_version=1, by=northmere.people["analyst"], at=NOW)
    assert events()[-1] == "alignment.change_aim"


def test_rows_that_are_none_leave_nothing(northmere, neighbour):
    priority = made_priority(northmere)
    aim = aims_of(northmere, strategy_of(northmere))[0]
    over = aims_of(northmere, strategy_of(northmere, title="Over", ends_on=date(2026, 1, 13)))[0]
    theirs = aims_of(neighbour, strategy_of(neighbour))[0]
    before = events()
    for wrong_aim, changed, what in (
        (theirs, {}, "That priority is another partnership’s."),
        (over, {}, "“Over” is not in force."),
        (aim, {"direction": "up"}, "That is no direction."),
        (aim, {"shown_by": "  "}, "Something is left blank."),
    ):
        with pytest.raises(Refusal) as said:
            row_of(northmere, priority, wrong_aim, **changed)
        assert said.value.what == what
    priority.change(seen_version=1, outcome="watch")
    with pytest.raises(Refusal, match="Vehicle crime is no priority"):
        row_of(northmere, priority, aim)
    assert not CrosswalkRow.objects.exists()
    assert events() == before


def test_a_pair_has_one_row_until_it_is_taken_out_and_then_another(northmere):
    priority = made_priority(northmere)
    aim = aims_of(northmere, strategy_of(northmere))[0]
    row = row_of(northmere, priority, aim)
    with pytest.raises(Refusal, match="have a row already"):
        row_of(northmere, priority, aim)
    values = {"by": northmere.people["analyst"], "at": NOW}
    with pytest.raises(Refusal, match="left blank"):
        end_row(row, reason=" ", seen_version=1, **values)
    end_row(row, reason="The joint board was closed.", seen_version=1, **values)
    assert CrosswalkRow.objects.get().end_reason == "The joint board was closed."
    assert queries.crosswalk(northmere.partnership, DAY).meetings == ()
    for again in (
        lambda: end_row(row, reason="Again.", seen_version=2, **values),
        lambda: change_row(row, direction="ours", shown_by="Again.", seen_version=2, **values),
    ):
        with pytest.raises(Refusal, match="This row was taken out of the crosswalk"):
            again()
    row_of(northmere, priority, aim, direction="ours")
    assert CrosswalkRow.objects.count() == 2
    assert events()[-2:] == ["alignment.end_row", "alignment.add_row"]


def test_a_changed_row_leaves_its_direction_before_in_the_history(northmere):
    priority = made_priority(northmere)
    row = row_of(northmere, priority, aims_of(northmere, strategy_of(northmere))[0])
    values = {"shown_by": "A joint board.", "by": northmere.people["analyst"], "at": NOW}
    change_row(row, direction="theirs", seen_version=1, **values)
    assert Event.objects.last().facts == {"direction": "theirs", "direction_before": "both", "words_changed": True}
    with pytest.raises(EditedMeanwhile):
        change_row(row, direction="ours", seen_version=1, **values)
    assert CrosswalkRow.objects.get().direction == "theirs"


def test_what_waits_step_by_step(northmere):
    number = northmere.partnership.pk

    def waits():
        return [due.sentence for due in queries.due(number, DAY)], queries.standing(number, DAY).state

    assert waits() == ([], "not started")
    priority = made_priority(northmere)
    assert waits() == (["Add another body’s strategy to hold our priorities against"], "not started")
    strategy = strategy_of(northmere)
    assert waits() == (["Add the aims of “Police and crime plan”"], "not started")
    aim = aims_of(northmere, strategy)[0]
    assert waits() == (["Say which aims of others 1 priority meets"], "under way")
    row_of(northmere, priority, aim)
    assert waits() == ([], "done")


def test_what_is_not_in_force_or_not_chosen_last_is_left_out(northmere):
    priority = made_priority(northmere)
    row_of(northmere, priority, aims_of(northmere, strategy_of(northmere))[0])
    after = queries.crosswalk(northmere.partnership, date(2028, 4, 1))
    assert (after.aims, after.meetings) == ((), ())
    assert [one.name for one in after.priorities] == ["Vehicle crime"]
    assert [strategy.title for strategy in queries.past_strategies(northmere.partnership, date(2028, 4, 1))] == [
        "Police and crime plan"
    ]
