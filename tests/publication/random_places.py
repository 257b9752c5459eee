"""Places with counts by hand, in the form a build's measures reach publication, and readers of every printed form.

Each ward has 1,000 residents, so that a rate gives its count away and must go with it.
"""

import csv
import io
import re
from html.parser import HTMLParser
from types import SimpleNamespace

from django.template.loader import render_to_string

from saferplan.definitions import loading
from saferplan.documents import csv_tables, html, text
from saferplan.documents.blocks import Document
from saferplan.measures.figures import Basis, Place
from saferplan.measures.kept import Kept
from saferplan.publication.disclosure import Cleared, cleared
from saferplan.publication.named_counts import Naming
from saferplan.publication.place_counts import PlaceCounts, place_counts
from saferplan.publication.place_tables import place_blocks, places_csv, places_told, rates_derived
from saferplan.publication.public_places import ward_table, wards_table
from saferplan.terms.months import Month, month_span

KINDS = ("burglary", "robbery")
RESIDENTS = 1000
WHOLE = Place("district", "E07000001", "Wholeshire")
NAMES = ("Ash", "Birch", "Cedar", "Dale")


def year(number: int):
    return month_span(Month(number, 1), Month(number, 12))


def made_counts(years: dict[int, list[list[int]]], now: int, *, uncounted: str = "") -> PlaceCounts:
    """Counts of a year and the year before; each ward's row is burglary, robbery and all other crime.

    `uncounted` names a ward that the build could not count, though its offences are in the whole.
    """
    wards = tuple(Place("ward", f"E0500000{at}", NAMES[at]) for at in range(len(years[now])))
    counts: dict[tuple[str, str], dict[int, int]] = {}
    for number, rows in years.items():
        whole = [sum(column) for column in zip(*rows, strict=True)]
        for place, row in zip((*wards, WHOLE), (*rows, whole), strict=True):
            for kind, count in zip((*KINDS, "all_crime"), (*row[:2], sum(row)), strict=True):
                counts.setdefault((kind, place.code), {})[number] = count
    residents = {place.code: RESIDENTS for place in wards} | {WHOLE.code: RESIDENTS * len(wards)}
    keys = (*KINDS, "all_crime")
    readings = SimpleNamespace(
        changes={
            (kind, code): {"count": held[now], "against_count": held[now - 1]}
            for (kind, code), held in counts.items()
            if not uncounted or code != next(ward.code for ward in wards if ward.name == uncounted)
        },
        pairs={key: tuple(zip(year(now), year(now - 1), strict=True)) for key in keys},
        months={},
        levels={(key, code): {"residents": count} for key in keys for code, count in residents.items()},
    )
    setting = SimpleNamespace(area=WHOLE, wards=wards, outlines={})
    basis = Basis("B-000000000000", "farshire", "Source: made up.", str, {WHOLE.code: (WHOLE.code,)})
    every = frozenset(ward.code for ward in wards)
    naming = Naming(lambda places: every if WHOLE.code in places["codes"] else frozenset(places["codes"]))
    found = place_counts(Kept(setting, basis, readings), naming)
    assert found is not None
    return found


def cleared_of(held: PlaceCounts, name: str, earlier=()) -> Cleared:
    return cleared(
        name,
        held.published,
        table_selections=tuple(held.selections.values()),
        figures=(),
        counts={},
        derived=rates_derived(held),
        earlier=earlier,
    )


def document_of(held: PlaceCounts, allowed: Cleared) -> Document:
    told = places_told(held, allowed.table)
    return Document("Wards", "", "Made up", "Nobody", "today", tuple(place_blocks(told)))


def every_form(held: PlaceCounts, allowed: Cleared) -> dict[str, dict]:
    """The numbers of each form, read back out of what is printed: counts, rates and words, by place, kind and side."""
    told = places_told(held, allowed.table)
    document = document_of(held, allowed)
    pages = {}
    for ward in told.wards:
        pages |= of_ward_page(render_to_string("web/_table.html", {"table": ward_table(told, ward, "/x/")}), ward.name)
    pages |= of_places_page(render_to_string("web/_table.html", {"table": wards_table(told, "/x/")}))
    return {
        "pages": pages,
        "one csv": of_csv(places_csv(told)),
        "csv tables": of_csv_tables(csv_tables.tables(document)),
        "html": of_rows(tables_in(html.write(document))),
        "text": of_text(text.write(document)),
    }


