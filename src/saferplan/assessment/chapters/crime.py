"""The chapters on crime and disorder: levels, places, changes, why, and what the county shares."""

import polars as pl

from saferplan.assessment import section
from saferplan.assessment.chapters.spans import partial_period, refused_comparisons, states_of
from saferplan.assessment.material import Material
from saferplan.definitions import loading
from saferplan.documents.blocks import Block, Bullets, Heading, Paragraph, Strong, Text
from saferplan.documents.wording import listed
from saferplan.measures import illustrations
from saferplan.measures.figures import count_figure
from saferplan.measures.readings import TOTALS, Record, spans
from saferplan.measures.section import changes_table, levels_table, months_table, places_table
from saferplan.terms.months import Month, months_in_words


def levels(material: Material) -> list[Block]:
    """How much is recorded, of what, and beside which districts."""
    account, measures = material.account, loading.measures()
    states, whole = states_of(material), material.groups[0]
    blocks: list[Block] = [
        Heading(1, "Levels and patterns", "levels"),
        *partial_period(material),
        levels_table(account, material.area, material.groups),
        Heading(2, "Beside the other districts", "districts"),
    ]
    dots = illustrations.district_dots(
        account, measures["all_crime"], material.districts, ours=material.own_districts, group=whole
    )
    blocks += [dots] if dots else []
    blocks.append(
        places_table(
            account,
            material.districts,
            key="districts",
            heading="District",
            caption=f"Districts of the {whole.name} police area, {spans(account.readings)}, highest rate first",
            ours=frozenset(place.code for place in material.own_districts),
            total=whole,
            residents_source=material.residents_source,
        )
    )
    blocks.append(Heading(2, "Month by month", "months"))
    blocks += [
        illustrations.month_line(account, measures[key], material.area, shown=material.shown_months, states=states[key])
        for key in TOTALS
        if account.readings.months[key]
    ]
    blocks.append(months_table(account, material.area, shown=material.shown_months, states=states))
    blocks += _rolling(material)
    blocks += _substance_misuse(material)
    return blocks


def wards(material: Material) -> list[Block]:
    """Where it is recorded, ward by ward."""
    account = material.account
    told = [ward for ward in material.wards if any((key, ward.code) in account.readings.levels for key in TOTALS)]
    blocks: list[Block] = [Heading(1, "Places", "places")]
    if not told:
        cannot = "The codes that the months state do not add up to any ward of the area."
        blocks.append(section.not_yet("No ward can be counted", cannot, "Choose months that state LSOA codes of 2021."))
        return blocks
    attribution = loading.sources()["ons_boundaries_ward"].attribution
    drawn = illustrations.ward_map(
        account,
        loading.measures()["all_crime"],
        told,
        material.ward_outlines,
        area=material.area,
        attribution=attribution,
    )
    if drawn:
        blocks.append(drawn)
    elif not material.ward_outlines:
        blocks.append(
            section.not_yet(
                "No map of wards",
                "No ward boundaries of this area were among the data, under the codes its wards are counted by.",
                "Add the ward boundaries of the Office for National Statistics to the data folder and run again.",
            )
        )
    blocks.append(
        places_table(
            account,
            told,
            key="wards",
            heading="Ward",
            caption=f"Wards of {material.area.name}, {spans(account.readings)}, highest rate first",
            ours=frozenset(),
            total=material.area,
            residents_source=material.residents_source,
        )
    )
    blocks.append(
        Paragraph(
            (
                "Wards are made of whole neighbourhoods (LSOAs) by the best fit of the Office for National Statistics. "
                "Rates are per resident: where many people come to work, shop or go out, as in a town centre, the "
                "people at risk are more than the people who live there, and the rate overstates the risk to each.",
            )
        )
    )
    return blocks


def changes(material: Material) -> list[Block]:
    """What changed since the period it is set against, on like months only."""
    account = material.account
    blocks: list[Block] = [Heading(1, "Changes", "changes"), *refused_comparisons(material)]
    drawn = illustrations.change_dots(account, material.area, candidates=_changed(material))
    blocks += [drawn] if drawn else []
    if any((key, material.area.code) in account.readings.changes for key in TOTALS):
        blocks.append(changes_table(account, material.area))
    return blocks


def _changed(material: Material) -> list[str]:
    """The measures whose change in the area is a candidate finding."""
    found = material.screened.filter(
        pl.col("is_candidate"), pl.col("kind") == "change", pl.col("place_code") == material.area.code
    )
    return found["measure_key"].to_list()


