"""Questions to assessments: where one stands, what a figure comes from and who uses it, and what was agreed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from saferplan.assessment.agreed import AgreedAssessment, AgreedFinding, LastYearLine
from saferplan.assessment.amending import parts_of
from saferplan.assessment.ledger import ledger_of, ledger_with
from saferplan.assessment.models import Assessment, Finding
from saferplan.assessment.recounting import Input, Recount
from saferplan.assessment.tracing import Trace, followed
from saferplan.documents.blocks import Number
from saferplan.documents.wording import counted
from saferplan.evidence.models import FrozenFigure
from saferplan.evidence.queries import newest_build
from saferplan.evidence.store import Build
from saferplan.history.models import Event
from saferplan.measures.queries import figure_shown
from saferplan.partnership.due import Due, Evidence, Standing
from saferplan.partnership.models import Decision, Partnership
from saferplan.partnership.queries import deciding
from saferplan.partnership.roles import Permission
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal
from saferplan.voice.models import Concern, Survey, SurveyEstimate

STANDING_STATES = ("agreed", "amended")
DUTY = "strategic_assessment"


@dataclass(frozen=True, slots=True)
class Uses:
    """What in a partnership's records stands on a figure, of the stages up to this one."""

    findings: tuple[Finding, ...]
    estimates: tuple[SurveyEstimate, ...]
    concerns: tuple[Concern, ...]


def newest_assessment(partnership: Partnership) -> Assessment | None:
    """The assessment of the latest plan year, the one brought in last."""
    return Assessment.objects.filter(partnership=partnership).first()


def waiting_build(partnership: Partnership) -> Build | None:
    """The newest build, where something it holds is not among the records yet."""
    build = newest_build(partnership)
    if build is None or build.plain("assessment", "candidates") is None:
        return None
    of_build = {"partnership": partnership, "build_id": build.build_id}
    is_brought = Assessment.objects.filter(**of_build).exists()
    is_told = build.plain("voice", "survey") is None or Survey.objects.filter(**of_build).exists()
    return None if is_brought and is_told else build


def agreed_findings(assessment: Assessment) -> QuerySet[Finding]:
    """The findings that stand, in order."""
    return assessment.findings.filter(state__in=STANDING_STATES).select_related("theme")


def told_parts(finding: Finding) -> list[Any]:
    """The words that stand in pieces: plain strings, and {"text", "figure_id"} for each printed number."""
    parts: list[Any] = finding.parts or [finding.sentence]
    return parts_of(finding.amended_sentence, parts) if finding.amended_sentence else parts


def usable_decisions(assessment: Assessment) -> QuerySet[Decision]:
    """The partnership's decisions since an assessment was brought in that signed off none yet."""
    own = deciding(assessment.partnership).filter(assessments__isnull=True)
    return own.filter(recorded_at__gte=assessment.brought_at)


def frozen_or_shown(partnership: Partnership, figure_id: str) -> tuple[Figure, FrozenFigure | None] | None:
    """A figure by its address: as it is kept, else as the newest build or a document of it shows it."""
    frozen = (
        FrozenFigure.objects.filter(partnership=partnership, figure_id=figure_id).select_related("frozen_by").first()
    )
    if frozen:
        return frozen.figure, frozen
    shown = figure_shown(partnership, figure_id) or _in_document(partnership, figure_id)
    return (shown, None) if shown else None


def uses_of(frozen: FrozenFigure | None) -> Uses:
    """The findings, estimates and concerns that stand on a figure."""
    if frozen is None:
        return Uses((), (), ())
    concerns = {*frozen.concerns.all(), *frozen.ranked_concerns.all()}
    return Uses(tuple(frozen.findings.all()), tuple(frozen.estimates.all()), tuple(concerns))


def path_of(figure: Figure) -> tuple[Input, ...]:
    """The raw tables that a figure is counted from. Fails: Refusal where its build is not known here."""
    return Recount(settings.HOME, ledger_of(figure.build_id, settings.HOME).inputs).needed(figure.recipe)


def counted_again(figure: Figure) -> Trace:
    """A figure counted again from its raw files. Fails: Refusal where one is gone, or its build is not known here."""
    return followed(figure, ledger_of(figure.build_id, settings.HOME), settings.HOME)


