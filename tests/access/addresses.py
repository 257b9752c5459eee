"""Every address of the site, with what stands in it for a record, and what its page answers where that is not 200."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saferplan.partnership.roles import Permission


@dataclass(frozen=True)
class Address:
    """A named address, its page's mark, and the names of its parts."""

    name: str
    needs: Permission
    parts: tuple[str, ...]

    def filled(self, slug: str, records: dict[str, Any], county: str) -> str:
        """The address in a partnership, each further part taken from the records by PARTS."""
        wanted = iter(PARTS.get(self.name, ()))
        given = {"partnership": slug, "county": county}
        values = {part: given[part] if part in given else _value(next(wanted), records) for part in self.parts}
        return reverse(self.name, kwargs=values)

    @property
    def records(self) -> tuple[str, ...]:
        """The records it names, without what is the same in every partnership."""
        return tuple(part for part in PARTS.get(self.name, ()) if not part.startswith("="))


def _value(part: str, records: dict[str, Any]) -> Any:
    return part.removeprefix("=") if part.startswith("=") else records[part]


# What each address holds beside its partnership: the name of a record, or, after "=", a value that is no record.
PARTS: dict[str, tuple[str, ...]] = {
    "partnership:change_body": ("body",),
    "partnership:end_membership": ("member",),
    "partnership:change_group": ("group",),
    "partnership:change_theme": ("theme",),
    "partnership:meeting": ("meeting",),
    "partnership:change_meeting": ("meeting",),
    "partnership:attendance": ("meeting",),
    "partnership:record_decision": ("meeting",),
    "partnership:decision": ("decision",),
    "partnership:show_duty": ("=strategic_assessment",),
    "voice:survey": ("survey",),
    "measures:place": ("=E05099001",),
    "measures:measure": ("=vehicle_crime",),
    "measures:measure_in_place": ("=vehicle_crime", "=E05099001"),
    "assessment:one": ("assessment",),
    "assessment:sign_off": ("assessment",),
    "assessment:last_year": ("assessment",),
    "assessment:finding": ("finding",),
    "assessment:agree": ("finding",),
    "assessment:amend": ("finding",),
    "assessment:set_aside": ("finding",),
    "assessment:theme": ("finding",),
    "assessment:figure": ("figure",),
    "assessment:keep_figure": ("figure",),
    "priorities:round": ("round",),
    "priorities:reveal": ("round",),
    "priorities:set_aside": ("round",),
    "priorities:marks": ("round",),
    "priorities:ranking": ("round",),
    "priorities:choose": ("round",),
    "priorities:scored_theme": ("scored theme",),
    "priorities:mark": ("scored theme",),
    "priorities:priority": ("priority",),
    "priorities:scheme": ("=morile_style",),
    "plan:plan": ("plan",),
    "plan:foreword": ("plan",),
    "plan:adopt": ("plan",),
    "plan:new_version": ("plan",),
    "plan:changes": ("plan",),
    "plan:chain": ("plan", "priority"),
    "plan:add_objective": ("plan", "priority"),
    "plan:objective": ("objective",),
    "plan:change_objective": ("objective",),
    "plan:drop_objective": ("objective",),
    "delivery:action": ("action",),
    "delivery:say": ("action",),
    "delivery:change": ("action",),
    "evaluation:register": ("action",),
    "evaluation:evaluation": ("evaluation",),
    "evaluation:find": ("evaluation",),
    "scrutiny:recommend": ("plan",),
    "scrutiny:recommendation": ("recommendation",),
    "scrutiny:answer": ("recommendation",),
    "scrutiny:correct": ("recommendation",),
    "alignment:strategy": ("strategy",),
    "alignment:change_strategy": ("strategy",),
    "alignment:add_aims": ("strategy",),
    "alignment:change_aim": ("aim",),
    "alignment:row": ("row",),
    "alignment:change_row": ("row",),
    "alignment:end_row": ("row",),
    "publication:release": ("release",),
    "publication:file": ("release", "=content.json"),
    "publication:approve": ("release",),
    "publication:withdraw": ("release",),
    "agreement:bring": ("slug",),
    "agreement:shared_priority": ("shared",),
    "public:priority": ("=vehicle-crime",),
    "public:place": ("=northmere-centre",),
    "public:download": ("release", "=content.json"),
    "public:decision": ("decision",),
    "public:scores": ("=vehicle-crime",),
    "public:finding": ("=1",),
    "public:figure": ("figure",),
}
# What a page answers to those who may see it, where that is not 200, and why.
ANSWERS: dict[str, tuple[int, str]] = {
    "priorities:open_round": (422, "the newest assessment has its round already"),
    "priorities:mark": (422, "the marks are revealed"),
    "priorities:choose": (422, "the priorities are chosen"),
    "priorities:scored_theme": (302, "it leads to the theme among everybody's marks"),
    "publication:file": (422, "the release was made without its files"),
    "agreement:bring": (404, "no release of the district is public"),
    "public:download": (404, "no release is public, so there is nothing to take"),
    "plan:draft": (302, "no round waits for a plan: it leads to the plan there is"),
    "evaluation:register": (422, "nothing is counted in this test, so nothing can be registered"),
}


def every_address() -> list[Address]:
    """Every address by its name, in the order of the site."""
    return list(_walked(get_resolver().url_patterns, (), ()))


def _walked(patterns: Any, spaces: tuple[str, ...], parts: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        held = (*parts, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            own = (pattern.namespace,) if pattern.namespace else ()
            yield from _walked(pattern.url_patterns, (*spaces, *own), held)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            needs = getattr(pattern.callback, "needs", None)
            assert needs is not None, f"{pattern.name} states no permission"
            yield Address(":".join((*spaces, pattern.name)), needs, held)
