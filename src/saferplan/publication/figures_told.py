"""The figures of a release as its pages tell them, each with its path to the raw files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from saferplan.documents.blocks import Number
from saferplan.documents.wording import decimal
from saferplan.publication.content_numbers import FigureTold, RawFile
from saferplan.publication.content_who import Part
from saferplan.publication.traces import Trace
from saferplan.publication.wording import figure_words
from saferplan.terms.figures import Figure

_ADDRESS = re.compile(r"F-[0-9a-f]{10}")
_NAMED = ("figure_id", "figure_ids", "baseline_id")


def ids_in(told: Any) -> Iterator[str]:
    """The addresses of every figure that an account prints or names, however deep."""
    if isinstance(told, Number | Part):
        if told.figure_id:
            yield told.figure_id
    elif is_dataclass(told) and not isinstance(told, type):
        for held in fields(told):
            value = getattr(told, held.name)
            if held.name in _NAMED:
                yield from filter(None, [value] if isinstance(value, str) else value)
            else:
                yield from ids_in(value)
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from ids_in(value)
    elif isinstance(told, tuple | list):
        for value in told:
            yield from ids_in(value)


def figures_named(words: str) -> list[str]:
    """The addresses of figures that stand in words.

    >>> figures_named("Figures F-0123456789 and F-abcdefabcd.")
    ['F-0123456789', 'F-abcdefabcd']
    """
    return _ADDRESS.findall(words)


def figures_told(
    figures: Iterable[Figure], traces: Mapping[str, Trace]
) -> tuple[dict[str, FigureTold], tuple[RawFile, ...]]:
    """Each figure with its trace, and the raw files they lead to, each once."""
    files: dict[RawFile, int] = {}
    told = {}
    for figure in figures:
        trace = traces[figure.figure_id]
        places = tuple(files.setdefault(file, len(files)) for file in trace.files)
        told[figure.figure_id] = _told(figure, trace, places)
    return told, tuple(files)


def _told(figure: Figure, trace: Trace, files: tuple[int, ...]) -> FigureTold:
    value, interval = figure_words(figure)
    return FigureTold(
        figure_id=figure.figure_id,
        value=value,
        exact=_number(figure.estimate.value),
        interval=interval,
        measure=figure.measure_name,
        place=figure.place_name,
        period=figure.period,
        against=figure.against or "",
        denominator=figure.denominator or "",
        source=figure.source,
        build_id=figure.build_id,
        code_version=trace.code_version,
        again="" if trace.again is None else _number(trace.again),
        agrees=trace.agrees,
        files=files,
    )


def _number(value: float) -> str:
    return decimal(value) if float(value).is_integer() else decimal(value, 4)
