"""Findings as sentences: each kind, direction and place, read as a whole; the numbers in them are made up by hand."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saferplan.assessment.findings import certainty, finding, interval_of_distance
from saferplan.assessment.notices import notices_in_words
from saferplan.assessment.section import finding_blocks, summary_items
from saferplan.definitions import loading
from saferplan.documents.blocks import Paragraph, plain
from saferplan.documents.figure_book import FigureBook
from saferplan.measures.account import Account
from saferplan.measures.figures import Basis
from saferplan.measures.readings import Readings
from saferplan.terms.months import Month
from saferplan.terms.problems import DataProblem

NAMES = {
    "F": "Farshire",
    "D1": "Northmere",
    "W1": "High Street",
    "C1": "Northmere 001A and Northmere 001B",
    "E1": "Northmere 001A",
}
NOW, BEFORE = Month(2025, 1), Month(2024, 1)


def account(measure, place, *, ratio, low, high, count=48, against=20):
    row = {"ratio": ratio, "low": low, "high": high, "count": count, "against_count": against}
    compared = row | {"rest_count": 1200, "residents": 1500, "rest_residents": 9000}
    level = {"rate_per_1000": 0.31, "low": 0.2, "high": 0.5, "count": count, "residents": 1500}
    basis = Basis("B-1", "farshire", "Source: data.police.uk.", NAMES.__getitem__, {"F": ("D1",)})
    readings = Readings(
        levels={(measure, place): level},
        changes={(measure, place): row},
        comparisons={(measure, place, "D1"): compared, (measure, place, "F"): compared},
        ranks={},
        rolling={},
        series={},
        months={measure: (NOW,)},
        pairs={measure: ((NOW, BEFORE),)},
    )
    return Account(basis, readings, FigureBook())


def told(kind, place_kind, place, measure="burglary", probability=0.99, **numbers):
    screened = {
        **{"kind": kind, "measure_key": measure, "place_kind": place_kind, "place_code": place},
        **{"rest_of_code": "F" if kind == "level" else "D1", "probability": probability},
    }
    return finding(1, screened, account(measure, place, **numbers))


def sentence(*place, **numbers):
    return plain(told(*place, **numbers).sentence)


FALL = {"ratio": 0.93, "low": 0.88, "high": 0.99}
RISE = {"ratio": 1.25, "low": 1.1, "high": 1.4}


@pytest.mark.parametrize(
    ("place", "numbers", "expected"),
    [
        (
            ("change", "district", "D1"),
            FALL | {"measure": "violence_and_sexual_offences"},
            "Violence and sexual offences in Northmere fell by 7 % a day (95 % interval 1 to 12 %): "
            "48 recorded in January 2025, 20 in January 2024.",
        ),
        (
            ("change", "ward", "W1"),
            RISE | {"measure": "public_order"},
            "Public order offences in High Street ward rose by 25 % a day (95 % interval 10 to 40 %): "
            "48 recorded in January 2025, 20 in January 2024.",
        ),
        (
            ("change", "lsoa", "E1"),
            {"ratio": 2.4, "low": 1.3, "high": 4.5},
            "Burglary in the neighbourhood Northmere 001A rose to 2.4 times (95 % interval 1.3 to 4.5) as many a day: "
            "48 recorded in January 2025, 20 in January 2024.",
        ),
        (
            ("change", "district", "D1"),
            {"ratio": 1.004, "low": 1.0002, "high": 1.008},
            "Burglary in Northmere rose by 0.4 % a day (95 % interval 0.02 to 0.8 %): "
            "48 recorded in January 2025, 20 in January 2024.",
        ),
        (
            ("level", "district", "D1"),
            {"ratio": 0.54, "low": 0.4, "high": 0.71, "measure": "bicycle_theft"},
            "The rate of bicycle theft in Northmere was 46 % (95 % interval 29 to 60 %) below that of the rest of the "
            "Farshire police area: 0.31 bicycle thefts per 1,000 residents in January 2025.",
        ),
        (
            ("level", "district", "D1"),
            {"ratio": 2.36, "low": 2.09, "high": 2.66, "measure": "shoplifting"},
            "The rate of shoplifting in Northmere was 2.4 times (95 % interval 2.1 to 2.7) that of the rest of the "
            "Farshire police area: 0.31 shoplifting offences per 1,000 residents in January 2025.",
        ),
        (
            ("concentration", "common_area", "C1"),
            {"ratio": 16.1, "low": 11.3, "high": 22.6, "count": 300},
            "The neighbourhoods Northmere 001A and Northmere 001B had 300 of Northmere's 1,500 burglaries in January "
            "2025 (20 %); its rate per resident was 16.1 times (95 % interval 11.3 to 22.6) that of the rest of "
            "Northmere.",
        ),
        (
            ("concentration", "ward", "W1"),
            {"ratio": 1.1, "low": 1.02, "high": 1.19, "count": 300},
            "High Street ward had 300 of Northmere's 1,500 burglaries in January 2025 (20 %); its rate per resident "
            "was 1.10 times (95 % interval 1.02 to 1.19) that of the rest of Northmere.",
        ),
    ],
)
def test_each_kind_of_finding_reads_as_a_sentence(place, numbers, expected):
    assert sentence(*place, **numbers) == expected


@pytest.mark.parametrize("measure", loading.measures())
@pytest.mark.parametrize(
    "place", [("change", "district", "D1"), ("level", "district", "D1"), ("concentration", "ward", "W1")]
)
def test_every_measure_reads_without_a_word_twice(measure, place):
    said = sentence(*place, measure=measure, **RISE)
    words = said.replace(",", "").split()
    assert not [word for word, after in pairwise(words) if word == after]
    assert "offences offences" not in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.5, "a realistic possibility"),
        (0.6, "likely"),
        (0.85, "highly likely"),
        (0.96, "almost certain"),
        (1, "almost certain"),
    ],
)
def test_certainty_is_said_in_the_words_of_the_yardstick(probability, words):
    """The Probability Yardstick's own bands."""
    assert certainty(probability) == words
    said = plain(told("change", "district", "D1", probability=probability, **FALL).certainty)
    assert said == f"It is {words} that the underlying rate fell."


