"""Releases prepared by one and approved by another, brought together in the county, and read back next year."""

from datetime import datetime

from saferplan.agreement.actions import begin_agreement, bring_release, share_priority
from saferplan.assessment.actions import bring_last_release
from saferplan.home import Home
from saferplan.partnership.roles import Role
from saferplan.plan.models import Plan
from saferplan.publication.actions import approve, prepare
from saferplan.publication.models import Release
from saferplan.publication.queries import content_of
from saferplan.web.made_up_year.assessing import brought_in
from saferplan.web.made_up_year.cast import Cast, moment


def released(cast: Cast, plan: Plan, *, what_changed: str, prepared_at: datetime, approved_at: datetime) -> Release:
    """A release that the analyst prepared and the chair approved."""
    release = prepare(
        cast.partnership, plan=plan, what_changed=what_changed, by=cast.people[Role.ANALYST], at=prepared_at
    )
    approve(release, seen_version=release.version, by=cast.people[Role.CHAIR], at=approved_at)
    return release


def agreed(cast: Cast, releases: list[Release]) -> None:
    """The county's agreement, begun from two districts' releases, with what they share."""
    county, at = cast.people[Role.COUNTY], moment(2026, 1, 28)
    agreement = begin_agreement(cast.partnership, by=county, at=at)
    for release in releases:
        bring_release(agreement, release=release, by=county, at=at)
    lines = [
        {"partnership": release.partnership.slug, "priority": content_of(release).priorities[0].key}
        for release in releases
    ]
    share_priority(
        agreement,
        name="Safe town centres",
        how="The districts train staff together, and the county pays one trainer for both.",
        lines=lines,
        partnership=cast.partnership,
        by=county,
        at=at,
    )


def next_year_begun(cast: Cast, home: Home, release: Release, *, plan_year: str) -> None:
    """Next year's assessment: its candidates wait to be triaged, with what last year's plan said beside them."""
    assessment = brought_in(cast, home, plan_year=plan_year, with_survey=False, at=moment(2026, 1, 30))
    bring_last_release(assessment, release.path, by=cast.people[Role.ANALYST], at=moment(2026, 1, 30, 11))
