"""Which months a chapter speaks of, and which comparisons are refused, in the words every chapter uses."""

from collections.abc import Mapping

from saferplan.assessment.material import Material
from saferplan.documents.blocks import Block, Note
from saferplan.measures.timing import LEAST_MATCHED_MONTHS
from saferplan.terms.months import Month, months_in_words

# The totals whose months stand for those of all crimes, and of anti-social behaviour.
KINDS = {"crimes": "all_crime", "asb": "anti_social_behaviour"}


def refused_comparisons(material: Material) -> list[Block]:
    """Each comparison that may not be made whole, naming the months and what is done instead."""
    refusals: dict[tuple[str, str, str], list[str]] = {}
    states = states_of(material)
    for kind, compared in material.compared.items():
        if not compared.is_whole:
            short = frozenset(month for month, state in states[KINDS[kind]].items() if state == "short")
            refusal = compared.whole_refusal(short)
            words = (refusal.what, refusal.why, refusal.next_step)
            refusals.setdefault(words, []).append("crimes" if kind == "crimes" else "anti-social behaviour")
    return [
        Note(
            what if len(refusals) == 1 else f"{what.removesuffix('.')} ({' and '.join(kinds)}).",
            ((why,), (next_step,)),
            kind="caution",
        )
        for (what, why, next_step), kinds in refusals.items()
    ]


def partial_period(material: Material) -> list[Block]:
    """A caution where the period itself has months that are missing or short, naming them."""
    blocks: list[Block] = []
    for kind, key in KINDS.items():
        counted = set(material.account.readings.months[key])
        left_out = tuple(month for month in material.period.months if month not in counted)
        if left_out:
            said = "Crimes" if kind == "crimes" else "Anti-social behaviour"
            blocks.append(
                Note(
                    f"{said}: not the whole of {material.period.words}",
                    (
                        (
                            f"{months_in_words(left_out)} {'is' if len(left_out) == 1 else 'are'} missing or short in "
                            "the data supplied. "
                            + ("Counts and rates are for the other months only." if counted else "So none is counted."),
                        ),
                    ),
                    kind="caution",
                )
            )
    return blocks


def too_few_months(material: Material) -> list[Block]:
    """Cautions where so few months are counted or compared that intervals are narrower than they should be."""
    readings = material.account.readings
    counted, compared = len(readings.months[KINDS["crimes"]]), len(readings.pairs[KINDS["crimes"]])
    reason = "How much crime goes up and down from month to month cannot be seen in so few"
    blocks: list[Block] = []
    if 0 < counted < LEAST_MATCHED_MONTHS:
        text = f"{reason}, so ranks and differences between places look surer here than they are."
        blocks.append(Note("Few months are counted", ((text,),), kind="caution"))
    if 0 < compared < LEAST_MATCHED_MONTHS:
        text = f"{reason}, so the intervals of changes are too narrow, and no change is offered as a finding."
        blocks.append(Note("Few months are compared", ((text,),), kind="caution"))
    return blocks


def states_of(material: Material) -> Mapping[str, Mapping[Month, str]]:
    """For each of the two totals, the state of each month's supply."""
    rows = [row for row in material.supply.iter_rows(named=True) if row["force_code"] == material.force.force_code]
    return {key: {Month.of(row["month"]): row[kind] for row in rows} for kind, key in KINDS.items()}
