"""The sources' part of a document: the area's people in brief, and publishers with their licences and attributions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from saferplan.definitions import loading
from saferplan.documents.blocks import Block, Column, Heading, Link, Number, Paragraph, Row, Table, Text
from saferplan.documents.figure_book import FigureBook
from saferplan.documents.wording import percent
from saferplan.places.areas import Area
from saferplan.places.tables import Deprivation
from saferplan.sources.deprivation import DEPRIVATION
from saferplan.sources.population import RESIDENTS, AreaProfile, Breakdown
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure

Recipe = Mapping[str, object]
CENSUS_DAY = "21 March 2021"


@dataclass(frozen=True, slots=True)
class People:
    """What a profile is written from: the area, its LSOAs' people, and their deprivation where it is known."""

    area: Area
    profile: AreaProfile
    lsoa21_codes: tuple[str, ...]
    deprivation: dy.DataFrame[Deprivation] | None
    build_id: str

    def figure(self, name: str, value: float, unit: str, *, source_key: str, recipe: Recipe, dated: str) -> Figure:
        return Figure(
            statistic=str(recipe["statistic"]),
            measure_key=None,
            measure_name=name,
            place_code=self.area.code,
            place_name=self.area.name,
            period=dated,
            against=None,
            estimate=Estimate(value, value, value, round(value), unit),
            denominator=None,
            source=loading.sources()[source_key].attribution.strip(),
            build_id=self.build_id,
            recipe=recipe,
        )

    @property
    def districts(self) -> Recipe:
        return {"kind": "district", "codes": list(self.area.district_codes)}


def profile_blocks(people: People, book: FigureBook) -> list[Block]:
    """Who lives in an area: people and homes, ages, ethnic groups, tenure and deprivation, as far as supplied."""
    profile = people.profile
    blocks: list[Block] = [Paragraph(_in_brief(people, book)), *_totals_differ(people, book)]
    for key, title, breakdown in (
        ("ages", "Residents by age, estimated at 30 June 2020", profile.ages),
        ("ethnic-groups", "Residents by ethnic group, Census 2021", profile.ethnic_groups),
        ("tenures", "Households by tenure, Census 2021", profile.tenures),
    ):
        if breakdown:
            blocks.append(_breakdown_table(people, book, breakdown, key=key, title=title))
    if people.deprivation is not None:
        blocks += [Heading(2, "Deprivation", "deprivation"), Paragraph(_deprivation(people, people.deprivation, book))]
    else:
        said = "No index of deprivation was supplied for this area (the English indices do not cover Wales)."
        blocks.append(Paragraph((said,)))
    return blocks


def source_entries(keys: Sequence[str]) -> tuple[tuple[str, Text], ...]:
    """Each source that was read: publisher, licence and the attribution its licence asks for."""
    entries = []
    for key in dict.fromkeys(keys):
        source = loading.sources()[key]
        text: Text = (
            f"{source.publisher}. {source.attribution.strip()} ",
            Link(source.licence, str(source.licence_link)),
            ". ",
            Link(f"Where {source.name} is published", str(source.address)),
            ".",
        )
        entries.append((source.name, text))
    return tuple(entries)


def _in_brief(people: People, book: FigureBook) -> Text:
    profile = people.profile
    text: Text = ()
    for count, unit, said in (
        (profile.residents, "residents", " people lived in"),
        (profile.households, "households", None),
    ):
        if count is None:
            continue
        recipe = {"statistic": "residents", "places": people.districts, "column": unit}
        figure = people.figure(unit.capitalize(), count, unit, source_key=RESIDENTS, recipe=recipe, dated=CENSUS_DAY)
        number = book.number(figure)
        text += (
            (number, f" people lived in {people.area.name} on Census day, {CENSUS_DAY}")
            if said
            else (", in ", number, " households")
        )
    return (*text, ".") if text else (f"No table of residents holds {people.area.name}.",)


