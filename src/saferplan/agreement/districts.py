"""What a district's release says to its county, and the priorities that districts share, put side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from saferplan.publication.content import Content


@dataclass(frozen=True, slots=True)
class DistrictPriority:
    """A district's priority: how it goes, and what it aims for."""

    key: str
    name: str
    state_letter: str
    state: str
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A district's release as its county takes it."""

    slug: str
    name: str
    plan_year: str
    release_number: int
    priorities: tuple[DistrictPriority, ...]

    def priority(self, key: str) -> DistrictPriority | None:
        return next((one for one in self.priorities if one.key == key), None)


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A district's part in a shared priority."""

    district: District
    priority: DistrictPriority


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared priority, district by district; `absent` are named districts whose release no longer has it."""

    number: int
    name: str
    how: str
    lines: tuple[SharedLine, ...]
    absent: tuple[str, ...]


def district_of(content: Content) -> District:
    """What a release says of its district's priorities."""
    return District(
        slug=content.partnership.slug,
        name=content.partnership.name,
        plan_year=content.plan.year,
        release_number=content.release.number,
        priorities=tuple(
            DistrictPriority(
                one.key,
                one.name,
                one.state_letter,
                one.state,
                tuple(objective.sentence for objective in content.plan.objectives if objective.priority_key == one.key),
            )
            for one in content.priorities
            if one.is_planned
        ),
    )


def plain_district(district: District) -> dict[str, Any]:
    """The district as plain values."""
    return asdict(district)


def read_district(plain: Mapping[str, Any]) -> District:
    """The district from plain values."""
    priorities = tuple(
        DistrictPriority(**{**one, "objectives": tuple(one["objectives"])}) for one in plain["priorities"]
    )
    return District(**{**plain, "priorities": priorities})


def shared_by(
    number: int, name: str, how: str, lines: Iterable[Mapping[str, str]], districts: Sequence[District]
) -> Shared:
    """A shared priority with each district's own, as far as their latest releases have it."""
    by_slug = {district.slug: district for district in districts}
    found, absent = [], []
    for line in lines:
        district = by_slug.get(line["partnership"])
        priority = district.priority(line["priority"]) if district else None
        if district and priority:
            found.append(SharedLine(district, priority))
        else:
            absent.append(district.name if district else line["partnership"])
    return Shared(number, name, how, tuple(found), tuple(dict.fromkeys(absent)))
