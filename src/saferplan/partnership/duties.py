"""Whether a duty is shown to be met on a day, from what was shown of it and how often it is shown anew."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from saferplan.definitions.forms import Duty
from saferplan.documents.wording import counted
from saferplan.partnership.due import Evidence

# From so many days before it runs out, a duty is said to fall due.
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class DutyState:
    """How a duty stands: what shows it, newest first, and by when it is to be shown anew."""

    duty: Duty
    state: Literal["shown", "falls due", "overdue", "not shown"]
    evidence: tuple[Evidence, ...]
    next_by: date | None

    @property
    def is_met(self) -> bool:
        """Whether what was shown still holds."""
        return self.state in ("shown", "falls due")

    @property
    def kind(self) -> str:
        """The kind of tag that the state is printed as."""
        return {"shown": "good", "falls due": "caution", "overdue": "bad", "not shown": "bad"}[self.state]


def duty_state(duty: Duty, evidence: Iterable[Evidence], day: date) -> DutyState:
    """How one duty stands on a day; what was shown after that day does not count."""
    shown = [item for item in evidence if item.duty_key == duty.key and item.on_date <= day]
    shown.sort(key=lambda item: (item.on_date, item.sentence), reverse=True)
    if not shown:
        return DutyState(duty, "not shown", (), None)
    if duty.recurs_months is None:
        return DutyState(duty, "shown", tuple(shown), None)
    next_by = months_later(shown[0].on_date, duty.recurs_months)
    if next_by < day:
        return DutyState(duty, "overdue", tuple(shown), next_by)
    return DutyState(duty, "falls due" if next_by - day <= SOON else "shown", tuple(shown), next_by)


def lawful_sentence(states: Sequence[DutyState]) -> str:
    """Whether we are lawful today, as far as it is shown: "4 of 6 duties are shown to be met today."."""
    met = sum(state.is_met for state in states)
    verb = "is" if met == 1 else "are"
    return f"{met} of {counted(len(states), 'duty', 'duties')} {verb} shown to be met today."


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day.

    >>> months_later(date(2024, 2, 29), 12), months_later(date(2025, 11, 30), 3)
    (datetime.date(2025, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
