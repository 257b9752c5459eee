"""Saferplan's own stage with its lazy cleaning on DuckDB."""

from functools import partial

from bench.contenders.saferplan_polars import clean_archive
from bench.contenders.timed import run_timed

if __name__ == "__main__":
    run_timed(partial(clean_archive, engine="duckdb"))
