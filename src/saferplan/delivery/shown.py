"""Actions as tables and a picture for their pages."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from saferplan.delivery.rag import Rating
from saferplan.delivery.tally import WORDS, tally
from saferplan.documents.pictures import Bar, Bars
from saferplan.documents.wording import counted, listed, percent
from saferplan.pages.pictures import Chart, svg_for_page

# A picture of fewer shows less than the list below it.
LEAST_PICTURED = 4
_STATE_LETTERS = {"R": "Red", "A": "Amber", "G": "Green", "B": "Complete", "–": "Not begun", "": "Not rated"}


class Rated(Protocol):
    """An action on a page: its record and its rating."""

    @property
    def action(self) -> Any: ...

    @property
    def rating(self) -> Rating: ...


def actions_table(caption: str, lines: Iterable[Rated], address: Callable[[int], str]) -> dict[str, Any]:
    """Actions in a table: what, who, by when, the letter with its word, and why."""
    rows = [
        [
            {"address": address(line.action.pk), "words": line.action.sentence},
            line.action.lead.person.name,
            line.action.due_on,
            {"rag": line.rating.letter, "words": line.rating.word},
            line.rating.reason,
        ]
        for line in lines
    ]
    headings = ("Action", "Lead", "By when", "How it goes", "Why")
    return {"caption": caption, "columns": [{"heading": heading} for heading in headings], "rows": rows}


def updates_table(updates: Iterable[Any]) -> dict[str, Any]:
    """What was said of an action, newest first, each with the rating of its day."""
    rows = [
        [
            update.said_at,
            {"rag": update.letter, "words": _STATE_LETTERS[update.letter]},
            percent(update.done_share),
            update.words,
            update.said_by.name,
        ]
        for update in updates
    ]
    columns = [{"heading": heading} for heading in ("When", "Rated then", "Done", "What was said", "By")]
    columns[2]["kind"] = "number"
    return {"caption": "What was said of it", "columns": columns, "rows": rows}


def standing_chart(lines: Sequence[Rated]) -> Chart | None:
    """How many actions stand at each word, as bars; None where they are too few for a picture."""
    found = tally(line.rating for line in lines)
    if found.base < LEAST_PICTURED:
        return None
    counts = [(word, found.counts.get(word, 0)) for word in WORDS]
    picture = Bars(tuple(Bar(word, count) for word, count in counts), "Actions")
    said = listed([f"{counted(count, 'action', 'actions')} {word.lower()}" for word, count in counts])
    title = listed([f"{count} {word.lower()}" for word, count in counts[2:] if count]) or "None is behind"
    alternative = f"Bars of actions by how they go: {said}."
    return Chart(
        title=title,
        svg=svg_for_page(picture, title=title, alternative=alternative),
        alternative=alternative,
        subtitle="Actions whose start has come, by how they go.",
    )
