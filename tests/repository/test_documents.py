"""The repository's own documents: generated parts are as the code has them, links lead somewhere, commands are told."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST_SCREEN = 30  # lines


def documents() -> list[Path]:
    """Every Markdown file that is kept, or about to be."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATED = generator().GENERATED


@pytest.mark.parametrize("name", GENERATED)
def test_generated_documents_are_as_the_code_has_them(name):
    """Where this fails, `make docs` writes them again."""
    assert (ROOT / name).read_text(encoding="utf-8") == GENERATED[name]()


def test_the_first_screen_of_the_readme_says_how_to_begin():
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:FIRST_SCREEN]
    for command in ("make demo", "make test"):
        assert any(line.startswith(command) for line in first), command


def test_every_command_and_option_is_documented():
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, command in generator().commands().items():
        _, heading, rest = reference.partition(f"## saferplan {name}\n")
        assert heading, f"{name} has no heading"
        section = rest.partition("\n## ")[0]
        assert command.help.splitlines()[0] in section
        for parameter in command.params:
            for written in parameter.opts:
                if written != "--help":
                    assert f"`{written}`" in section, f"{name} {written}"


def test_every_command_is_told_where_people_begin():
    told = "".join(
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "docs/tutorials/first-assessment.md", "docs/tutorials/partnership-year.md")
    )
    for name in generator().commands():
        assert f"saferplan {name}" in told, name


def test_every_target_of_make_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in documents():
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE))
        assert named <= targets, f"{document.relative_to(ROOT)}: {named - targets}"


def test_every_link_inside_the_repository_leads_somewhere():
    for document in documents():
        text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (document.parent / path).resolve() if path else document
            assert file.exists(), f"{document.relative_to(ROOT)}: {target}"
            assert file.is_relative_to(ROOT), f"{document.relative_to(ROOT)}: {target} leads out"
            if anchor:
                assert anchor in anchors(file), f"{document.relative_to(ROOT)}: {target}"


def anchors(document: Path) -> set[str]:
    """The anchors that a Markdown file's headings are given."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_of_the_documents_is_linked_from_another():
    """A page that nothing leads to is not found; a folder's link leads to all in it."""
    linked: set[Path] = set()
    for document in documents():
        for target in re.findall(r"\]\(([^)\s#]+)", document.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target):
                linked.add((document.parent / target).resolve())
    for document in documents():
        if document.is_relative_to(ROOT / "docs"):
            assert linked & {document, document.parent}, f"nothing leads to {document.relative_to(ROOT)}"


def test_every_setting_is_documented():
    """What home.py reads of the environment, and nothing else reads any."""
    source = (ROOT / "src" / "saferplan" / "home.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("([A-Z_]+)"', source))
    assert "DATABASE_URL" in read
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert read == set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))
    for file in (ROOT / "src").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        readers = [word for word in ("os.environ.get", "os.getenv", "environ[") if word in text]
        assert file.name == "home.py" or not readers, f"{file.relative_to(ROOT)} reads the environment"
