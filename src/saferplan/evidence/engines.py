"""The engines that cleaning and counting run on: the same lazy code, with the same result."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import narwhals as nw
import polars as pl

from saferplan.terms.problems import Refusal

ENGINES = ("polars", "duckdb")

LazyOf = Callable[[pl.DataFrame], nw.LazyFrame[Any]]


@contextmanager
def lazy_frames(engine: str) -> Iterator[LazyOf]:
    """Gives the function that puts a frame on an engine; lazy frames live until the end of the `with` block.

    Fails: Refusal where the engine is unknown or not installed.
    """
    if engine == "polars":
        yield lambda frame: nw.from_native(frame.lazy())
    elif engine == "duckdb":
        with _duckdb_connection() as connection:
            yield lambda frame: nw.from_native(connection.from_arrow(frame.to_arrow()))
    else:
        raise Refusal(
            f"There is no engine called {engine}.",
            why="Rows are cleaned and counted by one of a few engines, all with the same result.",
            next_step=f"Choose one of: {', '.join(ENGINES)}.",
        )


def collected(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    """A lazy frame's rows, brought back from its engine."""
    found: pl.DataFrame = frame.collect(backend="polars").to_native()
    return found


def _duckdb_connection() -> Any:
    try:
        import duckdb  # noqa: PLC0415 - not among what every installation has
    except ImportError:
        raise Refusal(
            "The engine duckdb is not installed.",
            why="Saferplan runs on Polars, and DuckDB is an extra.",
            next_step="Install duckdb, or leave the engine out.",
        ) from None
    return duckdb.connect(":memory:")
