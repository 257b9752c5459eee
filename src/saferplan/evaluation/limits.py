"""What must be said with any effect: how far it can be believed, in whole sentences."""

from saferplan.evaluation.before_after import Effect
from saferplan.evaluation.design import Design
from saferplan.evaluation.matching import MatchedMonths
from saferplan.terms.months import months_in_words

# Where nothing was done, the share of evaluations whose interval leaves out 1, at the most. Measured over twenty
# made-up counties with nothing planted: bench/false_alarms.py.
CLAIMED_FALSE_ALARM_SHARE = 0.05

NOT_RANDOMISED = (
    "The place was not chosen by lot. Whatever else set it apart from the comparison area in these months is in the "
    "figure, too."
)
CHOSEN_HIGH = (
    "The place was chosen because crime there was high. Such places tend to fall back by themselves, so part of a fall "
    "would have come without the action."
)
CHOSEN_UNKNOWN = (
    "It is not recorded why the place was chosen. If it was because crime there was high, part of a fall would have "
    "come without the action, as such places tend to fall back by themselves."
)
DISPLACEMENT_UNSEEN = (
    "Crime that moved elsewhere was not looked for: no displacement area was named. If it moved into the comparison "
    "area, the effect looks larger than it is."
)
DISPLACEMENT_NAMED = "Crime that moved beyond the displacement area, to another time or to another kind is not seen."
RECORDING = (
    "These are records, not all crime. If people report more readily, or the police record otherwise, in one of the "
    "areas, the figure changes although crime did not."
)
ONE_PLACE = "This is one place in one period. It does not say that the same would work elsewhere."
DRIFT_UNSEEN = (
    "Too few other places record enough of this to show how far places part from one another by themselves, so the "
    "interval may be too narrow."
)
UNLIKE_SIZES = (
    "The comparison places record on average more than twice, or less than half, as much as the place itself, so the "
    "weighted displacement difference is not given."
)
FALSE_ALARMS = (
    f"Where nothing was done, this method finds a change in up to {CLAIMED_FALSE_ALARM_SHARE * 100:.0f} of 100 places "
    "by chance."
)


def limits(design: Design, found: Effect, matched: MatchedMonths) -> tuple[str, ...]:
    """The sentences to be printed with an effect, in order; none may be left out."""
    said = [NOT_RANDOMISED]
    if design.chosen_because_high is not False:
        said.append(CHOSEN_HIGH if design.chosen_because_high else CHOSEN_UNKNOWN)
    said.append(DISPLACEMENT_NAMED if design.displacement else DISPLACEMENT_UNSEEN)
    said += [RECORDING, ONE_PLACE, FALSE_ALARMS]
    if matched.left_out:
        said.append(
            f"Left out, as they or the months they are compared with are missing or short in the data supplied: "
            f"{months_in_words(matched.left_out)}."
        )
    if found.variation.drift is None:
        said.append(DRIFT_UNSEEN)
    if found.wdd is None:
        said.append(UNLIKE_SIZES)
    return tuple(said)
