"""Serves the site with gunicorn."""

import ipaddress
import os
import sys
from typing import NoReturn

from saferplan.home import Home, site_address
from saferplan.terms.problems import Refusal

THREADS = 8


def check_listening(host: str, home: Home) -> None:
    """Hold where the site is to listen against what this installation may.

    Fails: Refusal beyond this machine for a demo, whose people are made up and whose passwords stand in a file; and for
    any installation that does not say under which names it is reached, as it would then answer without HTTPS.
    """
    if is_loopback(host):
        return
    if home.demo_people.exists():
        check_loopback(host)
    if site_address().loopback:
        raise Refusal(
            f"The site does not listen on {host} yet.",
            why="It does not know under which names people reach it, and would answer without HTTPS.",
            next_step="Set SAFERPLAN_HOSTS to those names, put a server with HTTPS before it, and run it again.",
        )


def check_loopback(host: str) -> None:
    """What holds for a demo. Fails: Refusal where the host is any other than this machine."""
    if not is_loopback(host):
        raise Refusal(
            f"The demo does not listen on {host}.",
            why="Its people are made up and their passwords stand in a file, so it answers on this machine alone.",
            next_step="Leave --host out, or make an installation of your own with another --home.",
        )


def is_loopback(host: str) -> bool:
    """Whether an address is this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(host: str, port: int) -> NoReturn:
    """Become the server, until stopped. Assumes: the home was named, its records set up, and the host checked.

    The server begins as a program of its own and not within this one: a process that has counted rows holds threads of
    Polars, and a worker forked from it would wait for them for ever.
    """
    bound = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # One process: SQLite has one writer, and a laptop two cores; threads wait for the disk side by side.
    given = {"--bind": bound, "--workers": "1", "--threads": str(THREADS), "--timeout": "120"}
    words = [word for pair in given.items() for word in pair]
    # Its control socket would be put into the user's own folder.
    command = [sys.executable, "-m", "gunicorn", *words, "--no-control-socket", "saferplan.web.wsgi:application"]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, and no word of it is a user's but host and port
