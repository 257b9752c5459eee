"""From agreed findings to chosen priorities: four people give marks, apart from one another, and the board chooses."""

from saferplan.assessment.models import Assessment
from saferplan.definitions.loading import criteria_schemes
from saferplan.partnership.models import Theme
from saferplan.partnership.roles import Role
from saferplan.priorities import actions
from saferplan.priorities.choice import Choice
from saferplan.priorities.models import Round, ScoredTheme
from saferplan.priorities.schemes import criteria_of
from saferplan.web.made_up_year.assessing import board_met, decided
from saferplan.web.made_up_year.cast import Cast, moment

SCHEME = "morile_style"
SCORERS = (Role.CHAIR, Role.MANAGER, Role.ANALYST, Role.LEAD)
# How each theme stands with most scorers, and how far each scorer's own view goes up or down from there.
_USUAL = {"centre": 4, "shops": 3, "disorder": 3, "vehicles": 2}
_LEANING = {
    Role.CHAIR: {"disorder": 1},
    Role.MANAGER: {},
    Role.ANALYST: {"disorder": -1},
    Role.LEAD: {"centre": 1, "disorder": -1, "vehicles": 1},
}


def scored(assessment: Assessment, cast: Cast, themes: dict[str, Theme]) -> Round:
    """Marks given by four people to every theme, then revealed."""
    opened = actions.open_round(
        assessment, scheme_key=SCHEME, themes=themes.values(), by=cast.people[Role.MANAGER], at=moment(2024, 11, 27)
    )
    keys = {theme.pk: key for key, theme in themes.items()}
    for number, role in enumerate(SCORERS):
        for scored_theme in opened.themes.select_related("theme"):
            _marked(scored_theme, keys[scored_theme.theme.pk], cast, role, number)
    actions.reveal(opened, seen_version=opened.version, by=cast.people[Role.MANAGER], at=moment(2024, 12, 3))
    return opened


def _marked(scored_theme: ScoredTheme, theme_key: str, cast: Cast, role: Role, number: int) -> None:
    scheme = criteria_schemes()[SCHEME]
    usual = _USUAL[theme_key] + _LEANING[role].get(theme_key, 0)
    # Criteria differ a little from one another, in the same way for everybody who walks this year.
    marks: dict[str, int | None] = {
        criterion.key: max(scheme.lowest_mark, min(scheme.highest_mark, usual + (position + number) % 3 - 1))
        for position, criterion in enumerate(criteria_of(scheme))
    }
    actions.give_marks(scored_theme, marks=marks, notes={}, by=cast.people[role], at=moment(2024, 11, 28, 9 + number))


def chosen(opened: Round, cast: Cast, themes: dict[str, Theme]) -> None:
    """The town centre and anti-social behaviour become priorities, the latter against the ranking and saying why."""
    at = moment(2024, 12, 10)
    meeting = board_met(cast, at=at, agenda="Priorities for the year.")
    decision = decided(
        meeting,
        cast,
        "The priorities are the town centre and anti-social behaviour. Theft from shops and vehicle crime are watched.",
        [opened],
        at=at,
    )
    outcomes = {
        "centre": ("priority", "It stands first on every scorer's marks, and the evidence is strongest."),
        "disorder": (
            "priority",
            "Residents name it more often than any other theme put up, and the board wants to answer them this year.",
        ),
        "shops": (
            "watch",
            "It ranks above anti-social behaviour, but most of it happens in the town centre and is worked on there.",
        ),
        "vehicles": ("watch", "It is not rising; the analyst reports on it twice a year."),
    }
    keys = {theme.pk: key for key, theme in themes.items()}
    choices = {scored_theme: Choice(*outcomes[keys[scored_theme.theme_id]]) for scored_theme in opened.themes.all()}
    actions.choose(
        opened,
        choices=choices,
        decision=decision,
        seen_version=opened.version,
        by=cast.people[Role.CHAIR],
        at=at,
    )
