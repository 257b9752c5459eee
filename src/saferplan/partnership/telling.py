"""Puts the history's events into words: "partnership.add_body" becomes "added the organisation"."""

from collections.abc import Mapping

DEEDS: Mapping[str, str] = {
    "partnership.found_partnership": "began the partnership",
    "partnership.set_quorum": "set the quorum",
    "partnership.add_member": "gave somebody a place",
    "partnership.end_membership": "ended somebody's place",
    "partnership.add_body": "added the organisation",
    "partnership.change_body": "changed the organisation",
    "partnership.add_group": "added the group",
    "partnership.change_group": "changed the group",
    "partnership.add_theme": "added the theme",
    "partnership.change_theme": "changed the theme",
    "partnership.hold_meeting": "entered the meeting",
    "partnership.change_meeting": "changed the meeting",
    "partnership.take_attendance": "took attendance at the meeting",
    "partnership.record_decision": "recorded the decision",
    "partnership.show_duty": "showed that a duty is met",
}
_IRREGULAR = {
    "begin": "began",
    "bring": "brought",
    "choose": "chose",
    "draw": "drew",
    "drop": "dropped",
    "find": "found",
    "freeze": "froze",
    "give": "gave",
    "hold": "held",
    "keep": "kept",
    "make": "made",
    "new": "began another",
    "plan": "planned",
    "put": "put",
    "say": "said",
    "send": "sent",
    "set": "set",
    "show": "showed",
    "take": "took",
    "withdraw": "withdrew",
    "write": "wrote",
}
_AFTER_VERBS = {"off", "aside", "in", "out", "up", "down", "back"}
_NO_ARTICLE = {"to", "as", "with", "how", "that", "what", "a", "an", "the", "last", "all"}


def deed(action: str, deeds: Mapping[str, str]) -> str:
    """What an action did, in the words its stage gave, or else made from the action's name.

    >>> deed("plan.add_objective", {}), deed("assessment.sign_off", {}), deed("delivery.say_how_it_goes", {})
    ('added an objective', 'signed off', 'said how it goes')
    """
    if action in deeds:
        return deeds[action]
    verb, *rest = action.partition(".")[2].split("_")
    said = [_past(verb)]
    if rest and rest[0] in _AFTER_VERBS:
        said.append(rest.pop(0))
    if rest and verb != "new" and rest[0] not in _NO_ARTICLE and not rest[-1].endswith("s"):
        said.append("an" if rest[0][0] in "aeiou" else "a")
    return " ".join([*said, *rest])


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"
