"""What changes the crosswalk: strategies of other bodies, their aims, and how our priorities meet them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from saferplan.alignment.models import DIRECTIONS, Aim, CrosswalkRow, Strategy
from saferplan.alignment.queries import ALIGNED_OUTCOMES
from saferplan.alignment.rules import refuse_blank, refuse_days, refuse_link, refuse_twice
from saferplan.history.actions import action, record
from saferplan.partnership.models import Partnership, Person
from saferplan.priorities.models import Priority
from saferplan.terms.problems import Refusal


@action
def add_strategy(
    partnership: Partnership,
    *,
    body_name: str,
    title: str,
    link: str,
    starts_on: date,
    ends_on: date | None,
    checked_on: date,
    by: Person,
    at: datetime,
) -> Strategy:
    """Add another body's strategy as it is published. Fails: Refusal where that body's is there already."""
    refuse_blank(body_name, "A strategy is some body’s.")
    refuse_blank(title, "A strategy has a title.")
    refuse_days(starts_on, ends_on, checked_on, localdate(at))
    refuse_link(link)
    _refuse_same(partnership, body_name=body_name, title=title, starts_on=starts_on)
    strategy = Strategy.objects.create(
        partnership=partnership,
        body_name=body_name.strip(),
        title=title.strip(),
        link=link,
        starts_on=starts_on,
        ends_on=ends_on,
        checked_on=checked_on,
    )
    facts = {"starts_on": str(starts_on), "ends_on": str(ends_on or ""), "checked_on": str(checked_on)}
    record(strategy, by=by, at=at, partnership=partnership, facts=facts)
    return strategy


@action
def change_strategy(
    strategy: Strategy,
    *,
    body_name: str,
    title: str,
    link: str,
    starts_on: date,
    ends_on: date | None,
    checked_on: date,
    seen_version: int,
    by: Person,
    at: datetime,
) -> None:
    """Change what is said of a strategy: its end, or the day somebody last looked at it."""
    refuse_blank(body_name, "A strategy is some body’s.")
    refuse_blank(title, "A strategy has a title.")
    refuse_days(starts_on, ends_on, checked_on, localdate(at))
    refuse_link(link)
    _refuse_same(strategy.partnership, body_name=body_name, title=title, starts_on=starts_on, but=strategy)
    strategy.change(
        seen_version=seen_version,
        body_name=body_name.strip(),
        title=title.strip(),
        link=link,
        starts_on=starts_on,
        ends_on=ends_on,
        checked_on=checked_on,
    )
    facts = {"starts_on": str(starts_on), "ends_on": str(ends_on or ""), "checked_on": str(checked_on)}
    record(strategy, by=by, at=at, partnership=strategy.partnership, facts=facts)


@action
def add_aims(strategy: Strategy, sentences: Sequence[str], *, by: Person, at: datetime) -> list[Aim]:
    """Add aims to a strategy in the order given, after those it has."""
    wanted = [sentence.strip() for sentence in sentences if sentence.strip()]
    held = list(strategy.aims.all())
    refuse_blank(" ".join(wanted), "A strategy’s aims are its own words.")
    refuse_twice([*(aim.sentence for aim in held), *wanted])
    after = max((aim.position for aim in held), default=0)
    added = [
        Aim.objects.create(strategy=strategy, position=after + place, sentence=sentence)
        for place, sentence in enumerate(wanted, start=1)
    ]
    facts = {"added": len(added), "aims": [aim.pk for aim in added]}
    record(strategy, by=by, at=at, partnership=strategy.partnership, facts=facts)
    return added


@action
def change_aim(aim: Aim, *, sentence: str, seen_version: int, by: Person, at: datetime) -> None:
    """Mend an aim's words, where they were typed wrongly."""
    refuse_blank(sentence, "An aim is a sentence.")
    others = aim.strategy.aims.exclude(pk=aim.pk)
    refuse_twice([*(other.sentence for other in others), sentence.strip()])
    aim.change(seen_version=seen_version, sentence=sentence.strip())
    record(aim, by=by, at=at, partnership=aim.strategy.partnership, evidence=[aim.strategy])