def of_rows(tables: list[list[list[str]]]) -> dict:
    """A table a measure: ward, recorded, rate, interval, recorded before."""
    found = {}
    for table in tables:
        kind = _key(table[0][0])
        if kind is None or not table[1:]:
            continue
        for name, count, rate, interval, before in table[2:]:
            found |= {(name, kind, "now"): count, (name, kind, "rate"): rate, (name, kind, "before"): before}
            found[name, kind, "interval"] = interval
    return found


def of_csv_tables(files: dict[str, bytes]) -> dict:
    tables = []
    for file, written in files.items():
        rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
        key = file.removeprefix("places-").removesuffix(".csv").replace("-", "_")
        tables.append([[loading.measures()[key].name], *rows])
    return of_rows(tables)


def of_csv(written: bytes) -> dict:
    found = {}
    for row in csv.DictReader(io.StringIO(written.decode("utf-8-sig"))):
        at = (row["place"], row["measure"])
        found |= {(*at, "now"): row["count"], (*at, "rate"): row["rate_per_1000"], (*at, "before"): row["before_count"]}
        found[*at, "interval"] = "withheld" if "withheld" in (row["rate_low"], row["rate_high"]) else row["rate_low"]
    return found


def of_text(written: str, names=(*NAMES, WHOLE.name), area=WHOLE.name) -> dict:
    """The plain text's tables, a row a line; one too wide for that has a card a row, of a cell a line."""
    tables: list[list[list[str]]] = []
    for line in written.splitlines():
        cells = re.split(r"\s{2,}", line.strip())
        caption = re.match(rf"(.+) recorded by ward of {area}$", line.strip())
        label, _, cell = line.strip().partition(": ")
        if caption:
            tables.append([[caption[1]], []])
        elif tables and len(cells) == 5 and cells[0] in names:
            tables[-1].append(cells)
        elif tables and label == "Ward":
            tables[-1].append([cell])
        elif tables and re.search("20[0-9]{2}$|^Per 1,000 residents$|^95 % interval$", label):
            tables[-1][-1].append(cell)
    return of_rows(tables)


def of_pdf(words: str, names=(*NAMES, WHOLE.name), area=WHOLE.name) -> dict:
    """A PDF's words: a ward's name, then count, rate, interval and the count before."""
    tables: list[list[list[str]]] = []
    flat = " ".join(words.split())
    value = r"(withheld|[\d,.]+)"
    interval = r"(withheld|[\d,.]+ to [\d,.]+)"
    row = re.compile(rf"({'|'.join(sorted(names, key=len, reverse=True))}) {value} {value} {interval} {value}(?= |$)")
    captions = list(re.finditer(f"recorded by ward of {area}", flat))
    for at, caption in enumerate(captions):
        end = captions[at + 1].start() if at + 1 < len(captions) else len(flat)
        before = flat[: caption.start()].rstrip()
        name = next(one.name for one in loading.measures().values() if before.endswith(one.name))
        tables.append([[name], [], *(list(match.groups()) for match in row.finditer(flat[caption.end() : end]))])
    return of_rows(tables)


def of_ward_page(page: str, ward: str, area=WHOLE.name) -> dict:
    found = {}
    for kind, count, rate, before, whole_rate in _rows(page):
        at = (ward, _key(kind))
        found |= {(*at, "now"): count, (*at, "rate"): rate, (*at, "before"): before}
        found[area, _key(kind), "rate"] = whole_rate
    return found


def of_places_page(page: str) -> dict:
    found = {}
    for name, count, rate, before in _rows(page):
        at = (name, "all_crime")
        found |= {(*at, "now"): count, (*at, "rate"): rate, (*at, "before"): before}
    return found


def _rows(page: str) -> list[list[str]]:
    return tables_in(page)[0][2:]


def _key(caption: str) -> str | None:
    name = caption.partition(" recorded by ward of ")[0]
    return next((key for key, measure in loading.measures().items() if measure.name == name), None)


def tables_in(page: str) -> list[list[list[str]]]:
    """Each table of a page: its caption as a row of its own, then its rows of cells."""
    reader = _Tables()
    # Spaces at which a line may not break are spaces all the same.
    reader.feed(page.replace("\u00a0", " ").replace("&nbsp;", " ").replace("\u2060", ""))
    return reader.tables


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._in = ""

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag in ("tr", "caption"):
            self.tables[-1].append([])
        if tag in ("td", "th", "caption"):
            self.tables[-1][-1].append("")
            self._in = tag

    def handle_endtag(self, tag):
        if tag == self._in:
            self._in = ""

    def handle_data(self, data):
        if self._in:
            self.tables[-1][-1][-1] += data.strip("\n")
