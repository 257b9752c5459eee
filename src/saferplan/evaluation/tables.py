"""The checked frames that evaluation gives."""

import dataframely as dy


class MatchedCounts(dy.Schema):
    """Grain: one place and calendar month that could be matched.

    Units: `after_count` records of the month after, `before_count` of the same calendar month in all earlier periods
    together, of which `before_months` could be used.
    """

    place_code = dy.String(primary_key=True)
    calendar_month = dy.UInt8(primary_key=True, min=1, max=12)
    after_count = dy.UInt32()
    before_count = dy.UInt32()
    before_months = dy.UInt8(min=1)


class Candidates(dy.Schema):
    """Grain: one place that could serve as comparison, the likest first.

    Units: `level_ratio` records before, over the treated place's; `course_ratio` how its later half of the months
    before stands to its earlier half, over the same of the treated place.
    """

    place_code = dy.String(primary_key=True)
    before_count = dy.UInt32()
    level_ratio = dy.Float64()
    course_ratio = dy.Float64()
    course_differs = dy.Bool()
