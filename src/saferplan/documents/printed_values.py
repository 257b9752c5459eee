"""How the values of one picture are printed alike, with as many decimals as they bear."""

import math
from collections.abc import Callable, Sequence

from saferplan.documents.wording import decimal

Printer = Callable[[float], str]


def printer(values: Sequence[float]) -> Printer:
    """How to print values of one picture: whole where all are whole or one is large, else with one or two decimals.

    >>> printer([77.47, 103.2])(77.47)
    '77.5'
    >>> printer([13618.0, 3001.0])(13618.0)
    '13,618'
    """
    finite = [abs(value) for value in values if math.isfinite(value)]
    if all(value == round(value) for value in finite) or max(finite) >= 1000:
        places = 0
    else:
        places = 1 if max(finite) >= 10 else 2
    return lambda value: decimal(value, places).replace("-", "−")
