"""A file is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from saferplan.documents.whole_files import write_whole
from saferplan.terms.problems import Refusal


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(b"old")
    write_whole(tmp_path / "a.pdf", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.pdf", b"new")]


@pytest.mark.parametrize(("number", "why"), [(errno.ENOSPC, "full"), (errno.EACCES, "may not")])
def test_a_full_disk_is_refused_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
):
    def half_written(path: Path, content: bytes) -> int:
        with path.open("wb") as target:
            target.write(content[:1])
        raise OSError(number, os.strerror(number))

    (tmp_path / "a.pdf").write_bytes(b"old")
    monkeypatch.setattr(Path, "write_bytes", half_written)
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path / "a.pdf", b"new")
    assert why in refused.value.why
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.pdf", b"old")]
