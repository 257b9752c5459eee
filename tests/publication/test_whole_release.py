"""A release whole, as it lies in its folder and on its pages: all forms print the same, and none can be undone."""

import pypdf
import pytest
from django.test import Client

from oracles.possible_counts import ranges
from publication.random_places import of_csv, of_pdf, of_places_page, of_text, of_ward_page
from publication.test_suppression import SMALL, assert_wide
from saferplan.assessment.tracing import verified
from saferplan.definitions import loading
from saferplan.documents.release import read_folder
from saferplan.evidence.store import find_build
from saferplan.measures.queries import measured_in
from saferplan.publication.content import Content
from saferplan.publication.disclosure_tables import Cell, Equation, View
from saferplan.publication.queries import content_of
from saferplan.terms.months import Month

pytestmark = pytest.mark.django_db
SIDES = ("now", "before")


def counts_only(printed):
    return {at: word.replace(",", "") for at, word in printed.items() if at[2] in SIDES}


def forms_of(release, slug: str, content: Content) -> dict[str, dict]:
    """The counts of a release in each form, by place, measure and side."""
    area = content.places.whole.name
    names = (*(ward.name for ward in content.places.wards), area)
    pages = {}
    for ward in content.places.wards:
        page = Client().get(f"/{slug}/places/{ward.key}/").content.decode()
        pages |= of_ward_page(page, ward.name, area)
    pages |= of_places_page(Client().get(f"/{slug}/places/").content.decode())
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(release.path / "plan.pdf").pages)
    return {
        "pages": counts_only(pages),
        "csv": counts_only(of_csv((release.path / "tables" / "places.csv").read_bytes())),
        "text": counts_only(of_text((release.path / "plan.txt").read_text(encoding="utf-8"), names, area)),
        "pdf": counts_only(of_pdf(words, names, area)),
    }


def sums(content: Content):
    """Written here again: the types of crime make up all crime, the wards and the land outside them the whole."""
    places = [one.name for one in content.places.wards]
    whole = content.places.whole.name
    kinds = [key for key in loading.measures() if key not in ("all_crime", "anti_social_behaviour")]
    by_kind = [
        Equation((place, "all_crime", side), tuple((place, kind, side) for kind in kinds))
        for place in places
        for side in SIDES
    ]
    by_ward = [
        Equation((whole, kind, side), tuple((place, kind, side) for place in places))
        for kind in (*kinds, "all_crime", "anti_social_behaviour")
        for side in SIDES
    ]
    return [*by_kind, *by_ward]


def true_counts(published, content: Content) -> dict[tuple[str, str, str], int]:
    """Added up from the build's counts by month, of the months that both years supplied."""
    build = find_build(published.home, content.assessment.build_id)
    kept = measured_in(published.northmere.partnership, build.build_id)
    rows = build.frame("measures", "place_months").iter_rows(named=True)
    months = {(row["measure_key"], row["place_code"], Month.of(row["month"])): row["count"] for row in rows}
    return {
        (place.name, key, side): sum(months[key, place.code, pair[at]] for pair in kept.readings.pairs[key])
        for key in loading.measures()
        for place in (kept.setting.area, *kept.setting.wards)
        for at, side in enumerate(SIDES)
    }


def test_every_form_prints_the_same_and_no_withheld_count_can_be_found(published):
    content = content_of(published.release)
    truth = true_counts(published, content)
    forms = forms_of(published.release, "northmere", content)
    assert forms["csv"] == forms["text"] == forms["pdf"]
    assert forms["csv"].keys() == truth.keys()
    assert forms["pages"].items() <= forms["csv"].items()
    for form, printed in forms.items():
        shown = {at: int(word) for at, word in printed.items() if word != "withheld"}
        assert all(truth[at] == count for at, count in shown.items()), form
        assert not [at for at, count in shown.items() if count in SMALL], form
        withheld = frozenset(printed.keys() - shown.keys())
        view = View(form, tuple(Cell(at, count) for at, count in sorted(shown.items())), withheld)
        assert_wide(ranges([view], sums(content)), {at for at, count in truth.items() if count in SMALL})


def test_the_folder_can_be_verified_by_anybody_who_has_the_raw_files(published):
    result = verified(published.release.path, published.home, progress=lambda *_: None)
    assert result.agrees, result.words
    manifest = read_folder(published.release.path)
    assert manifest.area_code == published.northmere.partnership.area_code
    assert manifest.figures_file == "figures.json"
    assert manifest.attributions
