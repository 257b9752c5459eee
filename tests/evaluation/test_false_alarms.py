"""Over twenty made-up counties with nothing planted, alarms are as rare as claimed; the planted change is found.

Counts are drawn by the generator's own functions and counted by the program's own, as bench/false_alarms.py says.
"""

import importlib
import sys
from pathlib import Path

import pytest

from saferplan.evaluation.limits import CLAIMED_FALSE_ALARM_SHARE

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bench():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield importlib.import_module("bench.false_alarms")
    for name in [name for name in sys.modules if name.startswith("bench.")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def counties(bench):
    return [bench.drawn(seed) for seed in bench.SEEDS]


def test_evaluations_cry_wolf_no_more_often_than_claimed(bench, counties):
    alarms, bare = [], []
    for seed, county in zip(bench.SEEDS, counties, strict=True):
        for measure_key, ward in bench.innocent_pairs(county, seed, 30):
            if found := bench.evaluation(county, measure_key, ward):
                alarms.append(found.excludes_no_change)
                bare.append(bench.bare_alarm(found))
    assert len(bench.SEEDS) == 20
    assert len(alarms) > 350
    assert bench.Share(sum(alarms), len(alarms)).bounds[0] <= CLAIMED_FALSE_ALARM_SHARE
    assert sum(alarms) / len(alarms) <= CLAIMED_FALSE_ALARM_SHARE
    assert sum(bare) > sum(alarms), "Poisson's chance alone is not enough"


def test_screening_offers_hardly_any_change_where_none_is_planted(bench, counties):
    looked = [bench.screening(county) for county in counties]
    assert sum(each.changes for each in looked) > 30_000
    # docs/explanation/screening.md: of the candidates, at most one in twenty is expected to be chance.
    assert sum(each.change_candidates for each in looked) <= 0.05 * sum(each.candidates for each in looked)


@pytest.mark.parametrize("years", [3, 1])
def test_the_planted_change_is_found_in_most_draws(bench, years):
    share, covered = bench.planted_found(bench.YEARS_BEFORE[-years:], 15)
    assert share.value >= (0.8 if years == 3 else 0.6)
    assert covered.value >= 0.8
