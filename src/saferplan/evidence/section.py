"""The evidence's part of a document: what was read, what is missing or short, and what is doubtful."""

from collections.abc import Mapping, Sequence
from typing import Any

import dataframely as dy
import polars as pl

from saferplan.documents.blocks import Block, Column, Note, Number, Paragraph, Row, Table, Text
from saferplan.documents.figure_book import FigureBook
from saferplan.evidence.figures import Supplier, rows_figure, rows_of_types_figure, rows_within_figure
from saferplan.evidence.tables import FileQuality, Supply
from saferplan.terms.months import Month, months_in_words

ASB = ("Anti-social behaviour",)
STATE_WORDS = {"missing": "No file", "short": "Too little supplied", "supplied": "Supplied"}


def quality_blocks(
    supplier: Supplier,
    book: FigureBook,
    files: dy.DataFrame[FileQuality],
    supply: dy.DataFrame[Supply],
    *,
    months: Sequence[Month],
    crime_types: Sequence[str],
) -> list[Block]:
    """The quality of a force's files over some months, as a paragraph, the gaps, and a table month by month."""
    own = files.filter(pl.col("force_code") == supplier.force_code)
    by_month = {Month.of(row["month"]): row for row in own.iter_rows(named=True)}
    read = [month for month in months if month in by_month]
    states = {
        Month.of(row["month"]): row
        for row in supply.filter(pl.col("force_code") == supplier.force_code).iter_rows(named=True)
    }
    return [
        Paragraph(_summary(supplier, book, read, by_month)),
        *_gaps(months, states),
        _table(supplier, book, months, by_month=by_month, states=states, crime_types=crime_types),
    ]


def other_forces_blocks(
    suppliers: Sequence[Supplier],
    counts: Mapping[str, int],
    book: FigureBook,
    *,
    months: Sequence[Month],
    district_codes: Sequence[str],
    county_name: str,
) -> list[Block]:
    """Rows of other forces' files that lie in the police area; they are shown and not counted in any figure above."""
    if not suppliers:
        return [Paragraph(("No other force's files for these months were found, so none could be searched.",))]
    rows = []
    for supplier in suppliers:
        figure = rows_within_figure(
            supplier,
            months,
            district_codes=district_codes,
            called=f"Rows within the {county_name} police area",
            count=counts.get(supplier.force_code, 0),
        )
        rows.append(Row(((supplier.name,), (book.number(figure),))))
    return [
        Table(
            key="other-forces",
            caption=f"Other forces' rows in the {county_name} police area, {months_in_words(tuple(months))}",
            columns=(Column("Force"), Column("Rows in the area", "number")),
            rows=tuple(rows),
            note=("Headline figures count the area's own force only; these rows are not in them.",),
        )
    ]


def _summary(
    supplier: Supplier, book: FigureBook, read: Sequence[Month], by_month: Mapping[Month, Mapping[str, int]]
) -> Text:
    def number(which: str, called: str, column: str) -> Number:
        total = sum(by_month[month][column] for month in read)
        return book.number(rows_figure(supplier, read, which=which, called=called, count=total))

    if not read:
        return (f"No file of {supplier.name} was found for these months.",)
    return (
        f"{supplier.name}'s files for {months_in_words(tuple(read))} hold ",
        number("read", "Rows read", "read_count"),
        " rows. ",
        number("no_lsoa", "Rows without an LSOA", "no_lsoa_count"),
        " of them state no neighbourhood (LSOA); such rows count for the force and for no district or ward. ",
        number("repeat_without_id", "Repeated rows without an identifier", "repeat_without_id_count"),
        " rows repeat another in every cell and have no identifier, nearly all of them anti-social behaviour: they are "
        "kept, because two incidents at one place look the same once locations are made anonymous. Rows that repeat "
        "another's identifier: ",
        number("repeat_with_id", "Repeated identifiers", "repeat_with_id_count"),
        "; they are kept and counted too.",
    )


def _gaps(months: Sequence[Month], states: Mapping[Month, Mapping[str, Any]]) -> list[Block]:
    missing = tuple(month for month in months if month not in states or states[month]["crimes"] == "missing")
    short = [states[month] for month in months if month in states and states[month]["sentence"]]
    short = [row for row in short if "short" in (row["crimes"], row["asb"])]
    items: list[Text] = []
    if missing:
        items.append((f"No file was found for {months_in_words(missing)}. Missing is not zero: no figure counts it.",))
    items += [
        (
            f"{Month.of(row['month']).words} holds far too few "
            f"{'crimes' if row['crimes'] == 'short' else 'incidents'} beside the months around it. They are left out "
            "of every count, rate and comparison of places.",
        )
        for row in short
    ]
    if not items:
        return []
    return [Note("Months missing or short", tuple(items), kind="caution")]


def _table(
    supplier: Supplier,
    book: FigureBook,
    months: Sequence[Month],
    *,
    by_month: Mapping[Month, Mapping[str, int]],
    states: Mapping[Month, Mapping[str, Any]],
    crime_types: Sequence[str],
) -> Table:
    rows = []
    for month in months:
        state = states[month]["crimes"] if month in states else "missing"
        if states.get(month, {}).get("asb") == "short" and state == "supplied":
            state = "short"
        if month not in by_month:
            rows.append(Row(((month.words,), *[("–",)] * 6, (STATE_WORDS["missing"],))))
            continue
        cells = _month_cells(supplier, book, month, by_month[month], crime_types)
        rows.append(Row(((month.words,), *cells, (STATE_WORDS[state],))))
    return Table(
        key="quality",
        caption=f"Rows supplied by {supplier.name}, month by month",
        columns=(
            Column("Month"),
            Column("Rows", "number"),
            Column("Crimes", "number"),
            Column("ASB incidents", "number"),
            Column("No neighbourhood", "number"),
            Column("Repeats without an identifier", "number"),
            Column("Repeated identifiers", "number"),
            Column("Supply"),
        ),
        rows=tuple(rows),
    )


def _month_cells(
    supplier: Supplier, book: FigureBook, month: Month, row: Mapping[str, int], crime_types: Sequence[str]
) -> list[Text]:
    read = rows_figure(supplier, [month], which="read", called="Rows read", count=row["read_count"])
    crimes = rows_of_types_figure(supplier, [month], crime_types=crime_types, called="Crimes", count=row["crime_count"])
    asb = rows_of_types_figure(supplier, [month], crime_types=ASB, called="ASB incidents", count=row["asb_count"])
    doubtful = [
        rows_figure(supplier, [month], which=which, called=called, count=row[f"{which}_count"])
        for which, called in (
            ("no_lsoa", "Rows without an LSOA"),
            ("repeat_without_id", "Repeated rows without an identifier"),
            ("repeat_with_id", "Repeated identifiers"),
        )
    ]
    return [(book.number(figure),) for figure in (read, crimes, asb, *doubtful)]
