"""The clock on an answer to a recommendation: when it is due, how many days are left, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from saferplan.documents.wording import counted

# Not read in the regulations themselves: from general knowledge, and to be checked before it is relied on.
ANSWER_DAYS = 28
BASIS = "Police and Justice Act 2006, section 19, and the Crime and Disorder (Overview and Scrutiny) Regulations 2009"
BASIS_NOTE = (
    f"An answer is due {ANSWER_DAYS} days after a recommendation is made ({BASIS}). The number of days is from general "
    "knowledge and was not read in the regulations; check it with your council’s legal officer."
)
# From so many days before it is due, an answer is said to be due soon.
SOON_DAYS = 7


def answer_due_on(made_on: date) -> date:
    """The last day for an answer in time.

    >>> answer_due_on(date(2026, 1, 14))
    datetime.date(2026, 2, 11)
    """
    return made_on + timedelta(days=ANSWER_DAYS)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where one recommendation stands on a day; `answered_on` is None while it waits."""

    due_on: date
    day: date
    answered_on: date | None = None

    @property
    def days_left(self) -> int:
        """Days until the answer is due, or was given; below nought where it is or was late."""
        return (self.due_on - (self.answered_on or self.day)).days

    @property
    def is_waiting(self) -> bool:
        return self.answered_on is None

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and self.days_left < 0

    @property
    def words(self) -> str:
        """As a tag says it: "12 days left", "3 days overdue", "Answered in time"."""
        late = counted(-self.days_left, "day", "days")
        if not self.is_waiting:
            return f"Answered {late} late" if self.days_left < 0 else "Answered in time"
        if self.days_left == 0:
            return "Due today"
        return f"{late} overdue" if self.is_overdue else f"{counted(self.days_left, 'day', 'days')} left"

    @property
    def kind(self) -> str:
        """The kind of tag that the words are printed in."""
        if not self.is_waiting:
            return "good" if self.days_left >= 0 else "caution"
        if self.is_overdue:
            return "bad"
        return "caution" if self.days_left <= SOON_DAYS else "information"


def where_they_stand(clocks: Sequence[Clock]) -> str:
    """Where all recommendations stand, in a sentence without its full stop."""
    if not clocks:
        return "No recommendation has been made"
    waiting = [clock for clock in clocks if clock.is_waiting]
    whole = "The one recommendation" if len(clocks) == 1 else f"All {len(clocks)} recommendations"
    if not waiting:
        return f"{whole} {'is' if len(clocks) == 1 else 'are'} answered"
    if len(waiting) < len(clocks):
        whole = f"{len(waiting)} of {len(clocks)} recommendations"
    wait = f"{whole} {'waits' if len(waiting) == 1 else 'wait'} for an answer"
    overdue = sum(clock.is_overdue for clock in waiting)
    following = min(waiting, key=lambda clock: clock.due_on)
    if not overdue:
        return f"{wait}, the next by {day_in_words(following.due_on)}: {_begun(following.words)}"
    if len(waiting) == 1:
        return f"{wait}, which is {following.words}"
    return f"{wait}, and {overdue} {'is' if overdue == 1 else 'are'} overdue"


def day_in_words(day: date) -> str:
    """A date as "14 January 2026"."""
    return f"{day.day} {day:%B %Y}"


def _begun(words: str) -> str:
    return words[0].lower() + words[1:]
