"""The plan as one document: a summary in plain words, then every stage's own section, then the wards."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from saferplan.alignment.section import alignment_blocks
from saferplan.assessment.agreed import agreed_blocks
from saferplan.delivery.section import delivery_blocks
from saferplan.documents.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Illustration,
    Note,
    Number,
    Paragraph,
    Row,
    Source,
    Table,
    Terms,
    Text,
    plain,
)
from saferplan.evaluation.section import evaluation_blocks
from saferplan.plan.section import plan_blocks
from saferplan.priorities.section import priorities_blocks
from saferplan.publication.content import Content
from saferplan.publication.content_year import VoiceTold
from saferplan.publication.disclosure import WITHHELD_SENTENCE
from saferplan.publication.figures_told import figures_named
from saferplan.publication.gathered import Gathered
from saferplan.publication.place_tables import place_blocks
from saferplan.publication.summary import summary
from saferplan.publication.wording import day_words
from saferplan.scrutiny.section import scrutiny_blocks

STATUS = "Published by the partnership"


def plan_document(gathered: Gathered, content: Content) -> Document:
    """The document, with no number that the content does not hold."""
    about, edition = content.partnership, content.release
    blocks: list[Block] = [
        *_summary_blocks(content),
        *plan_blocks(gathered.plan),
        *delivery_blocks(gathered.delivery),
        *evaluation_blocks(gathered.evaluations),
        *priorities_blocks(gathered.round),
        *agreed_blocks(gathered.assessment),
        *_voice_blocks(content.voice),
        *scrutiny_blocks(gathered.scrutiny),
        *alignment_blocks(gathered.crosswalk),
        *(place_blocks(content.places) if content.places else ()),
        *_closing_blocks(content),
    ]
    return Document(
        title=f"Community safety plan {content.plan.year}",
        subtitle=f"{about.area_name}. Release {edition.number}.",
        status=STATUS,
        body=about.name,
        date_words=day_words(edition.prepared_on),
        blocks=tuple(without_withheld(blocks, content.figures.keys())),
    )


def without_withheld(blocks: Iterable[Block], going: Iterable[str]) -> list[Block]:
    """The blocks with each text that prints or names a figure that does not go out replaced by one that says so.

    An address alone would do: it is a hash of the figure, and of few possible counts anybody can try each.
    """
    allowed = frozenset(going)

    def clean(text: Text) -> Text:
        named = {part.figure_id for part in text if isinstance(part, Number)} | set(figures_named(plain(text)))
        return text if named <= allowed else (WITHHELD_SENTENCE,)

    return [_cleaned(block, clean) for block in blocks]


def _cleaned(block: Block, clean: Callable[[Text], Text]) -> Block:
    match block:
        case Paragraph(text=text) | Source(text=text):
            return replace(block, text=clean(text))
        case Note(text=texts):
            return replace(block, text=tuple(map(clean, texts)))
        case Bullets(items=items):
            return replace(block, items=tuple(map(clean, items)))
        case Terms(entries=entries):
            return replace(block, entries=tuple((term, clean(text)) for term, text in entries))
        case Table(rows=rows, note=note):
            cleaned = tuple(replace(row, cells=tuple(map(clean, row.cells))) for row in rows)
            return replace(block, rows=cleaned, note=clean(note))
        case Illustration(title=title):
            assert clean(title) == title, "a picture's title prints what goes out"
    return block


def _summary_blocks(content: Content) -> list[Block]:
    blocks: list[Block] = [Heading(1, "In brief", "in-brief")]
    blocks += [Paragraph((sentence,)) for sentence in summary(content)]
    rows = tuple(
        Row(((priority.name,), (f"{priority.state_letter} {priority.state}",)))
        for priority in content.priorities
        if priority.is_planned
    )
    if rows:
        blocks.append(Table("in-brief", "Our priorities", (Column("Priority"), Column("How it goes")), rows))
    if content.release.what_changed:
        blocks += [Heading(2, "What this release changes", "what-changed"), Paragraph((content.release.what_changed,))]
    return blocks


def _voice_blocks(voice: VoiceTold | None) -> list[Block]:
    if voice is None:
        return []
    blocks: list[Block] = [Heading(1, "What residents say", "voice")]
    rows = tuple(
        Row(((one.issue,), tuple(Number(part.text, part.figure_id) for part in one.share))) for one in voice.concerns
    )
    if rows:
        columns = (Column("Issue"), Column("Share who name it", "number"))
        blocks.append(Table("voice-concerns", "What worries people most", columns, rows))
    return [*blocks, Note("How people were asked", ((f"{voice.name}. {voice.method}",),))]


def _closing_blocks(content: Content) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, "Where the numbers come from", "sources"),
        Paragraph(
            (
                "Each number here has a figure behind it. The file figures.json holds them all, with the way each was "
                "counted. Our site shows the raw files behind each one.",
            )
        ),
    ]
    if content.raw_files:
        rows = tuple(Row(((file.name,), (file.sha256[:16],))) for file in content.raw_files)
        columns = (Column("File"), Column("First letters of its SHA-256"))
        blocks.append(Table("raw-files", "The raw files", columns, rows))
    return [*blocks, *(Source((line,)) for line in content.attributions)]
