"""What the public pages show of a release's content, in short sentences and plain tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saferplan.documents.release import Manifest
from saferplan.documents.wording import decimal
from saferplan.pages.charts import structure_chart, structure_words
from saferplan.pages.pictures import Chart
from saferplan.partnership.structure import GroupRow, structure_of
from saferplan.publication.content import Content, words_of
from saferplan.publication.content_numbers import PlaceTold
from saferplan.publication.content_who import MeetingTold, Part, Said
from saferplan.publication.content_year import ActionTold, EstimateTold, FindingTold, PriorityTold
from saferplan.publication.place_counts import ALL_CRIME
from saferplan.publication.public_tables import table_of
from saferplan.publication.summary import how_it_goes, in_words

HEADLINE_ESTIMATE = "safe_after_dark.safe"
_WORRIES = 3
_CHANGES = 3
_FILE_WORDS = {
    "plan.html": "The plan as a web page",
    "plan.pdf": "The plan as a PDF",
    "plan.docx": "The plan for Word",
    "plan.txt": "The plan as plain text",
    "content.json": "All of it as data",
    "figures.json": "Every number, and how it was counted",
    "tables/places.csv": "All ward counts as one table",
}


@dataclass(frozen=True, slots=True)
class SaidAndDid:
    """What residents name, and what the partnership made of it."""

    said: str
    did: str
    key: str


def headline(content: Content) -> str:
    """The front page's answer."""
    count = in_words(len(planned(content)), "thing", "things")
    return f"We work on {count} to make {content.partnership.area_name} safer. {how_it_goes(content)}"


def planned(content: Content) -> list[PriorityTold]:
    return [one for one in content.priorities if one.is_planned]


def others(content: Content) -> list[PriorityTold]:
    return [one for one in content.priorities if not one.is_planned]


def priority_of(content: Content, key: str) -> PriorityTold | None:
    return next((one for one in content.priorities if one.key == key), None)


def changes(content: Content) -> list[Said]:
    """Up to three things that changed: what was found of the work, what was counted, what the release changes."""
    found: list[Said] = [effect.sentence for effect in content.effects]
    cell = content.places.whole.cell(ALL_CRIME) if content.places else None
    if content.places and cell and cell.count is not None and cell.before is not None:
        measure = next(one for one in content.places.measures if one.key == ALL_CRIME)
        found.append(
            (
                Part(f"{measure.name} in {content.partnership.area_name}: "),
                Part(f"{cell.count:,}", cell.count_id),
                Part(f" in {measure.period}. The year before: "),
                Part(f"{cell.before:,}", cell.before_id),
                Part(f" in {measure.before}."),
            )
        )
    if content.release.what_changed:
        found.append((Part(content.release.what_changed),))
    return found[:_CHANGES]


def how_safe(content: Content) -> EstimateTold | None:
    """How safe people feel, where they were asked."""
    told = content.voice.estimates if content.voice else ()
    return next((one for one in told if one.key == HEADLINE_ESTIMATE), None)


def worries(content: Content) -> tuple[Any, ...]:
    """What residents name most."""
    return content.voice.concerns[:_WORRIES] if content.voice else ()


def next_meeting(content: Content, day: date) -> MeetingTold | None:
    """The next meeting that anybody may come to."""
    coming = [one for one in content.meetings if one.is_public and one.held_on >= day]
    return min(coming, key=lambda one: one.held_on, default=None)


def meetings(content: Content, day: date) -> tuple[list[MeetingTold], list[MeetingTold]]:
    """Those to come, the nearest first, and those held, the latest first."""
    ordered = sorted(content.meetings, key=lambda one: one.held_on)
    coming = [one for one in ordered if one.held_on >= day]
    return coming, [one for one in reversed(ordered) if one.held_on < day]


def findings_of(content: Content, priority: PriorityTold) -> list[FindingTold]:
    return [one for one in content.assessment.findings if one.number in priority.findings]