def agreed_assessment(assessment: Assessment) -> AgreedAssessment:
    """What a signed-off assessment says. Assumes: it is signed off."""
    assert assessment.decision, "an assessment that is not signed off says nothing yet"
    return AgreedAssessment(
        plan_year=assessment.plan_year,
        area_name=assessment.area_name,
        period=assessment.period,
        against=assessment.against,
        build_id=assessment.build_id,
        screened_count=assessment.screened_count,
        decision=assessment.decision.sentence,
        findings=tuple(_agreed(finding) for finding in agreed_findings(assessment)),
        set_aside_count=assessment.findings.filter(state="set_aside").count(),
        last_year=tuple(
            LastYearLine(line.priority, line.objective, line.target, line.progress)
            for line in assessment.last_year.all()
        ),
        attributions=tuple(assessment.attributions),
    )


def answer(assessment: Assessment) -> str:
    """Where an assessment stands, as the first sentence of its page."""
    total = assessment.findings.count()
    agreed = agreed_findings(assessment).count()
    if assessment.signed_off_at:
        return f"The assessment for {assessment.plan_year} is signed off, with {agreed} of {total} findings agreed"
    open_count = assessment.findings.filter(state="candidate").count()
    if open_count:
        return f"{counted(open_count, 'candidate finding waits', 'candidate findings wait')} to be settled, of {total}"
    return f"All {total} findings are settled, {agreed} of them agreed; the assessment waits to be signed off"


def standing(partnership_id: int, day: date) -> Standing:
    """Where the assessment stands."""
    assessment = Assessment.objects.filter(partnership=partnership_id).first()
    if assessment is None:
        return Standing("not started", "No build has been brought in.", "a build from saferplan year")
    waits = "" if assessment.signed_off_at else "findings to be settled, and a decision of the board"
    return Standing("done" if assessment.signed_off_at else "under way", f"{answer(assessment)}.", waits)


def due(partnership_id: int, day: date) -> tuple[Due, ...]:
    """A build to bring in, findings to settle, an assessment to sign off."""
    partnership = Partnership.objects.get(pk=partnership_id)
    found = []
    if build := waiting_build(partnership):
        address = reverse("assessment:bring", args=[partnership.slug])
        found.append(Due(f"Bring in build {build.build_id}", address, Permission.WORK_ON_EVIDENCE))
    assessment = newest_assessment(partnership)
    if assessment and not assessment.signed_off_at:
        first = reverse("assessment:first", args=[partnership.slug])
        open_count = assessment.findings.filter(state="candidate").count()
        if open_count:
            said = f"Settle {counted(open_count, 'candidate finding', 'candidate findings')} for {assessment.plan_year}"
            found.append(Due(said, first, Permission.WORK_ON_EVIDENCE))
        else:
            address = reverse("assessment:sign_off", args=[partnership.slug, assessment.pk])
            said = f"Sign off the assessment for {assessment.plan_year}"
            found.append(Due(said, address, Permission.CHOOSE_PRIORITIES))
    return tuple(found)


def shown(partnership_id: int, day: date) -> tuple[Evidence, ...]:
    """Each signed-off assessment shows that the duty of a strategic assessment is met."""
    found = Assessment.objects.filter(partnership=partnership_id, signed_off_at__isnull=False)
    return tuple(
        Evidence(
            DUTY,
            f"The strategic assessment for {assessment.plan_year} was signed off.",
            assessment.signed_off_at.date(),
            reverse("assessment:one", args=[assessment.partnership.slug, assessment.pk]),
        )
        for assessment in found.select_related("partnership")
        if assessment.signed_off_at
    )


def _in_document(partnership: Partnership, figure_id: str) -> Figure | None:
    """A figure that a document of one of the partnership's own builds printed."""
    builds = {*Assessment.objects.filter(partnership=partnership).values_list("build_id", flat=True)}
    newest = newest_build(partnership)
    builds |= {newest.build_id} if newest else set()
    try:
        ledger, figure = ledger_with(figure_id, settings.HOME)
    except Refusal:
        return None
    return figure if ledger.build_id in builds else None


def _agreed(finding: Finding) -> AgreedFinding:
    parts = told_parts(finding)
    return AgreedFinding(
        rank=finding.rank,
        sentence=tuple(part if isinstance(part, str) else Number(part["text"], part["figure_id"]) for part in parts),
        certainty=finding.certainty,
        reading=finding.reading,
        source=finding.source,
        theme=finding.theme.name if finding.theme else "",
        is_amended=finding.state == "amended",
        reason=finding.reason,
    )


def published_manifests(partnership: Partnership) -> frozenset[str]:
    """The hashes of the manifests that the partnership published and did not withdraw, as the history tells.

    Publication stands after this stage, so its records are not asked.
    """
    events = Event.objects.filter(partnership_key=partnership.key)
    withdrawn = {event.facts["number"] for event in events.filter(action="publication.withdraw")}
    approved = events.filter(action="publication.approve")
    return frozenset(event.facts["manifest_sha256"] for event in approved if event.facts["number"] not in withdrawn)
