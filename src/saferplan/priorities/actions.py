"""What changes the priorities: rounds are opened, marks given and revealed, and priorities chosen."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from saferplan.assessment.models import Assessment
from saferplan.definitions.loading import criteria_schemes
from saferplan.history.actions import action, record
from saferplan.partnership.models import Decision, Person, Theme
from saferplan.partnership.queries import deciding, quorum_of
from saferplan.priorities.choice import PRIORITY, Choice, against_ranking, reason_problem
from saferplan.priorities.models import OUTCOMES, Mark, Priority, Round, ScoredTheme
from saferplan.priorities.queries import Offer, offer_of, progress_of, ranking_of, scheme_of
from saferplan.priorities.schemes import criteria_of
from saferplan.priorities.waiting import lacks
from saferplan.terms.problems import Refusal


@action
def open_round(assessment: Assessment, *, scheme_key: str, themes: Iterable[Theme], by: Person, at: datetime) -> Round:
    """Put themes up for scoring by a scheme, each with its agreed findings and its residents' concern.

    Fails: Refusal where the assessment is not signed off or is scored already, for fewer than two themes, and for a
    theme of another partnership or one that nothing tells of.
    """
    put_up = [offer_of(theme, assessment) for theme in themes]
    _check_may_open(assessment, put_up)
    scheme = criteria_schemes()[scheme_key]
    opened = Round.objects.create(
        assessment=assessment, scheme_key=scheme_key, scheme_version=scheme.version, opened_at=at, opened_by=by
    )
    for offer in put_up:
        scored = ScoredTheme.objects.create(round=opened, theme=offer.theme, concern=offer.concern)
        scored.findings.set(offer.findings)
    facts = {"scheme": scheme_key, "version": scheme.version, "themes": [offer.theme.key for offer in put_up]}
    evidence = [assessment, *(finding for offer in put_up for finding in offer.findings)]
    record(opened, by=by, at=at, partnership=assessment.partnership, evidence=evidence, facts=facts)
    return opened


@action
def give_marks(
    scored_theme: ScoredTheme,
    *,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    by: Person,
    at: datetime,
) -> None:
    """Give one's own marks to a theme, by criterion; None where one cannot say. Given again, the later stand.

    Fails: Refusal once marks are revealed, and for a criterion or a mark that the scheme does not have.
    """
    _check_state(scored_theme.round, "open", "The marks of this round are revealed, and stand as they are.")
    scheme = scheme_of(scored_theme.round)
    _check_marks(marks, {one.key for one in criteria_of(scheme)}, scheme.lowest_mark, scheme.highest_mark)
    held = {mark.criterion_key: mark for mark in Mark.objects.filter(scored_theme=scored_theme, given_by=by)}
    for key, mark in marks.items():
        values = {"mark": mark, "note": notes.get(key, ""), "given_at": at}
        if key in held:
            held[key].change(seen_version=held[key].version, **values)
        else:
            Mark.objects.create(scored_theme=scored_theme, criterion_key=key, given_by=by, **values)
    # How many, and never which: the history is read by all before the marks are revealed.
    partnership = scored_theme.round.assessment.partnership
    record(scored_theme, by=by, at=at, partnership=partnership, facts={"criteria": len(marks)})


@action
def reveal(opened: Round, *, seen_version: int, by: Person, at: datetime) -> None:
    """Show everybody's marks to everybody; none can be given after. Fails: Refusal naming themes with too few marks."""
    _check_state(opened, "open", "The marks of this round are revealed already.")
    lacking = lacks(progress_of(opened))
    if lacking:
        raise Refusal(
            "The marks cannot be revealed yet.",
            why=" ".join(lacking),
            next_step="Ask for marks until every criterion of every theme has those of at least two people.",
        )
    opened.change(seen_version=seen_version, state="revealed", revealed_at=at, revealed_by=by)
    record(opened, by=by, at=at, partnership=opened.assessment.partnership, facts={"themes": opened.themes.count()})


@action
def set_aside_round(opened: Round, *, reason: str, seen_version: int, by: Person, at: datetime) -> None:
    """Leave a round that was opened wrongly; its marks are kept. Fails: Refusal once priorities were chosen from it."""
    if opened.state not in {"open", "revealed"}:
        raise Refusal(
            "This round cannot be set aside.",
            why="Priorities were chosen from it, or it is set aside already.",
            next_step="Go on with the round that stands.",
        )
    opened.change(seen_version=seen_version, state="set_aside", set_aside_reason=reason)
    record(opened, by=by, at=at, partnership=opened.assessment.partnership, facts={"state": "set_aside"})


