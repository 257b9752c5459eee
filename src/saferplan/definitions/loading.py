"""Finds the definition files and checks them; an error names the file, the key and what was expected."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from pydantic import ValidationError

from saferplan.definitions.forms import (
    AreaChanges,
    CertaintyScale,
    CriteriaScheme,
    Duty,
    Form,
    MeasureDefinition,
    PoliceForce,
    PoliceForces,
    Questionnaire,
    SourceDefinition,
)
from saferplan.terms.problems import Refusal

AnyForm = TypeVar("AnyForm", bound=Form)


def read_definition(file: Traversable, form: type[AnyForm]) -> AnyForm:
    """Read one file and hold it against its form. Fails: Refusal naming file, key and what was expected."""
    name = file.name
    try:
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refusal(f"{name} is not YAML.", why=str(error), next_step=f"Mend {name}.") from None
    if not isinstance(written, dict):
        raise Refusal(
            f"{name} holds no definition.",
            why="A definition is a list of keys with their values.",
            next_step=f"Compare {name} with its neighbours.",
        )
    try:
        definition = form.model_validate({"key": name.removesuffix(".yaml"), **written})
    except ValidationError as error:
        said = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in error.errors()]
        raise Refusal(f"{name} is not a valid definition.", why="; ".join(said), next_step=f"Mend {name}.") from None
    return definition


def _all_in(folder: str, form: type[AnyForm]) -> dict[str, AnyForm]:
    here = files("saferplan.definitions").joinpath(folder)
    found = sorted((file for file in here.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    definitions = (read_definition(file, form) for file in found)
    return {file.name.removesuffix(".yaml"): definition for file, definition in zip(found, definitions, strict=True)}


@cache
def sources() -> dict[str, SourceDefinition]:
    """Every source definition, by key (its file's name)."""
    return _all_in("sources", SourceDefinition)


@cache
def measures() -> dict[str, MeasureDefinition]:
    """Every measure definition, by key, in the order a reader meets them."""
    found = _all_in("measures", MeasureDefinition)
    return dict(sorted(found.items(), key=lambda item: item[1].order))


@cache
def certainty_scale() -> CertaintyScale:
    """The scale in which every document speaks of certainty."""
    return _all_in("certainty", CertaintyScale)["probability_yardstick"]


@cache
def area_changes() -> AreaChanges:
    """Local authorities whose codes began or ended."""
    return _in_areas("local_authority_changes", AreaChanges)


@cache
def police_forces() -> dict[str, PoliceForce]:
    """Every territorial police force, by the code of its area in ONS lookups."""
    return {force.area_code: force for force in _in_areas("police_forces", PoliceForces).forces}


def _in_areas(key: str, form: type[AnyForm]) -> AnyForm:
    return read_definition(files("saferplan.definitions").joinpath("areas", f"{key}.yaml"), form)


@cache
def questionnaires() -> dict[str, Questionnaire]:
    """What each kind of survey asked, by key (its file's name)."""
    return _all_in("questions", Questionnaire)


@cache
def criteria_schemes() -> dict[str, CriteriaScheme]:
    """Every scheme by which themes can be scored, by key (its file's name)."""
    return _all_in("criteria", CriteriaScheme)


@cache
def duties() -> dict[str, Duty]:
    """Every duty, by key (its file's name), in the order a reader meets them."""
    found = _all_in("duties", Duty)
    return dict(sorted(found.items(), key=lambda item: item[1].order))
