"""What the plan waits for, what it shows, and where it stands: what the partnership's own pages say of it."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from saferplan.documents.wording import counted
from saferplan.partnership.due import Due, Evidence, Standing
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import Permission
from saferplan.plan.models import Plan
from saferplan.plan.queries.contents import current_plan, missing_of, round_to_plan

DEEDS = {
    "plan.draft_plan": "drafted the plan",
    "plan.write_foreword": "wrote the foreword of the plan",
    "plan.add_objective": "added the objective",
    "plan.change_objective": "changed the objective",
    "plan.drop_objective": "took out an objective",
    "plan.adopt": "adopted the plan",
    "plan.new_version": "began a new version of the plan",
}


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """What the plan waits for: a draft, what it lacks, its adoption."""
    partnership = Partnership.objects.get(pk=partnership_id)
    if round_to_plan(partnership):
        yield Due("Draft the plan", reverse("plan:draft", args=[partnership.slug]), Permission.WRITE_PLAN)
    plan = current_plan(partnership)
    if plan is not None and plan.state == "draft":
        here = [partnership.slug, plan.pk]
        lacking = len(missing_of(plan))
        if lacking:
            sentence = f"{plan} lacks {counted(lacking, 'thing', 'things')} before it can be adopted"
            yield Due(sentence, reverse("plan:plan", args=here), Permission.WRITE_PLAN)
        else:
            yield Due(f"Adopt {plan}: it lacks nothing", reverse("plan:adopt", args=here), Permission.ADOPT_PLAN)


def evidence(partnership_id: int, day: date) -> Iterable[Evidence]:
    """Each adopted version shows that there is a plan."""
    adopted = Plan.objects.filter(partnership=partnership_id, adopted_at__isnull=False)
    for plan in adopted.select_related("partnership", "decision__meeting"):
        assert plan.decision is not None, "a plan is adopted by a decision"
        address = reverse("plan:plan", args=[plan.partnership.slug, plan.pk])
        yield Evidence("partnership_plan", f"{plan} was adopted.", plan.decision.meeting.held_on, address)


def standing(partnership_id: int, day: date) -> Standing:
    """Where the plan stands this year."""
    partnership = Partnership.objects.get(pk=partnership_id)
    plan = current_plan(partnership)
    if plan is None or round_to_plan(partnership):
        waits = "a draft" if round_to_plan(partnership) else "the choice of priorities"
        return Standing("not started", "No plan is drafted.", waits)
    if plan.state == "draft":
        lacking = len(missing_of(plan))
        lack = f"lacks {counted(lacking, 'thing', 'things')}" if lacking else "lacks nothing"
        return Standing("under way", f"{plan} is a draft and {lack}.", "objectives" if lacking else "its adoption")
    return Standing("done", f"{plan} is adopted.")
