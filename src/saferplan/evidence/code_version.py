"""Which code a build was made by."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import saferplan


@cache
def code_version() -> str:
    """The package's version, and a hash of its own code and definitions: it changes whenever a result may.

    Assumes: the libraries below it are those that requirements.lock pins.
    """
    here = Path(saferplan.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in here.rglob("*") if path.suffix in (".py", ".yaml")):
        digest.update(f"{path.relative_to(here).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{version('saferplan')}+{digest.hexdigest()[:12]}"
