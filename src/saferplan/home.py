"""Where this installation keeps its files; the only reader of the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation.

    `raw` holds publishers' files, once each, by hash; `builds` holds what was computed from them and can be thrown
    away; `figures` remembers every figure that a document was given, so that it can be traced.
    """

    path: Path

    @property
    def raw(self) -> Path:
        return self.path / "raw"

    @property
    def builds(self) -> Path:
        return self.path / "builds"

    @property
    def figures(self) -> Path:
        return self.path / "figures"


def default_home() -> Home:
    """The folder SAFERPLAN_HOME names, else `saferplan` in the user data folder (XDG_DATA_HOME or ~/.local/share)."""
    named = os.environ.get("SAFERPLAN_HOME")
    if named:
        return Home(Path(named).expanduser().resolve())
    data = os.environ.get("XDG_DATA_HOME")
    parent = Path(data).expanduser() if data else Path.home() / ".local" / "share"
    return Home(parent / "saferplan")