@action
def choose(
    opened: Round,
    *,
    choices: Mapping[ScoredTheme, Choice],
    decision: Decision,
    seen_version: int,
    by: Person,
    at: datetime,
) -> list[Priority]:
    """Make of each theme what the meeting decided, with the reason, and close the round.

    Fails: Refusal where a theme has no outcome, none is a priority, a reason does not say why, or the decision is not
    a quorate one of this partnership taken since the marks were revealed.
    """
    _check_state(opened, "revealed", "Priorities are chosen once, after the marks are revealed.")
    _check_whole(opened, choices)
    _check_decision(opened, decision)
    ranked = {int(theme.theme_key): theme for theme in ranking_of(opened, _priority_count(choices)).themes}
    against = against_ranking(
        {theme.pk: choice.outcome for theme, choice in choices.items()},
        {number: theme.rank for number, theme in ranked.items()},
    )
    _check_reasons(choices, against)
    made = [
        Priority.objects.create(
            scored_theme=theme,
            outcome=choice.outcome,
            rank=ranked[theme.pk].rank,
            score=ranked[theme.pk].score,
            residents_rank=ranked[theme.pk].residents_rank,
            is_against_ranking=theme.pk in against,
            reason=choice.reason.strip(),
            decision=decision,
            chosen_at=at,
            chosen_by=by,
        )
        for theme, choice in choices.items()
    ]
    opened.change(seen_version=seen_version, state="closed")
    facts = {priority.scored_theme.theme.key: priority.outcome for priority in made}
    evidence = [decision, *(finding for theme in choices for finding in theme.findings.all())]
    record(
        opened,
        by=by,
        at=at,
        partnership=opened.assessment.partnership,
        evidence=evidence,
        facts={"outcomes": facts, "against_ranking": len(against)},
    )
    return made


def _check_may_open(assessment: Assessment, put_up: list[Offer]) -> None:
    # Taken hold of, so that two who open a round at once do not both.
    if Assessment.objects.select_for_update().get(pk=assessment.pk).signed_off_at is None:
        raise Refusal(
            "No round can be opened yet.",
            why="The assessment is not signed off, so its findings may still change.",
            next_step="Have the assessment signed off first.",
        )
    if assessment.rounds.exclude(state="set_aside").exists():
        raise Refusal(
            "There is a round on this assessment already.",
            why="One assessment is scored once, so that nobody scores until the result suits.",
            next_step="Go on with that round, or set it aside with a reason.",
        )
    if len({offer.theme.pk for offer in put_up}) < max(2, len(put_up)):
        raise Refusal(
            "A round needs two themes or more, each once.",
            why="One theme alone cannot be ranked.",
            next_step="Choose the themes that the board should weigh against each other.",
        )
    for offer in put_up:
        if offer.theme.partnership_id != assessment.partnership_id:
            raise Refusal(
                f"{offer.theme} is not a theme of this partnership.",
                why="Only a partnership's own themes can become its priorities.",
                next_step="Choose among the partnership's themes.",
            )
        if not offer.findings and offer.concern is None:
            raise Refusal(
                f"Nothing tells of {offer.theme}.",
                why="No agreed finding has this theme, and no concern that residents named.",
                next_step="Give the theme to a finding in the assessment, or leave it out.",
            )


def _check_state(opened: Round, state: str, why: str) -> None:
    # Asked anew and taken hold of: the marks may have been revealed since the page read the round.
    if Round.objects.select_for_update().get(pk=opened.pk).state != state:
        raise Refusal(
            "This cannot be done at this point of the round.", why=why, next_step="See where the round stands."
        )


def _check_marks(marks: Mapping[str, int | None], criteria: set[str], lowest: int, highest: int) -> None:
    beyond = any(mark is not None and not lowest <= mark <= highest for mark in marks.values())
    if beyond or not marks or marks.keys() - criteria:
        raise Refusal(
            "These marks do not fit the scheme.",
            why=f"It has its own criteria, and marks from {lowest} to {highest}.",
            next_step="Mark by the scheme of this round.",
        )


def _priority_count(choices: Mapping[ScoredTheme, Choice]) -> int:
    return sum(choice.outcome == PRIORITY for choice in choices.values())


def _check_whole(opened: Round, choices: Mapping[ScoredTheme, Choice]) -> None:
    assert all(choice.outcome in dict(OUTCOMES) for choice in choices.values()), "an outcome that there is not"
    left = [theme.theme.name for theme in opened.themes.all() if theme not in choices]
    if left or any(theme.round_id != opened.pk for theme in choices):
        raise Refusal(
            "Not every theme has an outcome.",
            why=f"Still open: {', '.join(left)}." if left else "A theme of another round is among them.",
            next_step="Say for each theme whether it is a priority, cross-cutting, or to be kept watching.",
        )
    if not _priority_count(choices):
        raise Refusal(
            "No theme is a priority.",
            why="The plan is written about priorities, so there has to be one.",
            next_step="Make at least one theme a priority.",
        )


def _check_decision(opened: Round, decision: Decision) -> None:
    why = ""
    if decision.meeting.group.partnership_id != opened.assessment.partnership_id:
        why = "It was taken by another partnership."
    elif not deciding(opened.assessment.partnership).filter(pk=decision.pk).exists():
        why = "It was taken by a scrutiny committee or a linked board, which do not decide for the partnership."
    elif not quorum_of(decision.meeting).is_met:
        why = f"Its meeting was not quorate. {quorum_of(decision.meeting).sentence}"
    elif opened.revealed_at is None or decision.recorded_at < opened.revealed_at:
        why = "It was recorded before the marks were revealed, so it cannot rest on them."
    if why:
        raise Refusal(
            "This decision cannot stand behind the choice.",
            why=why,
            next_step="Choose, or record, the decision that a quorate meeting took on this ranking.",
        )


def _check_reasons(choices: Mapping[ScoredTheme, Choice], against: frozenset[int]) -> None:
    for theme, choice in choices.items():
        problem = reason_problem(choice.reason, is_against=theme.pk in against)
        if problem:
            raise Refusal(
                f"The reason for {theme.theme.name} does not do.",
                why=problem,
                next_step="Write the reason so that somebody who was not there understands it.",
            )
