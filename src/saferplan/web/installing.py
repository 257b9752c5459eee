"""Starts the records from outside a web request: sets Django up on a home, and brings its database to this version."""

import os
import secrets

from saferplan.home import Home, use_home
from saferplan.terms.problems import Refusal

# Words that are easy to read out and to type; five of them have about 2 to the 30 combinations, and a throttled door.
_WORDS = (
    *("amber", "anchor", "barley", "basin", "beacon", "birch", "bramble", "bridge", "candle", "canvas", "cedar"),
    *("chalk", "cinder", "clover", "cobalt", "copper", "coral", "cotton", "crayon", "cress", "dapple", "dune"),
    *("ember", "fennel", "fern", "flint", "gable", "garnet", "ginger", "harbour", "hazel", "heron", "indigo"),
    *("ivory", "juniper", "kettle", "lantern", "lichen", "linen", "maple", "marble", "meadow", "nettle", "oatmeal"),
    *("orchard", "otter", "pebble", "pepper", "pine", "plover", "quarry", "quill", "ribbon", "rowan", "saddle"),
    *("sorrel", "tallow", "thimble", "timber", "velvet", "walnut", "willow", "yarrow", "zephyr"),
)


def random_password() -> str:
    """Five random words with hyphens."""
    return "-".join(secrets.choice(_WORDS) for _ in range(5))


def set_up(home: Home) -> None:
    """Make the records of a home usable in this process; what they lack is not mended (see `bring_up_to_date`)."""
    import django

    use_home(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saferplan.web.settings")
    django.setup()


def bring_up_to_date(home: Home) -> None:
    """Set up, and apply every migration the database lacks. Fails: Refusal where the database cannot be reached."""
    set_up(home)
    from django.core.management import call_command
    from django.db.utils import OperationalError

    home.path.mkdir(parents=True, exist_ok=True)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        raise Refusal(
            "The records' database cannot be opened.",
            why=str(error).strip().splitlines()[0],
            next_step="Check DATABASE_URL, or leave it out to use SQLite in the home.",
        ) from error


def require_up_to_date(home: Home) -> None:
    """Set up, and hold the database against this version's migrations. Fails: Refusal where it lacks any."""
    set_up(home)
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
        lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise _not_set_up(str(error).strip().splitlines()[0]) from error
    if lacking:
        raise _not_set_up(f"It lacks {len(lacking)} of this version's steps.")


def _not_set_up(why: str) -> Refusal:
    return Refusal(
        "The site's database is not set up.", why=why, next_step="Run saferplan site once, with the same --home."
    )
