"""What a round waits for, in words, from how far its scorers are."""

from collections.abc import Sequence
from dataclasses import dataclass

from saferplan.documents.wording import counted, listed
from saferplan.priorities.scoring import LEAST_SCORERS


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the scoring of one theme is: who gave every mark they could, and how many marked each criterion."""

    theme_id: int
    name: str
    scorer_ids: frozenset[int]
    marks_by_criterion: tuple[tuple[str, int], ...]

    @property
    def is_enough(self) -> bool:
        return all(count >= LEAST_SCORERS for _, count in self.marks_by_criterion)

    @property
    def lack(self) -> str:
        """What is missing before this theme's marks may be revealed; nothing where enough was given."""
        short = [name.lower() for name, count in self.marks_by_criterion if count < LEAST_SCORERS]
        if not short:
            return ""
        if len(short) == len(self.marks_by_criterion):
            return f"{self.name} has marks from {counted(len(self.scorer_ids), 'person', 'people')}."
        return f"{self.name} has too few marks for {listed(short)}."


def lacks(themes: Sequence[Progress]) -> tuple[str, ...]:
    """What keeps marks from being revealed, a sentence a theme."""
    return tuple(theme.lack for theme in themes if theme.lack)


def open_sentence(themes: Sequence[Progress]) -> str:
    """Where an open round stands."""
    enough = sum(theme.is_enough for theme in themes)
    return f"{enough} of {counted(len(themes), 'theme', 'themes')} have marks from two people or more"
