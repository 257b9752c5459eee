"""The scheme of a round, in the version the round was opened with and no other."""

from saferplan.definitions.forms import CriteriaScheme, Criterion
from saferplan.definitions.loading import criteria_schemes
from saferplan.terms.problems import Refusal


def scheme_in_version(key: str, version: str) -> CriteriaScheme:
    """The scheme that marks are given by. Fails: Refusal where this installation has another version of it."""
    scheme = criteria_schemes().get(key)
    if scheme is None or scheme.version != version:
        held = f"It has version {scheme.version}." if scheme else "It has no scheme of that name."
        raise Refusal(
            f"The scheme {key}, version {version}, is not here.",
            why=f"Marks mean only what the scheme they were given by says. {held}",
            next_step="Bring that version back, or set the round aside and open one with the scheme as it is now.",
        )
    return scheme


def criteria_of(scheme: CriteriaScheme) -> tuple[Criterion, ...]:
    """Every criterion, scored or shown beside, in the scheme's order."""
    return tuple(criterion for group in scheme.groups for criterion in group.criteria)
