"""A signed-off assessment as a frozen account, and its part of a published document."""

from collections.abc import Sequence
from dataclasses import dataclass

from saferplan.documents.blocks import Block, Bullets, Heading, Number, Paragraph, Source, Strong, Text

Part = str | Number


@dataclass(frozen=True, slots=True)
class AgreedFinding:
    """A finding that stands; `sentence` in the partnership's words where it was amended."""

    rank: int
    sentence: tuple[Part, ...]
    certainty: str
    reading: str
    source: str
    theme: str
    is_amended: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LastYearLine:
    """An objective of last year's plan and how it ended."""

    priority: str
    objective: str
    target: str
    progress: str


@dataclass(frozen=True, slots=True)
class AgreedAssessment:
    """What an assessment says once it is signed off; periods as they were written ("2025-01..2025-12")."""

    plan_year: str
    area_name: str
    period: str
    against: str
    build_id: str
    screened_count: int
    decision: str
    findings: tuple[AgreedFinding, ...]
    set_aside_count: int
    last_year: tuple[LastYearLine, ...]
    attributions: tuple[str, ...]


def agreed_blocks(agreed: AgreedAssessment) -> list[Block]:
    """The agreed findings as part of a document, and what became of last year's objectives."""
    blocks: list[Block] = [Heading(1, "What the evidence shows", "agreed-findings")]
    for finding in agreed.findings:
        sentence: Text = (*finding.sentence, " ", finding.certainty)
        blocks.append(Paragraph(sentence))
        if finding.is_amended:
            blocks.append(Paragraph((Strong("Amended by the partnership. "), finding.reason)))
        if finding.reading:
            blocks.append(Paragraph((Strong("Read with care. "), finding.reading)))
        blocks.append(Source((finding.source,)))
    return [*blocks, *_last_year(agreed.last_year)]


def _last_year(lines: Sequence[LastYearLine]) -> list[Block]:
    if not lines:
        return []
    items: tuple[Text, ...] = tuple(
        (Strong(f"{line.priority}. "), f"{line.objective} Target: {line.target}. {line.progress}".strip())
        for line in lines
    )
    return [Heading(2, "What became of last year’s objectives", "last-year"), Bullets(items)]
