"""A document that holds every kind of block: long names, a wide table, a long one, three pictures, awkward signs."""

from saferplan.documents.blocks import (
    Bullets,
    Column,
    Document,
    Heading,
    Illustration,
    Link,
    Note,
    Number,
    Paragraph,
    Row,
    Source,
    Strong,
    Table,
    Terms,
)
from saferplan.documents.pictures import Bar, Bars, Dot, Dots, MonthLine, MonthValue
from saferplan.terms.months import Month, month_span

DISTRICTS = (
    *("Ashford", "Canterbury", "Dartford", "Dover", "Folkestone and Hythe", "Gravesham", "Maidstone", "Medway"),
    *("Sevenoaks", "Swale", "Thanet", "Tonbridge and Malling", "Tunbridge Wells"),
)


def number(text: str) -> Number:
    return Number(text, f"F-{abs(sum(map(ord, text))):010x}")


def _wide_table() -> Table:
    kinds = ("Violence", "Burglary", "Robbery", "Vehicle crime", "Shoplifting", "Public order", "All crime")
    rows = []
    for index in range(20):
        cells = [(number(f"{1000 + 137 * index * (kind + 1):,}"),) for kind in range(len(kinds))]
        name = f"Ward {index + 1}" if index % 5 else f"Boughton Monchelsea & Chart Sutton, part {index + 1}"
        rows.append(Row(((name,), *cells), "ours" if index == 3 else "total" if index == 19 else "none"))
    columns = (Column("Ward"), *(Column(f"{kind} per 1,000 residents", "number") for kind in kinds))
    return Table("wards-by-kind", "Recorded crime by ward and kind, Northmere, 2025", columns, tuple(rows))


def _small_table() -> Table:
    counts = ("13,618", "3,001", "2,212", "16,619")
    names = (
        "All crime without anti-social behaviour",
        "Anti-social behaviour",
        "Violence and sexual offences",
        "Total",
    )
    emphases = ("ours", "none", "none", "total")
    return Table(
        "counts",
        "Recorded incidents, Northmere, 2025",
        (Column("Kind"), Column("Incidents", "number"), Column("Change a day", "number")),
        tuple(
            Row(((name,), (number(count),), ("−7 %",)), emphasis)
            for name, count, emphasis in zip(names, counts, emphases, strict=True)
        ),
        note=("Anti-social behaviour is not crime, and stands ", Strong("apart"), "."),
    )


def _long_table() -> Table:
    sentence = (
        "Reported more often than a year before; ask officers whether recording changed, <before> drawing conclusions."
    )
    return Table(
        "findings",
        "What was found, in order",
        (Column("Finding"), Column("What it means"), Column("Where"), Column("Rank", "number")),
        tuple(
            Row(((f"Finding {place + 1}",), (sentence,), (DISTRICTS[place % 13],), (number(str(place + 1)),)))
            for place in range(24)
        ),
    )


def month_line() -> MonthLine:
    months = month_span(Month(2024, 1), Month(2025, 12))
    values = tuple(
        MonthValue(month, None, "missing")
        if 4 <= index <= 11
        else MonthValue(month, 900.0 + 25 * (index % 7), "short" if index == 2 else "supplied")
        for index, month in enumerate(months)
    )
    return MonthLine(values, "Crimes a month", months[12:])


def dots() -> Dots:
    return Dots(
        tuple(
            Dot(name, 60.0 + 3 * place, 57.0 + 3 * place, 63.0 + 3 * place, name == "Maidstone")
            for place, name in enumerate(DISTRICTS)
        ),
        "Crimes per 1,000 residents",
        79.5,
        "Kent and Medway",
    )


def bars() -> Bars:
    return Bars(tuple(Bar(f"Kind of crime {place}", 5000.0 / place) for place in range(1, 9)), "Crimes, 2025")


def sample() -> Document:
    """Every kind of block, long names, a wide table, a long one, three pictures."""
    source = ("Period: 2025. Source: police.uk, Open Government Licence v3.0. Figure ", number("F-01"), ".")
    return Document(
        title="Strategic assessment of Northmere",
        subtitle="2025, set against 2024",
        status="Draft: candidate findings, not yet agreed",
        body="Northmere Community Safety Partnership",
        date_words="14 January 2026",
        blocks=(
            Heading(1, "Summary", "summary"),
            Paragraph(("There were ", number("13,618"), " crimes, ", number("77.47"), " per 1,000 residents.")),
            Source(source),
            Bullets(((Strong("Violence"), " fell by ", number("7 %"), "."), ("Burglary rose <slightly> & slowly.",))),
            Bullets((("First, read.",), ("Then, ask.",)), numbered=True),
            Note(
                "May to December 2024 is missing",
                (("A missing month is not zero.",), ("January to April is compared instead.",)),
                "caution",
            ),
            Note("What this document is", (("Candidate findings for the partnership to weigh.",),)),
            Heading(2, "Crime month by month", "months"),
            Illustration(
                "months",
                ("Crime fell after ", Strong("March"), ", by ", number("7 %"), " a day"),
                "All crime without anti-social behaviour, Northmere, January 2024 to December 2025",
                month_line(),
                "Between 900 and 1,050 crimes a month; May to December 2024 was not supplied.",
                source,
            ),
            _small_table(),
            Heading(1, "Beside its neighbours", "neighbours"),
            Illustration(
                "districts",
                ("Seventh of thirteen districts",),
                "All crime per 1,000 residents, 2025, with 95 % intervals",
                dots(),
                "From 60 per 1,000 in Ashford to 96 in Tunbridge Wells; Maidstone has 78.",
                source,
            ),
            Heading(2, "Kinds of crime", "kinds"),
            Heading(3, "Which are most common", "common"),
            Illustration(
                "kinds", ("Violence is the largest part",), "Crimes, 2025", bars(), "From 5,000 down to 625.", source
            ),
            _wide_table(),
            Paragraph(
                (
                    "The method is ",
                    Link("described by its publisher", "https://data.police.uk/about/"),
                    ". Text with *stars*, _lines_, #hash, $sum$, @name, [brackets] and \\ stays so; £5, ŵ, naïve.",
                )
            ),
            _long_table(),
            Heading(1, "Words used", "glossary"),
            Terms(
                (
                    ("Rate per 1,000", ("Crimes for each 1,000 residents of the Census of 2021.",)),
                    ("95 % interval", ("The range that holds the true value 95 times in 100.",)),
                )
            ),
        ),
    )
