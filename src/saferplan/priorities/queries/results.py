"""What came of a round: its marks, the ranking with its doubt, and what was chosen."""

from collections.abc import Iterable

import dataframely as dy
import polars as pl
from django.db.models import QuerySet

from saferplan.assessment.models import Finding
from saferplan.definitions.forms import CriteriaScheme
from saferplan.documents.blocks import Number, Text
from saferplan.partnership.models import Decision, Partnership, Person
from saferplan.partnership.queries import deciding
from saferplan.priorities.models import Mark, Priority, Round, ScoredTheme
from saferplan.priorities.queries.rounds import scheme_of
from saferplan.priorities.ranking import Ranking, ranking
from saferplan.priorities.schemes import criteria_of
from saferplan.priorities.scoring import panel
from saferplan.priorities.section import CriterionTold, RoundTold, ThemeTold
from saferplan.priorities.sensitivity import sensitivity, sensitivity_in_words
from saferplan.priorities.spread import spreads
from saferplan.priorities.tables import Marks


def marks_of(opened: Round) -> dy.DataFrame[Marks]:
    """Every mark of a round, themes and scorers by their numbers."""
    given = Mark.objects.filter(scored_theme__round=opened)
    rows = [
        (str(theme), criterion, str(scorer), mark)
        for theme, criterion, scorer, mark in given.values_list(
            "scored_theme_id", "criterion_key", "given_by_id", "mark"
        )
    ]
    frame = pl.DataFrame(rows, schema=Marks.create_empty().schema, orient="row")
    return Marks.validate(frame, cast=True)


def scorers_of(opened: Round) -> tuple[Person, ...]:
    """Who gave marks in a round, by name."""
    return tuple(Person.objects.filter(marks__scored_theme__round=opened).distinct().order_by("name", "pk"))


def notes_of(theme: ScoredTheme, scheme: CriteriaScheme) -> tuple[tuple[str, str], ...]:
    """What marks of a theme rest on: each with its scorer and criterion, in the scheme's order."""
    names = {one.key: one.name for one in criteria_of(scheme)}
    noted = [mark for mark in theme.marks.select_related("given_by").exclude(note="") if mark.criterion_key in names]
    noted.sort(key=lambda mark: (list(names).index(mark.criterion_key), mark.given_by.name))
    return tuple((f"{mark.given_by.name} on {names[mark.criterion_key].lower()}", mark.note) for mark in noted)


def residents_ranks(themes: Iterable[ScoredTheme]) -> dict[str, int]:
    """Residents' order among these themes, 1 the most named; themes that no concern tells of have none."""
    asked = {str(theme.pk): theme.concern.rank for theme in themes if theme.concern}
    return {key: 1 + sum(other < rank for other in asked.values()) for key, rank in asked.items()}


def ranking_of(opened: Round, chosen_count: int) -> Ranking:
    """The ranking of a revealed round with its doubt."""
    assert opened.state in {"revealed", "closed"}, "nobody sees a ranking before the marks are revealed"
    themes = opened.themes.select_related("concern")
    return ranking(
        scheme_of(opened), marks_of(opened), chosen_count=chosen_count, residents_ranks=residents_ranks(themes)
    )


def what_would_alter(opened: Round, chosen_count: int) -> tuple[str, ...]:
    """The smallest changes that would alter the choice of the first themes, in sentences."""
    scheme, marks = scheme_of(opened), marks_of(opened)
    themes = {str(theme.pk): theme.theme.name for theme in opened.themes.select_related("theme")}
    scorers = {str(person.pk): person.name for person in scorers_of(opened)}
    found = sensitivity(scheme, marks, chosen_count=chosen_count)
    return sensitivity_in_words(found, scheme, theme_names=themes, scorer_names=scorers)


def decisions_for(partnership: Partnership, opened: Round) -> QuerySet[Decision]:
    """The partnership's decisions that can have rested on a round's marks, newest first."""
    own = deciding(partnership).filter(recorded_at__gte=opened.revealed_at)
    return own.select_related("meeting__group")


def chosen(opened: Round) -> QuerySet[Priority]:
    """What was made of each theme of a round, in the order of the ranking."""
    held = Priority.objects.filter(scored_theme__round=opened)
    return held.select_related("scored_theme__theme", "scored_theme__concern", "decision__meeting__group")


def finding_text(finding: Finding) -> Text:
    """A finding in the words that stand, with its numbers as such where the words are still the build's."""
    if finding.amended_sentence or not finding.parts:
        return (finding.told,)
    return tuple(part if isinstance(part, str) else Number(part["text"], part["figure_id"]) for part in finding.parts)


def told(opened: Round) -> RoundTold:
    """A closed round as it may be told to anybody."""
    scheme = scheme_of(opened)
    marks = marks_of(opened)
    spread = spreads(panel(marks, scheme))
    return RoundTold(
        plan_year=opened.assessment.plan_year,
        scheme_name=scheme.name,
        scheme_version=scheme.version,
        scheme_statement=scheme.statement,
        formula=scheme.formula,
        citations=tuple((cited.title, str(cited.link)) for cited in scheme.citations),
        scorer_count=marks["scorer_key"].n_unique(),
        themes=tuple(
            _theme_told(priority, scheme, spread.filter(theme_key=str(priority.scored_theme_id)))
            for priority in chosen(opened)
        ),
    )


def _theme_told(priority: Priority, scheme: CriteriaScheme, spread: pl.DataFrame) -> ThemeTold:
    rows = {row["criterion_key"]: row for row in spread.iter_rows(named=True)}
    criteria = tuple(
        CriterionTold(one.name, group.name, row["n"], row["mean"], row["lowest"], row["highest"])
        for group in scheme.groups
        for one in group.criteria
        if (row := rows.get(one.key))
    )
    return ThemeTold(
        name=priority.name,
        outcome=priority.outcome,
        outcome_words=priority.get_outcome_display(),
        rank=priority.rank,
        score=priority.score,
        residents_rank=priority.residents_rank,
        is_against_ranking=priority.is_against_ranking,
        reason=priority.reason,
        decision_id=priority.decision_id,
        decision=priority.decision.sentence,
        decided_on=priority.decision.meeting.held_on,
        criteria=criteria,
        findings=tuple(finding_text(finding) for finding in priority.scored_theme.findings.all()),
    )