@given(st.floats(0.05, 0.999), st.floats(1e-3, 1), st.floats(1e-3, 1))
def test_the_smaller_end_of_an_interval_is_said_first(ratio, below, above):
    low, high = ratio * (1 - below * 0.9), min(ratio * (1 + above), 0.99999)
    for ends in (interval_of_distance(low, high, rose=False), interval_of_distance(1 / high, 1 / low, rose=True)):
        near, far = (float(end.removesuffix(" %").replace(",", "")) for end in ends)
        assert near <= far


def test_a_finding_names_its_figures_build_and_source():
    found = told("level", "district", "D1", **RISE)
    said = plain(found.source)
    assert "Residents: Census 2021" in said
    assert "Build B-1" in said
    assert found.figure_ids
    assert all(figure_id in said for figure_id in found.figure_ids)


def test_what_to_bear_in_mind_is_said_once_a_measure():
    first = told("change", "district", "D1", measure="drugs", **FALL)
    blocks = finding_blocks([first, replace(first, rank=2)], ("Of all looked at, these.",))
    said = " ".join(plain(block.text) for block in blocks if isinstance(block, Paragraph))
    assert said.count(loading.measures()["drugs"].polarity_reason) == 1
    assert "As candidate finding 1 says of this measure." in said


def test_the_summary_hears_every_kind():
    kinds = [told("change", "district", "D1", **FALL)] * 4 + [told("level", "district", "D1", **RISE)]
    assert len(summary_items(kinds)) == 3


def test_many_problems_of_one_kind_are_told_at_once_and_without_counts():
    problems = [
        DataProblem("rows_refused", f"police.uk, Kent, {m} 2025", f"{m}: 3 of 9 rows", 3) for m in ("May", "June")
    ]
    problems.append(DataProblem("undeclared_conflict", "city", "They differ."))
    assert notices_in_words(problems) == (
        "Some rows were refused, with a reason kept for each, and count in no figure: police.uk, Kent, May 2025 and "
        "police.uk, Kent, June 2025.",
        "They differ.",
    )
