"""The demo as a newcomer meets it: made by one command, served on this machine alone, and true to its tutorial."""

import json
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from journeys.command_line import PROGRAM
from journeys.test_tutorial import ROOT, newcomers, run
from saferplan.documents.release import read_folder
from saferplan.history.chain import seal
from saferplan.web.demo import demo_home

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]
TUTORIAL = ROOT / "docs" / "tutorials" / "partnership-year.md"


def blocks(kind: str) -> str:
    """The tutorial's commands of a kind, in order."""
    text = TUTORIAL.read_text(encoding="utf-8")
    found = re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert found, f"the tutorial has no {kind} commands"
    return "\n".join(found)


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> tuple[Path, str, str]:
    """A folder in which a demo was made and served by one command, as `make demo` does; and two pages it answered.

    The members' page reads frames of the build in the process that had just counted them.
    """
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [PROGRAM, "demo", "--seed", "2026", "--port", str(port)],
        cwd=folder,
        env=newcomers() | {"SAFERPLAN_HOME": str(folder / "home")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        site = f"http://127.0.0.1:{port}"
        public = answer(f"{site}/northmere/plan/")
        members = signed_in(site, people(folder)["analyst"]).open(f"{site}/members/northmere/assessment/", timeout=60)
        return folder, public, members.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def answer(address: str) -> str:
    """What an address answers, once somebody listens there."""
    for _ in range(1500):
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - an address of this machine
                return response.read().decode()
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")


def signed_in(site: str, person: dict[str, str]) -> urllib.request.OpenerDirector:
    """A browser of the simplest kind, in which a person has signed in."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = browser.open(f"{site}/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    typed = {"csrfmiddlewaretoken": token[1], "login": person["username"], "password": person["password"]}
    browser.open(f"{site}/sign-in/", urllib.parse.urlencode(typed).encode()).read()
    return browser


@pytest.fixture(scope="module")
def demo(served) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The same folder, in which the tutorial's commands were run, and what they said."""
    folder, _, _ = served
    done = run(blocks("sh"), folder)
    assert done.returncode == 0, done.stderr
    return folder, done


def people(folder: Path) -> dict[str, dict[str, str]]:
    content = json.loads(demo_home(folder / "out/demo").demo_people.read_text(encoding="utf-8"))
    return {person["username"]: person for person in content["people"]}


def test_it_names_the_people_with_passwords_of_this_installation_alone(demo):
    folder, done = demo
    assert len(people(folder)) == 10
    for person in people(folder).values():
        assert f"{person['password']}" in done.stdout
    assert len({person["password"] for person in people(folder).values()}) == 10
    for name in ("demo-people.json", "secret-key"):
        mode = stat.S_IMODE((folder / "out/demo/home" / name).stat().st_mode)
        assert mode == 0o600, f"{name} can be read by others"


def test_the_history_of_the_walk_stands(demo):
    _, done = demo
    assert re.search(r"The history stands: \d{3} events", done.stdout)


def test_releases_of_two_partnerships_are_published_and_every_figure_counts_again(demo):
    folder, _ = demo
    home = folder / "out/demo/home"
    assert read_folder(home / "releases/ashwick-vale/1").area_code == "E07099002"
    done = run(f"saferplan verify {home}/releases/northmere/2 --home {home}", folder)
    assert done.returncode == 0, done.stdout
    assert re.search(r"all 1,\d{3} figures, counted again from the raw bytes of \d+ files, agree", done.stdout)


def test_an_event_edited_behind_its_back_is_found(demo, tmp_path):
    folder, _ = demo
    home = tmp_path / "home"
    shutil.copytree(folder / "out/demo/home", home, ignore=shutil.ignore_patterns("raw", "builds", "figures"))
    with sqlite3.connect(home / "records.sqlite3") as records:
        records.execute("""UPDATE history_event SET facts = '{"target": 1}' WHERE number = 100""")
    done = run(f"saferplan history verify --home {home}", folder)
    assert done.returncode == 1
    assert "Event 100 (" in done.stdout
    assert "was changed after it was written." in done.stdout


def test_a_history_put_back_to_an_older_copy_is_found_by_the_releases(demo, tmp_path):
    """The seal of the older copy fits it; the releases remember a later moment."""
    folder, _ = demo
    home = tmp_path / "home"
    shutil.copytree(folder / "out/demo/home", home, ignore=shutil.ignore_patterns("raw", "builds", "figures"))
    key = (home / "secret-key").read_text(encoding="ascii")
    with sqlite3.connect(home / "records.sqlite3") as records:
        last = records.execute("SELECT hash FROM history_event WHERE number = 50").fetchone()[0]
        records.execute("DELETE FROM history_event WHERE number > 50")
        values = (50, last, seal(50, last, key))
        records.execute("UPDATE history_seal SET count = ?, last_hash = ?, seal = ?", values)
    done = run(f"saferplan history verify --home {home}", folder)
    assert done.returncode == 1
    assert "Release 1 of Safer Northmere Partnership was prepared after event" in done.stdout


def test_it_refuses_to_listen_beyond_this_machine(demo):
    folder, _ = demo
    for words in ("demo --host 0.0.0.0", "demo --host 192.0.2.1", "site --host 0.0.0.0 --home out/demo/home"):
        done = run(f"SAFERPLAN_HOSTS=safer.example saferplan {words}", folder)
        assert done.returncode == 2, words
        assert "The demo does not listen on" in done.stderr


def test_it_takes_no_folder_that_holds_something_else(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = run("saferplan demo --no-serve --out mine", tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_it_is_served_by_the_process_that_made_it(served):
    """As `make demo` runs it; the recipe is held against the Makefile's."""
    _, public, members = served
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo:.*\n\t\$\(RUN\)/saferplan demo --seed \$\(SEED\)\n", makefile, re.MULTILINE)
    assert "Safe town centre" in public
    assert "candidate findings" in members
    assert "<svg" in members


@pytest.mark.real_data
def test_maidstone_stands_beside_it(demo, shared_data):
    folder, _ = demo
    done = run(blocks("sh real-data").replace("../shared/data", str(shared_data)), folder)
    assert done.returncode == 0, done.stderr
    assert "First password of maidstone-manager" in done.stdout
    with sqlite3.connect(demo_home(folder / "out/demo").records) as records:
        brought = records.execute(
            "SELECT count(*) FROM assessment_finding f JOIN assessment_assessment a ON a.id = f.assessment_id "
            "WHERE a.area_name = 'Maidstone' AND f.state = 'candidate'"
        ).fetchone()[0]
    text = (folder / "out/maidstone-2025/strategic-assessment.txt").read_text(encoding="utf-8")
    told = re.findall(r"^Candidate finding \d+$", text, re.MULTILINE)
    assert brought == len(told) > 0
