"""The assessment's own part of the document: candidate findings, and what the regulations ask that is still open."""

from collections.abc import Sequence

from saferplan.assessment.findings import Finding
from saferplan.assessment.screening import FALSE_DISCOVERY_RATE, LEAST_STAKE
from saferplan.documents.blocks import Block, Heading, Note, Paragraph, Source, Strong, Text
from saferplan.documents.wording import percent

RULE = (
    f"Every measure was looked at in every place, against its own past and against the area around it. A difference "
    f"is a candidate where at most {percent(FALSE_DISCOVERY_RATE)} of such candidates are expected to be chance, and "
    f"where it surely stands for at least {LEAST_STAKE} crimes or incidents over the period. A neighbourhood is not "
    f"told where its ward is told of the same, and no place or kind of difference fills the list."
)


def finding_blocks(findings: Sequence[Finding], counts: Text) -> list[Block]:
    """The candidate findings one by one, most at stake first, after how they were found and how many more there are."""
    blocks: list[Block] = [Paragraph((RULE, " ", *counts))]
    if findings:
        blocks.append(Heading(2, "In order of what is at stake", "findings-in-order"))
    first_with: dict[str, int] = {}
    for found in findings:
        first = first_with.setdefault(found.measure_key, found.rank)
        blocks += [
            Heading(3, f"Candidate finding {found.rank}", f"finding-{found.rank}"),
            Paragraph((*found.sentence, " ", *found.certainty)),
        ]
        if found.reading:
            care: Text = (
                found.reading if first == found.rank else (f"As candidate finding {first} says of this measure.",)
            )
            blocks.append(Paragraph((Strong("Read with care. "), *care)))
        blocks.append(Source(found.source))
    return blocks


def summary_items(findings: Sequence[Finding], most_of_a_kind: int = 2) -> list[Text]:
    """The first findings of each kind for the summary, so that changes, levels and places are all heard."""
    told: list[Text] = []
    kinds: dict[str, int] = {}
    for found in findings:
        kinds[found.kind] = kinds.get(found.kind, 0) + 1
        if kinds[found.kind] <= most_of_a_kind:
            told.append(found.sentence)
    return told


def not_yet(title: str, requirement: str, next_step: str) -> Note:
    """A part of the regulations' contents without evidence: said, so that nobody thinks it was done."""
    return Note(title, ((requirement,), (next_step,)), kind="caution")
