"""The strategic assessment whole, in the order the regulations ask for it."""

from collections.abc import Sequence
from datetime import date

from saferplan.assessment.chapters import closing, crime, opening
from saferplan.assessment.material import Material
from saferplan.documents.blocks import Block, Document

STATUS = "Draft: candidate findings, not yet agreed"


def strategic_assessment(material: Material, written_on: date) -> Document:
    """The document of one area and period. Source: SI 2007/1830 regs 5 to 7 for its contents."""
    chapters: Sequence[list[Block]] = (
        opening.summary(material),
        opening.about(material),
        opening.profile(material),
        crime.levels(material),
        crime.wards(material),
        crime.changes(material),
        crime.why(material),
        closing.findings(material),
        closing.open_parts(material),
        crime.county(material),
        closing.quality(material),
        closing.method(material),
        closing.glossary(material),
        closing.sources(material),
    )
    return Document(
        title=f"Strategic assessment: {material.area.name}, {material.period.words}",
        subtitle="Crime, disorder and substance misuse: what the evidence shows, and what it cannot show",
        status=STATUS,
        body=f"{material.partnership_name} community safety partnership",
        date_words=f"{written_on.day} {written_on:%B %Y}",
        blocks=tuple(block for chapter in chapters for block in chapter),
    )
