"""What holds for every record, action and page of the year, whoever adds the next."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

import saferplan
from saferplan import STAGES
from saferplan.partnership.roles import PERMISSIONS, ROLE_NAMES, Permission, Role

SOURCE = Path(saferplan.__file__).parent
# The files that may touch Django, whatever stage they stand in; the rest computes, and works without it.
OF_DJANGO = {
    "models",
    "actions",
    "queries",
    "forms",
    "views",
    "urls",
    "public_views",
    "public_urls",
    "admin",
    "apps",
    "requests",
    "migrations",
    "templatetags",
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("saferplan.")]


def calculation_modules() -> list[str]:
    found = []
    for info in pkgutil.walk_packages([str(SOURCE)], "saferplan."):
        parts = info.name.split(".")[1:]
        if parts[0] in {"web", "pages", "cli"} or set(parts) & OF_DJANGO:
            continue
        if parts[0] == "history" and parts[-1] != "chain":
            continue
        found.append(info.name)
    return found


def test_every_calculation_imports_without_django():
    """In a process where Django cannot be imported at all."""
    code = (
        "import importlib, sys\n"
        "sys.modules['django'] = None\n"
        f"for name in {calculation_modules()!r}:\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def action_modules() -> list[str]:
    return [f"saferplan.{stage}.actions" for stage in STAGES if (SOURCE / stage / "actions.py").exists()]


def public_functions(module: str) -> dict[str, object]:
    """The functions that a module defines for others to call."""
    found = importlib.import_module(module)
    tree = ast.parse(Path(found.__file__ or "").read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return {name: getattr(found, name) for name in names}


def every_action() -> dict[str, object]:
    """Each action by its name in the history."""
    return {
        f"{module.split('.')[-2]}.{name}": function
        for module in action_modules()
        for name, function in public_functions(module).items()
    }


def test_every_public_function_of_an_actions_module_is_an_action():
    """The decorator makes one transaction of it, and fails it where it leaves no event."""
    assert every_action()
    for name, function in every_action().items():
        assert getattr(function, "action_name", None) == name, f"{name} is no action"


def test_every_action_says_by_whom_and_when():
    for name, function in every_action().items():
        given = inspect.signature(function).parameters
        for word in ("by", "at"):
            assert word in given, f"{name} does not take {word}"
            assert given[word].kind is inspect.Parameter.KEYWORD_ONLY, f"{name}: {word} is given by name"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_moment_says_whose_it_was(model):
    names = {field.name for field in model._meta.get_fields()}
    for name in names:
        if name.endswith("_at"):
            assert name.removesuffix("_at") + "_by" in names, f"{model._meta.label}.{name} has no one"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_is_deleted_by_deleting_something_else(model):
    for field in model._meta.get_fields():
        if field.many_to_one and field.concrete and field.related_model in OURS:
            assert field.remote_field.on_delete.__name__ == "PROTECT", f"{model._meta.label}.{field.name}"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_role_is_named_and_has_permissions_and_every_permission_has_a_role():
    assert set(ROLE_NAMES) == set(PERMISSIONS) == set(Role)
    assert set().union(*PERMISSIONS.values()) == set(Permission)


def addresses(patterns=None, before="/") -> dict[str, object]:
    """Every address of the site with its page."""
    found = {}
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            found[before + str(pattern.pattern)] = pattern.callback
    return found


def test_every_page_states_the_permission_it_needs():
    for address, page in addresses().items():
        assert isinstance(getattr(page, "needs", None), Permission), f"{address} states none"
