"""Gathers what a release says from the records of every stage."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.timezone import localdate

from saferplan.alignment.queries import crosswalk
from saferplan.assessment.queries import agreed_assessment, told_parts
from saferplan.delivery.queries import Line, delivery_told, lines
from saferplan.documents.blocks import Inline, Number, Text
from saferplan.evaluation.models import Effect
from saferplan.evaluation.queries import evaluations_told
from saferplan.evidence.models import FrozenFigure
from saferplan.measures.queries import measured_in
from saferplan.partnership.models import Partnership, Person
from saferplan.plan.models import Plan
from saferplan.plan.queries import told as plan_told
from saferplan.priorities.models import Round
from saferplan.priorities.queries import chosen
from saferplan.priorities.queries import told as round_told
from saferplan.publication.content_who import Edition, Part
from saferplan.publication.content_year import ActionTold, ConcernTold, EstimateTold, VoiceTold
from saferplan.publication.gathered import EffectLinks, Gathered, PriorityLinks
from saferplan.publication.queries.who import about, decisions_told, groups_told, meetings_told, members_told
from saferplan.publication.wording import key_of, share_words
from saferplan.scrutiny.queries import told as scrutiny_told
from saferplan.terms.figures import Figure
from saferplan.voice.models import Survey


def gathered(plan: Plan, *, number: int, what_changed: str, day: date) -> Gathered:
    """Everything that a release of an adopted plan says, as the records have it on a day."""
    partnership, assessment = plan.partnership, plan.round.assessment
    assert assessment.decision_id is not None, "priorities are chosen from a signed-off assessment"
    links = _links(plan.round)
    own = [line for line in lines(partnership, day) if line.action.objective.plan.plan_year == plan.plan_year]
    told = plan_told(plan)
    return Gathered(
        about=about(partnership, assessment.area_name),
        edition=Edition(number, day, what_changed),
        members=members_told(partnership, day),
        groups=groups_told(partnership, day),
        meetings=meetings_told(partnership, day),
        decisions=decisions_told(plan, {priority: link.key for priority, link in links.items()}, day),
        plan=told,
        adopted_on=told.decided_on,
        round=round_told(plan.round),
        links=links,
        assessment=agreed_assessment(assessment),
        assessment_decision=assessment.decision_id,
        finding_figures=_finding_figures(plan.round),
        voice=_voice(partnership, plan.plan_year),
        delivery=delivery_told(partnership, plan, day),
        actions=tuple(_action(line, links) for line in own),
        evaluations=evaluations_told(partnership, plan.plan_year),
        effects=_effects(plan),
        scrutiny=scrutiny_told(plan, day),
        crosswalk=crosswalk(partnership, day),
        measures=measured_in(partnership, assessment.build_id),
        figures=_figures(partnership),
        people=tuple(_names(partnership)),
    )


def _links(opened: Round) -> dict[str, PriorityLinks]:
    """By the names of what was chosen; two names that would share an address are told apart by their number."""
    found: dict[str, PriorityLinks] = {}
    for priority in chosen(opened):
        taken = {link.key for link in found.values()}
        key = key_of(priority.name)
        findings = priority.scored_theme.findings.filter(state__in=["agreed", "amended"])
        found[priority.name] = PriorityLinks(
            f"{key}-{priority.pk}" if key in taken else key,
            priority.scored_theme.theme.description,
            priority.scored_theme.concern.issue if priority.scored_theme.concern else "",
            tuple(findings.values_list("rank", flat=True)),
        )
    return found


def _finding_figures(opened: Round) -> dict[int, tuple[str, ...]]:
    """By rank: the figures printed in a finding's sentence, else those it was brought in with."""
    found = {}
    for finding in opened.assessment.findings.prefetch_related("figures"):
        printed = [part["figure_id"] for part in told_parts(finding) if not isinstance(part, str)]
        found[finding.rank] = tuple(dict.fromkeys(printed)) or tuple(one.figure_id for one in finding.figures.all())
    return found


def _voice(partnership: Partnership, plan_year: str) -> VoiceTold | None:
    survey = Survey.objects.filter(partnership=partnership, plan_year=plan_year).first()
    if survey is None:
        return None
    return VoiceTold(
        survey.name,
        survey.answer_count,
        survey.method,
        tuple(
            EstimateTold(one.key, one.sentence, one.question, one.figure.figure_id)
            for one in survey.estimates.select_related("figure")
        ),
        tuple(
            ConcernTold(
                one.issue,
                one.rank,
                one.rank_low,
                one.rank_high,
                (Part(share_words(one.figure.figure), one.figure.figure_id),),
            )
            for one in survey.concerns.select_related("figure")
        ),
    )


def _action(line: Line, links: Mapping[str, PriorityLinks]) -> ActionTold:
    action, lead = line.action, line.action.lead
    return ActionTold(
        priority_key=links[action.objective.priority.name].key,
        line=action.objective.line,
        sentence=action.sentence,
        lead=", ".join(filter(None, (lead.post or lead.get_role_display(), str(lead.body or "")))),
        due_on=action.due_on,
        letter=line.rating.letter,
        word=line.rating.word,
        place_code=action.place_code,
        place_name=action.place_name,
    )


def _effects(plan: Plan) -> tuple[EffectLinks, ...]:
    held = Effect.objects.filter(
        evaluation__action__objective__plan__partnership=plan.partnership,
        evaluation__action__objective__plan__plan_year=plan.plan_year,
    )
    theme = "evaluation__action__objective__priority__scored_theme__theme"
    return tuple(_effect(one) for one in held.select_related(theme).prefetch_related("figures").order_by("pk"))


def _effect(effect: Effect) -> EffectLinks:
    asked = effect.evaluation
    parts = effect.parts or [effect.sentence]
    return EffectLinks(
        number=asked.pk,
        priority=asked.action.objective.priority.name,
        line=asked.action.objective.line,
        action=asked.action.sentence,
        question=asked.question,
        place=asked.place_name,
        comparison=", ".join(asked.comparison_names),
        why_comparison=asked.why_comparison,
        registered_on=localdate(asked.registered_at),
        found_on=localdate(effect.found_at),
        sentence=_text(parts),
        certainty=effect.certainty,
        limits=tuple(effect.limits),
        figure_ids=tuple(dict.fromkeys([effect.figure.figure_id, *(one.figure_id for one in effect.figures.all())])),
    )


def _text(parts: Iterable[object]) -> Text:
    """A text from plain values; where it is of several texts, with spaces between them."""
    held: list[Inline] = []
    for part in parts:
        if isinstance(part, list):
            held += [*([" "] if held else []), *_text(part)]
        else:
            held.append(Number(part["text"], part["figure_id"]) if isinstance(part, dict) else str(part))
    return tuple(held)


def _figures(partnership: Partnership) -> dict[str, Figure]:
    return {kept.figure_id: kept.figure for kept in FrozenFigure.objects.filter(partnership=partnership)}


def _names(partnership: Partnership) -> Iterable[str]:
    """Everybody who ever had a place in the partnership."""
    return Person.objects.filter(memberships__partnership=partnership).distinct().values_list("name", flat=True)
