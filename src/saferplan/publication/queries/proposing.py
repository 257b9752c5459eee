"""Makes a release ready to be written: gathered, cleared, composed and set in every form, with nothing recorded yet."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from saferplan.documents.blocks import plain
from saferplan.history.queries import head
from saferplan.partnership.models import Partnership
from saferplan.plan.models import Plan
from saferplan.publication.checks import Check, checks
from saferplan.publication.clearing import Clearance, clearance
from saferplan.publication.composing import composed
from saferplan.publication.disclosure import told
from saferplan.publication.gathered import Gathered
from saferplan.publication.models import Release
from saferplan.publication.plan_document import plan_document
from saferplan.publication.queries.gathering import gathered
from saferplan.publication.queries.releases import earlier_views, next_number
from saferplan.publication.traces import Tracer
from saferplan.publication.writing import Composed, with_tables, written
from saferplan.terms.problems import Refusal


@dataclass(frozen=True, slots=True)
class Proposal:
    """A release that could be prepared; the history's head is from before its records were read."""

    number: int
    people: tuple[str, ...]
    clearance: Clearance
    composed: Composed
    files: dict[str, bytes]
    withheld: tuple[str, ...]
    history_count: int
    history_hash: str

    def checks(self, *, history_faults: tuple[str, ...]) -> tuple[Check, ...]:
        """What was looked at."""
        return checks(
            self.composed.content,
            self.clearance,
            people=self.people,
            words=self.composed.words,
            history_faults=history_faults,
        )


def proposed(partnership: Partnership, *, plan: Plan, what_changed: str, day: date) -> Proposal:
    """All that would go out. Fails: Refusal where the plan may not be published, or an earlier release was changed."""
    check_may_prepare(partnership, plan, what_changed)
    count, last_hash = head()
    number = next_number(partnership)
    held = gathered(plan, number=number, what_changed=what_changed.strip(), day=day)
    allowed = clearance(held, Tracer(settings.HOME), earlier_views(partnership), f"release {number}")
    content = composed(held, allowed)
    whole = with_tables(content, plan_document(held, content))
    return Proposal(
        number=number,
        people=held.people,
        clearance=allowed,
        composed=whole,
        files=written(whole, allowed),
        withheld=(
            *told(allowed.cleared, _withheld_sentences(held, allowed.cleared.withheld_figures)),
            *_lacking(held),
        ),
        history_count=count,
        history_hash=last_hash,
    )


def check_may_prepare(partnership: Partnership, plan: Plan, what_changed: str) -> None:
    """Fails: Refusal where the plan is not adopted and signed for, or readers would not learn what changes."""
    if plan.partnership_id != partnership.pk or plan.state != "adopted":
        raise Refusal(
            f"{plan} cannot be published.",
            why="Only a plan of the partnership that is adopted and not replaced goes out.",
            next_step="Adopt it by a recorded decision, or choose the version that stands.",
        )
    if plan.round.assessment.signed_off_at is None:
        raise Refusal(
            f"{plan} cannot be published yet.",
            why="The assessment it rests on is not signed off.",
            next_step="Sign the assessment off by a recorded decision.",
        )
    earlier = Release.objects.filter(partnership=partnership, state="approved").first()
    if earlier and not what_changed.strip():
        raise Refusal(
            "The release does not say what it changes.",
            why=f"{earlier} is public, and its readers will ask.",
            next_step="Say in a sentence or two what is new or different.",
        )


def _lacking(held: Gathered) -> list[str]:
    """What goes out less than whole, so that whoever approves it is not the last to know."""
    if held.measures is not None:
        return []
    build = held.assessment.build_id
    return [f"No ward counts go out: build {build}, which was assessed, is not kept here any more."]


def _withheld_sentences(held: Gathered, figure_ids: frozenset[str]) -> list[str]:
    """The sentences of records that cannot be printed, for those who approve; they are the members' to read."""
    found = [
        plain(finding.sentence)
        for finding in held.assessment.findings
        if figure_ids & set(held.finding_figures.get(finding.rank, ()))
    ]
    return found + [plain(effect.sentence) for effect in held.effects if figure_ids & set(effect.figure_ids)]
