"""Zips and compressed files are read within limits; whatever is damaged or made to harm is refused by name."""

import gzip
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from saferplan.sources import archives
from saferplan.sources.archives import open_archive, table_bytes
from saferplan.terms.problems import Refusal

MEMBER = "2024-01/2024-01-kent-street.csv"
TEXT = b"Crime ID,Month\n" + b"".join(b"%d,2024-01\n" % number for number in range(2000))


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name given twice, which is what a test wants
        for name, contents in members.items():
            archive.writestr(name, contents)
    return path


def refusal_on_opening(path: Path) -> str:
    with pytest.raises(Refusal) as refused, open_archive(path, "street/" + path.name):
        pass
    assert "street/" + path.name in refused.value.what
    return str(refused.value)


def refusal_on_reading(path: Path, member: str) -> str:
    with pytest.raises(Refusal) as refused:
        table_bytes(path, member, "street/" + path.name)
    assert "street/" + path.name in refused.value.what
    assert member in refused.value.what
    return str(refused.value)


def test_a_sound_archive_gives_its_members_and_their_bytes(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT, "2024-01/": b""})
    with open_archive(path, "kent.zip") as archive:
        assert [(member.name, member.size) for member in archive.members] == [(MEMBER, len(TEXT))]
        assert archive.head(MEMBER, 8) == b"Crime ID"
    assert table_bytes(path, MEMBER, "kent.zip") == TEXT


def test_a_file_that_is_no_zip(tmp_path: Path):
    path = tmp_path / "kent.zip"
    path.write_bytes(b"<html>Session expired</html>")
    assert "is not a zip archive" in refusal_on_opening(path)


def test_an_empty_file(tmp_path: Path):
    path = tmp_path / "kent.zip"
    path.touch()
    assert "is not a zip archive" in refusal_on_opening(path)


def test_a_download_that_broke_off(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT})
    path.write_bytes(path.read_bytes()[:-100])
    assert "is cut short" in refusal_on_opening(path)


def test_a_member_with_a_flipped_byte(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"\n1000,2024-01\n", b"\n1000,2025-01\n"))
    assert "CRC" in refusal_on_reading(path, MEMBER)


def test_a_packed_member_with_bytes_torn_out(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT})
    whole = bytearray(path.read_bytes())
    whole[200:260] = bytes(60)
    path.write_bytes(whole)
    assert "is damaged" in refusal_on_reading(path, MEMBER)


def test_a_directory_that_overstates_a_size(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", len(TEXT)), struct.pack("<L", len(TEXT) + 5)))
    assert "where its directory states" in refusal_on_reading(path, MEMBER)


def test_a_directory_that_understates_a_size(tmp_path: Path):
    """The lie by which a bomb would pass the first check: no more than was stated is unpacked, and it is refused."""
    path = zipped(tmp_path / "kent.zip", {MEMBER: bytes(40 * archives.MIB)})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 40 * archives.MIB), struct.pack("<L", 1000)))
    with open_archive(path, "street/kent.zip") as archive:
        assert archive.members[0].size == 1000
    assert "CRC" in refusal_on_reading(path, MEMBER)


def test_a_zip_bomb(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: bytes(40 * archives.MIB)})
    assert "40.0 MiB" in refusal_on_opening(path)


def test_a_bomb_hidden_among_honest_files(tmp_path: Path):
    honest = zipped(tmp_path / "honest.zip", {"noise.bin": bytes(range(256)) * 4096}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(honest, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MEMBER, bytes(40 * archives.MIB))
    assert MEMBER in refusal_on_opening(honest)


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_BYTES_OF_A_TABLE", 20_000, "unpacks to 24.3 KiB"),
        ("MOST_BYTES_OF_AN_ARCHIVE", 20_000, "unpacks to 24.3 KiB"),
        ("MOST_MEMBERS", 0, "holds 1 files"),
    ],
)
def test_each_limit_on_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str):
    """Its one member has 15 + 10 x 10 + 90 x 11 + 900 x 12 + 1,000 x 13 = 24,905 bytes, or 24.3 KiB."""
    monkeypatch.setattr(archives, limit, value)
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT})
    assert said in refusal_on_opening(path)


@pytest.mark.parametrize(
    "climbing",
    ["../kent.csv", "2024-01/../../kent.csv", "/etc/kent.csv", "C:/kent.csv", "..\\kent.csv", "a\\kent.csv", ".."],
)
def test_a_path_that_climbs_out(tmp_path: Path, climbing: str):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT, climbing: b"x"})
    assert "leads out of the archive" in refusal_on_opening(path)
    assert not (tmp_path.parent / "kent.csv").exists()


def test_a_name_with_two_dots_that_does_not_climb(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {"2024-01/kent..street.csv": TEXT})
    assert table_bytes(path, "2024-01/kent..street.csv", "kent.zip") == TEXT


def test_a_name_given_twice(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(MEMBER, TEXT)
    assert "more than once" in refusal_on_opening(path)


def test_a_locked_table(tmp_path: Path):
    path = zipped(tmp_path / "kent.zip", {MEMBER: TEXT})
    whole = bytearray(path.read_bytes())
    whole[6] |= 1  # the flag of encryption in the file's own header (APPNOTE.TXT 4.4.4) ...
    whole[whole.index(b"PK\x01\x02") + 8] |= 1  # ... and in the directory
    path.write_bytes(whole)
    assert "locked with a password" in refusal_on_opening(path)


def test_gzip_is_unpacked_and_its_damage_refused(tmp_path: Path):
    path = tmp_path / "lookup.csv.gz"
    path.write_bytes(gzip.compress(TEXT))
    assert table_bytes(path, "", "lookup.csv.gz") == TEXT
    path.write_bytes(gzip.compress(TEXT)[:-20])
    assert "is damaged" in refusal_on_reading(path, "")


def test_a_gzip_bomb(tmp_path: Path):
    path = tmp_path / "lookup.csv.gz"
    path.write_bytes(gzip.compress(bytes(40 * archives.MIB)))
    assert "zip bomb" in refusal_on_reading(path, "")


def test_a_gzip_bomb_is_not_unpacked_past_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archives, "MOST_BYTES_OF_A_TABLE", 1000)
    path = tmp_path / "lookup.csv.gz"
    path.write_bytes(gzip.compress(bytes(40 * archives.MIB)))
    assert "more than 1000 bytes" in refusal_on_reading(path, "")


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "No such file" in refusal_on_reading(tmp_path / "lookup.csv", "")
