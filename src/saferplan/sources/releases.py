"""Reads a partnership's earlier release back as a source: what was aimed at, and how far it came."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saferplan.documents.release import MANIFEST_NAME, check_folder, read_folder
from saferplan.terms.problems import Refusal

CONTENT_NAME = "content.json"
_KEYS = ("priority", "sentence", "target", "progress")


@dataclass(frozen=True, slots=True)
class PastObjective:
    """An objective of an earlier plan: its target in words, and how it ended ("" where nothing was said)."""

    priority: str
    sentence: str
    target: str
    progress: str


@dataclass(frozen=True, slots=True)
class PastRelease:
    """An earlier release; `sha256` is its manifest's, which holds every other file's."""

    folder: Path
    number: int
    title: str
    sha256: str
    objectives: tuple[PastObjective, ...]


def past_releases(releases: Path, area_code: str) -> list[Path]:
    """The folders below one that hold a release of an area, the latest first; what cannot be read is left out."""
    found = []
    for manifest in releases.glob(f"**/{MANIFEST_NAME}"):
        try:
            if read_folder(manifest.parent).area_code == area_code and (manifest.parent / CONTENT_NAME).is_file():
                found.append(manifest.parent)
        except Refusal:
            continue
    return sorted(found, key=_number, reverse=True)


def read_release(folder: Path, area_code: str) -> PastRelease:
    """A release of an area. Fails: Refusal where it is another area's, was changed, or says nothing of objectives."""
    manifest = read_folder(folder)
    if manifest.area_code != area_code:
        raise Refusal(
            f"This is a release of {manifest.area_name}.",
            why=f"Its area is {manifest.area_code}, and this partnership's is {area_code}.",
            next_step="Choose a release of your own partnership.",
        )
    problems = check_folder(folder)
    if problems:
        raise Refusal(
            "The release is not as it was published.",
            why=" ".join(problem.sentence for problem in problems[:3]),
            next_step="Get the release again from where it was published.",
        )
    sha256 = hashlib.sha256((folder / MANIFEST_NAME).read_bytes()).hexdigest()
    return PastRelease(folder, _number(folder), manifest.title, sha256, _objectives(folder))


def _objectives(folder: Path) -> tuple[PastObjective, ...]:
    try:
        content = json.loads((folder / CONTENT_NAME).read_text(encoding="utf-8"))
        return tuple(_objective(line) for line in content["plan"]["objectives"])
    except FileNotFoundError:
        raise _unlike(f"it holds no {CONTENT_NAME}") from None
    except KeyError as lacking:
        raise _unlike(f"{CONTENT_NAME} lacks {lacking}") from lacking
    except (ValueError, TypeError) as problem:
        raise _unlike(f"{CONTENT_NAME} has another form") from problem


def _objective(line: Any) -> PastObjective:
    said = [line[key] for key in _KEYS]
    if not all(isinstance(words, str) for words in said):
        raise ValueError("not words")
    return PastObjective(*said)


def _number(folder: Path) -> int:
    """A release's number, which ends the name of its folder; 0 where it names none."""
    number = re.search(r"(\d+)$", folder.name)
    return int(number[1]) if number else 0


def _unlike(why: str) -> Refusal:
    return Refusal(
        "The release cannot be read as last year's plan.",
        why=f"It should say each objective's priority, sentence, target and progress, and {why}.",
        next_step="Choose a release that Saferplan published.",
    )
