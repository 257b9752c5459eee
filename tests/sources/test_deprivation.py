"""Deprivation, against its own arithmetic: ranks run from 1 to 33,755 and each decile holds a tenth of them."""

from collections import Counter

import pytest

from saferplan.sources.deprivation import read_deprivation
from saferplan.terms.problems import Refusal
from sources.reference_tables import plain_rows, raw, written

NATIVE = (
    "LSOA code (2021),Index of Multiple Deprivation (IMD) Score,"
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),"
    "Crime Score,Crime Rank (where 1 is most deprived),Crime Decile (where 1 is most deprived 10% of LSOAs)\n"
)


def test_the_publishers_own_headings(tmp_path):
    frame = read_deprivation(written(tmp_path, "imd.csv", NATIVE + "E01024312,10.5,20000,6,-0.5,9000,3\n"))
    assert frame.row(0) == ("E01024312", 10.5, 20000, 6, -0.5, 9000, 3)


def test_a_decile_beyond_ten_is_refused(tmp_path):
    with pytest.raises(Refusal) as refusal:
        read_deprivation(written(tmp_path, "imd.csv", NATIVE + "E01024312,10.5,20000,11,-0.5,9000,3\n"))
    assert "E01024312 breaks the rule imd_decile" in refusal.value.why


@pytest.mark.real_data
def test_ranks_and_deciles_of_england(shared_data):
    path = shared_data / "deprivation/imd2025_england_lsoa21.csv.gz"
    frame = read_deprivation(raw(path))
    rows = plain_rows(path)
    assert frame.height == len(rows) == 33_755
    assert sorted(frame["imd_rank"]) == list(range(1, 33_756))
    assert set(Counter(frame["imd_decile"]).values()) == {3375, 3376}
    assert dict(frame.select("lsoa21_code", "crime_rank").iter_rows()) == {
        row["lsoa21_code"]: int(float(row["Crime_rank"])) for row in rows
    }
