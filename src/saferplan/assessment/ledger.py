"""Remembers every figure a document was given, with the inputs it can be counted again from."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from saferplan.assessment.recounting import FINDINGS, Input, kept_file
from saferplan.documents.published_figures import figures_json, read_figures
from saferplan.documents.whole_files import write_whole
from saferplan.home import Home
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one build and the tables that the build was made from."""

    build_id: str
    code_version: str
    inputs: tuple[Input, ...]
    figures: tuple[Figure, ...]


def keep_ledger(ledger: Ledger, findings: bytes, home: Home) -> None:
    """Write a build's ledger into the home, where it outlives the build, with its table of findings by hash.

    Fails: Refusal where there is no room; the ledger before it stays.
    """
    table = Input(FINDINGS, hashlib.sha256(findings).hexdigest(), "findings.csv", "")
    content = {
        "build_id": ledger.build_id,
        "code_version": ledger.code_version,
        "inputs": [asdict(item) for item in (*ledger.inputs, table)],
        "figures": json.loads(figures_json(ledger.figures)),
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    try:
        home.figures.mkdir(parents=True, exist_ok=True)
        write_whole(kept_file(table, home), findings)
        write_whole(home.figures / f"{ledger.build_id}.json", written)
    except OSError as error:
        raise Refusal(
            "The figures' ledger could not be kept.",
            why=f"Writing to {home.figures} failed: {error.strerror}.",
            next_step="Make room or give another --home, then run again.",
        ) from error


def add_to_ledger(build_id: str, figures: Sequence[Figure], home: Home) -> None:
    """Remember further figures of a build whose ledger is kept here, so that they can be traced as its own are.

    They get a file of their own, named by what is in it: writing the documents again leaves them as they are. Fails:
    Refusal where the build has no ledger here, or there is no room.
    """
    first = ledger_of(build_id, home)
    content = {
        "build_id": build_id,
        "code_version": first.code_version,
        "inputs": [asdict(item) for item in first.inputs],
        "figures": json.loads(figures_json(figures)),
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    name = f"{build_id}.{hashlib.sha256(written).hexdigest()[:12]}.json"
    try:
        write_whole(home.figures / name, written)
    except OSError as error:
        raise Refusal(
            "The figures could not be kept.",
            why=f"Writing to {home.figures} failed: {error.strerror}.",
            next_step="Make room, then try again.",
        ) from error


def read_ledger(path: Path) -> Ledger:
    """A ledger as it was kept. Fails: Refusal where it is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        inputs = tuple(Input(**item) for item in content["inputs"])
        figures = read_figures(json.dumps(content["figures"]).encode(), path)
        return Ledger(content["build_id"], content["code_version"], inputs, tuple(figures.values()))
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal(
            f"The ledger of figures {path.name} is damaged.",
            why="It is not as Saferplan wrote it, so no figure of its build can be traced.",
            next_step="Run saferplan year again as before: the same files and the same version write it again.",
        ) from error


def ledger_with(figure_id: str, home: Home) -> tuple[Ledger, Figure]:
    """The ledger that holds a figure, and the figure. Fails: Refusal where no ledger of this home does."""
    for path in sorted(home.figures.glob("B-*.json")):
        # A ledger is read whole only where the address occurs in it at all.
        if figure_id in path.read_text(encoding="utf-8"):
            ledger = read_ledger(path)
            found = next((figure for figure in ledger.figures if figure.figure_id == figure_id), None)
            if found:
                return ledger, found
    raise Refusal(
        f"No figure {figure_id} is known here.",
        why=f"No document written by this installation ({home.path}) printed a figure of that address.",
        next_step="Copy the address from figures.csv beside the document, or give the --home it was written from.",
    )


def ledger_of(build_id: str, home: Home) -> Ledger:
    """The ledger of a build. Fails: Refusal where this home has none."""
    path = home.figures / f"{build_id}.json"
    if not path.is_file():
        raise Refusal(
            f"Build {build_id} is not known here.",
            why=f"No ledger of it is kept in {home.path}.",
            next_step="Give the --home that the documents were written from.",
        )
    return read_ledger(path)
