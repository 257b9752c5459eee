"""Makes of what was gathered and cleared the content of a release: nothing withheld, and no person, is in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from saferplan.alignment.gaps import WORDS, gaps
from saferplan.documents.blocks import Number, Text, plain
from saferplan.priorities.section import ThemeTold
from saferplan.publication.clearing import Clearance
from saferplan.publication.content import Content
from saferplan.publication.content_who import Part, Said
from saferplan.publication.content_year import (
    AssessmentTold,
    Citation,
    CriterionTold,
    CrosswalkTold,
    EffectTold,
    FindingTold,
    MeetsTold,
    ObjectiveTold,
    PlanPart,
    PriorityTold,
    RecommendationTold,
    Scoring,
    VoiceTold,
)
from saferplan.publication.disclosure import WITHHELD_SENTENCE
from saferplan.publication.figures_told import figures_told
from saferplan.publication.gathered import EffectLinks, Gathered
from saferplan.publication.place_tables import places_told
from saferplan.publication.progress import progress_of, state_of
from saferplan.scrutiny.section import RecommendationTold as Recommended


def composed(gathered: Gathered, clearance: Clearance) -> Content:
    """The content, but for the names of the tables, which the document gives."""
    figures, files = figures_told(clearance.figures, clearance.traces)
    say = _Saying(figures)
    counts = clearance.counts
    return Content(
        partnership=gathered.about,
        release=gathered.edition,
        members=gathered.members,
        groups=gathered.groups,
        meetings=gathered.meetings,
        decisions=gathered.decisions,
        plan=_plan(gathered, say),
        priorities=tuple(_priority(theme, gathered) for theme in gathered.round.themes),
        scoring=_scoring(gathered),
        assessment=_assessment(gathered, say),
        voice=_voice(gathered.voice, say),
        actions=gathered.actions,
        effects=tuple(_effect(effect, gathered, say) for effect in gathered.effects),
        recommendations=tuple(_recommendation(one) for one in gathered.scrutiny.recommendations),
        crosswalk=_crosswalk(gathered),
        places=places_told(counts, clearance.cleared.table) if counts else None,
        figures=figures,
        raw_files=files,
        tables=(),
        attributions=gathered.assessment.attributions,
        view=clearance.cleared.view.as_plain(),
    )


class _Saying:
    """Puts texts into parts; a sentence with a number that does not go out is not said."""

    def __init__(self, figures: Mapping[str, Any]) -> None:
        self._figures = figures

    def may(self, figure_ids: tuple[str, ...]) -> bool:
        return all(figure_id in self._figures for figure_id in figure_ids)

    def __call__(self, text: Text, figure_ids: tuple[str, ...] = ()) -> Said:
        numbers = tuple(part.figure_id for part in text if isinstance(part, Number))
        if not self.may((*numbers, *figure_ids)):
            return (Part(WITHHELD_SENTENCE),)
        return tuple(Part(plain((part,)), part.figure_id if isinstance(part, Number) else "") for part in text)

    def those(self, figure_ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(figure_id for figure_id in figure_ids if figure_id in self._figures)


def _plan(gathered: Gathered, say: _Saying) -> PlanPart:
    told = gathered.plan
    objectives = []
    for priority in told.priorities:
        for one in priority.objectives:
            letters = [action.letter for action in gathered.actions if action.line == one.line]
            effects = [effect.sentence for effect in gathered.effects if effect.line == one.line]
            objectives.append(
                ObjectiveTold(
                    line=one.line,
                    priority=priority.name,
                    priority_key=gathered.links[priority.name].key,
                    sentence=one.sentence,
                    indicator=one.indicator,
                    baseline=say(one.baseline),
                    baseline_id=one.baseline_id if say.may((one.baseline_id,)) else "",
                    target=one.target,
                    target_value=one.target_value,
                    target_date=one.target_date,
                    lead=one.lead,
                    polarity=one.polarity,
                    progress=progress_of(letters, ["".join(part.text for part in say(text)) for text in effects]),
                )
            )
    return PlanPart(
        year=told.plan_year,
        version=told.number,
        foreword=told.foreword,
        adopted_on=gathered.adopted_on,
        decision=told.decision_id,
        changes=told.changes,
        objectives=tuple(objectives),
    )


def _priority(theme: ThemeTold, gathered: Gathered) -> PriorityTold:
    link = gathered.links[theme.name]
    letter, state = state_of([action.letter for action in gathered.actions if action.priority_key == link.key])
    return PriorityTold(
        key=link.key,
        name=theme.name,
        description=link.description,
        outcome=theme.outcome,
        outcome_words=theme.outcome_words,
        rank=theme.rank,
        score=theme.score,
        residents_rank=theme.residents_rank,
        is_against_ranking=theme.is_against_ranking,
        reason=theme.reason,
        decision=theme.decision_id,
        state_letter=letter,
        state=state,
        concern=link.concern,
        criteria=tuple(
            CriterionTold(one.name, one.group, one.n, one.mean, one.lowest, one.highest) for one in theme.criteria
        ),
        findings=link.findings,
    )


def _scoring(gathered: Gathered) -> Scoring:
    told = gathered.round
    return Scoring(
        scheme=told.scheme_name,
        version=told.scheme_version,
        statement=told.scheme_statement,
        formula=told.formula,
        citations=tuple(Citation(title, link) for title, link in told.citations),
        scorer_count=told.scorer_count,
    )


def _assessment(gathered: Gathered, say: _Saying) -> AssessmentTold:
    told = gathered.assessment
    findings = []
    for one in told.findings:
        ids = gathered.finding_figures.get(one.rank, ())
        sentence = say(one.sentence, ids)
        said = sentence != (Part(WITHHELD_SENTENCE),)
        findings.append(
            FindingTold(
                number=one.rank,
                sentence=sentence,
                certainty=one.certainty if said else "",
                reading=one.reading,
                source=one.source if said else "",
                theme=one.theme,
                is_amended=one.is_amended,
                reason=one.reason if one.is_amended else "",
                figure_ids=say.those(ids),
            )
        )
    return AssessmentTold(
        plan_year=told.plan_year,
        area_name=told.area_name,
        period=told.period,
        against=told.against,
        screened_count=told.screened_count,
        set_aside_count=told.set_aside_count,
        build_id=told.build_id,
        decision=gathered.assessment_decision,
        findings=tuple(findings),
    )


def _voice(told: VoiceTold | None, say: _Saying) -> VoiceTold | None:
    if told is None:
        return None
    return replace(
        told,
        estimates=tuple(one for one in told.estimates if say.may((one.figure_id,))),
        concerns=tuple(one for one in told.concerns if say.may(tuple(part.figure_id for part in one.share))),
    )


def _effect(link: EffectLinks, gathered: Gathered, say: _Saying) -> EffectTold:
    sentence = say(link.sentence)
    return EffectTold(
        number=link.number,
        priority_key=gathered.links[link.priority].key,
        action=link.action,
        question=link.question,
        sentence=sentence,
        certainty=link.certainty if sentence != (Part(WITHHELD_SENTENCE),) else "",
        place=link.place,
        comparison=link.comparison,
        why_comparison=link.why_comparison,
        registered_on=link.registered_on,
        found_on=link.found_on,
        limits=link.limits,
        figure_ids=say.those(link.figure_ids),
    )


def _recommendation(one: Recommended) -> RecommendationTold:
    return RecommendationTold(
        sentence=one.sentence,
        reason=one.reason,
        to_body=one.to_body,
        made_on=one.made_on,
        due_on=one.clock.due_on,
        state=one.clock.words,
        answer=one.answer,
        answer_words=one.answer_words,
    )


def _crosswalk(gathered: Gathered) -> CrosswalkTold:
    told = gathered.crosswalk
    rows = []
    for priority in told.priorities:
        for aim in told.aims:
            met = told.meeting(priority.key, aim.key)
            if met:
                key = gathered.links[priority.name].key
                how = WORDS[met.direction]
                rows.append(MeetsTold(key, priority.name, aim.strategy, aim.body, aim.sentence, how, met.shown_by))
    strategies = tuple(dict.fromkeys(f"{aim.strategy} ({aim.body})" for aim in told.aims))
    return CrosswalkTold(strategies, tuple(rows), tuple(gap.sentence for gap in gaps(told)))
