"""Where members begin: Today, The year, and what was done lately."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from saferplan import STAGES
from saferplan.documents.wording import counted
from saferplan.pages.pictures import Chart
from saferplan.partnership import actions
from saferplan.partnership.due import Due, Standing, due_from, standing_of
from saferplan.partnership.duties import DutyState, lawful_sentence
from saferplan.partnership.queries import duty_states, history_lines, meetings_of, unseen_lines
from saferplan.partnership.requests import PageRequest, address
from saferplan.partnership.roles import Permission, needs
from saferplan.partnership.timeline import DayMark, PlanYear, plan_year_of, timeline_chart, timeline_words
from saferplan.partnership.views.tables import link, table, tag

ROWS = ("Board meets", "Other meetings", "Duty due", "Work due")
STATE_KINDS = {"not started": "none", "under way": "information", "done": "good"}
SHOWN_AT_ONCE = 50
LONGEST_NUMBER = 15
NEW_SHOWN = 20


@needs(Permission.READ)
def today(request: PageRequest) -> HttpResponse:
    """What is due from me, what waits for me, what changed since I last looked; nothing else."""
    if request.method == "POST":
        number = _number(request.POST.get("number", ""))
        if number is not None:
            actions.mark_seen(request.partnership, number=number, by=request.person, at=request.at)
        return redirect(address(request, "today"))
    mine = _mine(request)
    dated = [item for item in mine if item.by_date]
    late = sum(_is_late(item, request.day) for item in dated)
    new, new_count = unseen_lines(request.partnership, request.person, NEW_SHOWN)
    context = {
        "dated": [{"due": item, "is_late": _is_late(item, request.day)} for item in dated],
        "undated": [item for item in mine if not item.by_date],
        "answer": _today_sentence(len(mine), late),
        "new": new,
        "new_count": new_count,
        "newest": new[0].number if new else 0,
    }
    return render(request, "partnership/today.html", context)


@needs(Permission.READ)
def year(request: PageRequest) -> HttpResponse:
    """The plan year: where each stage stands, what falls on which day, and whether we are lawful today."""
    number, day = request.partnership.pk, request.day
    span, states = plan_year_of(day), duty_states(number, day)
    marks = sorted(_marks(request, states), key=lambda mark: (mark.on_date, mark.words))
    inside = [mark for mark in marks if span.starts_on <= mark.on_date <= span.ends_on]
    found = ((stage, standing_of(stage, number, day)) for stage in STAGES)
    standings = [(stage, standing) for stage, standing in found if standing]
    context = {
        "span": span,
        "answer": _year_sentence(standings, span),
        "chart": _year_chart(span, marks, day, inside),
        "stages": _stages_table(request, standings),
        "lawful": lawful_sentence(states),
        "duties": _duties_table(request, states),
    }
    return render(request, "partnership/year.html", context)


@needs(Permission.READ)
def history(request: PageRequest) -> HttpResponse:
    """What was done in the partnership, in sentences, newest first."""
    before = _number(request.GET.get("before", ""))
    lines = history_lines(request.partnership, SHOWN_AT_ONCE + 1, before=before)
    shown = lines[:SHOWN_AT_ONCE]
    context = {"lines": shown, "earlier": shown[-1].number if len(lines) > SHOWN_AT_ONCE else None, "before": before}
    return render(request, "partnership/history.html", context)


def _number(asked: str) -> int | None:
    """An event's number as an address or a form has it; None where it is none."""
    return int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else None


def _mine(request: PageRequest) -> list[Due]:
    """What this person may do and nobody else must."""
    return [item for item in due_from(request.partnership.pk, request.day) if _may_do(request, item)]


def _may_do(request: PageRequest, item: Due) -> bool:
    return item.who in request.permissions and item.person_id in (None, request.person.pk)


def _is_late(item: Due, day: date) -> bool:
    return item.by_date is not None and item.by_date < day


def _today_sentence(count: int, late: int) -> str:
    if not count:
        return "Nothing is due from you today"
    if count == late == 1:
        return "1 thing waits for you, and it is late"
    said = f"{counted(count, 'thing waits', 'things wait')} for you"
    return f"{said}; {late} {'is' if late == 1 else 'are'} late" if late else f"{said}; none is late"


def _year_sentence(standings: list[tuple[str, Standing]], span: PlanYear) -> str:
    done = sum(standing.state == "done" for _, standing in standings)
    stages = counted(len(standings), "stage", "stages")
    return f"{done} of {stages} {'is' if done == 1 else 'are'} done in the plan year {span.name}"


def _marks(request: PageRequest, states: tuple[DutyState, ...]) -> list[DayMark]:
    """What stands on a day: meetings, duties to be shown anew, and work due."""
    found = []
    for meeting in meetings_of(request.partnership.pk):
        row = ROWS[0] if meeting.group.kind == "board" else ROWS[1]
        words = f"{meeting.group.name} meets{', open to the public' if meeting.is_public else ''}"
        found.append(DayMark(row, meeting.held_on, words, address(request, "meeting", meeting.pk)))
    for state in states:
        if state.next_by:
            here = f"{address(request, 'duties')}#{state.duty.key}"
            found.append(DayMark(ROWS[2], state.next_by, f"To be shown anew: {state.duty.name.lower()}", here))
    for item in due_from(request.partnership.pk, request.day):
        if item.by_date:
            # Its page is closed to those who may not do it; that it is due, everybody sees.
            there = item.address if _may_do(request, item) else ""
            found.append(DayMark(ROWS[3], item.by_date, item.sentence, there))
    return found


def _year_chart(span: PlanYear, marks: list[DayMark], day: date, inside: list[DayMark]) -> Chart:
    title = f"{counted(len(inside), 'day is', 'days are')} marked in the plan year {span.name}"
    rows = [[_day_words(mark.on_date), mark.row, link(mark.words, mark.address)] for mark in marks]
    return Chart(
        title=title,
        svg=timeline_chart(span, ROWS, marks, day, title=title),
        alternative=timeline_words(span, marks, day),
        subtitle=f"{_day_words(span.starts_on)} to {_day_words(span.ends_on)}",
        table=table("Every day that is marked", ["Day", "What kind", "What"], rows) if rows else None,
    )


def _stages_table(request: PageRequest, standings: list[tuple[str, Standing]]) -> dict[str, Any]:
    rows = [
        [
            link(stage.capitalize(), _first(request, stage)),
            tag(standing.state.capitalize(), STATE_KINDS[standing.state]),
            standing.sentence,
            standing.waits_for,
        ]
        for stage, standing in standings
    ]
    return table("Where each stage stands", ["Stage", "State", "Where it stands", "What it waits for"], rows)


def _duties_table(request: PageRequest, states: tuple[DutyState, ...]) -> dict[str, Any]:
    rows = []
    for state in states:
        last = state.evidence[0] if state.evidence else None
        shown = link(f"{last.sentence} {_day_words(last.on_date)}.", last.address) if last else "Nothing yet"
        name = link(state.duty.name, f"{address(request, 'duties')}#{state.duty.key}")
        rows.append([name, tag(state.state.capitalize(), state.kind), shown, state.next_by])
    return table("Duties and what shows them", ["Duty", "State", "Shown last by", "Show anew by"], rows)


def _first(request: PageRequest, stage: str) -> str:
    try:
        return reverse(f"{stage}:first", args=[request.partnership.slug])
    except NoReverseMatch:
        return ""


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
