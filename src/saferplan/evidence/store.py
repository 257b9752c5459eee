"""The one door to builds: immutable folders of Parquet files, each made beside the current one and swapped in whole.

A scope, such as an area, has a folder. The file `current` in it names the folder of its current build on the first line
and those of the builds before it on the next; whatever it does not name is a leftover, and goes.
"""

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from saferplan.evidence.contents import Contents
from saferplan.evidence.durable_files import (
    alone_in,
    clear_all_but,
    full_disk_refused,
    is_intact,
    link_or_copy,
    replace_durably,
    sync_folder,
    write_durably,
)
from saferplan.home import Home

BUILDS_KEPT = 3  # the current one and the two before it

_CURRENT = "current"
_MANIFEST = "manifest.json"
_UNFINISHED = "unfinished"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Build(Contents):
    """A finished build: its folder, and the manifest that says what it was made from and what is in it."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def build_id(self) -> str:
        return str(self.manifest["build_id"])

    @property
    def partitions(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.manifest["partitions"]
        return found

    def damaged_files(self) -> tuple[str, ...]:
        """Files that are gone, or no longer what the manifest says they were."""
        files: Mapping[str, str] = self.manifest["files"]
        return tuple(name for name, sha256 in files.items() if not is_intact(self.folder / name, sha256))


@dataclass(frozen=True, slots=True)
class Partition:
    """What is made from one raw file: tables by name, and plain facts about them for the manifest."""

    frames: Mapping[str, pl.DataFrame]
    facts: Mapping[str, Any]


@dataclass(slots=True)
class NewBuild(Contents):
    """A build in the making. It becomes current when the `with` block of `new_build` ends without an exception."""

    folder: Path
    build_id: str
    scope: str
    inputs: Mapping[str, Any]
    code_version: str
    previous: Build | None
    partitions: list[Mapping[str, Any]] = field(default_factory=list)
    _files: dict[str, str] = field(default_factory=dict)
    _notes: dict[str, Any] = field(default_factory=dict)
    _reusable: Mapping[str, Mapping[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        before = self.previous.partitions if self.previous else ()
        self._reusable = {partition["fingerprint"]: partition for partition in before}

    def write_frame(self, stage: str, name: str, frame: pl.DataFrame) -> None:
        """Keep a frame as `<stage>/<name>.parquet`."""
        self._write(f"{stage}/{name}.parquet", _parquet(frame))

    def write_json(self, stage: str, name: str, value: Any) -> None:
        """Keep plain values as `<stage>/<name>.json`."""
        self._write(f"{stage}/{name}.json", _json(value))

    def note(self, key: str, value: Any) -> None:
        """Keep a plain value in the manifest."""
        assert key not in self._notes, f"{key} was noted already"
        self._notes[key] = value

    def write_partition(
        self, stage: str, key: Mapping[str, str], fingerprint: str, make: Callable[[], Partition]
    ) -> Mapping[str, Any]:
        """Keep a partition as `<stage>/<table>/<key>.parquet`, and give its facts.

        Where the build before has one of the same fingerprint, undamaged, that is taken and nothing is made: the
        fingerprint must say everything that the partition follows from.
        """
        entry = self._taken_from_previous(stage, key, fingerprint) or self._made(stage, key, fingerprint, make())
        self.partitions.append(entry)
        facts: Mapping[str, Any] = entry["facts"]
        return facts

    def _made(self, stage: str, key: Mapping[str, str], fingerprint: str, made: Partition) -> Mapping[str, Any]:
        place = "/".join(f"{name}={value}" for name, value in key.items())
        names = [f"{stage}/{table}/{place}.parquet" for table in made.frames]
        for name, frame in zip(names, made.frames.values(), strict=True):
            self._write(name, _parquet(frame))
        facts = json.loads(_json(made.facts))  # as it will be read back, whether made now or taken
        return {"stage": stage, "key": dict(key), "fingerprint": fingerprint, "files": names, "facts": facts}

    def _taken_from_previous(self, stage: str, key: Mapping[str, str], fingerprint: str) -> Mapping[str, Any] | None:
        entry = self._reusable.get(fingerprint)
        if self.previous is None or entry is None or (entry["stage"], entry["key"]) != (stage, dict(key)):
            return None
        hashes = {name: self.previous.manifest["files"][name] for name in entry["files"]}
        if not all(is_intact(self.previous.folder / name, sha256) for name, sha256 in hashes.items()):
            return None
        for name, sha256 in hashes.items():
            link_or_copy(self.previous.folder / name, self.folder / name)
            self._files[name] = sha256
        return entry

    def _write(self, name: str, content: bytes) -> None:
        assert all(_NAME.fullmatch(part.replace("=", "-")) for part in name.split("/")), f"{name!r} is no file's name"
        assert name not in self._files, f"{name} was written already"
        self._files[name] = write_durably(self.folder / name, content)

    def _manifest(self) -> dict[str, Any]:
        return {
            "build_id": self.build_id,
            "scope": self.scope,
            "code_version": self.code_version,
            "inputs": self.inputs,
            "notes": self._notes,
            "partitions": self.partitions,
            "files": self._files,
        }

    def _swap_in(self) -> None:
        """Make this the current build, or leave standing one of the same contents that is there already."""
        scope = self.folder.parent
        content = _json(self._manifest())
        named = _named_folders(scope)
        same = [name for name in named if _is_build(scope / name, content)]
        if same:
            folder = same[0]
        else:
            write_durably(self.folder / _MANIFEST, content)
            for inner in (self.folder, *(path for path in self.folder.rglob("*") if path.is_dir())):
                sync_folder(inner)
            folder = _free_name(scope, self.build_id)
            self.folder.rename(scope / folder)
            sync_folder(scope)
        others = [name for name in named if name.partition(".")[0] != self.build_id]
        replace_durably(scope / _CURRENT, "\n".join([folder, *others][:BUILDS_KEPT]) + "\n")


@contextmanager
def new_build(home: Home, scope: str, *, inputs: Mapping[str, Any], code_version: str) -> Iterator[NewBuild]:
    """A build to write to, which becomes the scope's current one when the block ends; on any exception it is gone.

    The same inputs and code give the same build id. Fails: Refusal where the disk is full, or another process is
    building the same scope.
    """
    assert _NAME.fullmatch(scope), f"{scope!r} cannot name a folder"
    folder = home.builds / scope
    doing = f"making a build of {scope}"
    with full_disk_refused(doing=doing), alone_in(folder, doing=doing):
        _clear_leftovers(folder)
        build = NewBuild(
            folder=folder / _UNFINISHED,
            build_id=_build_id(inputs, code_version),
            scope=scope,
            inputs=inputs,
            code_version=code_version,
            previous=current_build(home, scope),
        )
        try:
            build.folder.mkdir()
            yield build
            build._swap_in()
        finally:
            _clear_leftovers(folder)  # the unfinished one, or on success what is older than the builds kept


def current_build(home: Home, scope: str) -> Build | None:
    """The current build of a scope; None where there is none, or its folder is no longer there."""
    named = _named_folders(home.builds / scope)
    return _opened(home.builds / scope / named[0]) if named else None


def find_build(home: Home, build_id: str) -> Build | None:
    """A build of any scope by its id: a current one, or one of those kept before it."""
    for pointer in sorted(home.builds.glob(f"*/{_CURRENT}")):
        for name in _named_folders(pointer.parent):
            if name.partition(".")[0] == build_id and (build := _opened(pointer.parent / name)):
                return build
    return None


def _build_id(inputs: Mapping[str, Any], code_version: str) -> str:
    return "B-" + hashlib.sha256(_json({"inputs": inputs, "code_version": code_version})).hexdigest()[:12]


def _named_folders(scope_folder: Path) -> list[str]:
    """The folders of a scope's builds, the current one first."""
    try:
        return (scope_folder / _CURRENT).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def _clear_leftovers(scope_folder: Path) -> None:
    clear_all_but(scope_folder, {_CURRENT, *_named_folders(scope_folder)})


def _opened(folder: Path) -> Build | None:
    try:
        return Build(folder, json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def _is_build(folder: Path, manifest: bytes) -> bool:
    """Whether a folder holds the build of this manifest, undamaged."""
    build = _opened(folder)
    return build is not None and (folder / _MANIFEST).read_bytes() == manifest and not build.damaged_files()


def _free_name(scope_folder: Path, build_id: str) -> str:
    """The id itself, or, beside a build of that id that is damaged or came out otherwise, with a number."""
    name, number = build_id, 1
    while (scope_folder / name).exists():
        number += 1
        name = f"{build_id}.{number}"
    return name


def _parquet(frame: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    frame.write_parquet(written, compression="zstd")
    return written.getvalue()


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False).encode()
