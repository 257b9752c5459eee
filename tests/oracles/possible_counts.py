"""What a reader can know of withheld counts, from the definition: every table of whole numbers, or a linear programme.

Both speak only of the smallest counts (one kind in one place and period), totals being sums of them; neither shares
code or formulation with saferplan.
"""

from itertools import product

import numpy as np
from scipy.optimize import linprog


def in_smallest(equations, keys):
    """Each key as its coefficients over the smallest counts, that is those which are no total; and those, in order."""
    totals = {equation.total_key: equation.part_keys for equation in equations}
    smallest = sorted({part for parts in totals.values() for part in parts} | set(keys) - totals.keys())
    smallest = [key for key in smallest if key not in totals]

    def spread(key):
        if key not in totals:
            return np.array([float(key == other) for other in smallest])
        return sum(spread(part) for part in totals[key])

    return {key: spread(key) for key in {*keys, *totals}}, smallest


def seen(views):
    """What is shown (one count a key), and what is withheld and shown nowhere."""
    shown = {cell.key: cell.count for view in views for cell in view.shown}
    return shown, sorted({key for view in views for key in view.withheld} - shown.keys())


def every_value(views, equations, most):
    """For each withheld key, its values in all tables of whole numbers up to `most` that fit what is shown."""
    shown, withheld = seen(views)
    spread, smallest = in_smallest(equations, [*shown, *withheld])
    choices = [
        [shown[key]] if key in shown else range(1 if key in withheld else 0, most + 1) for key in smallest
    ]  # zeros are never withheld, and readers know it
    tables = np.array(list(product(*choices)), dtype=np.int16)
    for key, count in shown.items():
        tables = tables[tables @ spread[key].astype(np.int16) == count]
    for key in withheld:
        tables = tables[tables @ spread[key].astype(np.int16) >= 1]
    return {key: set((tables @ spread[key].astype(np.int16)).tolist()) for key in withheld}


def ranges(views, equations):
    """For each withheld key, its least and greatest value (None without limit) over all tables, whole or not."""
    shown, withheld = seen(views)
    spread, smallest = in_smallest(equations, [*shown, *withheld])
    fits = np.array([spread[key] for key in shown]).reshape(len(shown), len(smallest))
    is_one = np.array([-spread[key] for key in withheld])

    def end(key, sign):
        answer = linprog(
            sign * spread[key],
            A_ub=is_one,
            b_ub=-np.ones(len(withheld)),
            A_eq=fits,
            b_eq=list(shown.values()),
            bounds=[(0, None)] * len(smallest),
            method="highs-ds",
        )
        assert answer.status in (0, 3), answer.message
        return None if answer.status == 3 else sign * answer.fun

    return {key: (end(key, 1), end(key, -1)) for key in withheld}
