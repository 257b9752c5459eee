"""Questions to a partnership's releases."""

from saferplan.publication.queries.gathering import gathered
from saferplan.publication.queries.proposing import Proposal, check_may_prepare, proposed
from saferplan.publication.queries.releases import (
    DUTY,
    NotAsPublished,
    address_of_release,
    content_of,
    due,
    earlier_views,
    evidence,
    figure_in,
    file_in,
    heads_missing,
    latest_release,
    manifest_of,
    next_number,
    plan_to_publish,
    published_releases,
    releases_of,
    standing,
    withdrawn_releases,
)

__all__ = [
    "DUTY",
    "NotAsPublished",
    "Proposal",
    "address_of_release",
    "check_may_prepare",
    "content_of",
    "due",
    "earlier_views",
    "evidence",
    "figure_in",
    "file_in",
    "gathered",
    "heads_missing",
    "latest_release",
    "manifest_of",
    "next_number",
    "plan_to_publish",
    "proposed",
    "published_releases",
    "releases_of",
    "standing",
    "withdrawn_releases",
]
