"""The figures of a release as a JSON file, and back again, each still under the address it was published with."""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal

FIGURES_NAME = "figures.json"
_FORM = 1
_ENDLESS = {math.inf: "endless", -math.inf: "endless below"}  # JSON has no word for it
_ENDS = ("low", "high")
_ENDLESS_BACK = {words: value for value, words in _ENDLESS.items()}


def figures_json(figures: Iterable[Figure]) -> bytes:
    """The figures as stable JSON, in the order of their addresses, each once."""
    by_id = {figure.figure_id: figure for figure in figures}
    written = {"saferplan_figures": _FORM, "figures": [_written(by_id[figure_id]) for figure_id in sorted(by_id)]}
    text = json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False, default=str)
    return (text + "\n").encode()


def read_figures(content: bytes, file: Path) -> dict[str, Figure]:
    """The figures by address. Fails: Refusal where the file is torn, or a figure no longer fits its address."""
    try:
        read: Any = json.loads(content)
        if read["saferplan_figures"] != _FORM:
            raise ValueError(f"it has another form than {_FORM}")
        return {entry["figure_id"]: _figure(entry) for entry in read["figures"]}
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError, RecursionError) as problem:
        raise Refusal(
            f"{file} cannot be read as figures.",
            why=f"The file is not as Saferplan writes it: {_reason(problem)}.",
            next_step="Get the release again from where it was published.",
        ) from problem


def _written(figure: Figure) -> dict[str, Any]:
    entry = asdict(figure)
    estimate = entry["estimate"] | {end: _ENDLESS.get(entry["estimate"][end], entry["estimate"][end]) for end in _ENDS}
    return {"figure_id": figure.figure_id, **entry, "estimate": estimate}


def _figure(entry: dict[str, Any]) -> Figure:
    wanted = {field.name for field in fields(Figure)}
    values = {name: value for name, value in entry.items() if name != "figure_id"}
    if values.keys() != wanted:
        raise ValueError(f"figure {entry['figure_id']} lacks or adds {', '.join(sorted(values.keys() ^ wanted))}")
    estimate = values["estimate"]
    ends = {end: _ENDLESS_BACK.get(estimate[end], estimate[end]) for end in _ENDS}
    figure = Figure(**{**values, "estimate": Estimate(**{**estimate, **ends})})
    if figure.figure_id != entry["figure_id"]:
        raise ValueError(f"figure {entry['figure_id']} was changed after it was written")
    return figure


def _reason(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"{problem} is missing"
    return str(problem) if type(problem) is ValueError else "it is torn or has another form"
