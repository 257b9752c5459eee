"""The checked frames that priorities takes and gives."""

import dataframely as dy


class Marks(dy.Schema):
    """Grain: theme, criterion and scorer. A blank (null) is a mark not given; it is never a nought."""

    theme_key = dy.String(primary_key=True)
    criterion_key = dy.String(primary_key=True)
    scorer_key = dy.String(primary_key=True)
    mark = dy.UInt8(nullable=True)


class Spreads(dy.Schema):
    """Grain: theme and criterion with a mark. Units: marks; `n` scorers who gave one, `blank_count` who did not."""

    theme_key = dy.String(primary_key=True)
    criterion_key = dy.String(primary_key=True)
    n = dy.UInt16(min=1)
    blank_count = dy.UInt16()
    mean = dy.Float64()
    lowest = dy.UInt8()
    highest = dy.UInt8()


class Departures(dy.Schema):
    """Grain: a mark that lies far from the middle of the other scorers' marks for the same theme and criterion."""

    theme_key = dy.String(primary_key=True)
    criterion_key = dy.String(primary_key=True)
    scorer_key = dy.String(primary_key=True)
    mark = dy.UInt8()
    others_median = dy.Float64()
