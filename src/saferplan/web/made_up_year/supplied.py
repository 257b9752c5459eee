"""A data folder as it stood at the end of a month: the archive without the months that came after."""

import os
import zipfile
from pathlib import Path

from saferplan.sources.made_up.county import ARCHIVE
from saferplan.sources.made_up.writing import write_zip
from saferplan.terms.months import Month


def as_it_stood(data: Path, folder: Path, last: Month) -> Path:
    """Link a county's files into a folder, with its street archive up to a month."""
    for file in sorted(path for path in data.rglob("*") if path.is_file()):
        name = file.relative_to(data)
        beside = folder / name
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        if name.as_posix() == ARCHIVE:
            _cut(file, beside, last)
        else:
            os.link(file, beside)
    return folder


def _cut(archive: Path, beside: Path, last: Month) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if Month.parse(name[:7]) <= last]
        write_zip(beside, {name: opened.read(name) for name in names})
