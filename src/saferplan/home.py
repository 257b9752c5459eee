"""Where this installation keeps its files and secrets; the only reader of the environment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation.

    `raw` holds publishers' files, once each, by hash; `builds` holds what was computed from them and can be thrown
    away; `figures` remembers every figure that a document was given, so that it can be traced. `records` is the
    database of what people decided, unless DATABASE_URL names another; `releases` holds what was published.
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

    @property
    def records(self) -> Path:
        return self.path / "records.sqlite3"

    @property
    def releases(self) -> Path:
        return self.path / "releases"

    @property
    def cache(self) -> Path:
        return self.path / "cache"

    @property
    def demo_people(self) -> Path:
        """The made-up people of a demo installation and their random passwords; readable by its owner alone."""
        return self.path / "demo-people.json"

    def secret_key(self) -> str:
        """The key that signs sessions and seals the history: random, made once, kept readable by its owner alone."""
        file = self.path / "secret-key"
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text(encoding="ascii")
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            key = secrets.token_urlsafe(48)
            opened.write(key)
        return key


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the site is reached. `loopback` is this machine alone, over plain HTTP; all else is HTTPS."""

    hosts: tuple[str, ...]
    loopback: bool


def default_home() -> Home:
    """The folder SAFERPLAN_HOME names, else `saferplan` in the user data folder (XDG_DATA_HOME or ~/.local/share)."""
    named = os.environ.get("SAFERPLAN_HOME")
    if named:
        return Home(Path(named).expanduser().resolve())
    data = os.environ.get("XDG_DATA_HOME")
    parent = Path(data).expanduser() if data else Path.home() / ".local" / "share"
    return Home(parent / "saferplan")


def use_home(home: Home) -> None:
    """Make a home the default of this process and of those it starts."""
    os.environ["SAFERPLAN_HOME"] = str(home.path)


def database_url() -> str | None:
    """DATABASE_URL, where the records are kept elsewhere than in the home's own SQLite file."""
    return os.environ.get("DATABASE_URL") or None


def site_address() -> SiteAddress:
    """The hosts SAFERPLAN_HOSTS names, with commas; without it the site answers on this machine alone."""
    named = tuple(host.strip() for host in os.environ.get("SAFERPLAN_HOSTS", "").split(",") if host.strip())
    return SiteAddress(named or ("127.0.0.1", "localhost", "[::1]"), loopback=not named)
