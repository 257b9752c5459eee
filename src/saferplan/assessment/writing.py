"""Writes the documents of one assessment, in every form, into one folder that is swapped in whole."""

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from saferplan.assessment.document import STATUS, strategic_assessment
from saferplan.assessment.findings_table import findings_csv
from saferplan.assessment.ledger import Ledger, keep_ledger
from saferplan.assessment.run import Assessed
from saferplan.definitions import loading
from saferplan.documents import csv_tables, html, pdf, text, word
from saferplan.documents.published_figures import figures_json
from saferplan.documents.release import Manifest, write_folder
from saferplan.home import Home
from saferplan.terms.figures import Figure

Show = Callable[[str, int, int], None]
NAME = "strategic-assessment"
FIGURE_COLUMNS = (
    "figure",
    "statistic",
    "measure",
    "place_code",
    "place",
    "period",
    "against",
    "value",
    "low",
    "high",
    "n",
    "unit",
    "denominator",
    "source",
)


def write_documents(assessed: Assessed, *, home: Home, out: Path, written_on: date, progress: Show) -> tuple[Path, ...]:
    """Write the assessment as HTML, PDF, Word and text with its tables, figures and manifest; give the paths.

    The figures' ledger is kept in the home first, so that no printed figure is ever without its trace. Fails: Refusal
    where the folder may not be replaced or the disk is full; what was there stays.
    """
    material = assessed.material
    document = strategic_assessment(material, written_on)
    figures = material.account.book.figures
    build_id = material.account.basis.build_id
    findings = findings_csv(material.screened, material.account.basis.name)
    remembered = (*figures, *assessed.figures_beside)
    keep_ledger(Ledger(build_id, assessed.code_version, assessed.inputs, remembered), findings, home)
    with tempfile.TemporaryDirectory() as beside:
        names = {form: f"{NAME}.{form}" for form in ("html", "pdf", "docx", "txt")}
        in_pdf, in_word = Path(beside) / names["pdf"], Path(beside) / names["docx"]
        progress("Writing the documents", 1, 5)
        in_html, in_text = html.write(document).encode(), text.write(document).encode()
        progress("Writing the documents", 2, 5)
        pdf.write(document, in_pdf, date=written_on)
        progress("Writing the documents", 3, 5)
        word.write(document, in_word, date=written_on)
        progress("Writing the documents", 4, 5)
        tables = {f"tables/{name}": content for name, content in csv_tables.tables(document).items()}
        files: dict[str, bytes | Path] = {
            names["html"]: in_html,
            names["pdf"]: in_pdf,
            names["docx"]: in_word,
            names["txt"]: in_text,
            **tables,
            "tables/findings.csv": findings,
            "tables/rolling.csv": _rolling_csv(assessed),
            "figures.csv": figures_csv(figures),
            "figures.json": figures_json(figures),
        }
        write_folder(out, files, _manifest(assessed, document.title, document.body, written_on))
    progress("Writing the documents", 5, 5)
    return tuple(out / name for name in names.values())


def figures_csv(figures: Sequence[Figure]) -> bytes:
    """Every figure of a document in a row, with the address that traces it."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(FIGURE_COLUMNS)
    for figure in figures:
        estimate = figure.estimate
        rows.writerow(
            (
                figure.figure_id,
                figure.statistic,
                figure.measure_name,
                figure.place_code,
                figure.place_name,
                figure.period,
                figure.against or "",
                estimate.value,
                estimate.low,
                estimate.high,
                estimate.n,
                estimate.unit,
                figure.denominator or "",
                figure.source,
            )
        )
    return written.getvalue().encode("utf-8-sig")


def _rolling_csv(assessed: Assessed) -> bytes:
    """Every count of twelve months with its place's name, for spreadsheets."""
    name = assessed.material.account.basis.name
    named = assessed.rolling.with_columns(place_name=pl.col("place_code").map_elements(name, return_dtype=pl.String))
    return named.write_csv(include_bom=True).encode()


def _manifest(assessed: Assessed, title: str, body: str, written_on: date) -> Manifest:
    material = assessed.material
    sources = [loading.sources()[key] for key in material.source_keys]
    return Manifest(
        title=title,
        body=body,
        area_code=material.area.code,
        area_name=material.area.name,
        status=STATUS,
        period=str(material.period),
        against=str(material.against),
        date=written_on,
        builds=(material.account.basis.build_id,),
        code_version=assessed.code_version,
        licence=" ".join(dict.fromkeys(source.licence for source in sources)),
        attributions=tuple(dict.fromkeys(source.attribution.strip() for source in sources)),
        figures_file="figures.json",
    )
