"""Months missing and short. Expected values follow by hand from the stated rule; real ones from the data's README."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.street_files_by_hand import every_street_file
from evidence.tables_of_files import quality
from saferplan.evidence.supply import supply
from saferplan.evidence.tables import FileQuality
from saferplan.terms.months import Month, month_span
from saferplan.terms.periods import Period

YEAR = [str(month) for month in month_span(Month(2025, 1), Month(2025, 12))]
# As many a day in every month: what is usual is then plain to see.
USUAL = {month: (100 * Month.parse(month).days, 20 * Month.parse(month).days) for month in YEAR}


def states(counts, **options):
    """What is not supplied in full: month, crimes, ASB."""
    frame = supply(quality(counts), **options)
    odd = frame.filter((pl.col("crimes") != "supplied") | (pl.col("asb") != "supplied"))
    return [(str(Month.of(month)), crimes, asb) for month, crimes, asb in odd.select("month", "crimes", "asb").rows()]


def with_shares(month: str, crimes: float, asb: float):
    usual = USUAL[month]
    return USUAL | {month: (round(usual[0] * crimes), round(usual[1] * asb))}


def test_a_steady_year_is_supplied_in_full():
    assert states(USUAL) == []


@pytest.mark.parametrize(
    ("crimes", "asb", "found"),
    [
        (0.59, 1.0, ("short", "supplied")),
        (0.61, 1.0, None),
        (1.0, 0.59, ("supplied", "short")),
        (0.0, 1.0, ("short", "supplied")),
        (1.0, 0.0, ("supplied", "short")),
        (0.5, 0.5, None),  # both fell together, as people did in lockdown
        (0.5, 0.8, None),  # 0.5 / 0.8 is 0.625: not far enough from the other
        (0.39, 0.39, ("short", "short")),
        (0.39, 0.5, None),
        (0.0, 0.0, ("short", "short")),
    ],
)
@pytest.mark.parametrize("month", ["2025-01", "2025-06", "2025-12"])
def test_a_month_is_short_where_it_falls_alone_or_both_fall_far(month, crimes, asb, found):
    assert states(with_shares(month, crimes, asb)) == ([(month, *found)] if found else [])


def test_two_short_months_side_by_side_are_both_found():
    counts = with_shares("2025-06", 0.3, 1.0) | {"2025-07": (900, USUAL["2025-07"][1])}
    assert states(counts) == [("2025-06", "short", "supplied"), ("2025-07", "short", "supplied")]


def test_a_sound_month_beside_a_short_one_is_sound():
    assert states(with_shares("2025-06", 0.1, 1.0)) == [("2025-06", "short", "supplied")]


def test_a_lasting_change_of_level_is_no_shortage():
    counts = {month: (crimes // 2 if month > "2025-06" else crimes, asb) for month, (crimes, asb) in USUAL.items()}
    assert states(counts) == []


def test_small_counts_can_halve_by_chance():
    """45 crimes and 9 incidents a month: fewer than 50 are to be expected."""
    assert states(dict.fromkeys(YEAR, (45, 9)) | {"2025-06": (5, 9)}) == []


def test_with_too_few_months_around_nothing_can_be_judged():
    assert states({"2025-01": (3100, 620), "2025-02": (300, 560), "2025-03": (3100, 620)}) == []


def test_a_force_without_asb_is_not_short_of_it_and_its_crimes_must_fall_far():
    counts = {month: (crimes, 0) for month, (crimes, _) in USUAL.items()}
    assert states(counts) == []
    assert states(counts | {"2025-06": (1500, 0)}) == []
    assert states(counts | {"2025-06": (900, 0)}) == [("2025-06", "short", "supplied")]


def test_months_between_the_first_and_last_are_missing_and_so_are_those_wished_for():
    counts = {month: USUAL[month] for month in ("2025-02", "2025-04")}
    missing = ("missing", "missing")
    assert states(counts) == [("2025-03", *missing)]
    wished = [Period.parse("2025-01..2025-02"), Period.parse("2025-06")]
    assert states(counts, periods={"kent": wished}) == [
        (month, *missing) for month in ("2025-01", "2025-03", "2025-06")
    ]
    assert states(counts, periods={"essex": wished}) == [("2025-03", *missing)]
    frame = supply(quality(counts))
    assert frame["crime_count"].to_list() == [2800, None, 3000]


def test_forces_are_judged_apart():
    files = FileQuality.validate(
        pl.concat([quality(USUAL, force="essex"), quality(with_shares("2025-06", 0.3, 1.0), force="kent")])
    )
    short = supply(files).filter(pl.col("crimes") == "short")
    assert short["force_code"].to_list() == ["kent"]


def test_nothing_in_nothing_out():
    assert supply(FileQuality.create_empty()).is_empty()


def test_the_sentence_says_what_was_found_and_what_follows():
    frame = supply(quality(with_shares("2025-06", 0.3, 1.0) | {"2025-09": (0, 0)}))
    said = dict(zip(frame["month"].dt.month(), frame["sentence"], strict=True))
    assert said[6] == (
        "police.uk, Kent, June 2025: 900 crimes where about 3,000 are usual, though anti-social behaviour incidents "
        "did not fall with them. The month's supply is short, and no comparison uses it."
    )  # 100 a day in May and July, over June's 30 days: 3,000
    assert said[7] == ""


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(0, 30), st.tuples(st.integers(0, 4000), st.integers(0, 900)), min_size=1, max_size=24)
)
def test_every_month_of_the_span_stands_once_and_a_count_is_null_only_where_missing(counts):
    files = quality({str(Month(2023, 1).shifted(step)): count for step, count in sorted(counts.items())})
    frame = supply(files)
    assert frame.height == max(counts) - min(counts) + 1
    assert frame["crime_count"].is_null().to_list() == (frame["crimes"] == "missing").to_list()
    assert frame.filter(pl.col("crimes") == "missing").height == frame.height - len(counts)
    assert ((frame["sentence"] == "") == ((frame["crimes"] == "supplied") & (frame["asb"] == "supplied"))).all()


@pytest.mark.real_data
def test_in_every_real_archive_december_2018_in_kent_is_short_and_nothing_else(archives):
    """Counted in the raw bytes. The data's README says: about 14,000 crimes are usual there, and ASB is normal."""
    tables = []
    for file in every_street_file(archives):
        content = file.table.read()
        rows, asb = content.count(b"\n") - 1, content.count(b",Anti-social behaviour,")
        tables.append(quality({str(file.month): (rows - asb, asb)}, force=file.force_code))
    frame = supply(FileQuality.validate(pl.concat(tables)))
    short = frame.filter((pl.col("crimes") == "short") | (pl.col("asb") == "short"))
    assert [
        (row["force_code"], str(Month.of(row["month"])), row["crimes"], row["asb"]) for row in short.to_dicts()
    ] == [("kent", "2018-12", "short", "supplied")]
    assert "6,132 crimes where about 14,000 are usual" in short["sentence"][0]
    missing = frame.filter(pl.col("crimes") == "missing")
    gaps = {
        force: [str(Month.of(month)) for month in rows["month"]] for (force,), rows in missing.group_by("force_code")
    }
    assert gaps["merseyside"] == gaps["south-yorkshire"] == ["2019-07"]
    assert gaps["surrey"] == [f"2024-{number:02}" for number in range(5, 13)]
    assert set(gaps["surrey"]) < set(gaps["kent"])
