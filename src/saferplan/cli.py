"""Thin calls into the stages, in order."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, Optional

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
    publish_to: Annotated[
        str, typer.Option(help="Also bring the candidate findings into this partnership on the site: maidstone.")
    ] = "",
    brought_by: Annotated[
        str, typer.Option("--as", help="With --publish-to: the name that whoever brings them in signs in with.")
    ] = "",
    home: HomeOption = None,
) -> None:
    """Read the archives, make a build, and write the strategic assessment as HTML, PDF, Word and text."""
    publish = _publisher(publish_to, brought_by, area=area, home=_home(home)) if publish_to else None
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
    for line in publish(written.build_id) if publish else ():
        typer.echo(line)


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
    size: Annotated[
        Literal["small", "county"], typer.Option(help="About 1,400 offences a month (small), or 8,700 (county).")
    ] = "small",
    first: Annotated[str, typer.Option(help="The first month, such as 2022-01.")] = "2024-01",
    last: Annotated[str, typer.Option(help="The last month, at least two years of months in all.")] = "2025-12",
) -> None:
    """Write a made-up county in the publishers' own formats: archives, lookups, population and boundaries."""
    from saferplan.sources.made_up.county import write_county

    county = write_county(out, seed=seed, size=size, first=Month.parse(first), last=Month.parse(last))
    rows = sum(county.row_counts.values())
    typer.echo(f"A made-up county of {len(county.district_codes)} districts and {rows:,} offences is in {out}.")
    typer.echo("No place, force or offence in it is real.")


@app.command()
def site(
    home: HomeOption = None,
    host: Annotated[str, typer.Option(help="Where to listen; beyond this machine only with SAFERPLAN_HOSTS.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
) -> None:
    """Bring the records' database up to date and serve the site."""
    from saferplan.web.installing import bring_up_to_date
    from saferplan.web.serving import check_listening, serve

    where = _home(home)
    check_listening(host, where)
    bring_up_to_date(where)
    typer.echo(f"The site is at http://{host}:{port}/ until you stop it with Ctrl-C.")
    serve(host, port)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder the demo is kept in.")] = Path("out/demo"),
    seed: Annotated[int, typer.Option(help="The same seed gives the same county.")] = 2026,
    host: Annotated[str, typer.Option(help="Where to listen; a demo listens on this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the site when the demo is made.")] = True,
) -> None:
    """Make up a county, walk a partnership's year on it, and serve the site on this machine alone."""
    from saferplan.web.demo import make_demo, people_in_words
    from saferplan.web.serving import check_loopback, serve

    check_loopback(host)
    where = make_demo(out.resolve(), seed=seed, made_at=datetime.now(UTC), say=typer.echo)
    typer.echo("The made-up people who can sign in, with passwords of this installation alone:")
    typer.echo(people_in_words(where))
    if serve_it:
        typer.echo(f"The site is at http://{host}:{port}/ until you stop it with Ctrl-C.")
        serve(host, port)


@app.command()
def partnership(
    *,
    slug: Annotated[str, typer.Option(help="Its address on the site, in small letters: maidstone.")],
    name: Annotated[str, typer.Option(help="Its name: Safer Maidstone Partnership.")],
    area: Annotated[str, typer.Option(help="The code of its district or partnership: E07000110.")],
    manager: Annotated[str, typer.Option(help="The name its manager signs in with; made where there is none.")],
    county_slug: Annotated[str, typer.Option(help="The address of its county's agreement: kent.")] = "",
    county_name: Annotated[str, typer.Option(help="The county's name: Kent.")] = "",
    quorum: Annotated[int, typer.Option(help="How many responsible authorities a meeting needs.", min=1)] = 3,
    home: HomeOption = None,
) -> None:
    """Begin a partnership in the site's records, with its manager, whose first password is printed once."""
    from saferplan.web.installing import bring_up_to_date

    bring_up_to_date(_home(home))
    from saferplan.web.beginning import begin_partnership

    begun = begin_partnership(
        slug=slug,
        name=name,
        area_code=area,
        manager=manager,
        county_slug=county_slug,
        county_name=county_name,
        quorum=quorum,
        at=datetime.now(UTC),
    )
    typer.echo(f"{name} is at /members/{slug}/, and {manager} is its manager.")
    if begun.password:
        typer.echo(f"First password of {manager}, shown this once: {begun.password}")


history_app = typer.Typer(help="The history of who did what.", no_args_is_help=True)
app.add_typer(history_app, name="history")


@history_app.command(name="verify")
def verify_history(home: HomeOption = None) -> None:
    """Hold every event against its hash, the one before it, the seal and every release; say what was edited."""
    from saferplan.web.installing import require_up_to_date

    require_up_to_date(_home(home))
    from saferplan.history.queries import checked
    from saferplan.publication.queries import heads_missing

    found = checked()
    faults = (*found.faults, *heads_missing())
    for fault in faults:
        typer.echo(fault)
    if faults:
        typer.echo(f"The history of {found.count:,} events does not stand.")
        raise typer.Exit(1)
    typer.echo(f"The history stands: {found.count:,} events, each chained to the one before, and the seal fits.")


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


def _publisher(slug: str, username: str, *, area: str, home: Home) -> Callable[[str], tuple[str, ...]]:
    """What brings a build of a given id into a partnership. Fails: Refusal before the work where it could not."""
    from saferplan.web.installing import require_up_to_date

    require_up_to_date(home)
    from saferplan.web.publishing import publish, publishing_to

    at = datetime.now(UTC)
    to = publishing_to(slug, username, area=area, at=at)
    return lambda build_id: publish(to, build_id=build_id, home=home, at=datetime.now(UTC))


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
