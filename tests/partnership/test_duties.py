"""How duties stand on a day: every date here is counted by hand."""

from datetime import date

import pytest

from saferplan.definitions import loading
from saferplan.definitions.forms import Duty
from saferplan.partnership.due import Evidence
from saferplan.partnership.duties import duty_state, lawful_sentence, months_later

DUTIES = loading.duties()


def shown(key: str, on_date: date) -> Evidence:
    return Evidence(key, f"It was done on {on_date}.", on_date, "/page/")


def plan_state(day: date, *dates: date):
    return duty_state(DUTIES["partnership_plan"], [shown("partnership_plan", each) for each in dates], day)


def test_every_duty_cites_and_says_which_stage_shows_it():
    import saferplan

    assert list(DUTIES) == [
        "strategy_group",
        "strategic_assessment",
        "partnership_plan",
        "public_engagement",
        "information_sharing",
        "scrutiny",
    ]
    for duty in DUTIES.values():
        assert duty.shown_by in saferplan.STAGES
        assert all(cited.checked for cited in duty.citations)


def test_what_domain_marks_as_general_knowledge_is_said_to_be():
    doubted = {key for key, duty in DUTIES.items() if duty.from_general_knowledge}
    assert doubted == {"strategic_assessment", "partnership_plan", "public_engagement", "information_sharing"}


# Shown on 14 January 2025, so to be shown anew by 14 January 2026; sixty days before that is 15 November 2025.
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 1, 13), "not shown"),
        (date(2025, 1, 14), "shown"),
        (date(2025, 11, 14), "shown"),
        (date(2025, 11, 15), "falls due"),
        (date(2026, 1, 14), "falls due"),
        (date(2026, 1, 15), "overdue"),
    ],
)
def test_a_yearly_duty_through_its_year(day, state):
    assert plan_state(day, date(2025, 1, 14)).state == state


def test_the_newest_evidence_counts_and_other_duties_do_not():
    state = plan_state(date(2026, 2, 1), date(2024, 3, 1), date(2026, 1, 10))
    assert [item.on_date for item in state.evidence] == [date(2026, 1, 10), date(2024, 3, 1)]
    assert state.next_by == date(2027, 1, 10)
    other = duty_state(DUTIES["scrutiny"], [shown("partnership_plan", date(2026, 1, 10))], date(2026, 2, 1))
    assert other.state == "not shown"


def test_a_duty_that_does_not_recur_is_shown_once():
    once = Duty.model_validate({**DUTIES["scrutiny"].model_dump(), "recurs_months": None})
    state = duty_state(once, [shown("scrutiny", date(2010, 1, 1))], date(2026, 1, 14))
    assert (state.state, state.next_by) == ("shown", None)


def test_months_later_stays_inside_the_month():
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_later(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert months_later(date(2025, 3, 15), 12) == date(2026, 3, 15)


def test_the_answer_counts_what_is_overdue_as_not_met():
    day = date(2026, 1, 15)
    states = [plan_state(day, date(2025, 1, 14)), plan_state(day, date(2026, 1, 1)), plan_state(day)]
    assert lawful_sentence(states) == "1 of 3 duties is shown to be met today."
