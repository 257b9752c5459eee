"""What changes a county's agreement: begun, a district's release brought in, a priority shared."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from saferplan.agreement.districts import district_of, plain_district
from saferplan.agreement.models import Agreement, BroughtRelease, SharedPriority
from saferplan.agreement.queries import districts_in
from saferplan.history.actions import action, record
from saferplan.partnership.models import Partnership, Person
from saferplan.publication.models import Release
from saferplan.publication.queries import content_of
from saferplan.terms.problems import Refusal

LEAST_DISTRICTS = 2


@action
def begin_agreement(partnership: Partnership, *, by: Person, at: datetime) -> Agreement:
    """Begin the agreement of a partnership's county. Fails: Refusal where it names no county, or one is begun."""
    if not partnership.county_slug:
        raise Refusal(
            f"{partnership} names no county.",
            why="An agreement is the county’s, and its address comes from the county’s name.",
            next_step="Ask whoever looks after this installation to name the county.",
        )
    if Agreement.objects.filter(county_slug=partnership.county_slug).exists():
        raise Refusal(
            f"The agreement of {partnership.county_name} is begun already.",
            why="A county has one.",
            next_step="Bring the districts’ releases into that one.",
        )
    agreement = Agreement.objects.create(
        county_slug=partnership.county_slug, county_name=partnership.county_name, begun_at=at, begun_by=by
    )
    record(agreement, by=by, at=at, partnership=partnership, facts={"county": agreement.county_slug})
    return agreement


@action
def bring_release(agreement: Agreement, *, release: Release, by: Person, at: datetime) -> BroughtRelease:
    """Bring a district's published release in, as it was published.

    Fails: Refusal where it is not public, belongs to another county, is here already, or its files were changed.
    """
    partnership = release.partnership
    if release.state != "approved":
        raise Refusal(
            f"{release} of {partnership} is not public.",
            why=f"It is {release.get_state_display().lower()}.",
            next_step="Bring in a release that is published.",
        )
    if partnership.county_slug != agreement.county_slug:
        raise Refusal(
            f"{partnership} is not in {agreement.county_name}.",
            why="The agreement is of the county’s own districts.",
            next_step="Choose a release of one of them.",
        )
    if agreement.releases.filter(partnership=partnership, release_number=release.number).exists():
        raise Refusal(
            f"{release} of {partnership} is here already.",
            why="It was brought in before, and a release never changes.",
            next_step="Wait for the district’s next one.",
        )
    brought = BroughtRelease.objects.create(
        agreement=agreement,
        partnership=partnership,
        release_number=release.number,
        manifest_sha256=release.manifest_sha256,
        content=plain_district(district_of(content_of(release))),
        brought_at=at,
        brought_by=by,
    )
    facts = {"partnership": partnership.slug, "number": release.number, "manifest_sha256": release.manifest_sha256}
    record(brought, by=by, at=at, partnership=partnership, evidence=[release], facts=facts)
    return brought


@action
def share_priority(
    agreement: Agreement,
    *,
    name: str,
    how: str,
    lines: Sequence[Mapping[str, str]],
    partnership: Partnership,
    by: Person,
    at: datetime,
) -> SharedPriority:
    """Say what districts' priorities have in common, and how the county works on it.

    `lines` name priorities of at least two districts by "partnership" and "priority", the key in their releases;
    `partnership` is the one in whose name the county officer acts. Fails: Refusal where they do not.
    """
    _check_lines(agreement, name, how, lines)
    if agreement.shared.filter(name=name.strip()).exists():
        raise Refusal(
            f"“{name.strip()}” is shared already.",
            why="Two of one name could not be told apart.",
            next_step="Change that one, or give this another name.",
        )
    shared = SharedPriority.objects.create(
        agreement=agreement,
        name=name.strip(),
        how=how.strip(),
        lines=[dict(line) for line in lines],
        agreed_at=at,
        agreed_by=by,
    )
    record(shared, by=by, at=at, partnership=partnership, evidence=[agreement], facts={"lines": shared.lines})
    return shared


@action
def change_shared(
    shared: SharedPriority,
    *,
    how: str,
    lines: Sequence[Mapping[str, str]],
    partnership: Partnership,
    seen_version: int,
    by: Person,
    at: datetime,
) -> None:
    """Change how a shared priority is worked on, or which districts share it. Fails: as sharing does."""
    _check_lines(shared.agreement, shared.name, how, lines)
    kept = [dict(line) for line in lines]
    shared.change(seen_version=seen_version, how=how.strip(), lines=kept)
    record(shared, by=by, at=at, partnership=partnership, evidence=[shared.agreement], facts={"lines": kept})


def _check_lines(agreement: Agreement, name: str, how: str, lines: Sequence[Mapping[str, str]]) -> None:
    if not name.strip() or not how.strip():
        raise Refusal(
            "The shared priority is not whole.",
            why="The public reads its name and how the county works on it.",
            next_step="Give it a name, and say how.",
        )
    districts = {district.slug: district for district in districts_in(agreement)}
    for line in lines:
        district = districts.get(line["partnership"])
        if district is None or district.priority(line["priority"]) is None:
            raise Refusal(
                f"“{line['priority']}” is no priority of {line['partnership']} here.",
                why="Only what the districts’ releases in the agreement say can be shared.",
                next_step="Bring in the district’s latest release, or choose another of its priorities.",
            )
    if len({line["partnership"] for line in lines}) < LEAST_DISTRICTS:
        raise Refusal(
            "A shared priority needs two districts.",
            why="What one district works on alone is in its own plan.",
            next_step="Choose priorities of at least two districts.",
        )