def _totals_differ(people: People, book: FigureBook) -> list[Block]:
    """Two tables of one census that do not count alike: said, so that nobody who adds them up takes it for an error."""
    profile = people.profile
    if profile.sexes is None or profile.residents is None or profile.sexes.total == profile.residents:
        return []
    every = _cells(profile.sexes, tuple(profile.sexes.counts))
    figure = people.figure(
        "Residents, in the table by sex",
        profile.sexes.total,
        "residents",
        source_key=profile.sexes.source_key,
        recipe=every,
        dated=CENSUS_DAY,
    )
    said: Text = (
        "The census's own table by sex counts ",
        book.number(figure),
        ". The census office alters small counts a little, table by table, so that nobody can be found in them. Rates "
        "here are per resident as counted in neighbourhoods.",
    )
    return [Paragraph(said)]


def _breakdown_table(people: People, book: FigureBook, breakdown: Breakdown, *, key: str, title: str) -> Table:
    rows = []
    for name, count in breakdown.counts.items():
        number, share = _group(people, book, breakdown, (name,), count=count, title=title)
        rows.append(Row(((name,), (number,), (share,))))
    number, share = _group(people, book, breakdown, tuple(breakdown.counts), count=breakdown.total, title=title)
    rows.append(Row((("All",), (number,), (share,)), "total"))
    return Table(
        key=key,
        caption=f"{title}: {people.area.name}",
        columns=(
            Column("Group"),
            Column(breakdown.unit.capitalize(), "number"),
            Column("Share", "number"),
        ),
        rows=tuple(rows),
        note=(loading.sources()[breakdown.source_key].attribution.strip(),),
    )


def _group(
    people: People, book: FigureBook, breakdown: Breakdown, names: tuple[str, ...], *, count: int, title: str
) -> tuple[Number, Number]:
    recipe, whole = _cells(breakdown, names), _cells(breakdown, tuple(breakdown.counts))
    said = title if len(names) > 1 else f"{title}: {names[0]}"
    dated = "30 June 2020" if "2020" in title else CENSUS_DAY
    key = breakdown.source_key
    counted = people.figure(said, count, breakdown.unit, source_key=key, recipe=recipe, dated=dated)
    share = count / breakdown.total
    shared = people.figure(
        f"{said}, share",
        share,
        f"share of {breakdown.unit}",
        source_key=key,
        recipe={"statistic": "share", "count": recipe, "whole": whole},
        dated=dated,
    )
    return book.number(counted), book.printed(shared, percent(share, 1))


def _cells(breakdown: Breakdown, names: tuple[str, ...]) -> Recipe:
    return {
        "statistic": "cells",
        "source": breakdown.source_key,
        "key_column": breakdown.key_column,
        "codes": list(breakdown.codes),
        "columns": [breakdown.columns[name] for name in names],
    }


def _deprivation(people: People, deprivation: dy.DataFrame[Deprivation], book: FigureBook) -> Text:
    ours = deprivation.filter(pl.col("lsoa21_code").is_in(people.lsoa21_codes))
    every = people.figure(
        "Neighbourhoods (LSOAs)",
        len(people.lsoa21_codes),
        "LSOAs",
        source_key=DEPRIVATION,
        recipe={"statistic": "lsoa_count", "places": people.districts},
        dated="2025",
    )

    def number(column: str, deciles: tuple[int, ...], name: str) -> Number:
        recipe = {
            "statistic": "rows_where",
            "source": DEPRIVATION,
            "key_column": "lsoa21_code",
            "places": people.districts,
            "column": column,
            "values": list(deciles),
        }
        count = ours.filter(pl.col(column).is_in(deciles)).height
        return book.number(people.figure(name, count, "LSOAs", source_key=DEPRIVATION, recipe=recipe, dated="2025"))

    return (
        "Of the ",
        book.number(every),
        f" neighbourhoods (lower layer super output areas, LSOAs) of {people.area.name}, ",
        number("imd_decile", (1,), "LSOAs in the most deprived tenth of England"),
        " stand among the most deprived tenth of England and ",
        number("imd_decile", (1, 2), "LSOAs in the most deprived fifth of England"),
        " among the most deprived fifth (Indices of Deprivation 2025). On the crime domain of the indices, ",
        number("crime_decile", (1, 2), "LSOAs in the fifth of England with most crime deprivation"),
        " stand in the worst fifth.",
    )
