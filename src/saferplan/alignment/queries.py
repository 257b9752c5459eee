"""Questions to the crosswalk: its priorities, the strategies in force and their aims, and where they meet."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse

from saferplan.alignment.gaps import Crosswalk, Direction, Meeting, OurPriority, TheirAim, gaps, where_it_stands
from saferplan.alignment.models import Aim, CrosswalkRow, Strategy
from saferplan.documents.wording import counted
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Partnership, true_on
from saferplan.partnership.roles import Permission
from saferplan.priorities.models import Priority, Round

# What is only watched is no priority of the plan.
ALIGNED_OUTCOMES = ("priority", "cross_cutting")


def priorities_of(partnership: Partnership) -> QuerySet[Priority]:
    """The priorities chosen last, in their order."""
    closed = Round.objects.filter(assessment__partnership=partnership, state="closed").first()
    held = Priority.objects.filter(scored_theme__round=closed, outcome__in=ALIGNED_OUTCOMES)
    return held.select_related("scored_theme__theme").order_by("rank", "pk")


def strategies_of(partnership: Partnership, day: date) -> QuerySet[Strategy]:
    """The other bodies' strategies in force on a day."""
    return Strategy.objects.filter(true_on(day), partnership=partnership).prefetch_related("aims")


def past_strategies(partnership: Partnership, day: date) -> QuerySet[Strategy]:
    """Strategies that are not in force on a day, which the crosswalk leaves out."""
    return Strategy.objects.filter(partnership=partnership).exclude(true_on(day))


def aims_of(partnership: Partnership, day: date) -> QuerySet[Aim]:
    """The aims of the strategies in force on a day, strategy by strategy."""
    held = Aim.objects.filter(strategy__in=strategies_of(partnership, day)).select_related("strategy")
    return held.order_by("strategy__title", "strategy_id", "position", "pk")


def rows_of(partnership: Partnership) -> QuerySet[CrosswalkRow]:
    """Every row of the crosswalk, those taken out among them."""
    held = CrosswalkRow.objects.filter(aim__strategy__partnership=partnership)
    return held.select_related("priority__scored_theme__theme", "aim__strategy", "added_by", "ended_by")


def crosswalk(partnership: Partnership, day: date) -> Crosswalk:
    """The crosswalk as it stands: priorities chosen last against strategies in force, rows taken out left out."""
    priorities = priorities_of(partnership)
    aims = aims_of(partnership, day)
    rows = rows_of(partnership).filter(ended_at=None, priority__in=priorities, aim__in=aims)
    return Crosswalk(
        tuple(OurPriority(one.pk, one.name) for one in priorities),
        tuple(TheirAim(one.pk, one.sentence, one.strategy.title, one.strategy.body_name) for one in aims),
        tuple(
            Meeting(row.pk, row.priority_id, row.aim_id, cast("Direction", row.direction), row.shown_by) for row in rows
        ),
    )


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """The first strategy once priorities are chosen, aims of each strategy, and a row for each priority."""
    partnership = Partnership.objects.get(pk=partnership_id)
    if not priorities_of(partnership).exists():
        return
    strategies = list(strategies_of(partnership, day))
    here = [partnership.slug]
    if not strategies:
        sentence = "Add another body’s strategy to hold our priorities against"
        yield Due(sentence, reverse("alignment:add_strategy", args=here), Permission.ALIGN)
    for strategy in strategies:
        if not strategy.aims.all():
            address = reverse("alignment:add_aims", args=[*here, strategy.pk])
            yield Due(f"Add the aims of “{strategy}”", address, Permission.ALIGN)
    found = crosswalk(partnership, day)
    alone = sum(gap.kind == "no aim" for gap in gaps(found)) if found.aims else 0
    if alone:
        sentence = f"Say which aims of others {counted(alone, 'priority meets', 'priorities meet')}"
        yield Due(sentence, reverse("alignment:first", args=here), Permission.ALIGN)


def standing(partnership_id: int, day: date) -> Standing:
    """Where the crosswalk stands."""
    found = crosswalk(Partnership.objects.get(pk=partnership_id), day)
    sentence = f"{where_it_stands(found)}."
    if not found.priorities:
        return Standing("not started", sentence, "the choice of priorities")
    if not found.aims:
        return Standing("not started", sentence, "the aims of another body’s strategy")
    if any(gap.kind == "no aim" for gap in gaps(found)):
        return Standing("under way", sentence, "priorities that meet no aim yet")
    return Standing("done", sentence)


def address_of_row(slug: str, number: str) -> str:
    """Where a row of the crosswalk is shown."""
    return reverse("alignment:row", args=[slug, number])


def address_of_aim(slug: str, number: str) -> str:
    """Where an aim is shown: on its strategy's page."""
    return reverse("alignment:strategy", args=[slug, Aim.objects.get(pk=number).strategy_id])
