"""Serves the site with gunicorn."""

import ipaddress
from typing import Any

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


def serve(host: str, port: int) -> None:
    """Serve until stopped. Assumes: `set_up` was called on the home, and `check_listening` passed."""
    from gunicorn.app.base import BaseApplication

    from saferplan.web.wsgi import application

    class Site(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
        def load_config(self) -> None:
            bound = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            # One process: SQLite has one writer, and a laptop two cores; threads wait for the disk side by side.
            given: dict[str, Any] = {
                "bind": bound,
                "workers": 1,
                "threads": THREADS,
                "timeout": 120,
                "control_socket_disable": True,  # it would be put into the user's own folder
            }
            for name, value in given.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Site().run()