def of_priority(content: Content, priority: PriorityTold, home: str) -> dict[str, Any]:
    """All that a priority's page shows beside it."""
    concern = content.voice and next((one for one in content.voice.concerns if one.issue == priority.concern), None)
    own = [one for one in content.actions if one.priority_key == priority.key]
    return {
        "findings": findings_of(content, priority),
        "concern": concern,
        "objectives": [one for one in content.plan.objectives if one.priority_key == priority.key],
        "actions": actions_table(own) if own else None,
        "effects": [one for one in content.effects if one.priority_key == priority.key],
        "meets": [one for one in content.crosswalk.rows if one.priority_key == priority.key],
    }


def actions_table(actions: Sequence[ActionTold]) -> dict[str, Any]:
    """What is done, by whom, by when, and how it goes."""
    rows = [[one.sentence, one.lead, one.due_on, {"rag": one.letter, "words": one.word}] for one in actions]
    heads = ("What we do", "Who leads it", "By when", "How it goes")
    return table_of("Each step, who leads it and how it goes", [(head, "words") for head in heads], rows)


def said_and_did(content: Content) -> list[SaidAndDid]:
    """Residents' concerns that a theme tells of, and what was made of each."""
    return [
        SaidAndDid(concern.issue, priority.outcome_words, priority.key)
        for concern in (content.voice.concerns if content.voice else ())
        for priority in content.priorities
        if priority.concern == concern.issue
    ]


def structure(content: Content) -> Chart | None:
    """Who sits where, from the board down."""
    held = [
        GroupRow(one.number, one.name, one.kind, one.parent, one.chair_post, len(one.bodies)) for one in content.groups
    ]
    found = structure_of(held)
    if found.board is None:
        return None
    title = f"How {content.partnership.name} is set up"
    words = structure_words(found.board, found.linked)
    drawn = structure_chart(found.board, found.linked, title=title, alternative=words)
    return Chart(title=title, svg=drawn, alternative=words)


def marks_table(priority: PriorityTold) -> dict[str, Any]:
    """The marks by criterion: how many gave one, the mean and the spread."""
    rows = [
        [one.name, one.group, one.n, decimal(one.mean, 1), f"{one.lowest} to {one.highest}"]
        for one in priority.criteria
    ]
    columns = [
        *(("What was marked", "words"), ("Part", "words"), ("People", "number")),
        *(("Mean mark", "number"), ("Lowest to highest", "number")),
    ]
    return table_of(f"Marks for {priority.name}", columns, rows)


def files_told(manifest: Manifest, home: str, number: int) -> list[dict[str, str]]:
    """The files of a release that people want first, then how to get the rest."""
    sizes = {file.name: file.size for file in manifest.files}
    found = [
        {"address": f"{home}documents/{number}/{name}", "words": words, "size": _size(sizes[name])}
        for name, words in _FILE_WORDS.items()
        if name in sizes
    ]
    every = {"address": f"{home}documents/{number}/manifest.json", "words": "A list of all files, with a seal of each"}
    return [*found, every]


def uses_of(content: Content, figure_id: str, home: str) -> list[dict[str, str]]:
    """Which sentences of the release a figure stands in."""
    used = [
        {"address": f"{home}findings/{one.number}/", "words": f"Finding {one.number}: {words_of(one.sentence)}"}
        for one in content.assessment.findings
        if figure_id in one.figure_ids
    ]
    used += [
        {"address": f"{home}plan/{one.priority_key}/", "words": f"Where “{one.sentence.rstrip('.')}” starts"}
        for one in content.plan.objectives
        if one.baseline_id == figure_id
    ]
    used += [
        {"address": f"{home}plan/{one.priority_key}/", "words": f"What was found: {one.question}"}
        for one in content.effects
        if figure_id in one.figure_ids
    ]
    wards = content.places.wards if content.places else ()
    used += [
        {"address": f"{home}places/{one.key}/", "words": f"{one.name} ward"}
        for one in wards
        if _stands_in(one, figure_id)
    ]
    if content.places and _stands_in(content.places.whole, figure_id):
        used.append({"address": f"{home}places/", "words": "The table of wards"})
    return used


def _stands_in(place: PlaceTold, figure_id: str) -> bool:
    return any(figure_id in (cell.count_id, cell.rate_id, cell.before_id) for cell in place.cells)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
