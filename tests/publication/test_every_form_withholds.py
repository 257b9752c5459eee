"""No withheld count is found from what any form prints: pages, CSV, HTML, text and PDF, also beside the year before.

The printed forms are read back into numbers by code of their own, and attacked by the oracle of every possible table
or of a linear programme. Rates are printed for 1,000 residents a ward: one shown beside a withheld count would be it.
"""

import datetime

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracles.possible_counts import ranges
from publication.random_places import KINDS, WHOLE, cleared_of, document_of, every_form, made_counts, of_pdf
from publication.test_suppression import SMALL, assert_wide
from saferplan.documents import pdf
from saferplan.publication.disclosure_tables import Cell, Equation, View

EVERY = (*KINDS, "all_crime")
rows = st.lists(st.integers(0, 9), min_size=3, max_size=3)
years = st.integers(2, 3).flatmap(lambda wards: st.tuples(*[st.lists(rows, min_size=wards, max_size=wards)] * 3))


def printed_view(name, printed, now):
    """What a form shows, as counts by place, kind and year; a rate shown gives its count, as 1,000 live in a ward."""
    shown, withheld = {}, set()
    for (place, kind, side), word in printed.items():
        if side == "interval" or (side == "rate" and place == WHOLE.name):
            continue
        key = (place, kind, str(now - (side == "before")))
        if word == "withheld":
            withheld.add(key)
        else:
            count = round(float(word.replace(",", "")))
            assert shown.setdefault(key, count) == count
    assert not withheld & shown.keys(), "a rate and its count are withheld together"
    return View(name, tuple(Cell(key, count) for key, count in sorted(shown.items())), frozenset(withheld))


def sums(places, years_told):
    """The sums that readers know to hold, written here again: kinds make up all crime, wards make up the whole."""
    names = [*places, WHOLE.name]
    kinds = [
        Equation((name, "all_crime", year), tuple((name, kind, year) for kind in (*KINDS, "the rest")))
        for name in places
        for year in years_told
    ]
    wards = [
        Equation((WHOLE.name, kind, year), tuple((name, kind, year) for name in places))
        for kind in (*EVERY, "the rest")
        for year in years_told
    ]
    assert len(names) == len(set(names))
    return [*kinds, *wards]


def truth(held, now):
    """Every count of a release, under the names that are printed."""
    names = {place.code: place.name for place in (held.whole, *held.wards)}
    return {
        (names[code], kind, str(now - (side == "before"))): count for (code, kind, side), count in held.counts.items()
    }


def whole_rates_agree(printed, held):
    """Nothing withheld of the whole area stands beside its rate, which ward pages print too."""
    for kind in EVERY:
        shown = printed.get((WHOLE.name, kind, "rate"))
        if printed.get((WHOLE.name, kind, "now")) == "withheld":
            assert shown in (None, "withheld")


@pytest.mark.django_db
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years)
def test_no_form_gives_a_withheld_count_away_alone_or_with_the_year_before(drawn):
    first = made_counts({2024: drawn[1], 2023: drawn[0]}, 2024)
    second = made_counts({2025: drawn[2], 2024: drawn[1]}, 2025)
    before = cleared_of(first, "release 1")
    now = cleared_of(second, "release 2", earlier=[before.view])
    assert not before.recovered
    assert not now.recovered
    places = [ward.name for ward in second.wards]
    known = truth(first, 2024) | truth(second, 2025)
    cell_count = len(EVERY) * (len(places) + 1)
    for form, printed in every_form(second, now).items():
        counts = [at for at in printed if at[2] == "now"]
        assert len(counts) == (cell_count - len(KINDS) if form == "pages" else cell_count), form
        earlier = printed_view("release 1", every_form(first, before)[form], 2024)
        view = printed_view("release 2", printed, 2025)
        whole_rates_agree(printed, second)
        for shown in (*earlier.shown, *view.shown):
            assert known[shown.key] == shown.count, f"{form} prints {shown.key} wrongly"
        withheld = view.withheld | earlier.withheld
        small = {key for key, count in known.items() if count in SMALL}
        assert not small & {cell.key for cell in (*earlier.shown, *view.shown)}, form
        exposed = {_printed_key(key, second) for key in now.suppression.exposed}
        found = ranges([earlier, view], sums(places, ("2023", "2024", "2025")))
        assert found.keys() <= withheld
        assert_wide({key: ends for key, ends in found.items() if key not in exposed}, small - exposed)


def _printed_key(key, held):
    names = {place.code: place.name for place in (held.whole, *held.wards)}
    return (names.get(key[0], key[0]), key[1], key[2][:4])


def test_without_the_second_step_the_forms_would_give_it_away():
    """So that the test above can fail: one small count alone withheld is what is left of its row."""
    held = made_counts({2025: [[3, 20, 9], [30, 40, 50]], 2024: [[8, 8, 8], [9, 9, 9]]}, 2025)
    allowed = cleared_of(held, "now")
    printed = every_form(held, allowed)["html"]
    view = printed_view("now", printed, 2025)
    target = ("Ash", "burglary", "2025")
    assert view.withheld > {target}
    known = truth(held, 2025)
    told = View("told", tuple(Cell(key, count) for key, count in known.items() if key != target), frozenset({target}))
    low, high = ranges([told], sums(["Ash", "Birch"], ("2024", "2025")))[target]
    assert low == pytest.approx(3)
    assert high == pytest.approx(3)


@pytest.mark.parametrize(
    "rows_now", [[[3, 20, 9], [30, 40, 50]], [[1, 2, 30], [12, 4, 9], [0, 7, 1]], [[40, 50, 60], [70, 80, 90]]]
)
def test_the_pdf_prints_what_the_other_forms_print(tmp_path, rows_now):
    held = made_counts({2025: rows_now, 2024: [[8, 3, 8] for _ in rows_now]}, 2025)
    allowed = cleared_of(held, "now")
    file = tmp_path / "wards.pdf"
    pdf.write(document_of(held, allowed), file, date=datetime.date(2026, 1, 14))
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    forms = every_form(held, allowed)
    assert len(forms["html"]) == 4 * len(EVERY) * (len(rows_now) + 1)
    assert of_pdf(words) == forms["html"] == forms["text"]
    plain = {at: word.replace(",", "") for at, word in forms["html"].items() if at[2] in ("now", "before")}
    assert plain == {at: word for at, word in forms["one csv"].items() if at[2] in ("now", "before")}


def test_a_ward_that_was_not_counted_is_left_out_and_not_nought():
    """The whole has its offences, so the others' sum is not the whole; what is left is named and reckoned with."""
    held = made_counts({2025: [[30, 20, 9], [3, 40, 50]], 2024: [[8, 8, 8], [9, 9, 9]]}, 2025, uncounted="Birch")
    allowed = cleared_of(held, "now")
    for form, printed in every_form(held, allowed).items():
        assert not [at for at in printed if at[0] == "Birch"], form
    # The whole less Ash is 3 burglaries, which are Birch's: one of the two must go.
    withheld = {key[0] for key in allowed.suppression.withheld if key[1] == "burglary" and key[2].startswith("2025")}
    assert withheld & {held.whole.code, held.wards[0].code}
