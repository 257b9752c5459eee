"""The checked frames that assessment gives."""

import dataframely as dy

from saferplan.measures.tables import PLACE_KINDS


class Screened(dy.Schema):
    """Grain: one comparison looked at: a measure of a place with its past, or with the rest of the area around it.

    Units: `ratio`, `low`, `high` as in Changes and Comparisons; `stake` is the number of offences, over the period,
    that the end of the interval nearest no difference stands for: at least so many more, or fewer (0 where the
    interval holds no difference). `q_value` is the p-value adjusted for all comparisons looked at (Benjamini and
    Hochberg). `is_candidate` where it is a candidate finding.
    """

    kind = dy.Enum(["change", "level", "concentration"], primary_key=True)
    measure_key = dy.String(primary_key=True)
    place_kind = dy.Enum(PLACE_KINDS, primary_key=True)
    place_code = dy.String(primary_key=True)
    rest_of_code = dy.String(nullable=True)
    count = dy.UInt32()
    ratio = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)
    stake = dy.Float64(min=0)
    probability = dy.Float64(min=0.5, max=1)
    p_value = dy.Float64(min=0, max=1)
    q_value = dy.Float64(min=0, max=1)
    is_candidate = dy.Bool()
