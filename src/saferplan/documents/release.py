"""The form of a release: a folder of files with a manifest that names, weighs and hashes each of them.

`publication` writes releases and `sources` reads them back; the year's draft has the same form.
"""

import hashlib
import json
import mimetypes
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from saferplan.documents.swapping import replacing_folder
from saferplan.terms.problems import DataProblem, Refusal

MANIFEST_NAME = "manifest.json"
_FORM = 1
_LARGEST_MANIFEST = 20_000_000
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by file browsers; nobody's work
_SHA256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release; `name` is its path inside the folder, with forward slashes."""

    __pydantic_config__ = _STRICT

    name: str
    sha256: _SHA256
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is, what it was made from, and its files.

    `builds` are the ids of the builds that its numbers come from; `figures_file` names the file of `Figure`s among
    `files`, which `write_folder` fills in.
    """

    __pydantic_config__ = _STRICT

    title: str
    body: str
    area_code: str
    area_name: str
    status: str
    period: str
    against: str | None
    date: date
    builds: tuple[str, ...]
    code_version: str
    licence: str
    attributions: tuple[str, ...]
    figures_file: str | None = None
    files: tuple[ReleaseFile, ...] = ()


_READER = TypeAdapter(Manifest)


def write_folder(target: Path, files: Mapping[str, bytes | Path], manifest: Manifest) -> Manifest:
    """Write the files and their manifest as a release at `target`, whole or not at all; give the manifest as written.

    Fails: Refusal where `target` holds anything that would be lost (no release, or one in which someone has added or
    changed a file), or where the disk is full or may not be written; what stood at `target` is then untouched.
    """
    assert all(is_safe_name(name) for name in files), "a release's names stay inside its folder"
    assert manifest.figures_file is None or manifest.figures_file in files, "the figures file is among the files"
    try:
        with replacing_folder(target) as folder:
            check_replaceable(target)
            listed = tuple(_write_file(folder, name, files[name]) for name in sorted(files))
            whole = replace(manifest, files=listed)
            (folder / MANIFEST_NAME).write_bytes(manifest_json(whole))
    except OSError as problem:
        raise Refusal(
            f"The release could not be written to {target}.",
            why=f"The system says: {problem.strerror or problem}.",
            next_step="Make room or choose another folder, and run it again. Nothing that was there before is changed.",
        ) from problem
    return whole


def read_folder(path: Path) -> Manifest:
    """The manifest of a release. Fails: Refusal where there is none, it has another form, or a name climbs out."""
    file = path / MANIFEST_NAME
    if not file.is_file():
        raise Refusal(
            f"{path} is not a Saferplan release.",
            why=f"It holds no {MANIFEST_NAME}.",
            next_step=f"Name the folder that holds {MANIFEST_NAME}.",
        )
    if file.stat().st_size > _LARGEST_MANIFEST:
        raise _unreadable(file, "it is far larger than any manifest")
    return read_manifest(file.read_bytes(), file)


def check_folder(path: Path) -> tuple[DataProblem, ...]:
    """What differs between a release's manifest and its folder: files missing, changed, or not listed.

    Fails: as `read_folder`.
    """
    manifest = read_folder(path)
    listed = {file.name: file for file in manifest.files}
    found = {name for name in _names_in(path) if name != MANIFEST_NAME}
    problems = [_missing(path, name) for name in sorted(listed.keys() - found)]
    problems += [_changed(path, name) for name in sorted(listed.keys() & found) if _differs(path / name, listed[name])]
    problems += [_unlisted(path, name) for name in sorted(found - listed.keys())]
    return tuple(problems)


