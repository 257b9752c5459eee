"""Pictures' titles and states where months or wards are few, alike, or without a rate; all values made up by hand."""

from dataclasses import fields

import pytest

from saferplan.definitions import loading
from saferplan.documents.blocks import plain
from saferplan.documents.figure_book import FigureBook
from saferplan.measures.account import Account
from saferplan.measures.figures import Basis, Place
from saferplan.measures.illustrations import change_dots, class_breaks, month_line, ward_map
from saferplan.measures.readings import Readings
from saferplan.terms.months import Month, month_span

CRIME = loading.measures()["all_crime"]
HERE = Place("district", "D1", "Northmere")
YEAR = month_span(Month(2025, 1), Month(2025, 3))
SQUARE = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)


def account(**read):
    empty = {field.name: {} for field in fields(Readings)}
    basis = Basis("B-1", "farshire", "Source: data.police.uk.", str, {})
    return Account(basis, Readings(**empty | {"months": {"all_crime": YEAR}} | read), FigureBook())


def line(counts):
    series = {("all_crime", "D1"): dict(zip(YEAR, counts, strict=False))}
    months = {"all_crime": YEAR[: len(counts)]}
    states = dict.fromkeys(months["all_crime"], "supplied")
    return month_line(account(series=series, months=months), CRIME, HERE, shown=YEAR, states=states)


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([5, 9, 7], "Crimes in Northmere ranged from 5 in January 2025 to 9 in February 2025"),
        ([5], "5 crimes were recorded in Northmere in January 2025"),
        ([0, 0, 0], "0 crimes were recorded in Northmere in each month of January to March 2025"),
    ],
)
def test_months_that_differ_or_do_not(counts, title):
    assert plain(line(counts).title) == title


def test_a_month_without_a_file_is_drawn_as_missing_and_named():
    drawn = line([5, 9])
    assert drawn.picture.months[2].value is None
    assert "Missing or short, and not zero: March 2025." in drawn.alternative


def changed(**changes):
    """Changes by measure, each a ratio and its p-value."""
    rows = {
        (key, "D1"): {"ratio": r, "low": r * 0.9, "high": r * 1.1, "count": 9, "against_count": 9, "p_value": p}
        for key, (r, p) in changes.items()
    }
    pairs = dict.fromkeys(loading.measures(), ((Month(2025, 1), Month(2024, 1)),))
    return account(changes=rows, pairs=pairs)


@pytest.mark.parametrize(
    ("candidates", "title"),
    [
        (["burglary", "drugs"], "The clearest change: drug offences rose by 50 % a day"),
        (["burglary"], "The clearest change: burglary fell by 60 % a day"),
        ([], "No change stands out among all that was looked at"),
    ],
)
def test_the_title_of_changes_is_the_clearest_of_those_that_stand_out(candidates, title):
    """Not the largest: burglary moved further, and drug offences more surely."""
    drawn = change_dots(changed(burglary=(0.4, 0.01), drugs=(1.5, 0.001)), HERE, candidates=candidates)
    assert plain(drawn.title) == title


def test_a_ward_with_no_crime_is_shown_one_without_a_rate_withheld_and_one_not_counted_has_no_data():
    wards = [Place("ward", f"W{number}", f"Ward {number}") for number in range(4)]
    level = {"low": 0.0, "high": 9.0, "count": 0, "residents": 2000}
    levels = {
        ("all_crime", f"W{number}"): level | {"rate_per_1000": rate} for number, rate in enumerate((8.0, 0.0, None))
    }
    outlines = {ward.code: SQUARE for ward in wards}
    drawn = ward_map(account(levels=levels), CRIME, wards, outlines, HERE, attribution="ONS.")
    assert [place.state for place in drawn.picture.areas] == ["shown", "shown", "withheld", "no_data"]
    assert "next is Ward 1" in drawn.alternative
    alone = ward_map(account(levels=levels), CRIME, wards[:1], outlines, HERE, attribution="ONS.")
    assert "next" not in alone.alternative
    assert ward_map(account(), CRIME, wards, outlines, HERE, attribution="ONS.") is None


@pytest.mark.parametrize(("values", "breaks"), [([5.0], ()), ([3.0, 3.0, 3.0], ()), ([1.0, 2.0], (2.0,))])
def test_few_values_have_few_classes(values, breaks):
    assert class_breaks(values) == breaks
