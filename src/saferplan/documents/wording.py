"""How numbers, lists and changes are put into words, so that every page says them alike."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

# A ratio nearer to 1 than this is no difference that a document could mean.
SMALLEST_DISTANCE = 1e-6


def decimal(value: float, places: int = 0) -> str:
    """A number with thousands separators, halves rounded up as people round by hand.

    >>> decimal(13618), decimal(77.474), decimal(2.5), decimal(-0.4)
    ('13,618', '77', '3', '0')
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,}"


def percent(share: float, places: int = 0) -> str:
    """A share (0 to 1) as a percentage.

    >>> percent(0.2029)
    '20 %'
    """
    return f"{decimal(share * 100, places)} %"


def percent_distance(ratio: float) -> str:
    """How far a ratio is from no difference, as a percentage without its sign; under 1 % to one significant digit.

    >>> percent_distance(0.93), percent_distance(1.25), percent_distance(1.004), percent_distance(0.9998)
    ('7 %', '25 %', '0.4 %', '0.02 %')
    """
    distance = abs(ratio - 1)
    if distance < SMALLEST_DISTANCE:
        return "0 %"
    return percent(distance, 0 if distance >= 0.01 else -math.floor(math.log10(distance * 100)))


def signed_percent(ratio: float) -> str:
    """A ratio as a signed percentage change, with a true minus sign.

    >>> signed_percent(0.93), signed_percent(1.08)
    ('−7 %', '+8 %')
    """
    text = percent_distance(ratio)
    if text == "0 %":
        return text
    return ("+" if ratio > 1 else "−") + text


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["Ashford", "Dover", "Swale"])
    'Ashford, Dover and Swale'
    """
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun.

    >>> counted(1, "month", "months"), counted(1200, "month", "months")
    ('1 month', '1,200 months')
    """
    return f"{decimal(count)} {one if count == 1 else many}"


def ordinal(rank: int) -> str:
    """A rank as an ordinal.

    >>> [ordinal(rank) for rank in (1, 2, 3, 4, 11, 12, 13, 21)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st']
    """
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
