"""The public pages: from the approved release alone, light, plain to read, and each number a way back to raw files."""

import re

import pytest
from django.test import Client

from publication.page_sentences import own_sentences
from publication.random_places import tables_in
from saferplan.publication.actions import prepare, withdraw
from saferplan.publication.grade import HIGHEST_GRADE, reading_grade
from saferplan.publication.models import Release
from saferplan.publication.queries import content_of
from saferplan.publication.queries.releases import _content, _manifest

pytestmark = pytest.mark.django_db
HOME = "/northmere/"
HEAVIEST = 300_000
MOST_FIGURES = 40


def addresses_of(page):
    return {one for one in re.findall(r'href="(/northmere/[^"#?]*)"', page) if not re.search(r"/documents/\d", one)}


@pytest.fixture(scope="module")
def pages(year_published):
    """Every page that can be reached from the front, by address; of the many figures the first forty."""
    client, found, waiting = Client(), {}, [HOME]
    while waiting:
        address = waiting.pop(0)
        if address in found or (
            address.startswith("/northmere/figures/") and sum("figures/" in one for one in found) > 40
        ):
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        found[address] = response.content.decode()
        waiting += sorted(addresses_of(found[address]))
    return found


def test_every_page_is_reached_and_stands(pages, published):
    expected = {"", "plan/", "places/", "have-your-say/", "who-we-are/", "documents/"}
    assert {HOME + part for part in expected} <= pages.keys()
    content = content_of(published.release)
    assert {f"{HOME}plan/{one.key}/" for one in content.priorities if one.is_planned} <= pages.keys()
    assert {f"{HOME}places/{ward.key}/" for ward in content.places.wards} <= pages.keys()
    assert {f"{HOME}decisions/{one.number}/" for one in content.decisions} <= pages.keys()


def test_pages_are_light_and_run_nothing(pages):
    for address, page in pages.items():
        assert len(page.encode()) < HEAVIEST, address
        assert page.count("<h1") == 1, address
        assert " style=" not in page.replace("<style", ""), address
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == [], address


def test_pages_read_at_grade_7_or_less(pages):
    hard = {}
    for address, page in pages.items():
        grade = reading_grade(own_sentences(page))
        if grade > HIGHEST_GRADE:
            hard[address] = (round(grade, 1), own_sentences(page))
    assert not hard


def test_nobody_is_named(pages, published):
    names = [person.name for person in published.northmere.people.values()]
    for address, page in pages.items():
        assert not [name for name in names if name in page], address


def test_small_numbers_are_withheld_and_said_so(pages, published):
    content = content_of(published.release)
    withheld = next(ward for ward in content.places.wards if any(cell.count is None for cell in ward.cells))
    page = pages[f"{HOME}places/{withheld.key}/"]
    rows = tables_in(page)[0]
    assert any("withheld" in row for row in rows)
    assert "We do not show a count of 1 to 4." in page


def test_from_a_sentence_of_the_plan_back_to_the_raw_files(published):
    """By clicking only: objective, decision, scores, finding, figure, trace."""
    client, content = Client(), content_of(published.release)
    objective = content.plan.objectives[0]
    page = client.get(f"{HOME}plan/").content.decode()
    assert objective.sentence in page
    for step in ("plan/[a-z-]+/", r"decisions/\d+/", "scores/[a-z-]+/", r"findings/\d+/", "figures/F-[0-9a-f]{10}/"):
        address = re.search(rf'href="({HOME}{step})"', page)[1]
        page = client.get(address).content.decode()
    assert "We counted it again from the raw files, and got the same." in page
    assert "made-up-police-uk.zip" in page
    assert re.search(r"SHA-256 [0-9a-f]{64}", page)
    assert "crime_types" in page


def test_a_baseline_leads_to_its_own_figure(published):
    content = content_of(published.release)
    page = Client().get(f"{HOME}plan/{content.plan.objectives[0].priority_key}/").content.decode()
    assert f"{HOME}figures/{content.plan.objectives[0].baseline_id}/" in page


def test_a_ward_is_found_by_a_part_of_its_name(published):
    client = Client()
    assert [row[0] for row in tables_in(client.get(f"{HOME}places/?q=bellow").content.decode())[0][2:]] == [
        "Bellowcombe"
    ]
    page = client.get(f"{HOME}places/?q=<b>nowhere").content.decode()
    assert "No ward has that name." in page
    assert "<b>nowhere" not in page


def test_what_is_prepared_but_not_approved_is_not_shown(published):
    client = Client()
    given = {"plan": published.plan, "what_changed": "Wholly new words.", **published.walk.who("analyst")}
    release = prepare(published.northmere.partnership, **given)
    assert "Wholly new words." not in client.get(HOME).content.decode()
    assert client.get(f"{HOME}documents/{release.number}/plan.txt").status_code == 404


def test_a_withdrawn_release_is_not_shown_and_its_reason_is(published):
    given = {"seen_version": published.release.version, **published.walk.who("chair")}
    withdraw(Release.objects.get(), reason="A table was wrong.", **given)
    page = Client().get(HOME)
    assert page.status_code == 200
    assert "Northmere has not put out a plan here yet" in page.content.decode()
    assert Client().get(f"{HOME}documents/1/plan.pdf").status_code == 404


def test_where_nothing_is_published_the_pages_say_so(published):
    for part in ("", "plan/", "places/", "who-we-are/", "documents/", "figures/F-0123456789/"):
        page = Client().get(f"/ashwick-vale/{part}")
        assert page.status_code == 200
        assert "Ashwick Vale has not put out a plan here yet" in page.content.decode()


def test_what_is_not_there_is_not_found(published):
    for part in ("plan/no-such/", "places/no-such/", "decisions/9999/", "scores/no/", "findings/99/", "figures/F-00/"):
        assert Client().get(HOME + part).status_code == 404, part


@pytest.mark.parametrize("name", ["content.json", "plan.pdf", "plan.docx", "tables/places.csv", "manifest.json"])
def test_files_are_given_as_they_were_published(published, name):
    response = Client().get(f"{HOME}documents/1/{name}")
    assert response.status_code == 200
    assert response.content == (published.release.path / name).read_bytes()
    assert "northmere-release-1-" in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "name", ["../../../records.sqlite3", "..%2f1%2fplan.txt", "plan.exe", "tables/", "/etc/passwd"]
)
def test_no_other_file_is_given(published, name):
    assert Client().get(f"{HOME}documents/1/{name}").status_code == 404


def test_a_file_that_was_changed_is_not_given_and_the_pages_close(published):
    file = published.release.path / "content.json"
    before = file.read_bytes()
    _content.cache_clear()
    _manifest.cache_clear()
    try:
        file.write_bytes(before.replace(b"On track", b"On trick"))
        assert Client().get(f"{HOME}documents/1/content.json").status_code == 404
        page = Client().get(HOME)
        assert page.status_code == 503
        assert "This release is not as it was published." in page.content.decode()
    finally:
        file.write_bytes(before)


def test_the_pages_of_a_partnership_show_nothing_of_another(pages):
    for page in pages.values():
        assert "Ashwick" not in page
