"""A printed number as machines read it."""

import re

_PRINTED = re.compile(r"([-+\u2212]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s?%)?")


def as_data(text: str) -> str | None:
    """A printed number without its thousands separators and with a plain minus; None where a text is not one number.

    >>> as_data("13,618"), as_data("\u22127.5 %"), as_data("1 to 12 %")
    ('13618', '-7.5%', None)
    """
    match = _PRINTED.fullmatch(text.strip())
    if not match:
        return None
    sign, whole, fraction, percent = match.groups()
    return ("" if sign in ("", "+") else "-") + whole.replace(",", "") + (fraction or "") + ("%" if percent else "")
