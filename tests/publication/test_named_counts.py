"""Sums between counts, by hand: a neighbourhood beside its ward's table, months beside their year."""

from publication.random_places import cleared_of, made_counts
from saferplan.publication.disclosure import FigureCounts, cleared
from saferplan.publication.disclosure_tables import Equation
from saferplan.publication.named_counts import Naming, Selection, counts_in, sums_between
from saferplan.publication.place_tables import rates_derived
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure

JUNE = frozenset({"2025-06"})
THEFT = frozenset({"Theft"})


def area(name, *parts, kinds=THEFT, months=JUNE):
    return Selection((name, "theft", "2025-06"), frozenset(parts), kinds, months)


def test_a_part_of_a_ward_leaves_the_rest_and_two_parts_leave_it_together():
    ward, one, two = area("W", "1", "2", "3"), area("1", "1"), area("2", "2")
    found = sums_between([ward], [one, two])
    parts = {tuple(key[:3] if "less" not in key else "rest" for key in sum_.part_keys) for sum_ in found}
    assert parts == {(one.key, "rest"), (two.key, "rest"), (one.key, two.key, "rest")}
    assert {sum_.total_key for sum_ in found} == {ward.key}


def test_parts_that_make_up_the_whole_leave_nothing():
    group, one, two = area("1+2", "1", "2"), area("1", "1"), area("2", "2")
    assert Equation(group.key, (one.key, two.key)) in sums_between([one, two], [group])


def test_other_kinds_and_months_are_no_parts():
    ward, other = area("W", "1", "2"), area("1", "1", months=frozenset({"2025-07"}))
    assert sums_between([ward], [other]) == ()


def test_a_table_is_not_told_its_own_sums_again():
    assert sums_between([area("W", "1", "2"), area("1", "1")], []) == ()


def test_ranks_and_searches_give_no_count_away():
    count = {"statistic": "count", "force": "f", "months": ["2025-06"], "crime_types": ["Theft"]}
    assert list(counts_in({"statistic": "rate_per_1000", "count": count, "residents": {}})) == [count]
    assert list(counts_in({"statistic": "rank", "districts": {"E": {"count": count}}})) == []


def test_a_finding_on_a_neighbourhood_that_leaves_three_of_its_ward_withholds_one_of_them():
    """The ward's table says 23 burglaries, the finding 20 of its one neighbourhood: 3 would be left."""
    held = made_counts({2025: [[23, 30, 40], [50, 60, 70]], 2024: [[30, 30, 30], [40, 40, 40]]}, 2025)
    assert not cleared_of(held, "now").suppression.withheld
    measure = next(one for one in held.measures if one.key == "burglary")
    months = [str(month) for month in held.spans["burglary"].now]
    recipe = {
        "statistic": "count",
        "force": "farshire",
        "months": months,
        "crime_types": list(measure.crime_types),
        "places": {"kind": "lsoa", "codes": ["E01000001"]},
    }
    parts = {"E05000000": {"E01000001", "E01000002"}, "E05000001": {"E01000003"}, "E01000001": {"E01000001"}}
    whole = frozenset().union(*parts.values())
    naming = Naming(lambda places: frozenset(parts.get(places["codes"][0], whole)))
    tables = {
        at: naming.selection(held.kept.basis.counts(one, place, held.spans[one.key].of(side)))
        for one in held.measures
        for place in (held.whole, *held.wards)
        for side in ("now", "before")
        for at in [(place.code, one.key, side)]
    }
    selection = naming.selection(recipe)
    figure = Figure(
        *("count", "burglary", "Burglary", "E01000001", "Ash 1", "2025", None),
        *(Estimate(20, 20, 20, 20, "burglaries"), None, "made up", "B-0", recipe),
    )
    allowed = cleared(
        "now",
        held.published,
        table_selections=tuple(tables.values()),
        figures=[FigureCounts(figure, (selection,))],
        counts={selection.key: 20},
        derived=rates_derived(held),
        earlier=(),
    )
    ward = tables["E05000000", "burglary", "now"].key
    assert allowed.suppression.withheld & {selection.key, ward}
    assert not allowed.recovered
    assert (figure.figure_id in allowed.withheld_figures) == (selection.key in allowed.suppression.withheld)
