"""What an amended sentence may say: words are the partnership's own, numbers those that the finding gave."""

import re
from collections.abc import Sequence
from typing import Any

from saferplan.terms.problems import Refusal

_NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")


def check_amendment(sentence: str, found: str) -> None:
    """Hold an amended sentence against the finding it amends. Fails: Refusal naming a number that the finding lacks."""
    known = set(_NUMBER.findall(found))
    strange = [number for number in dict.fromkeys(_NUMBER.findall(sentence)) if number not in known]
    if strange:
        raise Refusal(
            f"The finding does not say {' or '.join(strange)}.",
            why="A number in the assessment must come from its figures, so that anybody can follow it to the data.",
            next_step="Use the finding's own numbers, or none.",
        )


def parts_of(sentence: str, parts: Sequence[Any]) -> list[Any]:
    """An amended sentence in pieces, each of the finding's printed numbers still with its figure.

    >>> parts_of("Thefts fell to 120.", ["There were ", {"text": "120", "figure_id": "F-1"}, " thefts."])
    ['Thefts fell to ', {'text': '120', 'figure_id': 'F-1'}, '.']
    """
    printed = {part["text"]: part for part in reversed(parts) if not isinstance(part, str)}
    if not printed:
        return [sentence]
    longest_first = sorted(printed, key=len, reverse=True)
    splits = re.split(rf"(?<![\d,.])({'|'.join(map(re.escape, longest_first))})(?![\d,]|\.\d)", sentence)
    return [printed.get(piece, piece) for piece in splits if piece]
