"""Writes a release whole: content, document in four forms, tables, figures and the manifest that holds their hashes."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from saferplan.definitions import loading
from saferplan.documents import csv_tables, html, pdf, text, word
from saferplan.documents.blocks import Document
from saferplan.documents.published_figures import FIGURES_NAME, figures_json
from saferplan.documents.release import MANIFEST_NAME, Manifest, write_folder
from saferplan.publication.clearing import Clearance
from saferplan.publication.content import CONTENT_NAME, Content, content_json
from saferplan.publication.place_tables import CSV_NAME, places_csv

DOCUMENT_NAMES = {"html": "plan.html", "pdf": "plan.pdf", "docx": "plan.docx", "txt": "plan.txt"}


@dataclass(frozen=True, slots=True)
class Composed:
    """What goes out, before it is written: the content, naming its tables, the document, and all its words as one."""

    content: Content
    document: Document
    tables: dict[str, bytes]

    @property
    def words(self) -> str:
        return "\n".join([content_json(self.content).decode(), text.write(self.document)])


def with_tables(content: Content, document: Document) -> Composed:
    """The content with the names of the CSV files that go with it."""
    tables = csv_tables.tables(document)
    if content.places:
        tables[CSV_NAME] = places_csv(content.places)
    return Composed(replace(content, tables=tuple(sorted(tables))), document, tables)


def written(composed: Composed, clearance: Clearance) -> dict[str, bytes]:
    """Every file of the release by its name, but the manifest."""
    day = composed.content.release.prepared_on
    with tempfile.TemporaryDirectory() as beside:
        in_pdf, in_word = Path(beside) / DOCUMENT_NAMES["pdf"], Path(beside) / DOCUMENT_NAMES["docx"]
        pdf.write(composed.document, in_pdf, date=day)
        word.write(composed.document, in_word, date=day)
        return {
            CONTENT_NAME: content_json(composed.content),
            DOCUMENT_NAMES["html"]: html.write(composed.document).encode(),
            DOCUMENT_NAMES["pdf"]: in_pdf.read_bytes(),
            DOCUMENT_NAMES["docx"]: in_word.read_bytes(),
            DOCUMENT_NAMES["txt"]: text.write(composed.document).encode(),
            FIGURES_NAME: figures_json(clearance.figures),
            **{f"tables/{name}": table for name, table in composed.tables.items()},
        }


def write_release(composed: Composed, clearance: Clearance, files: Mapping[str, bytes], folder: Path) -> str:
    """Write the folder, whole or not at all, and give its manifest's hash. Fails: Refusal where the disk is full."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_folder(folder, files, _manifest(composed, clearance))
    return manifest_sha256(folder)


def manifest_sha256(folder: Path) -> str:
    """The hash of a release's manifest, which holds every other file's."""
    return hashlib.sha256((folder / MANIFEST_NAME).read_bytes()).hexdigest()


def _manifest(composed: Composed, clearance: Clearance) -> Manifest:
    content, document = composed.content, composed.document
    builds = dict.fromkeys([content.assessment.build_id, *(figure.build_id for figure in clearance.figures)])
    versions = [trace.code_version for trace in clearance.traces.values() if trace.code_version]
    licences = [source.licence for source in loading.sources().values()]
    return Manifest(
        title=document.title,
        body=document.body,
        area_code=content.partnership.area_code,
        area_name=content.partnership.area_name,
        status=document.status,
        period=content.assessment.period,
        against=content.assessment.against,
        date=content.release.prepared_on,
        builds=tuple(builds),
        code_version=versions[0] if versions else "unknown",
        licence=" ".join(dict.fromkeys(licences)),
        attributions=content.attributions,
        figures_file=FIGURES_NAME,
    )