@action
def add_row(priority: Priority, aim: Aim, *, direction: str, shown_by: str, by: Person, at: datetime) -> CrosswalkRow:
    """Say how a priority and an aim meet, and what shows it."""
    _refuse_pair(priority, aim, localdate(at))
    _refuse_row(direction, shown_by)
    row = CrosswalkRow.objects.create(
        priority=priority, aim=aim, direction=direction, shown_by=shown_by.strip(), added_at=at, added_by=by
    )
    evidence = [priority, aim]
    record(row, by=by, at=at, partnership=aim.strategy.partnership, evidence=evidence, facts={"direction": direction})
    return row


@action
def change_row(
    row: CrosswalkRow, *, direction: str, shown_by: str, seen_version: int, by: Person, at: datetime
) -> None:
    """Change how a priority and an aim meet, or what shows it."""
    _refuse_ended(row)
    _refuse_row(direction, shown_by)
    facts = {
        "direction": direction,
        "direction_before": row.direction,
        "words_changed": shown_by.strip() != row.shown_by,
    }
    row.change(seen_version=seen_version, direction=direction, shown_by=shown_by.strip())
    evidence = [row.priority, row.aim]
    record(row, by=by, at=at, partnership=row.aim.strategy.partnership, evidence=evidence, facts=facts)


@action
def end_row(row: CrosswalkRow, *, reason: str, seen_version: int, by: Person, at: datetime) -> None:
    """Take a row out of the crosswalk, saying why; it is kept, and another of the pair may be added."""
    _refuse_ended(row)
    refuse_blank(reason, "A row is taken out with a reason.")
    row.change(seen_version=seen_version, ended_at=at, ended_by=by, end_reason=reason.strip())
    evidence = [row.priority, row.aim]
    facts = {"direction": row.direction}
    record(row, by=by, at=at, partnership=row.aim.strategy.partnership, evidence=evidence, facts=facts)


def _refuse_same(
    partnership: Partnership, *, body_name: str, title: str, starts_on: date, but: Strategy | None = None
) -> None:
    same = Strategy.objects.filter(
        partnership=partnership, body_name__iexact=body_name.strip(), title__iexact=title.strip(), starts_on=starts_on
    )
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refusal(
            f"“{title}” of {body_name} is here already.",
            why="Two of one name and beginning cannot be told apart.",
            next_step="Use the one that is here.",
        )


def _refuse_pair(priority: Priority, aim: Aim, day: date) -> None:
    strategy = aim.strategy
    if priority.scored_theme.round.assessment.partnership_id != strategy.partnership_id:
        raise Refusal(
            "That priority is another partnership’s.",
            why=f"The crosswalk is of {strategy.partnership} alone.",
            next_step="Choose a priority of your own.",
        )
    if priority.outcome not in ALIGNED_OUTCOMES:
        raise Refusal(
            f"{priority} is no priority.",
            why=f"It was put down as: {priority.get_outcome_display().lower()}.",
            next_step="Choose one that the partnership chose.",
        )
    if not strategy.is_true_on(day):
        raise Refusal(
            f"“{strategy}” is not in force.",
            why="Its time has ended or has not begun.",
            next_step="Use the strategy that is in force, or correct its dates.",
        )
    if CrosswalkRow.objects.filter(priority=priority, aim=aim, ended_at=None).exists():
        raise Refusal(
            f"{priority} and that aim have a row already.",
            why="A pair meets in one row.",
            next_step="Change that row.",
        )


def _refuse_row(direction: str, shown_by: str) -> None:
    if direction not in dict(DIRECTIONS):
        raise Refusal(
            "That is no direction.", why="They meet both ways, or one way.", next_step="Choose one of the three."
        )
    refuse_blank(shown_by, "A row says what shows it: an action, a joint board, a shared fund.")


def _refuse_ended(row: CrosswalkRow) -> None:
    if row.ended_at is not None:
        raise Refusal(
            "This row was taken out of the crosswalk.", why=row.end_reason, next_step="Add another of the pair."
        )
