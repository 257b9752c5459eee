"""What changes releases: prepared with every check, approved by somebody else, withdrawn with a reason."""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils.timezone import localdate

from saferplan.documents.release import check_folder
from saferplan.documents.wording import listed
from saferplan.history.actions import action, record
from saferplan.history.models import Event
from saferplan.history.queries import checked
from saferplan.pages.records import record_key
from saferplan.partnership.models import Partnership, Person
from saferplan.plan.models import Plan
from saferplan.publication.models import Release
from saferplan.publication.queries import Proposal, check_may_prepare, next_number, proposed
from saferplan.publication.writing import manifest_sha256, write_release
from saferplan.terms.problems import Refusal


@action
def prepare(
    partnership: Partnership,
    *,
    plan: Plan,
    what_changed: str,
    by: Person,
    at: datetime,
    proposal: Proposal | None = None,
) -> Release:
    """Write all that goes out as a release's folder, with every check; what is too small is held back.

    `proposal` may be made before, as it takes its time and others wait while records are written. Fails: Refusal where
    the plan is not adopted, it does not say what it changes and an earlier one is out, or another was prepared
    meanwhile.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    made = proposal or proposed(partnership, plan=plan, what_changed=what_changed, day=localdate(at))
    check_may_prepare(partnership, plan, what_changed)
    _check_is_next(partnership, made)
    found = made.checks(history_faults=checked().faults)
    folder = f"{partnership.slug}/{made.number}"
    release = Release.objects.create(
        partnership=partnership,
        plan=plan,
        plan_year=plan.plan_year,
        number=made.number,
        folder=folder,
        manifest_sha256=write_release(made.composed, made.clearance, made.files, settings.HOME.releases / folder),
        checks=[asdict(check) for check in found],
        withheld=list(made.withheld),
        what_changed=what_changed,
        history_count=made.history_count,
        history_hash=made.history_hash,
        prepared_at=at,
        prepared_by=by,
    )
    facts = {
        "number": made.number,
        "manifest_sha256": release.manifest_sha256,
        "failed": [check.name for check in found if not check.passed],
        "withheld_count": len(made.clearance.cleared.suppression.withheld),
    }
    evidence: list[Model | str] = [plan, plan.round.assessment, plan.round.assessment.build_id]
    record(release, by=by, at=at, partnership=partnership, evidence=evidence, facts=facts)
    return release


@action
def approve(release: Release, *, seen_version: int, by: Person, at: datetime) -> None:
    """Publish a release.

    Fails: Refusal for whoever prepared it, where a check failed, where its files are no longer as they were prepared,
    or where a plan adopted since, or a release published since, stands in its place.
    """
    Partnership.objects.select_for_update().get(pk=release.partnership_id)
    _check_may_approve(release, by)
    release.change(seen_version=seen_version, state="approved", approved_at=at, approved_by=by)
    facts = {"number": release.number, "manifest_sha256": release.manifest_sha256}
    evidence: list[Model | str] = [release.plan, f"sha256:{release.manifest_sha256}"]
    record(release, by=by, at=at, partnership=release.partnership, evidence=evidence, facts=facts)


@action
def withdraw(release: Release, *, reason: str, seen_version: int, by: Person, at: datetime) -> None:
    """Take a published or prepared release back; its files stay, and its page is no longer shown to the public."""
    if release.state == "withdrawn":
        raise Refusal(
            f"{release} is withdrawn already.",
            why=f"The reason was: {release.withdrawn_reason}",
            next_step="Prepare a new release, if one is wanted.",
        )
    if not reason.strip():
        raise Refusal(
            f"{release} was not withdrawn.",
            why="It gives no reason, and the public may ask for one.",
            next_step="Say why it is withdrawn.",
        )
    release.change(
        seen_version=seen_version, state="withdrawn", withdrawn_at=at, withdrawn_by=by, withdrawn_reason=reason
    )
    record(
        release,
        by=by,
        at=at,
        partnership=release.partnership,
        evidence=[release.plan],
        facts={"number": release.number},
    )


def _check_is_next(partnership: Partnership, made: Proposal) -> None:
    if made.number != next_number(partnership):
        raise Refusal(
            "Another release was prepared meanwhile.",
            why=f"This one would have been release {made.number}, and there is one.",
            next_step="Look at that release, and prepare another if it will not do.",
        )


def _check_may_approve(release: Release, by: Person) -> None:
    if release.state != "prepared":
        raise Refusal(
            f"{release} cannot be approved.",
            why=f"It is {release.get_state_display().lower()} already.",
            next_step="Prepare a new release, if something is to change.",
        )
    if release.prepared_by_id == by.pk:
        raise Refusal(
            f"You prepared {str(release).lower()}, so you cannot approve it.",
            why="Somebody else must look at what goes out before the public sees it.",
            next_step="Ask the chair, or another who may approve.",
        )
    if _was_placed_by_preparer(release, by):
        raise Refusal(
            f"You cannot approve {str(release).lower()}.",
            why="Your place here was given by the person who prepared it, after it was prepared.",
            next_step="Ask somebody whose place is older, or whom another person added.",
        )
    if release.failed:
        raise Refusal(
            f"{release} cannot be approved.",
            why=f"It did not pass every check. {release.failed[0]}",
            next_step="Mend what the check names, and prepare a new release.",
        )
    _check_stands(release)
    _check_files(release)


def _was_placed_by_preparer(release: Release, by: Person) -> bool:
    """Whether an approver was made for this release by the one whom they are to check."""
    places = [record_key(place) for place in by.memberships.filter(partnership=release.partnership)]
    given = Event.objects.filter(subject_key__in=places, action__startswith="partnership.")
    return given.filter(recorded_by=record_key(release.prepared_by), number__gt=release.history_count).exists()


def _check_stands(release: Release) -> None:
    """Nothing adopted or published since it was prepared; its small counts were not reckoned with what came out since.

    The history says so and not the numbers: of two that were prepared side by side, the earlier may have gone out.
    """
    since = Event.objects.filter(partnership_key=release.partnership.key, number__gt=release.history_count)
    is_overtaken = since.filter(action="publication.approve").exists()
    if is_overtaken or release.plan.state != "adopted":
        raise Refusal(
            f"{release} cannot be approved.",
            why="Another release was published since." if is_overtaken else f"{release.plan} was replaced since.",
            next_step="Prepare a new release from the plan that stands.",
        )


def _check_files(release: Release) -> None:
    problems = [problem.sentence for problem in check_folder(release.path)]
    if manifest_sha256(release.path) != release.manifest_sha256:
        problems.append("The manifest has been changed since the release was prepared.")
    if problems:
        raise Refusal(
            f"{release} cannot be approved.",
            why=f"Its files are not as they were prepared. {listed(problems[:3])}",
            next_step="Prepare a new release.",
        )
