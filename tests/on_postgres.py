"""Runs pytest on PostgreSQL: `python tests/on_postgres.py <pytest's words>`.

Where DATABASE_URL names a server that is used; else one is started in a folder of its own, reached by a socket in that
folder alone, and gone when the tests end. PostgreSQL refuses to run as root, so then it runs as the user `postgres`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


def programs() -> Path:
    """The folder of PostgreSQL's programs: on the path, or where Debian keeps the newest version's."""
    found = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    if not found and not versions:
        sys.exit("PostgreSQL's server is not installed: install Debian's package postgresql, or set DATABASE_URL.")
    return Path(found).parent if found else versions[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """A server of its own; gives its address."""
    folder = Path(tempfile.mkdtemp(prefix="saferplan-postgres-"))
    who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if who:
        shutil.chown(folder, "postgres")
    data, bin_folder = folder / "data", programs()

    def run(program: str, *words: str) -> None:
        subprocess.run([*who, bin_folder / program, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-D", str(data), "-U", "saferplan", "-A", "trust", "--encoding=UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=40"
        run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgres://saferplan@{quote(str(folder), safe='')}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    with server() as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
