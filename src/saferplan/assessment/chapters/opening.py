"""The opening chapters: the answer first, what this document is, and who lives in the area."""

from saferplan.assessment import section
from saferplan.assessment.chapters.spans import refused_comparisons, too_few_months
from saferplan.assessment.material import Material
from saferplan.definitions import loading
from saferplan.documents.blocks import Block, Bullets, Heading, Note, Paragraph, Strong, Text
from saferplan.documents.wording import listed, ordinal
from saferplan.measures.figures import Place, count_figure, rank_figure, rate_figure
from saferplan.measures.readings import Record
from saferplan.sources.section import profile_blocks
from saferplan.terms.months import months_in_words


def summary(material: Material) -> list[Block]:
    """The answer first: how much, how it ranks, what stands out, and what may not be compared."""
    blocks: list[Block] = [
        Heading(1, "Summary", "summary"),
        Paragraph(_crime_in_brief(material)),
        Paragraph(_asb_in_brief(material)),
        *refused_comparisons(material),
        *too_few_months(material),
        *_types_not_counted(material),
    ]
    told = section.summary_items(material.findings)
    if told:
        blocks.append(Paragraph(("What stands out most, of all that was looked at:",)))
        blocks.append(Bullets(tuple(told), numbered=True))
    else:
        blocks.append(Paragraph(("Of all that was looked at, nothing stands out beyond what chance would show.",)))
    return blocks


def _types_not_counted(material: Material) -> list[Block]:
    """A caution where rows are of a type that no measure knows: every count of crime lacks them."""
    files = [problem.subject for problem in material.notices if problem.kind == "unknown_crime_type"]
    if not files:
        return []
    said = (
        f"{listed(files)}: some rows are of a type that no measure counts, so that counts of crime are too low by them."
    )
    next_step = "The notes of the command name the type. Compare the file with the one published, or add the type."
    return [Note("Some rows are not counted", ((said,), (next_step,)), kind="caution")]


def about(material: Material) -> list[Block]:
    """What this document is, and what it is not yet."""
    return [
        Heading(1, "About this assessment", "about"),
        Paragraph(
            (
                f"Every year the responsible authorities of {material.area.name} (council, police, fire and rescue, "
                "probation and health) must assess crime, disorder and substance misuse in their area, and draw "
                "from it what to prioritise. This document is the part of that assessment that open data can give. "
                "It was computed; no part of it has been decided.",
            )
        ),
        Paragraph(
            (
                "What is set out as a ",
                Strong("candidate finding"),
                " is a difference that the figures show clearly. It becomes a finding of the partnership only when the "
                "partnership agrees it, amends it or sets it aside with a reason.",
            )
        ),
    ]


def profile(material: Material) -> list[Block]:
    """Who lives here."""
    heading = Heading(1, f"{material.area.name}: the area and its people", "area")
    return [heading, *profile_blocks(material.people, material.account.book)]


def _crime_in_brief(material: Material) -> Text:
    account, area = material.account, material.area
    measure = loading.measures()["all_crime"]
    months = account.readings.months[measure.key]
    level = account.readings.levels.get((measure.key, area.code))
    if level is None:
        return (f"No month of {material.period.words} can be counted for crime in {area.name}.",)
    count = account.book.number(count_figure(account.basis, measure, area, months, level["count"]))
    start: Text = (f"In {months_in_words(months)} police recorded ", count, f" crimes in {area.name}")
    if level["rate_per_1000"] is None:
        return (*start, ". Too few people live here for a rate per resident to mean anything.")
    rate = rate_figure(account.basis, measure, area, months, level)
    return (
        *start,
        ": ",
        account.book.number(rate, places=2),
        " per 1,000 residents (95 % interval ",
        account.book.number(rate, places=2, part="low"),
        " to ",
        account.book.number(rate, places=2, part="high"),
        ").",
        *(part for district in material.own_districts for part in _ranks_in_brief(material, district)),
    )


def _ranks_in_brief(material: Material, district: Place) -> Text:
    """Where a district's rate ranks, in each group of districts that it is ranked in."""
    ranks = material.account.readings.ranks
    text: Text = ()
    for group in material.groups:
        rank = ranks.get(("all_crime", group.code, district.code))
        if rank is not None:
            whose = "That" if district.code == material.area.code else f"The rate of {district.name}"
            text += (" and " if text else f" {whose} is ", *_rank_in_brief(material, district, group, rank))
    return (*text, ".") if text else ()


def _rank_in_brief(material: Material, district: Place, group: Place, rank: Record) -> Text:
    account, measure = material.account, loading.measures()["all_crime"]
    figure = rank_figure(account.basis, measure, district, account.readings.months[measure.key], rank)
    nth: Text = ("the ", account.book.printed(figure, ordinal(rank["rank"])), " highest")
    if rank["rank"] in (1, rank["of"]):
        nth = ("the highest" if rank["rank"] == 1 else "the lowest",)
    of: Text = (" of ", account.book.printed(figure, str(rank["of"])), f" districts in {group_in_words(group)}")
    if rank["low"] == rank["high"]:
        return (*nth, *of, " (no other rank fits the figures)")
    low, high = account.book.number(figure, part="low"), account.book.number(figure, part="high")
    return (*nth, *of, " (the figures cannot tell ranks ", low, " to ", high, " apart)")


def group_in_words(group: Place) -> str:
    """A group of districts as a sentence names it."""
    return f"the {group.name} police area" if group.kind == "force_area" else f"{group.name} county"


def _asb_in_brief(material: Material) -> Text:
    account, area = material.account, material.area
    measure = loading.measures()["anti_social_behaviour"]
    level = account.readings.levels.get((measure.key, area.code))
    months = account.readings.months[measure.key]
    if level is None:
        return (f"No month of {material.period.words} can be counted for anti-social behaviour (ASB).",)
    return (
        "Police recorded ",
        account.book.number(count_figure(account.basis, measure, area, months, level["count"])),
        f" incidents of anti-social behaviour (ASB) in {months_in_words(months)}; they are counted apart from crimes.",
    )
