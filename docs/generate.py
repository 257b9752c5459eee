"""Writes the generated parts of the documents again: the table of stages, and the references.

`python docs/generate.py` writes them; `tests/repository/test_documents.py` holds them against the code.
"""

import ast
import re
from pathlib import Path
from typing import Any

import typer

import saferplan
from saferplan import STAGES
from saferplan.cli import app
from saferplan.definitions import loading

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(saferplan.__file__).parent
BEGIN, END = "<!-- generated: stages -->", "<!-- end of generated -->"


def stage_table() -> str:
    """The stages of the year from their docstrings, as a Markdown table."""
    lines = ["| stage | takes | gives | who decides | duty | built |", "|---|---|---|---|---|---|"]
    for stage in STAGES:
        folder = SOURCE / stage
        doc = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
        said = dict(re.findall(r"^(Takes|Gives|Decides|Duty): (.+)$", doc, re.MULTILINE))
        built = "yes" if len(list(folder.glob("*.py"))) > 1 else "not yet"
        lines.append(
            f"| `{stage}` | {said['Takes']} | {said['Gives']} | {said['Decides']} | {said['Duty']} | {built} |"
        )
    return "\n".join(lines)


def architecture() -> str:
    """ARCHITECTURE.md with its table of stages written again."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{stage_table()}\n{END}{after}"


def sources_page() -> str:
    """The sources: publisher, licence, attribution, and what is odd in them."""
    parts = ["# Sources\n\nGenerated from `src/saferplan/definitions/sources/` by `make docs`.\n"]
    for source in loading.sources().values():
        parts.append(f"\n## {source.name}\n\n`{source.key}`. {source.holds.strip()}\n")
        parts.append(f"- Publisher: {source.publisher}, <{source.address}>\n- Cadence: {source.cadence}\n")
        parts.append(f"- Licence: [{source.licence}]({source.licence_link}). {source.attribution.strip()}\n")
        parts += [f"- **{quirk.name}.** {quirk.says.strip()}\n" for quirk in source.quirks]
        parts += [f"- See: [{cited.title}]({cited.link}), checked {cited.checked}\n" for cited in source.citations]
    return "".join(parts)


def measures_page() -> str:
    """The measures: what each counts, whether more is worse, and its caveats."""
    parts = ["# Measures\n\nGenerated from `src/saferplan/definitions/measures/` by `make docs`.\n"]
    for measure in loading.measures().values():
        polarity = "less is better" if measure.polarity == "lower_is_better" else "a rise is not always bad"
        parts.append(f"\n## {measure.name}\n\n`{measure.key}`. Counts {', '.join(measure.crime_types)}.\n")
        parts.append(f"- Polarity: {polarity}. {measure.polarity_reason.strip()}\n")
        parts += [f"- {caveat.strip()}\n" for caveat in measure.caveats]
        parts += [f"- See: [{cited.title}]({cited.link}), checked {cited.checked}\n" for cited in measure.citations]
    return "".join(parts)


def commands() -> dict[str, Any]:
    """Every command by its words, those of a group after the group's: "history verify"."""
    found = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]  # a group
        inner = getattr(command, "commands", None)
        found |= {f"{name} {word}": each for word, each in inner.items()} if inner else {name: command}
    return found


def commands_page() -> str:
    """The commands and their options, as `--help` has them."""
    parts = ["# Commands\n\nGenerated from the command line's own help by `make docs`.\n"]
    for name, command in sorted(commands().items()):
        parts.append(f"\n## saferplan {name}\n\n{(command.help or '').strip()}\n\n")
        for parameter in command.params:
            if parameter.name != "help":
                kind = "required" if parameter.required else "may be left out"
                said = getattr(parameter, "help", None) or "a figure's address, such as F-0123456789, or a folder"
                parts.append(f"- `{max(parameter.opts, key=len)}` ({kind}): {said}\n")
    return "".join(parts)


GENERATED = {
    "ARCHITECTURE.md": architecture,
    "docs/reference/sources.md": sources_page,
    "docs/reference/measures.md": measures_page,
    "docs/reference/commands.md": commands_page,
}

if __name__ == "__main__":
    for name, write in GENERATED.items():
        (ROOT / name).write_text(write(), encoding="utf-8")
