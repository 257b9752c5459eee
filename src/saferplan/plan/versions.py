"""What changed between two versions of a plan, field by field, objective by objective."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from saferplan.documents.wording import counted, listed

Kind = Literal["added", "dropped", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Line:
    """An objective as a version has it. `line` is the same from version to version; `fields` are label and words."""

    line: int
    priority: str
    sentence: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after."""

    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class LineChange:
    """What became of one objective, with every field on both sides."""

    line: int
    priority: str
    sentence: str
    kind: Kind
    fields: tuple[FieldChange, ...]

    @property
    def changed_fields(self) -> tuple[FieldChange, ...]:
        return tuple(field for field in self.fields if field.is_changed)


def line_changes(before: Sequence[Line], after: Sequence[Line]) -> tuple[LineChange, ...]:
    """Every objective of either version, in order of their lines."""
    old, new = ({line.line: line for line in lines} for lines in (before, after))
    return tuple(_change(old.get(line), new.get(line)) for line in sorted(old.keys() | new.keys()))


def changes_in_words(changes: Sequence[LineChange]) -> str:
    """How much changed, in a sentence.

    >>> changes_in_words(())
    'No objective changed'
    """
    kinds = [change.kind for change in changes]
    counts = [(kind, kinds.count(kind)) for kind in ("changed", "added", "dropped") if kind in kinds]
    if not counts:
        return "No objective changed"
    (first, count), *rest = counts
    return listed(
        [f"{counted(count, 'objective', 'objectives')} {first}", *(f"{count} {kind}" for kind, count in rest)]
    )


def _change(old: Line | None, new: Line | None) -> LineChange:
    shown = new or old
    assert shown is not None, "a line is in one version at least"
    before, after = (dict(line.fields) if line else {} for line in (old, new))
    labels = [label for label, _ in shown.fields]
    fields = tuple(FieldChange(label, before.get(label, ""), after.get(label, "")) for label in labels)
    kind: Kind
    if old is None:
        kind = "added"
    elif new is None:
        kind = "dropped"
    else:
        kind = "changed" if before != after else "same"
    return LineChange(shown.line, shown.priority, shown.sentence, kind, fields)
