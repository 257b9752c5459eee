"""What is looked at before a release may be approved, each as a sentence that has passed or failed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from saferplan.documents.wording import counted, decimal, listed
from saferplan.publication.clearing import Clearance
from saferplan.publication.content import Content
from saferplan.publication.figures_told import figures_named
from saferplan.publication.grade import HIGHEST_GRADE, reading_grade
from saferplan.publication.summary import summary


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; a failed one says what is wrong and how to mend it."""

    name: str
    passed: bool
    sentence: str


def checks(
    content: Content, clearance: Clearance, *, people: Iterable[str], words: str, history_faults: tuple[str, ...]
) -> tuple[Check, ...]:
    """Every check of a release; `words` is all that goes out as one text, `people` whose names must not be in it.

    Assumes: the plan is adopted and its assessment signed off, without which nothing is prepared.
    """
    return (
        Check("adopted", True, f"The plan for {content.plan.year} is adopted by a recorded decision."),
        Check("signed-off", True, "The assessment that it rests on is signed off by a recorded decision."),
        _every_number(clearance, words),
        _traces(clearance),
        _recoverable(clearance),
        _grade(content),
        _attributions(content),
        _names(words, people),
        _history(history_faults),
    )


def _every_number(clearance: Clearance, words: str) -> Check:
    going = {figure.figure_id for figure in clearance.figures}
    astray = [figure_id for figure_id in dict.fromkeys(figures_named(words)) if figure_id not in going]
    if astray:
        named = counted(len(astray), "figure is", "figures are")
        sentence = f"{named} named that may not go out: {_some(astray)}. Change the record whose words name it."
        return Check("figures", False, sentence)
    if clearance.missing:
        lacking = counted(len(clearance.missing), "printed number has", "printed numbers have")
        sentence = f"{lacking} no figure in the records: {_some(clearance.missing)}. Bring in the build it came from."
        return Check("figures", False, sentence)
    return Check("figures", True, f"Every printed number has its figure, {decimal(len(clearance.figures))} in all.")


def _traces(clearance: Clearance) -> Check:
    broken = [f"{one.figure_id} ({clearance.traces[one.figure_id].why})" for one in clearance.untraced]
    broken += [f"{figure_id} (the counts under it cannot be found)" for figure_id in clearance.uncounted]
    if broken:
        which = counted(len(broken), "figure does", "figures do")
        return Check(
            "traces", False, f"{which} not agree with the raw files: {_some(broken)} Run saferplan year again."
        )
    return Check("traces", True, "Every figure, counted again from the raw files, agrees.")


def _recoverable(clearance: Clearance) -> Check:
    lost = clearance.cleared.recovered
    if lost:
        said = [", ".join(key) for key in lost]
        sentence = f"A reader could work out {counted(len(lost), 'withheld count', 'withheld counts')}: {_some(said)}."
        return Check("disclosure", False, f"{sentence} Report this as a fault of Saferplan.")
    return Check(
        "disclosure",
        True,
        "No withheld count can be worked out from what goes out, alone or with earlier releases.",
    )


def _grade(content: Content) -> Check:
    grade = reading_grade(summary(content))
    sentence = f"The summary reads at grade {decimal(max(grade, 0), 1)}; {decimal(HIGHEST_GRADE)} is the most."
    return Check("grade", grade <= HIGHEST_GRADE, sentence)


def _attributions(content: Content) -> Check:
    present = bool(content.attributions) and all(line.strip() for line in content.attributions)
    if present:
        count = counted(len(content.attributions), "source is", "sources are")
        return Check("attributions", True, f"{count} attributed as their licences ask.")
    return Check("attributions", False, "No source is attributed. Bring in a build that says where its data come from.")


def _names(words: str, people: Iterable[str]) -> Check:
    found = [name for name in people if name.strip() and re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE)]
    if found:
        return Check(
            "names",
            False,
            f"{counted(len(found), 'member is', 'members are')} named in what goes out: {listed(found)}. Change the "
            "record that names them, and prepare the release again.",
        )
    return Check("names", True, "No member of the partnership is named: bodies and posts are.")


def _history(faults: tuple[str, ...]) -> Check:
    if faults:
        return Check("history", False, f"The history does not verify: {_some(faults)}")
    return Check("history", True, "The history of what was done verifies.")


def _some(items: Iterable[str]) -> str:
    held = list(items)
    more = f" and {len(held) - 3} more" if len(held) > 3 else ""
    return "; ".join(held[:3]) + more
