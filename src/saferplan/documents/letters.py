"""Which letters may stand in every form, so that no text can break a writer and every form says the same."""

import re
import unicodedata
from collections.abc import Set

_SPACING = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BEFORE_PER_CENT = re.compile(r"(?<=\d) (?=%)")
_UNWRITABLE_SHOWN = "\ufffd"
_UNKNOWN_SHOWN = "\u25a1"


def printable(text: str) -> str:
    """A text that every form can hold: a line break is a space; what XML or UTF-8 cannot hold is shown as U+FFFD.

    >>> printable("Burglary\\nfell" + chr(0))
    'Burglary fell\ufffd'
    """
    return _UNWRITABLE.sub(_UNWRITABLE_SHOWN, _SPACING.sub(" ", text))


def bound(text: str) -> str:
    """A text in which no line breaks between a number and its per cent sign.

    >>> bound("fell by 7 % a day") == "fell by 7\u00a0% a day"
    True
    """
    return _BEFORE_PER_CENT.sub("\u00a0", text)


def shows_something(text: str) -> bool:
    """Whether a text has a letter, figure or sign that is seen.

    >>> shows_something("Summary"), shows_something(" \\u00ad")
    (True, False)
    """
    return any(unicodedata.category(letter)[0] not in "CMZ" for letter in printable(text))


def shown_with(text: str, letters: Set[str]) -> str:
    """A text in letters that a font has: a symbol it lacks is named in brackets, any other is an empty square.

    Signs that are never seen, such as soft hyphens, are left out.

    >>> shown_with("Thanks 😀", frozenset("Thanks "))
    'Thanks [grinning face]'
    """
    seen = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(letter if letter in letters else _stand_in(letter) for letter in seen)


def _stand_in(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me"):
        return ""
    if category.startswith("Z"):
        return " "
    name = unicodedata.name(letter, "")
    return f"[{name.lower()}]" if category.startswith("S") and name else _UNKNOWN_SHOWN
