"""Which letters a TrueType font can show, read from its character map."""

import struct
from functools import cache
from pathlib import Path


@cache
def font_letters(font: Path) -> frozenset[str]:
    """Every letter the font has a glyph for.

    Source: OpenType specification, table `cmap`, formats 4 and 12.
    """
    data = font.read_bytes()
    start = _table_start(data, b"cmap")
    (subtable_count,) = struct.unpack_from(">H", data, start + 2)
    letters: set[str] = set()
    for index in range(subtable_count):
        platform, _, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * index)
        at = start + offset
        (form,) = struct.unpack_from(">H", data, at)
        # Platforms 0 and 3 are Unicode; 1 is old Macintosh.
        if platform in (0, 3) and form == 4:
            letters |= _segments(data, at)
        elif platform in (0, 3) and form == 12:
            letters |= _groups(data, at)
    assert letters, f"{font.name} has no Unicode character map"
    return frozenset(letters)


def _table_start(data: bytes, tag: bytes) -> int:
    (table_count,) = struct.unpack_from(">H", data, 4)
    for index in range(table_count):
        name, _, start, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if name == tag:
            return int(start)
    raise AssertionError(f"the font has no table {tag!r}")


def _segments(data: bytes, at: int) -> set[str]:
    """Format 4: segments of the first 65,536 letters, each with a shift or a list of glyphs."""
    (double_count,) = struct.unpack_from(">H", data, at + 6)
    count = double_count // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts_at = at + 16 + double_count
    starts = struct.unpack_from(f">{count}H", data, starts_at)
    shifts = struct.unpack_from(f">{count}H", data, starts_at + double_count)
    offsets_at = starts_at + 2 * double_count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    letters = set()
    for index, (first, last, shift, offset) in enumerate(zip(starts, ends, shifts, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + shift
            if offset:
                (glyph,) = struct.unpack_from(">H", data, offsets_at + 2 * index + offset + 2 * (code - first))
            if glyph & 0xFFFF:
                letters.add(chr(code))
    return letters


def _groups(data: bytes, at: int) -> set[str]:
    """Format 12: groups of any letters."""
    (count,) = struct.unpack_from(">L", data, at + 12)
    groups = (struct.unpack_from(">LLL", data, at + 16 + 12 * index) for index in range(count))
    return {chr(code) for first, last, glyph in groups for code in range(first, last + 1) if glyph + code - first}
