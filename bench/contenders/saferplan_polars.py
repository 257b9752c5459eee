"""Saferplan's own stage on Polars: street files in, an immutable build out, written down to the disk."""

import hashlib
import zipfile
from pathlib import Path

import polars as pl

from bench.contenders.timed import run_timed
from saferplan.evidence.run import run
from saferplan.evidence.store import new_build
from saferplan.home import Home
from saferplan.places.tables import CommonAreas
from saferplan.sources.choosing import ChosenFile
from saferplan.sources.police_uk import STREET, published_name
from saferplan.sources.raw import RawFile, RawTable

SCOPE = "bench"


def clean_archive(archive: Path, lsoas: Path, out: Path, *, engine: str = "polars") -> None:
    """Every street file of the archive into the first build of a home at `out`."""
    lists = CommonAreas.validate(pl.read_parquet(lsoas), cast=True)
    raw = RawFile(hashlib.sha256(archive.read_bytes()).hexdigest(), archive.name, archive)
    with zipfile.ZipFile(archive) as opened:
        names = {member: published_name(member.rpartition("/")[2]) for member in opened.namelist()}
    files = [
        ChosenFile(name.force_code, name.month, RawTable(raw, member))
        for member, name in names.items()
        if name and name.source_key == STREET
    ]
    files.sort(key=lambda file: (file.force_code, file.month))
    with new_build(Home(out), SCOPE, inputs={"sha256": raw.sha256}, code_version="bench") as build:
        run(build, files, lists, engine=engine, progress=lambda *_: None)


if __name__ == "__main__":
    run_timed(clean_archive)
