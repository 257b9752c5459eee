"""The closing chapters: candidate findings, what is still open, data quality, method, glossary and sources."""

from saferplan.assessment import section
from saferplan.assessment.findings_table import candidates_figure, comparisons_figure
from saferplan.assessment.material import Material
from saferplan.assessment.notices import notices_in_words
from saferplan.assessment.reference import GLOSSARY, METHOD
from saferplan.definitions import loading
from saferplan.documents.blocks import Block, Bullets, Heading, Number, Paragraph, Strong, Terms, Text
from saferplan.evidence.section import other_forces_blocks, quality_blocks
from saferplan.sources.section import source_entries


def findings(material: Material) -> list[Block]:
    """The candidate findings, ranked."""
    account, area = material.account, material.area
    months = material.period.months
    counts: Text = (
        "Of ",
        account.book.number(comparisons_figure(account.basis, area, months, material.screened)),
        " comparisons looked at, ",
        account.book.number(candidates_figure(account.basis, area, months, material.screened)),
        " passed as candidates",
        "; those with most at stake are set out below, of each place and kind the first few. "
        if material.findings
        else ". ",
        "All comparisons are in findings.csv.",
    )
    return [
        Heading(1, "Matters to consider: candidate findings", "findings"),
        *section.finding_blocks(material.findings, counts),
    ]


def open_parts(material: Material) -> list[Block]:
    """What the regulations ask for and no evidence was supplied for."""
    return [
        Heading(1, "What people who live and work here say", "voice"),
        section.not_yet(
            "No survey answers were supplied",
            "The assessment must also set out what people living and working in the area think should be prioritised.",
            "Add the partnership's survey, or another source of residents' views, before the assessment is agreed.",
        ),
        Heading(1, "How far last year's plan was carried out", "plan-progress"),
        section.not_yet(
            "No plan was supplied",
            "The assessment must also say how far the partnership plan of the year before was implemented.",
            "Add the leads' account of each action before the assessment is agreed.",
        ),
    ]


def quality(material: Material) -> list[Block]:
    """What was read, what is missing, what is doubtful."""
    blocks: list[Block] = [
        Heading(1, "How good the data are", "quality"),
        *quality_blocks(
            material.force,
            material.account.book,
            material.files,
            material.supply,
            months=material.period.months,
            crime_types=loading.measures()["all_crime"].crime_types,
        ),
        Heading(2, "Other forces' records in the area", "other-forces"),
        *other_forces_blocks(
            material.other_forces,
            material.other_force_rows,
            material.account.book,
            months=material.period.months,
            district_codes=material.account.basis.district_codes[material.groups[0].code],
            county_name=material.groups[0].name,
        ),
    ]
    if material.notices:
        items: tuple[Text, ...] = tuple((sentence,) for sentence in notices_in_words(material.notices))
        blocks += [Heading(2, "What else was noticed", "notices"), Bullets(items)]
    return blocks


def method(material: Material) -> list[Block]:
    """How the numbers were made, in words, and how to check them."""
    example = material.account.book.figures[0].figure_id
    return [
        Heading(1, "Method", "method"),
        *(Paragraph((Strong(f"{title}. "), text)) for title, text in METHOD),
        Paragraph(
            (
                Strong("Checking a number. "),
                "Every number in this document is listed in figures.csv with an address such as ",
                Number(example, example),
                ". The command “saferplan trace” with that address prints the number's path to its raw files and "
                "counts it again from their bytes.",
            )
        ),
    ]


def glossary(material: Material) -> list[Block]:
    """Words that a reader may not know."""
    return [
        Heading(1, "Glossary", "glossary"),
        Terms(tuple((word, (meaning,)) for word, meaning in GLOSSARY)),
    ]


def sources(material: Material) -> list[Block]:
    """Publishers, licences and attributions."""
    return [Heading(1, "Sources and licences", "sources"), Terms(source_entries(material.source_keys))]
