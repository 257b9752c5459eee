"""Which months may be used: crimes and ASB stand or fall apart, and an empty period is refused."""

import polars as pl
import pytest

from saferplan.definitions import loading
from saferplan.evidence.tables import Supply
from saferplan.measures.timing import kind_of, timing, too_few_matched
from saferplan.terms.months import Month, month_span
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal


def supply(short_crimes=(), missing=(), first="2024-01", last="2025-04"):
    rows = []
    for month in month_span(Month.parse(first), Month.parse(last)):
        state = "missing" if str(month) in missing else "supplied"
        crimes = "short" if str(month) in short_crimes else state
        count = None if state == "missing" else 9
        rows.append(("kent", month.first_date, crimes, state, count, count, ""))
    return Supply.validate(pl.DataFrame(rows, schema=list(Supply.columns()), orient="row"), cast=True)


PERIOD, AGAINST = Period.parse("2025-01..2025-04"), Period.parse("2024-01..2024-04")


def test_a_short_month_of_crimes_leaves_asb_whole():
    times = timing(supply(short_crimes=["2025-02"]), force_name="Kent", period=PERIOD, against=AGAINST)
    assert times.level_months("crimes") == (Month(2025, 1), Month(2025, 3), Month(2025, 4))
    assert times.level_months("asb") == PERIOD.months
    assert times.in_time["crimes"].unusable == (Month(2025, 2),)
    assert times.in_time["asb"].is_whole
    # It was supplied all the same: its counts are kept, and drawn apart.
    assert Month(2025, 2) in times.compared


def test_a_missing_month_takes_its_partner_with_it():
    times = timing(supply(missing=["2024-03"]), force_name="Kent", period=PERIOD, against=AGAINST)
    assert times.in_time["crimes"].months == (Month(2025, 1), Month(2025, 2), Month(2025, 4))
    assert times.level_months("crimes") == PERIOD.months
    assert Month(2024, 3) not in times.compared


def test_a_period_outside_the_data_is_refused_with_what_there_is():
    with pytest.raises(Refusal) as refused:
        timing(supply(), force_name="Kent", period=Period.parse("2031"), against=Period.parse("2030"))
    assert refused.value.what == "No month of 2031 can be counted for Kent."
    assert "January 2024 to April 2025" in refused.value.why


@pytest.mark.parametrize(("missing", "problems"), [((), 0), (("2024-01",), 0), (("2024-01", "2025-03"), 1)])
def test_two_matched_months_are_said_to_be_too_few(missing, problems):
    times = timing(supply(missing=missing), force_name="Kent", period=PERIOD, against=AGAINST)
    assert len(too_few_matched(times.in_time, "police.uk, Kent")) == problems


def test_every_measure_stands_on_crimes_or_on_asb():
    kinds = {key: kind_of(measure) for key, measure in loading.measures().items()}
    assert [key for key, kind in kinds.items() if kind == "asb"] == ["anti_social_behaviour"]
