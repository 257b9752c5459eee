"""How all actions go together: how many are complete or on time, of how many that were to have begun."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saferplan.delivery.rag import Rating
from saferplan.documents.wording import counted, percent

NOT_BEGUN = "Not begun"
ON_SCHEDULE = ("Complete", "On time")
# As they are shown, from what is well to what is not.
WORDS = ("Complete", "On time", "Behind", "Late", "Stuck")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many actions stand at each word. The base leaves out those whose start is still to come.

    Source: Sevenoaks' partnership set its target in 2003/4 as the share of projects complete or on schedule.
    """

    counts: Mapping[str, int]

    @property
    def base(self) -> int:
        return sum(self.counts.get(word, 0) for word in WORDS)

    @property
    def on_schedule(self) -> int:
        return sum(self.counts.get(word, 0) for word in ON_SCHEDULE)

    @property
    def sentence(self) -> str:
        """As it stands at the head of a page: "9 of 12 actions are complete or on time (75 %)."."""
        waiting = self.counts.get(NOT_BEGUN, 0)
        if not self.base:
            return f"{counted(waiting, 'action', 'actions')} planned, and none is to have begun yet."
        of = f"{self.on_schedule} of {counted(self.base, 'action', 'actions')}"
        said = f"{of} {'is' if 1 in (self.on_schedule, self.base) else 'are'} complete or on time"
        return f"{said} ({percent(self.on_schedule / self.base)})."

    @property
    def base_sentence(self) -> str:
        """What the headline counts, and what it leaves out."""
        waiting = self.counts.get(NOT_BEGUN, 0)
        left_out = (
            f" {counted(waiting, 'action', 'actions')} still to begin {_is(waiting)} left out." if waiting else ""
        )
        return f"Of the actions whose start has come.{left_out}"


def tally(ratings: Iterable[Rating]) -> Tally:
    """The ratings counted by their words."""
    return Tally(Counter(rating.word for rating in ratings))


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
