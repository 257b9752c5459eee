"""Questions to the actions: which stand, how each goes, who may speak of it, and what is due of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate

from saferplan.delivery.models import Action, Update
from saferplan.delivery.rag import Progress, Rating, is_worse, rating
from saferplan.delivery.section import ActionTold, DeliveryTold, PriorityTold
from saferplan.delivery.tally import tally
from saferplan.evidence.store import current_build
from saferplan.history.models import Event
from saferplan.history.queries import events_of
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Meeting, Membership, Partnership, Person, memberships_on
from saferplan.partnership.roles import PERMISSIONS, Permission, Role
from saferplan.plan.models import Objective, Plan
from saferplan.terms.periods import Period

# Every action is spoken of once a quarter, as partnerships that monitor at all do.
UPDATE_EVERY = timedelta(days=91)
TOLD_AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Line:
    """An action as it stands on a day; `update` is the latest, None where nobody said anything yet."""

    action: Action
    update: Update | None
    rating: Rating

    @property
    def goes_to_meeting(self) -> bool:
        """Red, or worse now than when its lead last spoke: what those who decide should hear of."""
        return self.rating.letter == "R" or is_worse(self.rating.letter, self.update.letter if self.update else "")


@dataclass(frozen=True, slots=True)
class Happened:
    """Something done to a record, as its page tells it."""

    at: Any
    words: str
    who: str


def plans_standing(partnership: Partnership, day: date) -> list[Plan]:
    """Adopted plans whose year has not ended; the newest where all have."""
    adopted = list(Plan.objects.filter(partnership=partnership, state="adopted"))
    current = [plan for plan in adopted if Period.parse(plan.plan_year).last.shifted(1).first_date > day]
    return current or adopted[:1]


def actions_standing(partnership: Partnership, day: date) -> models.QuerySet[Action]:
    """The actions of the years whose plans stand, those begun under an earlier version of a plan among them."""
    years = [plan.plan_year for plan in plans_standing(partnership, day)]
    own = Action.objects.filter(objective__plan__partnership=partnership, objective__plan__plan_year__in=years)
    told = own.select_related(
        "objective__priority__scored_theme__theme", "objective__plan", "lead__person", "lead__body"
    )
    return told.prefetch_related("updates__said_by")


def progress_of(action: Action, day: date) -> Progress:
    """What is known of an action on a day, from what its lead said last."""
    said = _latest(action)
    return progress_said(said, day) if said else Progress(day, action.starts_on, action.due_on)


def progress_said(said: Update, day: date) -> Progress:
    """What an update says of its action on a day."""
    return Progress(
        day=day,
        starts_on=said.action.starts_on,
        due_on=said.action.due_on,
        state=said.state,  # type: ignore[arg-type]  # one of STATES
        done_share=said.done_share,
        expected_on=said.expected_on,
        done_on=localdate(said.said_at) if said.state == "done" else None,
    )


def line_of(action: Action, day: date) -> Line:
    """An action with its latest update and its rating."""
    return Line(action, _latest(action), rating(progress_of(action, day)))


def lines(partnership: Partnership, day: date) -> list[Line]:
    """Every action that stands, by priority and date."""
    found = sorted(actions_standing(partnership, day), key=lambda it: (it.objective.priority.rank, it.due_on, it.pk))
    return [line_of(action, day) for action in found]


def by_priority(found: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines under the names of their priorities, in the order given."""
    grouped: dict[str, list[Line]] = {}
    for line in found:
        grouped.setdefault(line.action.objective.priority.name, []).append(line)
    return grouped


def may_speak(action: Action, person: Person, day: date) -> bool:
    """Whether a person may say how an action goes: its lead while in place, or the partnership's manager."""
    held = memberships_on(day).filter(person=person, partnership_id=action.objective.plan.partnership_id)
    return any(member.pk == action.lead_id or member.role == Role.MANAGER for member in held)


def possible_leads(partnership: Partnership, day: date) -> models.QuerySet[Membership]:
    """The members on a day whose place lets them say how an action goes."""
    roles = [role.value for role, permissions in PERMISSIONS.items() if Permission.UPDATE_ACTIONS in permissions]
    return memberships_on(day).filter(partnership=partnership, role__in=roles)


def objectives_standing(partnership: Partnership, day: date) -> models.QuerySet[Objective]:
    """The objectives that actions can be added to."""
    held = Objective.objects.filter(plan__in=plans_standing(partnership, day))
    return held.select_related("priority__scored_theme__theme", "plan")


