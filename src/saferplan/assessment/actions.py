"""What changes an assessment: a build brought in, findings agreed, amended or set aside, last year read, signed off."""

from datetime import datetime
from pathlib import Path

from django.db import models

from saferplan.assessment.amending import check_amendment
from saferplan.assessment.brought import Brought, BroughtFinding
from saferplan.assessment.models import Assessment, Finding, LastYear
from saferplan.evidence.actions import freeze_figures
from saferplan.evidence.models import FrozenFigure
from saferplan.history.actions import action, record
from saferplan.partnership.models import Decision, Partnership, Person, Theme, true_on
from saferplan.partnership.queries import deciding
from saferplan.sources.releases import read_release
from saferplan.terms.problems import Refusal

LEAST_REASON = 10  # letters: fewer say nothing


@action
def bring_build(partnership: Partnership, *, brought: Brought, plan_year: str, by: Person, at: datetime) -> Assessment:
    """Bring in a build's candidate findings with their figures.

    Where an earlier build of the same plan year was brought in, a finding that says the same sentence keeps what was
    made of it: its state, wording, reason and theme. Fails: Refusal where the build is another area's, or is here.
    """
    if brought.area_code != partnership.area_code:
        raise Refusal(
            f"This build is not of {partnership}’s area.",
            why=f"It is of {brought.area_name} ({brought.area_code}); the partnership is for {partnership.area_code}.",
            next_step="Run saferplan year for the partnership’s own area, and bring in that build.",
        )
    same_year = Assessment.objects.filter(partnership=partnership, plan_year=plan_year)
    if same_year.filter(build_id=brought.build_id).exists():
        raise Refusal(
            f"Build {brought.build_id} is here already.",
            why=f"Its findings were brought in for {plan_year}.",
            next_step="Settle those; a newer build may be brought in beside it.",
        )
    earlier = same_year.first()
    figures = freeze_figures(partnership, figures=brought.figures, by=by, at=at)
    assessment = Assessment.objects.create(
        partnership=partnership,
        plan_year=plan_year,
        area_name=brought.area_name,
        period=brought.period,
        against=brought.against,
        build_id=brought.build_id,
        code_version=brought.code_version,
        screened_count=brought.screened_count,
        attributions=list(brought.attributions),
        brought_at=at,
        brought_by=by,
    )
    carried = _write_findings(assessment, brought.findings, figures, earlier, at)
    facts = {"plan_year": plan_year, "findings": len(brought.findings), "carried_over": carried}
    record(assessment, by=by, at=at, partnership=partnership, evidence=[brought.build_id], facts=facts)
    return assessment


@action
def agree(finding: Finding, *, seen_version: int, by: Person, at: datetime) -> None:
    """Agree a finding as it stands. Fails: Refusal where its assessment is signed off."""
    _settle(finding, "agreed", seen_version=seen_version, by=by, at=at)


@action
def amend(finding: Finding, *, amended_sentence: str, reason: str, seen_version: int, by: Person, at: datetime) -> None:
    """Agree a finding in the partnership's own words.

    Fails: Refusal where the words are the finding's own or hold a number that it does not, or no reason is given.
    """
    _need_reason(reason)
    if amended_sentence.strip() == finding.sentence:
        raise Refusal(
            "Nothing is amended.",
            why="The sentence is the finding’s own.",
            next_step="Change it, or agree the finding.",
        )
    check_amendment(amended_sentence, finding.sentence)
    words = {"amended_sentence": amended_sentence.strip(), "reason": reason.strip()}
    _settle(finding, "amended", seen_version=seen_version, by=by, at=at, **words)


@action
def set_aside(finding: Finding, *, reason: str, seen_version: int, by: Person, at: datetime) -> None:
    """Set a finding aside, saying why. Fails: Refusal where no reason is given."""
    _need_reason(reason)
    _settle(finding, "set_aside", seen_version=seen_version, by=by, at=at, reason=reason.strip())


@action
def settle_theme(finding: Finding, *, theme: Theme | None, seen_version: int, by: Person, at: datetime) -> None:
    """Say which theme a finding tells of; none where it tells of no theme. Fails: Refusal for another partnership's."""
    _refuse_signed_off(finding.assessment)
    if theme and theme.partnership_id != finding.assessment.partnership_id:
        raise Refusal(
            "This theme is another partnership’s.", why="Themes are kept apart.", next_step="Choose your own."
        )
    finding.change(seen_version=seen_version, theme=theme)
    record(
        finding,
        by=by,
        at=at,
        partnership=finding.assessment.partnership,
        evidence=[theme] if theme else [],
        facts={"theme": theme.key if theme else None},
    )


@action
def sign_off(assessment: Assessment, *, decision: Decision, seen_version: int, by: Person, at: datetime) -> None:
    """Sign an assessment off by a recorded decision; its findings then stand.

    Fails: Refusal where findings are open or none is agreed, a newer build is here, or the decision will not do.
    """
    _refuse_signed_off(assessment)
    _refuse_open(assessment)
    if decision.meeting.group.partnership_id != assessment.partnership_id:
        raise Refusal(
            "This decision is another partnership’s.",
            why="An assessment is signed off by the partnership whose it is.",
            next_step="Choose a decision of one of your own meetings.",
        )
    if not deciding(assessment.partnership).filter(pk=decision.pk).exists():
        raise Refusal(
            "This decision cannot sign it off.",
            why="It was taken by a scrutiny committee or a linked board, which do not decide for the partnership.",
            next_step="Choose a decision of the board.",
        )
    if decision.recorded_at < assessment.brought_at:
        raise Refusal(
            "This decision is older than the assessment.",
            why="It was recorded before these findings were brought in, so it cannot rest on them.",
            next_step="Record the decision on this assessment at a meeting, then choose it.",
        )
    if Assessment.objects.filter(decision=decision).exists():
        raise Refusal(
            "This decision signed off another assessment.",
            why="Each assessment is signed off by a decision of its own.",
            next_step="Record the decision on this assessment at a meeting, then choose it.",
        )
    assessment.change(seen_version=seen_version, decision=decision, signed_off_at=at, signed_off_by=by)
    agreed = assessment.findings.filter(state__in=["agreed", "amended"])
    evidence: list[models.Model | str] = [decision, assessment.build_id, *agreed]
    record(assessment, by=by, at=at, partnership=assessment.partnership, evidence=evidence)