def check_replaceable(target: Path) -> None:
    """Hold a folder that a release is to be written to against what may be replaced there.

    Fails: Refusal where there is anything in it that a release put there did not write.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        kept = ["It is not a folder."]
    elif not target.exists():
        return
    elif not (target / MANIFEST_NAME).is_file():
        # Not looked through: it may be a whole disk.
        kept = ["It holds files, and no release."] if any(e.name not in _LITTER for e in target.iterdir()) else []
    else:
        kept = _work_in(target)
    if kept:
        raise Refusal(
            f"{target} is not replaced.",
            why=f"What is there would be lost. {' '.join(kept[:5])}",
            next_step="Move what you want to keep elsewhere, or name another folder.",
        )


def manifest_json(manifest: Manifest) -> bytes:
    """The manifest as stable JSON: the same manifest is always the same bytes."""
    written = {"saferplan_release": _FORM} | _READER.dump_python(manifest, mode="json")
    return (json.dumps(written, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_manifest(content: bytes, file: Path) -> Manifest:
    """A manifest from its JSON. Fails: Refusal naming the file and the first thing wrong in it."""
    try:
        read: Any = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise _unreadable(file, "it is not JSON") from problem
    form = read.pop("saferplan_release", None) if isinstance(read, dict) else None
    if form != _FORM or isinstance(form, bool):
        raise _unreadable(file, f"it does not say that it is a release of form {_FORM}")
    try:
        manifest = _READER.validate_json(json.dumps(read), strict=True)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise _unreadable(file, f"at {'.'.join(map(str, first['loc']))}: {first['msg']}") from problem
    names = [file.name for file in manifest.files]
    unsafe = sorted(name for name in names if not is_safe_name(name))
    if unsafe or len(set(names)) < len(names):
        raise _unreadable(file, f"it lists {unsafe[0]!r}" if unsafe else "it lists a file twice")
    if manifest.figures_file is not None and manifest.figures_file not in names:
        raise _unreadable(file, "its figures file is not among its files")
    return manifest


def is_safe_name(name: str) -> bool:
    """Whether a file's name stays inside the folder on every system, and is not the manifest's own.

    >>> is_safe_name("tables/wards.csv"), is_safe_name("../wards.csv"), is_safe_name("C:/wards.csv")
    (True, False, False)
    """
    parts = name.split("/")
    return (
        name.isprintable()
        and not any(part in {"", ".", ".."} or part != part.strip() for part in parts)
        and not set(name) & set('\\:*?"<>|')
        and name.casefold() != MANIFEST_NAME
    )


def _write_file(folder: Path, name: str, content: bytes | Path) -> ReleaseFile:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, place)
    else:
        place.write_bytes(content)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return ReleaseFile(name, _sha256(place), place.stat().st_size, media_type)


def _work_in(target: Path) -> list[str]:
    try:
        return [problem.sentence for problem in check_folder(target) if problem.kind != "release_file_missing"]
    except Refusal as refused:
        return [refused.why]


def _names_in(folder: Path) -> list[str]:
    every = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return [PurePosixPath(path.relative_to(folder)).as_posix() for path in every if path.name not in _LITTER]


def _differs(path: Path, listed: ReleaseFile) -> bool:
    """A link is never followed: it is not what was written."""
    return path.is_symlink() or path.stat().st_size != listed.size or _sha256(path) != listed.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _missing(path: Path, name: str) -> DataProblem:
    return DataProblem("release_file_missing", f"{path.name}/{name}", f"{name} is listed in the manifest but missing.")


def _changed(path: Path, name: str) -> DataProblem:
    sentence = f"{name} has been changed since the release was written."
    return DataProblem("release_file_changed", f"{path.name}/{name}", sentence)


def _unlisted(path: Path, name: str) -> DataProblem:
    return DataProblem(
        "release_file_unlisted", f"{path.name}/{name}", f"{name} was added; the manifest has no such file."
    )


def _unreadable(file: Path, why: str) -> Refusal:
    return Refusal(
        f"{file} cannot be read as the manifest of a release.",
        why=f"The file is not as Saferplan writes it: {why}.",
        next_step="Get the release again from where it was published.",
    )
