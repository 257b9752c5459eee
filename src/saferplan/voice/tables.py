"""The checked frames that voice gives: of answers together, and never of one person."""

import dataframely as dy
import polars as pl


class Estimates(dy.Schema):
    """Grain: what a share or mean says, of all respondents or of one group of them.

    Units: `value`, `low`, `high` are a share (0 to 1) or a mean score; null where withheld, as fewer answered than
    the least base. `n` answers are under it, worth `effective_n` of equal weight.
    """

    question_key = dy.String(primary_key=True)
    statement_key = dy.String(primary_key=True)
    kind = dy.Enum(["share", "mean"])
    split = dy.String(primary_key=True)
    group_name = dy.String(primary_key=True)
    says = dy.String()
    n = dy.UInt32()
    effective_n = dy.Float64(nullable=True)
    value = dy.Float64(nullable=True)
    low = dy.Float64(nullable=True)
    high = dy.Float64(nullable=True)

    @dy.rule()
    def interval_holds_value(cls) -> pl.Expr:
        return pl.col("value").is_null() | ((pl.col("low") <= pl.col("value")) & (pl.col("value") <= pl.col("high")))


class ConcernRanks(dy.Schema):
    """Grain: one thing people could name; shares are of the `n` respondents who named any. Rank 1 is named most."""

    concern = dy.String(primary_key=True)
    n = dy.UInt32()
    effective_n = dy.Float64()
    value = dy.Float64()
    low = dy.Float64()
    high = dy.Float64()
    rank = dy.UInt32(min=1)
    least_rank = dy.UInt32(min=1)
    greatest_rank = dy.UInt32(min=1)

    @dy.rule()
    def ranks_hold_rank(cls) -> pl.Expr:
        return (pl.col("least_rank") <= pl.col("rank")) & (pl.col("rank") <= pl.col("greatest_rank"))


class Representation(dy.Schema):
    """Grain: one group of a margin. Units: shares (0 to 1) of those who stated a group, and of the population."""

    margin = dy.String(primary_key=True)
    group_name = dy.String(primary_key=True)
    n = dy.UInt32()
    respondent_share = dy.Float64()
    population_share = dy.Float64()