@action
def bring_last_release(assessment: Assessment, folder: Path, *, by: Person, at: datetime) -> list[LastYear]:
    """Read last year's release back as a source: each objective, its target, and how it ended.

    Fails: Refusal where the release was changed or is another partnership's, or one was read already.
    """
    _refuse_signed_off(assessment)
    if assessment.last_year.exists():
        raise Refusal(
            "Last year’s release was read already.",
            why="An assessment has one last year.",
            next_step="Look at what was read on the page of the assessment.",
        )
    release = read_release(folder, assessment.partnership.area_code)
    lines = LastYear.objects.bulk_create(
        LastYear(
            assessment=assessment,
            release_number=release.number,
            release_sha256=release.sha256,
            position=position,
            priority=past.priority,
            objective=past.sentence,
            target=past.target,
            progress=past.progress,
            read_at=at,
            read_by=by,
        )
        for position, past in enumerate(release.objectives, start=1)
    )
    facts = {"release": release.number, "manifest_sha256": release.sha256, "objectives": len(lines)}
    record(assessment, by=by, at=at, partnership=assessment.partnership, facts=facts)
    return lines


def _write_findings(
    assessment: Assessment,
    findings: tuple[BroughtFinding, ...],
    figures: dict[str, FrozenFigure],
    earlier: Assessment | None,
    at: datetime,
) -> int:
    """Write the findings, and give how many of them keep what was made of them before."""
    settled = earlier.findings.exclude(state="candidate") if earlier else Finding.objects.none()
    before = {finding.sentence: finding for finding in settled}
    themes = list(Theme.objects.filter(true_on(at.date()), partnership=assessment.partnership))
    for given in findings:
        finding = Finding.objects.create(
            assessment=assessment,
            rank=given.rank,
            kind=given.kind,
            measure_key=given.measure_key,
            place_code=given.place_code,
            place_name=given.place_name,
            sentence=given.sentence,
            parts=list(given.parts),
            certainty=given.certainty,
            reading=given.reading,
            source=given.source,
            **_standing(before.get(given.sentence), given, themes),
        )
        finding.figures.set(figures[figure_id] for figure_id in given.figure_ids)
    return sum(given.sentence in before for given in findings)


def _standing(before: Finding | None, given: BroughtFinding, themes: list[Theme]) -> dict[str, object]:
    """What was made of the same sentence before; else the one theme that names the measure, where just one does."""
    if before:
        kept = ("state", "amended_sentence", "reason", "theme", "settled_at", "settled_by")
        return {name: getattr(before, name) for name in kept}
    fitting = [theme for theme in themes if given.measure_key in theme.measure_keys]
    return {"theme": fitting[0]} if len(fitting) == 1 else {}


def _settle(
    finding: Finding,
    state: str,
    *,
    seen_version: int,
    by: Person,
    at: datetime,
    amended_sentence: str = "",
    reason: str = "",
) -> None:
    _refuse_signed_off(finding.assessment)
    finding.change(
        seen_version=seen_version,
        state=state,
        amended_sentence=amended_sentence,
        reason=reason,
        settled_at=at,
        settled_by=by,
    )
    figures = [figure.figure_id for figure in finding.figures.all()]
    record(
        finding,
        by=by,
        at=at,
        partnership=finding.assessment.partnership,
        evidence=[finding.assessment.build_id, *figures],
        facts={"state": state},
    )


def _need_reason(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise Refusal(
            "A reason is needed.",
            why="Others will ask why the finding does not stand as the data gave it.",
            next_step=f"Say why in a sentence of at least {LEAST_REASON} letters.",
        )


def _refuse_signed_off(assessment: Assessment) -> None:
    # Asked anew and taken hold of: somebody may have signed it off since the page read it.
    if Assessment.objects.select_for_update().get(pk=assessment.pk).signed_off_at:
        raise Refusal(
            "This assessment is signed off.",
            why="What was signed off stands as it was, so that priorities rest on something that does not move.",
            next_step="Bring in a newer build; its findings may be settled anew.",
        )


def _refuse_open(assessment: Assessment) -> None:
    newer = Assessment.objects.filter(
        partnership=assessment.partnership, plan_year=assessment.plan_year, brought_at__gt=assessment.brought_at
    )
    if newer.exists():
        raise Refusal(
            "A newer build was brought in for this year.",
            why="Signing off the older one would leave the newer findings unread.",
            next_step="Settle and sign off the newer assessment.",
        )
    open_count = assessment.findings.filter(state="candidate").count()
    if open_count:
        raise Refusal(
            f"{open_count} candidate finding{' is' if open_count == 1 else 's are'} still open.",
            why="An assessment is signed off whole.",
            next_step="Agree, amend or set aside each of them.",
        )
    if not assessment.findings.filter(state__in=["agreed", "amended"]).exists():
        raise Refusal(
            "No finding is agreed.",
            why="Priorities are drawn from agreed findings.",
            next_step="Agree at least one, as it stands or amended.",
        )
