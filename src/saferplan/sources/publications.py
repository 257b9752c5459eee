"""Tells whether files of the same force and month, found more than once, hold the same rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saferplan.sources.finding import FoundStreet


@dataclass(frozen=True, slots=True)
class Publication:
    """Files of one force and month that agree: the same rows, in whatever order; there is at least one."""

    files: tuple[FoundStreet, ...]


def publications(files: Iterable[FoundStreet]) -> tuple[Publication, ...]:
    """Group files of one force and month by what they say, each group and the groups in order of name."""
    in_order = sorted(files, key=lambda file: file.name)
    same_bytes: list[list[FoundStreet]] = []
    for file in in_order:
        group = next((group for group in same_bytes if _same_checksum(group[0], file)), None)
        if group is None:
            same_bytes.append([file])
        else:
            group.append(file)
    if len(same_bytes) == 1:
        return (Publication(tuple(same_bytes[0])),)
    groups: list[tuple[Counter[bytes], list[FoundStreet]]] = []
    for candidates in same_bytes:
        rows = _rows(candidates[0])
        alike = next((agreeing for seen, agreeing in groups if seen == rows), None)
        if alike is None:
            groups.append((rows, candidates))
        else:
            alike += candidates
    return tuple(Publication(tuple(sorted(group, key=lambda file: file.name))) for _, group in groups)


def differing_row_count(one: Publication, other: Publication) -> int:
    """How many rows of either publication the other lacks, whichever is more."""
    ours, theirs = _rows(one.files[0]), _rows(other.files[0])
    return max((ours - theirs).total(), (theirs - ours).total())


def _same_checksum(one: FoundStreet, other: FoundStreet) -> bool:
    """Whether a zip's directory already says that two files are the same bytes.

    A CRC-32 and a length that agree by chance are one in four thousand million, and reading holds the chosen file
    against its own.
    """
    return one.crc is not None and (one.crc, one.size) == (other.crc, other.size)


def _rows(file: FoundStreet) -> Counter[bytes]:
    """How often each line stands in a file, its headings among them; line ends do not count."""
    return Counter(file.read().removeprefix(b"\xef\xbb\xbf").splitlines())


def names_of(publication: Publication, found: Sequence[Publication]) -> tuple[str, ...]:
    """The shortest name of each file of a publication that no file of the others goes by."""
    taken = {name for other in found if other != publication for file in other.files for name in file.called}
    return tuple(next(name for name in file.called if name not in taken) for file in publication.files)
