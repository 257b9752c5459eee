"""The chosen priorities as a part of a document: what was made of each theme, why, and by whose decision."""

from dataclasses import dataclass
from datetime import date

from saferplan.documents.blocks import Block, Bullets, Heading, Note, Paragraph, Source, Strong, Text
from saferplan.documents.wording import listed

_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class CriterionTold:
    """The marks of all scorers for one theme on one criterion, without names. Units: marks; `n` scorers."""

    name: str
    group: str
    n: int
    mean: float
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """What was made of a theme; `outcome` is "priority", "cross_cutting" or "watch"."""

    name: str
    outcome: str
    outcome_words: str
    rank: int
    score: float
    residents_rank: int | None
    is_against_ranking: bool
    reason: str
    decision_id: int
    decision: str
    decided_on: date
    criteria: tuple[CriterionTold, ...]
    findings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RoundTold:
    """A closed round whole, as it may be told to anybody: no scorer is named."""

    plan_year: str
    scheme_name: str
    scheme_version: str
    scheme_statement: str
    formula: str
    citations: tuple[tuple[str, str], ...]
    scorer_count: int
    themes: tuple[ThemeTold, ...]


def rank_in_words(rank: int) -> str:
    """A rank as a word; a number written in a document would need a figure.

    >>> rank_in_words(2)
    'second'
    """
    return _RANKS[rank - 1] if rank <= len(_RANKS) else "after the tenth"


def priorities_blocks(told: RoundTold) -> tuple[Block, ...]:
    """The section: the choice in a sentence, each priority with its reason and findings, then the others."""
    chosen = [theme for theme in told.themes if theme.outcome == "priority"]
    others = [theme for theme in told.themes if theme.outcome != "priority"]
    blocks: list[Block] = [
        Heading(1, f"Priorities for {told.plan_year}", "priorities"),
        Paragraph((f"The partnership chose {listed([theme.name for theme in chosen])}.",)),
    ]
    for place, theme in enumerate(chosen, start=1):
        blocks += _theme_blocks(theme, f"priority-{place}")
    if others:
        blocks.append(Heading(2, "What became of the other themes", "other-themes"))
        blocks.append(Bullets(tuple(_other(theme) for theme in others)))
    return (*blocks, *_scheme_blocks(told))


def _theme_blocks(theme: ThemeTold, key: str) -> list[Block]:
    residents = (
        f" Of these themes, residents put it {rank_in_words(theme.residents_rank)}." if theme.residents_rank else ""
    )
    blocks: list[Block] = [
        Heading(2, theme.name, key),
        Paragraph((theme.reason, f" By score it stands {rank_in_words(theme.rank)}.{residents}")),
    ]
    if theme.findings:
        blocks.append(Bullets(theme.findings))
    if theme.is_against_ranking:
        blocks.append(Note("Chosen against the ranking", (("A theme with a higher score was not chosen.",),)))
    blocks.append(Source((f"Decided at the meeting of {_day(theme.decided_on)}: {theme.decision}",)))
    return blocks


def _other(theme: ThemeTold) -> Text:
    against = " This goes against the ranking." if theme.is_against_ranking else ""
    return (Strong(f"{theme.name}: {theme.outcome_words.lower()}. "), f"{theme.reason}{against}")


def _scheme_blocks(told: RoundTold) -> list[Block]:
    cited = listed([title for title, _ in told.citations])
    return [
        Heading(2, "How the themes were scored", "how-themes-were-scored"),
        Paragraph((f"{told.scheme_name}, version {told.scheme_version}. {told.scheme_statement} {told.formula}",)),
        Source((f"Sources of the scheme: {cited}.",)),
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
