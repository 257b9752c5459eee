"""What changed between versions, by hand; and laws that hold whatever the versions say."""

from hypothesis import given
from hypothesis import strategies as some

from saferplan.plan.versions import Line, changes_in_words, line_changes


def line(number: int, target: str = "100", sentence: str = "Fewer") -> Line:
    return Line(number, "Vehicle crime", sentence, (("Objective", sentence), ("Target", target)))


def test_changed_added_and_dropped_are_told_field_by_field():
    before = [line(1), line(2), line(3)]
    after = [line(1), line(2, target="80"), line(4)]
    found = {change.line: change for change in line_changes(before, after)}
    assert [found[number].kind for number in (1, 2, 3, 4)] == ["same", "changed", "dropped", "added"]
    (changed,) = found[2].changed_fields
    assert (changed.label, changed.before, changed.after) == ("Target", "100", "80")
    assert changes_in_words(list(found.values())) == "1 objective changed, 1 added and 1 dropped"


def test_the_first_of_the_counts_names_what_is_counted():
    assert changes_in_words(line_changes([], [line(1), line(2)])) == "2 objectives added"
    assert changes_in_words(line_changes([line(1)], [line(1)])) == "No objective changed"


LINES = some.dictionaries(some.integers(1, 6), some.sampled_from(["100", "80", ""]), max_size=6).map(
    lambda held: [line(number, target) for number, target in held.items()]
)


@given(LINES, LINES)
def test_every_line_is_told_once_and_backwards_is_the_opposite(before, after):
    forward, back = line_changes(before, after), line_changes(after, before)
    opposite = {"added": "dropped", "dropped": "added", "changed": "changed", "same": "same"}
    assert [change.line for change in forward] == sorted({one.line for one in [*before, *after]})
    assert [opposite[change.kind] for change in forward] == [change.kind for change in back]


@given(LINES)
def test_a_version_differs_from_itself_in_nothing(lines):
    assert {change.kind for change in line_changes(lines, lines)} <= {"same"}
