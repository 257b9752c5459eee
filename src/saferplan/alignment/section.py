"""The crosswalk as a part of a document and as a CSV file: how each pair meets, what shows it, and the gaps."""

from saferplan.alignment.gaps import WORDS, Crosswalk, OurPriority, TheirAim, gaps
from saferplan.documents.blocks import Block, Bullets, Column, Document, Heading, Paragraph, Row, Table, Text
from saferplan.documents.csv_tables import tables
from saferplan.documents.wording import listed

_KEY = "crosswalk"
_HEADINGS = ("Our priority", "Strategy", "Body", "Their aim", "How they meet", "What shows it")


def alignment_blocks(crosswalk: Crosswalk) -> tuple[Block, ...]:
    """The section: the strategies looked at, every meeting with what shows it, and the gaps as sentences."""
    heading = Heading(1, "Other bodies’ strategies", "alignment")
    strategies = list(dict.fromkeys(f"{aim.strategy} ({aim.body})" for aim in crosswalk.aims))
    if not strategies or not crosswalk.priorities:
        return (heading, Paragraph(("No strategy of another body has been held against our priorities.",)))
    blocks: list[Block] = [heading, Paragraph((f"Our priorities were held against {listed(strategies)}.",))]
    if crosswalk.meetings:
        blocks.append(crosswalk_table(crosswalk, with_gaps=False))
    found = gaps(crosswalk)
    if found:
        blocks.append(Heading(2, "Where they do not meet, or one way only", "alignment-gaps"))
        blocks.append(Bullets(tuple((gap.sentence,) for gap in found)))
    return tuple(blocks)


def crosswalk_table(crosswalk: Crosswalk, *, with_gaps: bool) -> Table:
    """Every meeting in a row; then, where asked, each priority and each aim that meets nothing."""
    rows = [
        Row(_cells(priority, aim, WORDS[met.direction], met.shown_by))
        for priority in crosswalk.priorities
        for aim in crosswalk.aims
        if (met := crosswalk.meeting(priority.key, aim.key))
    ]
    if with_gaps:
        rows += _alone(crosswalk)
    columns = tuple(Column(heading) for heading in _HEADINGS)
    return Table(_KEY, "How our priorities and other bodies’ aims meet", columns, tuple(rows))


def crosswalk_csv(crosswalk: Crosswalk) -> bytes:
    """The crosswalk as a CSV file, its gaps at the end."""
    table = crosswalk_table(crosswalk, with_gaps=True)
    document = Document("Crosswalk", "", "", "", "", (table,))
    return tables(document)[f"{_KEY}.csv"]


def _alone(crosswalk: Crosswalk) -> list[Row]:
    met_priorities = {one.priority for one in crosswalk.meetings}
    met_aims = {one.aim for one in crosswalk.meetings}
    ours = [one for one in crosswalk.priorities if one.key not in met_priorities]
    theirs = [one for one in crosswalk.aims if one.key not in met_aims]
    gap = WORDS["gap"]
    return [*(Row(_cells(one, None, gap, "")) for one in ours), *(Row(_cells(None, one, gap, "")) for one in theirs)]


def _cells(priority: OurPriority | None, aim: TheirAim | None, how: str, shown_by: str) -> tuple[Text, ...]:
    theirs = (aim.strategy, aim.body, aim.sentence) if aim else ("", "", "")
    return tuple((words,) for words in (priority.name if priority else "", *theirs, how, shown_by))
