"""Definitions are checked as they are read; an error names file, key and what was expected."""

from pathlib import Path

import pytest

from saferplan.definitions import loading
from saferplan.definitions.forms import MeasureDefinition
from saferplan.terms.problems import Refusal

# police.uk's own list of categories since 2013 (https://data.police.uk/about/).
CATEGORIES = {
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
}


def test_every_category_is_counted_once_beside_the_total():
    measures = loading.measures()
    single = [definition for definition in measures.values() if len(definition.crime_types) == 1]
    assert sorted(definition.crime_types[0] for definition in single) == sorted(CATEGORIES)
    assert set(measures["all_crime"].crime_types) == CATEGORIES - {"Anti-social behaviour"}
    assert {d.key for d in measures.values() if d.part_of == "all_crime"} == {d.key for d in single} - {
        "anti_social_behaviour"
    }


def test_measures_come_in_reading_order():
    assert list(loading.measures())[:2] == ["all_crime", "anti_social_behaviour"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("name: [", "is not YAML"),
        ("- a\n- b\n", "holds no definition"),
        ("name: Burglary\n", "noun: field required"),
        ("colour: red\n", "colour: extra inputs are not permitted"),
        ("polarity: sideways\n", "polarity: input should be"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_key(tmp_path: Path, text: str, named: str):
    file = tmp_path / "burglary.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        loading.read_definition(file, MeasureDefinition)
    assert "burglary.yaml" in str(refusal.value)
    assert named in str(refusal.value)
