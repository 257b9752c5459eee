"""The lookups are read whole or refused, naming the one that is missing or does not fit."""

import pytest

from saferplan.sources.lookups import CHANGES, PARTNERSHIPS, UPPER_TIERS, WARDS, read_gazetteer
from saferplan.terms.problems import Refusal
from sources.reference_tables import written

# The Open Geography portal's own headings, with columns beside them that are not needed.
WARD_CSV = """LSOA21CD,LSOA21NM,LSOA21NMW,WD24CD,WD24NM,WD24NMW,LAD24CD,LAD24NM,LAD24NMW,ObjectId
E01024312,Maidstone 013A,,E05015000,Fant,,E07000110,Maidstone,,1
"""
CHANGES_CSV = """LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM
E01024312,Maidstone 013A,E01024312,Maidstone 013A,U,E07000110,Maidstone
"""
PARTNERSHIPS_CSV = """LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM
E07000110,Maidstone,E22000142,Maidstone,E23000032,Kent
"""
UPPER_TIERS_CSV = """LTLA21CD,LTLA21NM,UTLA21CD,UTLA21NM
E07000110,Maidstone,E10000016,Kent
"""
ALL = {WARDS: WARD_CSV, CHANGES: CHANGES_CSV, PARTNERSHIPS: PARTNERSHIPS_CSV, UPPER_TIERS: UPPER_TIERS_CSV}


def tables(tmp_path, **changed):
    texts = {**ALL, **changed}
    return {key: written(tmp_path, f"{key}.csv", text) for key, text in texts.items() if text}


def test_the_publishers_own_headings_are_understood(tmp_path):
    gazetteer = read_gazetteer(tables(tmp_path))
    maidstone = gazetteer.area("Maidstone")
    assert gazetteer.lsoa21_codes(maidstone) == ("E01024312",)
    assert gazetteer.upper_tier(maidstone).name == "Kent"
    assert gazetteer.common.row(0) == ("E01024312", "both", "E01024312", "E05015000", "E07000110")


@pytest.mark.parametrize("key", ALL)
def test_a_missing_lookup_is_named_with_its_publisher(tmp_path, key):
    with pytest.raises(Refusal, match="A lookup is missing") as refusal:
        read_gazetteer(tables(tmp_path, **{key: ""}))
    assert "_code" in refusal.value.why
    assert "Office for National Statistics, https://geoportal.statistics.gov.uk/" in refusal.value.next_step


def test_an_unknown_change_code_is_refused(tmp_path):
    with pytest.raises(Refusal) as refusal:
        read_gazetteer(tables(tmp_path, **{CHANGES: CHANGES_CSV.replace(",U,", ",Q,")}))
    assert "Line 2 has 'Q' under 'change_code', where one of U, S, M, X is expected" in refusal.value.why


@pytest.mark.parametrize(
    ("key", "old", "new", "why"),
    [
        (PARTNERSHIPS, "E07000110", "E07000111", "E07000110, for which the second gives no police force area"),
        (CHANGES, "E01024312", "E01024313", "E01024312, for which the second gives no LSOA of 2011"),
    ],
)
def test_lookups_that_do_not_go_together_are_refused(tmp_path, key, old, new, why):
    with pytest.raises(Refusal, match="do not go together") as refusal:
        read_gazetteer(tables(tmp_path, **{key: ALL[key].replace(old, new)}))
    assert why in refusal.value.why
