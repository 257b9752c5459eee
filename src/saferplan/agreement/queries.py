"""Questions to a county's agreement: whose releases are in it, what they share, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from saferplan.agreement.districts import District, Shared, read_district, shared_by
from saferplan.agreement.models import Agreement, BroughtRelease
from saferplan.documents.wording import counted
from saferplan.partnership.due import Due, Standing
from saferplan.partnership.models import Partnership
from saferplan.partnership.roles import Permission
from saferplan.publication.models import Release
from saferplan.publication.queries import latest_release


@dataclass(frozen=True, slots=True)
class Offered:
    """A district of the county: its latest release, and the latest that is in the agreement."""

    partnership: Partnership
    release: Release | None
    brought: BroughtRelease | None

    @property
    def is_newer(self) -> bool:
        """Whether there is a release to bring in."""
        if self.release is None:
            return False
        return self.brought is None or self.release.number > self.brought.release_number


def agreement_of(partnership: Partnership) -> Agreement | None:
    """The agreement of a partnership's county; none before it is begun, or where no county is named."""
    return Agreement.objects.filter(county_slug=partnership.county_slug).exclude(county_slug="").first()


def districts_offered(county_slug: str) -> tuple[Offered, ...]:
    """The county's partnerships in this installation, by name."""
    held = Partnership.objects.filter(county_slug=county_slug).order_by("name")
    agreement = Agreement.objects.filter(county_slug=county_slug).first()
    standing = {one.partnership_id: one for one in standing_releases(agreement)} if agreement else {}
    return tuple(Offered(one, latest_release(one), standing.get(one.pk)) for one in held)


def standing_releases(agreement: Agreement) -> tuple[BroughtRelease, ...]:
    """Each district's latest release in the agreement that is still public: one withdrawn since says nothing here."""
    latest: dict[int, BroughtRelease] = {}
    for brought in agreement.releases.select_related("partnership"):
        is_public = Release.objects.filter(
            partnership=brought.partnership, number=brought.release_number, state="approved"
        ).exists()
        if is_public:
            latest[brought.partnership_id] = brought
    return tuple(latest.values())


def districts_in(agreement: Agreement) -> tuple[District, ...]:
    """What the districts' releases say."""
    return tuple(read_district(brought.content) for brought in standing_releases(agreement))


def shared_in(agreement: Agreement) -> tuple[Shared, ...]:
    """The shared priorities, district by district."""
    districts = districts_in(agreement)
    return tuple(shared_by(one.pk, one.name, one.how, one.lines, districts) for one in agreement.shared.all())


def possible_lines(agreement: Agreement) -> list[tuple[str, str]]:
    """Every district's priorities that a shared one can be made of, as choices."""
    return [
        (f"{district.slug}/{priority.key}", f"{district.name}: {priority.name}")
        for district in districts_in(agreement)
        for priority in district.priorities
    ]


def due(partnership_id: int, day: date) -> Iterable[Due]:
    """Releases to bring in, and what the districts share, once two are there."""
    partnership = Partnership.objects.get(pk=partnership_id)
    if not partnership.county_slug:
        return
    agreement, here = agreement_of(partnership), [partnership.slug]
    if agreement is None:
        if any(one.release for one in districts_offered(partnership.county_slug)):
            address = reverse("agreement:begin", args=here)
            yield Due(f"Begin the agreement of {partnership.county_name}", address, Permission.KEEP_AGREEMENT)
        return
    for one in districts_offered(partnership.county_slug):
        if one.is_newer:
            sentence = f"Bring {str(one.release).lower()} of {one.partnership} into the agreement"
            address = reverse("agreement:bring", args=[*here, one.partnership.slug])
            yield Due(sentence, address, Permission.KEEP_AGREEMENT)
    if len(standing_releases(agreement)) > 1 and not agreement.shared.exists():
        address = reverse("agreement:share", args=here)
        yield Due("Say which priorities the districts share", address, Permission.KEEP_AGREEMENT)


def standing(partnership_id: int, day: date) -> Standing:
    """Where the county's agreement stands."""
    partnership = Partnership.objects.get(pk=partnership_id)
    agreement = agreement_of(partnership)
    if agreement is None:
        said = "The county’s agreement is not begun." if partnership.county_slug else "No county is named."
        return Standing("not started", said, "a county officer to begin it" if partnership.county_slug else "a county")
    brought = len(standing_releases(agreement))
    shared = agreement.shared.count()
    said = (
        f"{counted(brought, 'district’s release is', 'districts’ releases are')} in the agreement, and "
        f"{counted(shared, 'shared priority', 'shared priorities')}."
    )
    return Standing("done" if shared else "under way", said, "" if shared else "priorities that two districts share")


def address_of_release(slug: str, number: str) -> str:
    """Where a brought release is shown: among the others."""
    return reverse("agreement:first", args=[slug])
