"""The ranking as its page tells it: the answer in a sentence, the chances as a picture and a table, the method."""

from collections.abc import Mapping
from typing import Any

from saferplan.definitions.forms import CriteriaScheme
from saferplan.documents.wording import counted, decimal, listed, ordinal, percent
from saferplan.pages.charts import RankChances, rank_chart
from saferplan.pages.pictures import Chart
from saferplan.priorities.ranking import CONCENTRATION, RankedTheme, Ranking

METHOD = (
    "The chances say how firmly the ranking stands. {draws} times, each scorer is given more or less weight at "
    "random, as if others like them had come (the Bayesian bootstrap, Rubin 1981), and the scheme's weights are drawn "
    "around those stated (Dirichlet with concentration {concentration}). A chance is the share of these draws in which "
    "a theme has that rank (rank acceptability, Lahdelma and Salminen 2001). It says nothing of what the scorers left "
    "out."
)


def chance_in_words(chance: float) -> str:
    """A chance as a percentage; never none or all of it unless no draw, or every draw, says so.

    >>> chance_in_words(0.834), chance_in_words(0.9996), chance_in_words(0.0004), chance_in_words(1)
    ('83 %', 'over 99 %', 'under 1 %', '100 %')
    """
    if 0 < chance < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= chance < 1 else percent(chance)


def answer(found: Ranking, names: Mapping[str, str]) -> str:
    """The ranking in a sentence; equal scores share the first place."""
    first = [theme for theme in found.themes if theme.rank == 1]
    if len(first) > 1:
        return f"{listed([names[theme.theme_key] for theme in first])} share the first place by score"
    chance = chance_in_words(first[0].chances[0])
    return f"{names[first[0].theme_key]} stands first by score, and is first in {chance} of draws"


def method(found: Ranking) -> str:
    return METHOD.format(draws=decimal(found.draws), concentration=decimal(CONCENTRATION))


def ranking_chart(found: Ranking, names: Mapping[str, str], scheme: CriteriaScheme) -> Chart:
    """The chance of each rank as bars, residents' order beside."""
    rows = [RankChances(names[one.theme_key], one.chances, one.residents_rank) for one in found.themes]
    title = answer(found, names)
    alternative = " ".join(_likeliest(one, names) for one in found.themes)
    return Chart(
        title="How likely each theme is to hold each rank",
        svg=rank_chart(rows, title=title, alternative=alternative),
        alternative=alternative,
        subtitle=f"Share of {decimal(found.draws)} draws of scorers and weights",
        source=f"{scheme.name}, version {scheme.version}.",
        table=_chances_table(found, names),
    )


def ranking_table(found: Ranking, names: Mapping[str, str], scheme: CriteriaScheme) -> dict[str, Any]:
    """Rank, score, the chance of being among the first, residents' rank, and the mean mark of each group."""
    groups = [f"{group.name}, mean mark" + ("" if group.weight else " (beside the score)") for group in scheme.groups]
    among = f"Chance of being {'first' if found.chosen_count == 1 else f'among the first {found.chosen_count}'}"
    heads = ["Score", among, "Residents' order", *groups]
    rows = [
        [
            f"{one.rank}. {names[one.theme_key]}",
            decimal(one.score, 1),
            chance_in_words(one.chosen_chance),
            ordinal(one.residents_rank) if one.residents_rank else "not asked",
            *("–" if mean is None else decimal(mean, 1) for _, mean in one.groups),
        ]
        for one in found.themes
    ]
    return {
        "caption": f"{counted(len(rows), 'theme', 'themes')} in order of score",
        "columns": [{"heading": "Theme", "kind": "words"}, *({"heading": head, "kind": "number"} for head in heads)],
        "rows": rows,
        "note": "Residents' order is among these themes only, by the share of the survey's respondents who named them.",
    }


def _likeliest(one: RankedTheme, names: Mapping[str, str]) -> str:
    rank = one.chances.index(max(one.chances)) + 1
    residents = f"; residents put it {ordinal(one.residents_rank)}" if one.residents_rank else ""
    return f"{names[one.theme_key]} is most likely {ordinal(rank)} ({chance_in_words(max(one.chances))}{residents})."


def _chances_table(found: Ranking, names: Mapping[str, str]) -> dict[str, Any]:
    heads = [{"heading": f"{ordinal(rank + 1)}", "kind": "number"} for rank in range(len(found.themes))]
    return {
        "caption": "Chance of each rank",
        "columns": [{"heading": "Theme", "kind": "words"}, *heads],
        "rows": [[names[one.theme_key], *(chance_in_words(chance) for chance in one.chances)] for one in found.themes],
    }
