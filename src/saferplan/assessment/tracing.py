"""From a printed number back to the rows it stands on, and the number counted again from them."""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from saferplan.assessment.ledger import Ledger, ledger_of, ledger_with
from saferplan.assessment.recounting import FINDINGS, Input, Recount, found_file
from saferplan.definitions import loading
from saferplan.documents.published_figures import read_figures
from saferplan.documents.release import check_folder, read_folder
from saferplan.documents.wording import decimal
from saferplan.home import Home
from saferplan.terms.figures import Figure

Show = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class RawState:
    """A raw file a figure stands on, and whether its bytes are still those of its hash."""

    name: str
    sha256: str
    is_intact: bool
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure's path, and the value counted again: None where a raw file changed, as nothing can be told from it.

    `interval_agrees` is None where the interval cannot be found again from one count.
    """

    figure: Figure
    ledger: Ledger
    files: tuple[RawState, ...]
    recounted: float | None
    interval_agrees: bool | None

    @property
    def agrees(self) -> bool:
        return _same(self.figure, self.recounted) and self.interval_agrees is not False


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a folder found."""

    agrees: bool
    words: str


def traced(figure_id: str, home: Home) -> Trace:
    """A figure followed to its raw files. Fails: Refusal where the figure is unknown or a raw file is gone."""
    ledger, figure = ledger_with(figure_id, home)
    return followed(figure, ledger, home)


def followed(figure: Figure, ledger: Ledger, home: Home) -> Trace:
    """A figure of a ledger's build, printed or not, followed to its raw files. Fails: Refusal where one is gone."""
    recount = Recount(home, ledger.inputs)
    states = _states(recount.needed(figure.recipe), home)
    if not all(state.is_intact for state in states):
        return Trace(figure, ledger, states, None, None)
    return Trace(figure, ledger, states, recount.value(figure.recipe), _interval_agrees(recount, figure))


def verified(folder: Path, home: Home, *, progress: Show) -> Verification:
    """A folder of documents held against its manifest, and every figure in it counted again."""
    manifest = read_folder(folder)
    faults = [problem.sentence for problem in check_folder(folder)]
    file = folder / (manifest.figures_file or "figures.json")
    if not file.is_file():
        return _fallen(folder, [*faults, "Without its figures nothing can be counted again."])
    figures = tuple(read_figures(file.read_bytes(), file).values())
    # A release may hold figures of several builds: last year's beside this year's.
    inputs = {build_id: ledger_of(build_id, home).inputs for build_id in manifest.builds}
    states = _states(tuple(dict.fromkeys(item for tables in inputs.values() for item in tables)), home)
    changed = [state.name for state in states if not state.is_intact]
    if changed:
        faults += [f"The raw file {name} is no longer what it was, so no figure was counted again." for name in changed]
        return _fallen(folder, faults)
    recounts = {build_id: Recount(home, tables) for build_id, tables in inputs.items()}
    for done, figure in enumerate(figures):
        progress("Counting every figure again", done, len(figures))
        recount = recounts[figure.build_id]
        value = recount.value(figure.recipe)
        said = f"{figure.figure_id} ({figure.measure_name}, {figure.place_name}, {figure.period})"
        if not _same(figure, value):
            faults.append(f"{said} says {figure.estimate.value}; counted again it is {value}.")
        elif _interval_agrees(recount, figure) is False:
            faults.append(f"{said} has an interval that its count does not give.")
    progress("Counting every figure again", len(figures), len(figures))
    if faults:
        return _fallen(folder, faults)
    counted = decimal(len(figures))
    return Verification(
        True,
        f"{folder} stands: every file is as it was written, and all {counted} figures, counted again from the raw "
        f"bytes of {len(states)} files, agree.",
    )


def trace_in_words(trace: Trace) -> str:
    """The path as people read it, from the number down to the files."""
    figure, estimate = trace.figure, trace.figure.estimate
    measure = loading.measures().get(figure.measure_key or "")
    lines = [
        f"Figure {figure.figure_id}",
        f"  {figure.measure_name}, {figure.place_name} ({figure.place_code})",
        f"  {figure.period}" + (f" against {figure.against}" if figure.against else ""),
        f"  {_shown(estimate.value)} {estimate.unit}",
    ]
    if estimate.low != estimate.high:
        interval = f"{_shown(estimate.low)} to {_shown(estimate.high)}"
        lines.append(f"  {decimal(estimate.level * 100)} % interval {interval}; base n = {decimal(estimate.n)}")
    if figure.denominator:
        lines.append(f"  Denominator: {figure.denominator}")
    lines += [f"  {figure.source}", "", f"Build {figure.build_id}, by Saferplan {trace.ledger.code_version}"]
    if measure:
        lines += ["", f"Definition {measure.key}: {measure.name}", f"  Counts: {', '.join(measure.crime_types)}"]
        lines += [f"  {citation.title}, {citation.link} (checked {citation.checked})" for citation in measure.citations]
    lines += ["", "Recipe", *_indented(json.dumps(figure.recipe, indent=2, ensure_ascii=False)), "", "Raw files"]
    for state in trace.files:
        lines += [f"  {state.name}", f"    sha256 {state.sha256} ({'intact' if state.is_intact else 'NOT intact'})"]
        lines += [f"    {table}" for table in state.tables]
    of_findings = figure.recipe.get("source") == FINDINGS
    again = "from the published table of comparisons" if of_findings else "from the raw bytes"
    if trace.recounted is None:
        return "\n".join([*lines, "", "Not counted again: a file it rests on is no longer what it was."])
    lines += [
        "",
        f"Counted again {again}: {_shown(trace.recounted)}, which {_verdict(_same(figure, trace.recounted))}.",
    ]
    if trace.interval_agrees is not None:
        lines += [f"The interval, found again from that count, {_verdict(trace.interval_agrees)}."]
    return "\n".join(lines)


def _states(inputs: tuple[Input, ...], home: Home) -> tuple[RawState, ...]:
    names = {item.sha256: item.name for item in inputs}
    states = []
    for sha256, name in names.items():
        tables = [item for item in inputs if item.sha256 == sha256]
        intact = hashlib.sha256(found_file(tables[0], home).read_bytes()).hexdigest() == sha256
        states.append(RawState(name, sha256, intact, tuple(item.member for item in tables if item.member)))
    return tuple(states)


def _interval_agrees(recount: Recount, figure: Figure) -> bool | None:
    estimate = figure.estimate
    return recount.interval_agrees(figure.recipe, estimate.low, estimate.high, estimate.level)


def _verdict(agrees: bool) -> str:
    return "agrees" if agrees else "DOES NOT AGREE"


def _fallen(folder: Path, faults: Sequence[str]) -> Verification:
    return Verification(False, "\n".join([f"{folder} does not stand:", *faults]))


def _same(figure: Figure, value: float | None) -> bool:
    return value is not None and math.isclose(figure.estimate.value, value, rel_tol=1e-9)


def _shown(value: float) -> str:
    return decimal(value) if float(value).is_integer() else decimal(value, 4)


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
