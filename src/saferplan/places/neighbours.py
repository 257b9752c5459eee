"""Which places lie beside which."""

from collections import defaultdict

import numpy as np
from shapely import STRtree

from saferplan.places.geometry import Shapes


def neighbours(shapes: Shapes, *, within_m: float = 20.0) -> dict[str, tuple[str, ...]]:
    """The other places that come within a few metres of each, in order of their codes.

    Units: `within_m` in metres bridges the slivers that generalised outlines leave between neighbours, and no river.
    """
    codes = np.array(list(shapes.polygons))
    outlines = np.array(list(shapes.polygons.values()), dtype=object)
    one, other = STRtree(outlines).query(outlines, predicate="dwithin", distance=within_m)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for left, right in zip(codes[one].tolist(), codes[other].tolist(), strict=True):
        if left != right:
            found[left].add(right)
    return {code: tuple(sorted(found[code])) for code in sorted(shapes.polygons)}
