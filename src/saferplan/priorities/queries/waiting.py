"""What the priorities wait for, what they show, and where they stand: what the partnership's own pages say of them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from saferplan.documents.wording import counted, listed
from saferplan.partnership.due import Due, Evidence, Standing
from saferplan.partnership.models import Membership, Partnership, memberships_on
from saferplan.partnership.roles import Permission
from saferplan.priorities.models import Round
from saferplan.priorities.queries.results import chosen
from saferplan.priorities.queries.rounds import assessment_to_score, current_round, progress_of
from saferplan.priorities.waiting import Progress, lacks, open_sentence
from saferplan.terms.problems import Refusal

DEEDS = {
    "priorities.open_round": "opened a round of scoring",
    "priorities.give_marks": "gave marks to the theme",
    "priorities.reveal": "revealed the marks of the round",
    "priorities.set_aside_round": "set aside the round",
    "priorities.choose": "chose the priorities from the round",
}


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """What the priorities wait for: a round, marks of each who may give them, the reveal, the choice."""
    partnership = Partnership.objects.get(pk=partnership_id)
    held = current_round(partnership)
    here = [partnership.slug]
    if assessment_to_score(partnership):
        yield Due("Open a round of scoring", reverse("priorities:open_round", args=here), Permission.CHOOSE_PRIORITIES)
    elif held and held.state == "open":
        try:
            themes = progress_of(held)
        except Refusal as refusal:  # the scheme is gone or changed: said where all look, and nobody's page breaks
            yield Due(
                refusal.what, reverse("priorities:set_aside", args=[*here, held.pk]), Permission.CHOOSE_PRIORITIES
            )
            return
        yield from _marks_due(partnership, themes, day)
        if not lacks(themes):
            address = reverse("priorities:reveal", args=[*here, held.pk])
            yield Due("Reveal the marks: every theme has enough", address, Permission.CHOOSE_PRIORITIES)
    elif held and held.state == "revealed":
        address = reverse("priorities:choose", args=[*here, held.pk])
        yield Due("Choose the priorities: the marks are revealed", address, Permission.CHOOSE_PRIORITIES)


def _marks_due(partnership: Partnership, themes: tuple[Progress, ...], day: date) -> Iterable[Due]:
    scorers: QuerySet[Membership] = memberships_on(day).filter(partnership=partnership)
    for person_id in sorted({one.person_id for one in scorers if Permission.SCORE in one.permissions}):
        left = [theme for theme in themes if person_id not in theme.scorer_ids]
        if left:
            sentence = f"Give your marks to {counted(len(left), 'theme', 'themes')}"
            address = reverse("priorities:mark", args=[partnership.slug, left[0].theme_id])
            yield Due(sentence, address, Permission.SCORE, person_id=person_id)


def evidence(partnership_id: int, day: date) -> Iterable[Evidence]:
    """Priorities chosen show that the plan rests on the assessment."""
    for held in Round.objects.filter(assessment__partnership=partnership_id, state="closed"):
        made = list(chosen(held))
        names = listed([priority.name for priority in made if priority.outcome == "priority"])
        address = reverse("priorities:round", args=[held.assessment.partnership.slug, held.pk])
        sentence = f"Priorities for {held.assessment.plan_year} were chosen from the assessment: {names}."
        yield Evidence("partnership_plan", sentence, made[0].decision.meeting.held_on, address)


def standing(partnership_id: int, day: date) -> Standing:
    """Where the priorities stand this year."""
    partnership = Partnership.objects.get(pk=partnership_id)
    held = current_round(partnership)
    if assessment_to_score(partnership):
        return Standing("not started", "The assessment is signed off; no round is open.", "a round of scoring")
    if held is None:
        return Standing("not started", "No themes have been scored.", "the assessment's sign-off")
    if held.state == "open":
        try:
            return Standing("under way", f"{open_sentence(progress_of(held))}.", "marks of the scorers")
        except Refusal as refusal:
            return Standing("under way", refusal.what, "the scheme of its round")
    if held.state == "revealed":
        return Standing("under way", "The marks are revealed.", "the board's choice")
    count = sum(priority.outcome == "priority" for priority in chosen(held))
    return Standing("done", f"{counted(count, 'priority was', 'priorities were')} chosen.")