def wards(partnership: Partnership) -> dict[str, str]:
    """The wards that the partnership's build counts, names by code; none where there is no build."""
    build = current_build(settings.HOME, partnership.area_code)
    setting = build.plain("measures", "setting") if build else None
    return {ward["code"]: ward["name"] for ward in setting["wards"]} if setting else {}


def next_meeting(partnership: Partnership, day: date) -> Meeting | None:
    """The next meeting of any of the partnership's groups."""
    held = Meeting.objects.filter(group__partnership=partnership, held_on__gte=day)
    return held.select_related("group").order_by("held_on").first()


def happened(subject: models.Model, words: Mapping[str, str]) -> list[Happened]:
    """What was done to a record, newest first, in words by the action's name."""
    events: list[Event] = list(events_of(subject).order_by("-number"))
    numbers = {event.recorded_by.rpartition(":")[2] for event in events}
    names = {str(person.pk): person.name for person in Person.objects.filter(pk__in=numbers)}
    return [
        Happened(event.recorded_at, words.get(event.action, event.action), names[event.recorded_by.rpartition(":")[2]])
        for event in events
    ]


def delivery_told(partnership: Partnership, plan: Plan, day: date) -> DeliveryTold:
    """A plan year's actions as a document tells them; its leads by body and post, never by name."""
    own = [line for line in lines(partnership, day) if line.action.objective.plan.plan_year == plan.plan_year]
    return DeliveryTold(
        plan.plan_year,
        tuple(PriorityTold(name, tuple(map(_told, held))) for name, held in by_priority(own).items()),
    )


def due(partnership_id: int, day: date) -> list[Due]:
    """Actions to be spoken of, actions past their date, and objectives that no action works on."""
    partnership = Partnership.objects.get(pk=partnership_id)
    found = [item for line in lines(partnership, day) if (item := _due(partnership, line, day))]
    for objective in objectives_standing(partnership, day).filter(actions=None):
        if not _has_earlier_actions(objective):
            sentence = f"Add an action: none works on “{objective.sentence}”"
            found.append(Due(sentence, _address("add", partnership), Permission.UPDATE_ACTIONS))
    return found


def standing(partnership_id: int, day: date) -> Standing:
    """Where delivery stands, in the headline's words."""
    partnership = Partnership.objects.get(pk=partnership_id)
    if not plans_standing(partnership, day):
        return Standing("not started", "No plan is adopted yet, so there is nothing to deliver.", "the plan's adoption")
    found = lines(partnership, day)
    if not found:
        return Standing("not started", "The plan is adopted, and no action is added yet.", "its first action")
    is_done = all(line.rating.letter == "B" for line in found)
    return Standing("done" if is_done else "under way", tally(line.rating for line in found).sentence)


def _latest(action: Action) -> Update | None:
    return next(iter(action.updates.all()), None)


def _due(partnership: Partnership, line: Line, day: date) -> Due | None:
    """What is due of one action: its end where its date is near or past, else the next word on it."""
    action = line.action
    if line.rating.letter == "B":
        return None
    if action.due_on <= day + TOLD_AHEAD:
        sentence, by_date = f"To be done: “{action.sentence}”", action.due_on
    else:
        spoken = localdate(line.update.said_at) if line.update else action.starts_on
        sentence, by_date = f"Say how it goes: “{action.sentence}”", spoken + UPDATE_EVERY
        if by_date > day + TOLD_AHEAD:
            return None
    address = _address("say", partnership, action.pk)
    return Due(sentence, address, Permission.UPDATE_ACTIONS, by_date, action.lead.person_id)


def _has_earlier_actions(objective: Objective) -> bool:
    """Whether actions added under an earlier version of the plan work on the same line."""
    plan = objective.plan
    same = Action.objects.filter(objective__plan__partnership=plan.partnership, objective__line=objective.line)
    return same.filter(objective__plan__plan_year=plan.plan_year).exists()


def _told(line: Line) -> ActionTold:
    lead, action = line.action.lead, line.action
    who = ", ".join(filter(None, (lead.post or lead.get_role_display(), str(lead.body or ""))))
    return ActionTold(action.sentence, who, action.due_on, line.rating.letter, line.rating.word)


def _address(name: str, partnership: Partnership, *further: int) -> str:
    return reverse(f"delivery:{name}", args=[partnership.slug, *further])
