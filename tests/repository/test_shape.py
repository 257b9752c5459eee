"""The repository is what its documents say: stages are described, definitions cite, nothing names a machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import saferplan
from saferplan import STAGES
from saferplan.definitions import loading

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(saferplan.__file__).parent
LABELS = ["Takes", "Gives", "Decides", "Duty", "Next"]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_every_stage_has_its_five_lines():
    for stage in STAGES:
        doc = ast.get_docstring(ast.parse((SOURCE / stage / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert re.findall(r"^(\w+): \S", doc, re.MULTILINE) == LABELS, stage


def test_a_stage_not_built_yet_holds_its_docstring_and_nothing_else():
    for stage in STAGES:
        files = [file.name for file in (SOURCE / stage).iterdir() if file.name != "__pycache__"]
        if files == ["__init__.py"]:
            body = ast.parse((SOURCE / stage / "__init__.py").read_text(encoding="utf-8")).body
            assert len(body) == 1, f"{stage} holds code beside its docstring"


def test_every_definition_cites_and_says_when_it_was_checked():
    every = [
        *loading.sources().values(),
        *loading.measures().values(),
        *loading.criteria_schemes().values(),
        *loading.questionnaires().values(),
        *loading.duties().values(),
        loading.certainty_scale(),
        loading.area_changes(),
    ]
    for definition in every:
        assert definition.citations, definition.key
        assert all(citation.checked for citation in definition.citations)


def test_no_file_names_a_registry_or_a_path_of_some_machine():
    registries = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "debian" + ".org"]
    homes = ["/" + "root/", "/" + "home/", "/" + "work/"]
    for file in tracked():
        if file.suffix in {".ttf", ".woff2", ".png"}:
            continue
        text = file.read_text(encoding="utf-8")
        found = [word for word in registries + homes if word in text]
        assert not found, f"{file.relative_to(ROOT)} names {found}"


def test_the_lock_pins_every_dependency_with_hashes_and_names_no_index():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in lock
    assert "index-url" not in lock
    for entry in re.split(r"\n(?=\S)", lock):
        if re.match(r"[a-z0-9]", entry):
            assert "==" in entry.splitlines()[0], entry
            assert "--hash=sha256:" in entry, entry


def test_every_dependency_states_its_reason():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.scripts]")[0]
    stated = re.findall(r'^    "[a-zA-Z0-9-]+(?:>=[^"]*)?",.*$', project, re.MULTILINE)
    assert len(stated) > 20
    for line in stated:
        assert "# " in line, line


def test_help_needs_no_heavy_library():
    heavy = ("polars", "numpy", "scipy", "altair", "typst", "docx", "pydantic")
    code = f"import sys, saferplan.cli; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert loaded == "[]"
