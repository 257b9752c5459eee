"""How data.police.uk names its files and forces."""

import re
from dataclasses import dataclass

from saferplan.terms.months import Month

STREET = "police_uk_street"
OUTCOMES = "police_uk_outcomes"
STOP_AND_SEARCH = "police_uk_stop_and_search"

_SOURCES = {"street": STREET, "outcomes": OUTCOMES, "stop-and-search": STOP_AND_SEARCH}
_NAME = re.compile(
    r"(?P<month>[12]\d{3}-(?:0[1-9]|1[0-2]))-(?P<force>[a-z]+(?:-[a-z]+)*?)-(?P<kind>street|outcomes|stop-and-search)"
    r"\.csv(?:\.gz)?"
)
_MONTH_FOLDER = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_NAMES = {"btp": "British Transport Police"}
_SMALL_WORDS = {"and", "of"}


@dataclass(frozen=True, slots=True)
class PublishedName:
    """What the name of one of its files says: the force and month, and the key of the source it belongs to."""

    month: Month
    force_code: str
    source_key: str


def published_name(file_name: str) -> PublishedName | None:
    """Read a file's name (without folders) as data.police.uk writes it; None where it is another's.

    >>> published_name("2024-01-city-of-london-street.csv").force_code
    'city-of-london'
    """
    match = _NAME.fullmatch(file_name.lower())
    if not match:
        return None
    return PublishedName(Month.parse(match["month"]), match["force"], _SOURCES[match["kind"]])


def is_month_folder(name: str) -> bool:
    """Whether a folder is named as the site names the folder of a month.

    >>> is_month_folder("2024-01")
    True
    """
    return _MONTH_FOLDER.fullmatch(name) is not None


def force_in_words(force_code: str) -> str:
    """A force as people say it.

    >>> force_in_words("city-of-london")
    'City of London'
    """
    words = (word if word in _SMALL_WORDS else word.capitalize() for word in force_code.split("-"))
    return _NAMES.get(force_code) or " ".join(words)
