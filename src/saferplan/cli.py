"""Thin calls into the stages, in order."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from saferplan.home import Home, default_home
from saferplan.terms.months import Month
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal

app = typer.Typer(
    help="The year of a community safety partnership: from open crime data to a strategic assessment.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_INTERRUPTED = 130  # how Typer ends on Ctrl-C, without a word

HomeOption = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time and documents Optional
    typer.Option("--home", help="Where this installation keeps raw files and builds (else SAFERPLAN_HOME)."),
]


@app.command()
def year(
    *,
    area: Annotated[str, typer.Option(help="A district's or partnership's code or name: E07000110, or Maidstone.")],
    period: Annotated[str, typer.Option(help="A year (2025), months (2025-01..2025-04) or a plan year (2025/26).")],
    against: Annotated[str, typer.Option(help="The period to set it against, written the same way.")],
    data: Annotated[Path, typer.Option(help="A folder that holds archives, lookups, population and boundaries.")],
    out: Annotated[Path, typer.Option(help="The folder to write the documents to; replaced whole.")],
    newer: Annotated[
        Optional[list[str]],  # noqa: UP045 - Typer reads the annotation at run time and documents Optional
        typer.Option(help="Where two archives differ, which is the newer publication: 2024=archive.zip. Repeat it."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Read the archives, make a build, and write the strategic assessment as HTML, PDF, Word and text."""
    from saferplan.sources.choosing import Newer
    from saferplan.year import Request, run

    request = Request(
        area=area,
        period=Period.parse(period),
        against=Period.parse(against),
        data=data,
        newer=tuple(Newer.parse(said) for said in newer or ()),
        written_on=datetime.now(UTC).astimezone().date(),
    )
    with _progress() as show:
        written = run(request, home=_home(home), out=out, progress=show)
    typer.echo(
        f"Strategic assessment of {written.area_name}, {written.period_words}: {written.candidate_count} candidate"
    )
    typer.echo(f"findings of {written.screened_count} comparisons looked at. Build {written.build_id}.")
    for problem in written.notices:
        typer.echo(f"Note: {problem}")
    typer.echo("The documents are here:")
    for file in written.documents:
        typer.echo(f"  {file}")


@app.command()
def trace(
    figure: Annotated[str, typer.Argument(help="A figure's address, such as F-0123456789.")],
    home: HomeOption = None,
) -> None:
    """Print the path of one printed number to its raw files, and count it again from the raw bytes."""
    from saferplan.assessment.tracing import trace_in_words, traced

    found = traced(figure, _home(home))
    typer.echo(trace_in_words(found))
    if not found.agrees:
        raise typer.Exit(1)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A folder of documents that Saferplan wrote.")],
    home: HomeOption = None,
) -> None:
    """Check that a folder's files are as they were written, and count every figure in it again from the raw bytes."""
    from saferplan.assessment.tracing import verified

    with _progress() as show:
        result = verified(folder, _home(home), progress=show)
    typer.echo(result.words)
    if not result.agrees:
        raise typer.Exit(1)


@app.command(name="made-up")
def made_up(
    out: Annotated[Path, typer.Option(help="The folder to write the made-up county's files to.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same county, to the byte.")] = 2026,
) -> None:
    """Write a small made-up county in the publishers' own formats: archives, lookups, population and boundaries."""
    from saferplan.sources.made_up.county import write_county

    county = write_county(out, seed=seed, size="small", first=Month(2024, 1), last=Month(2025, 12))
    rows = sum(county.row_counts.values())
    typer.echo(f"A made-up county of {len(county.district_codes)} districts and {rows:,} offences is in {out}.")
    typer.echo("No place, force or offence in it is real.")


def main() -> None:
    """The command line; a refusal is an answer on standard error and an exit code, never a traceback."""
    # Stopped from outside as from the keyboard: what is half done is cleared, and what was current stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(refusal.exit_code)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            typer.echo("Stopped. What was current before is current still.", err=True)
        raise


def _home(path: Path | None) -> Home:
    return Home(path.resolve()) if path else default_home()


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Progress on standard error: a moving bar in a terminal; elsewhere plain lines, one as each step begins."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        begun: set[str] = set()

        def show_line(step: str, done: int, total: int) -> None:
            if step not in begun:
                begun.add(step)
                typer.echo(f"{step} …", err=True)

        yield show_line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show_bar(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show_bar
