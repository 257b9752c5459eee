"""Brings what `saferplan year` just built into a partnership's records, by the actions that the site's pages call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saferplan.assessment.actions import bring_build
from saferplan.assessment.brought import brought_from, plan_year_after, survey_from
from saferplan.assessment.models import Assessment
from saferplan.evidence.store import find_build
from saferplan.home import Home
from saferplan.partnership.models import Partnership, Person, memberships_on
from saferplan.partnership.roles import Permission
from saferplan.terms.periods import Period
from saferplan.terms.problems import Refusal
from saferplan.voice.actions import bring_survey
from saferplan.voice.models import Survey

_ALLOWED = Permission.WORK_ON_EVIDENCE


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where a build goes, and by whom it is brought."""

    partnership: Partnership
    person: Person


def publishing_to(slug: str, username: str, *, area: str, at: datetime) -> Publishing:
    """Who brings a build to which partnership, found before the work begins.

    Nobody named, it is the one person there who may. Fails: Refusal where there is no such partnership or person, they
    may not, or `area` is a code and another than the partnership's.
    """
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True))
        raise Refusal(
            f"There is no partnership at {slug}.",
            why=f"This installation holds: {known}." if known else "This installation holds none yet.",
            next_step="Give its address on the site, or begin it with saferplan partnership.",
        )
    if area[:3] in {"E06", "E07", "E08", "E09", "E22", "W06"} and area != partnership.area_code:
        raise _other_area(partnership, area)
    return Publishing(partnership, _person(partnership, username, at))


def publish(publishing: Publishing, *, build_id: str, home: Home, at: datetime) -> tuple[str, ...]:
    """Bring a build's candidate findings and its survey in, and say what was done, in sentences.

    What is here already is left as it is. Fails: Refusal where the build is of another area.
    """
    build = find_build(home, build_id)
    assert build is not None, "the build was made a moment ago"
    partnership, brought, survey = publishing.partnership, brought_from(build), survey_from(build)
    if brought.area_code != partnership.area_code:
        raise _other_area(partnership, brought.area_code)
    plan_year = plan_year_after(Period.parse(brought.period))
    by_and_at: dict[str, Any] = {"plan_year": plan_year, "by": publishing.person, "at": at}
    held = {"partnership": partnership, "plan_year": plan_year, "build_id": build_id}
    said = []
    if Assessment.objects.filter(**held).exists():
        said.append(f"{partnership} has the findings of this build for {plan_year} already.")
    else:
        assessment = bring_build(partnership, brought=brought, **by_and_at)
        kept = assessment.findings.exclude(state="candidate").count()
        beside = f", {kept} of them settled as before" if kept else ""
        said.append(f"{len(brought.findings)} candidate findings are with {partnership} for {plan_year}{beside}:")
        said.append(f"  /members/{partnership.slug}/assessment/")
    if survey and not Survey.objects.filter(**held).exists():
        bring_survey(partnership, brought=survey, **by_and_at)
        said.append(f"So is what {survey.answer_count:,} people answered: /members/{partnership.slug}/voice/")
    return tuple(said)


def _person(partnership: Partnership, username: str, at: datetime) -> Person:
    places = memberships_on(at.date()).filter(partnership=partnership)
    allowed = {place.person for place in places if _ALLOWED in place.permissions}
    if not username and len(allowed) == 1:
        return allowed.pop()
    found = next((person for person in allowed if person.username == username), None)
    if found:
        return found
    names = ", ".join(sorted(person.username for person in allowed)) or "nobody yet"
    raise Refusal(
        f"{username} may not bring a build to {partnership}." if username else f"Who brings it to {partnership}?",
        why=f"The history says who brought a build in. Those who may {_ALLOWED.value}: {names}.",
        next_step="Name one of them with --as.",
    )


def _other_area(partnership: Partnership, area_code: str) -> Refusal:
    return Refusal(
        f"The build is of {area_code}, and {partnership} is for {partnership.area_code}.",
        why="A partnership’s findings are of its own area.",
        next_step=f"Run it with --area {partnership.area_code}, or name the partnership whose area it is.",
    )