def why(material: Material) -> list[Block]:
    """Why these changes may have happened: what the data cannot say, measure by measure."""
    changed = [found for found in material.findings if found.kind == "change"]
    keys = dict.fromkeys(found.measure_key for found in changed)
    measures = loading.measures()
    items: list[Text] = [(Strong(f"{measures[key].name}. "), measures[key].polarity_reason) for key in keys]
    blocks: list[Block] = [
        Heading(1, "Why these changes happened", "why"),
        Paragraph(
            (
                "Counts of recorded crime cannot say why they changed. A change may be more or less harm, more or less "
                "reporting, a change in how police record, or police work itself. The partners are asked to say, for "
                "each change they agree, what they know of its causes and on what evidence.",
            )
        ),
    ]
    if items:
        blocks += [Paragraph(("What to bear in mind for each change found here:",)), Bullets(tuple(items))]
    return blocks


def county(material: Material) -> list[Block]:
    """What may be better met across the county."""
    account, measures = material.account, loading.measures()
    items: list[Text] = []
    for found in material.findings:
        if found.kind != "change" or found.place_code != material.area.code:
            continue
        ours = account.readings.changes[found.measure_key, material.area.code]
        alike = [
            district.name
            for district in material.districts
            if district.code != material.area.code and _moved_alike(material, found.measure_key, district.code, ours)
        ]
        direction = "rise" if ours["ratio"] > 1 else "fall"
        where = f"the same clear {direction} is found in {listed(alike)}" if alike else "no other district shows it"
        items.append((Strong(f"{measures[found.measure_key].name}: "), f"{where}."))
    blocks: list[Block] = [
        Heading(1, "Matters for the county strategy group", "county"),
        Paragraph(
            (
                "A change that several districts share may have a cause, and an answer, beyond one of them. For each "
                f"change found in {material.area.name}, the other districts of the {material.groups[0].name} police "
                "area were looked at in the same months.",
            )
        ),
    ]
    if not items:
        none = f"No change in {material.area.name} as a whole is among the candidate findings told here."
        return [*blocks, Paragraph((none,))]
    return [*blocks, Bullets(tuple(items))]


def _rolling(material: Material) -> list[Block]:
    account, measure = material.account, loading.measures()["all_crime"]
    every = account.readings.rolling.get((measure.key, material.area.code), ())
    years = [row for row in every if Month.of(row["last_month"]) <= material.period.last]
    if not years:
        return [
            Paragraph(
                ("No twelve months in a row were supplied whole, so no count of twelve months is given.",),
            )
        ]
    latest = max(years, key=lambda row: row["last_month"])
    last = Month.of(latest["last_month"])
    months = [last.shifted(-step) for step in range(11, -1, -1)]
    figure = count_figure(account.basis, measure, material.area, months, latest["count"])
    return [
        Paragraph(
            (
                f"In the twelve months to {last.words} police recorded ",
                account.book.number(figure),
                f" {measure.noun} in {material.area.name}. Counts of twelve months have no season in them; rolling.csv "
                "has every such count, for each measure.",
            )
        )
    ]


def _substance_misuse(material: Material) -> list[Block]:
    account, measure = material.account, loading.measures()["drugs"]
    level = account.readings.levels.get((measure.key, material.area.code))
    blocks: list[Block] = [Heading(2, "Substance misuse", "substance-misuse")]
    if level is None:
        blocks.append(Paragraph((f"No month of {material.period.words} can be counted for {measure.noun}.",)))
    else:
        months = account.readings.months[measure.key]
        figure = count_figure(account.basis, measure, material.area, months, level["count"])
        blocks.append(
            Paragraph(
                (
                    "Police recorded ",
                    account.book.number(figure),
                    f" {measure.noun} in {months_in_words(months)}. {measure.polarity_reason} Admissions to hospital, "
                    "treatment and ambulance calls say more of substance misuse; health partners hold these records, "
                    "and none was supplied for this draft.",
                )
            )
        )
    return blocks


def _moved_alike(material: Material, measure_key: str, district_code: str, ours: Record) -> bool:
    theirs = material.account.readings.changes.get((measure_key, district_code))
    if theirs is None or theirs["ratio"] is None:
        return False
    return bool(theirs["low"] > 1 if ours["ratio"] > 1 else theirs["high"] < 1)
