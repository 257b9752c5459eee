"""The scenes of a partnership's year, each walked through the site's own pages and forms by those whose part it is.

In every scene something is refused once, with words that say how to mend it, and then mended in the same form.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Browser, ViewportSize

from web.browser import DESKTOP, PHONE, Visitor

BEGAN = date(2025, 4, 1)
AUTHORITIES = (
    "Northmere Borough Council",
    "Farshire Police",
    "Farshire Fire and Rescue Service",
    "Farshire Probation Service",
    "Farshire Integrated Care Board",
)
PARTS = {
    "chair": "Chair",
    "analyst": "Analyst",
    "lead": "Lead for an action",
    "scrutiny": "Scrutiny councillor",
    "county": "County officer",
}
CENTRE, SHOPS, DISORDER = "Safe town centre", "Theft from shops", "Disorder"
THEMES = {
    CENTRE: ["Violence and sexual offences"],
    SHOPS: ["Shoplifting"],
    DISORDER: ["Anti-social behaviour"],
}


@dataclass
class Year:
    """The site under way: its clock, who can sign in, and what was made that later scenes come back to."""

    browser: Browser
    site: str
    passwords: dict[str, str]
    now: datetime = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
    looked_at: set[tuple[str, int]] = field(default_factory=set)
    inside: dict[str, Visitor] = field(default_factory=dict)

    def visitor(self, name: str) -> Visitor:
        """Somebody who has signed in through the page for it, and stays so."""
        if name not in self.inside:
            someone = self.stranger(screen=PHONE if name == "lead" else DESKTOP)
            someone.signs_in(name, self.passwords[name])
            self.inside[name] = someone
        return self.inside[name]

    def stranger(self, *, screen: ViewportSize = DESKTOP, scripts: bool = True) -> Visitor:
        return Visitor(self.browser, self.site, self.looked_at, screen=screen, scripts=scripts)

    def moment(self) -> datetime:
        """The clock that the site reads: a second passes with each page."""
        self.now += timedelta(seconds=1)
        return self.now

    def on(self, year: int, month: int, day: int) -> None:
        """Let the days pass."""
        self.now = datetime(year, month, day, 10, 0, tzinfo=UTC)


def gathers(year: Year) -> None:
    """The manager signs in, after mistyping once, and brings the partnership together."""
    manager = year.stranger()
    manager.open("/members/northmere/partnership/")
    assert manager.path == "/sign-in/"
    manager.answer_all({"Username": "manager", "Password": "mistyped"})
    manager.send("Sign in")
    manager.sees("There is a problem")
    manager.answer_all({"Username": "manager", "Password": year.passwords["manager"]})
    manager.send("Sign in")
    assert manager.path == "/members/northmere/partnership/"
    year.inside["manager"] = manager
    _bodies(manager)
    _people(year, manager)
    _groups(manager)
    _themes(manager)


def _bodies(manager: Visitor) -> None:
    for place, name in enumerate(AUTHORITIES):
        manager.follow("Add an organisation")
        if place == 0:
            manager.answer("What is the organisation called?", name)
            manager.refused("Add organisation", "Enter a date, such as 14 1 2026.")
        manager.answer_all(
            {
                "What is the organisation called?": name,
                "Is it a responsible authority?": "Yes",
                "When did it join?": BEGAN,
            }
        )
        manager.send("Add organisation")
    assert manager.heading == "5 responsible authorities; 3 must be there to decide"


def _people(year: Year, manager: Visitor) -> None:
    for place, (username, part) in enumerate(PARTS.items()):
        manager.stage("Partnership")
        manager.follow("People")
        manager.follow("Add a person")
        manager.answer_all(
            {
                "What is their name?": f"Madeup {username.title()}",
                "Under which name do they sign in?": "manager" if place == 0 else username,
                "What is their part?": part,
                "Which organisation do they come from?": AUTHORITIES[0],
                "Which post do they hold?": f"Post of the {username}",
                "From when?": BEGAN,
            }
        )
        if place == 0:
            manager.refused("Add person", "There is a manager already.")
            manager.answer("Under which name do they sign in?", username)
        manager.send("Add person")
        row = manager.page.locator(".govuk-summary-list__row").filter(has_text="First password")
        year.passwords[username] = row.locator("strong").inner_text()


def _groups(manager: Visitor) -> None:
    manager.stage("Partnership")
    manager.follow("Groups")
    groups = {
        "Board": ("Board", "None", list(AUTHORITIES)),
        "Town centre group": ("Sub-group", "Board", list(AUTHORITIES[:2])),
        "Crime and disorder committee": ("Scrutiny committee", "None", [AUTHORITIES[0]]),
    }
    for name, (kind, parent, seated) in groups.items():
        manager.follow("Add a group")
        manager.answer_all(
            {
                "What is the group called?": name,
                "What kind of group is it?": kind,
                "Which post chairs it?": "Chief executive",
                "What is it for?": f"The work of the {name.lower()}.",
                "Which organisations sit in it?": seated,
                "When did it begin?": BEGAN,
            }
        )
        if kind == "Sub-group":
            manager.refused("Add group", "A sub-group needs a group above it.")
        manager.answer("Which group does it report to?", parent)
        manager.send("Add group")
    manager.sees("Town centre group")


def _themes(manager: Visitor) -> None:
    manager.stage("Partnership")
    manager.follow("Themes")
    for place, (name, measures) in enumerate(THEMES.items()):
        manager.follow("Add a theme")
        manager.answer_all({"What is the theme called?": name, "Which measures tell of it?": measures})
        if place == 0:
            manager.refused("Add theme", "Enter a date")
        manager.answer("From when?", BEGAN)
        manager.send("Add theme")
    manager.sees(*THEMES)


def decided(year: Year, sentence: str, *, who: str = "chair", refused: bool = False) -> None:
    """The board meets, attendance is taken, and the chair records what it decided."""
    manager, chair = year.visitor("manager"), year.visitor(who)
    manager.stage("Partnership")
    manager.follow("Meetings")
    manager.follow("Add a meeting")
    manager.answer_all({"Which group meets?": "Board", "Where?": "Town hall", "What is on the agenda?": sentence})
    if refused:
        manager.refused("Add meeting", "Enter a date")
    manager.answer_all({"On which day?": year.now.date(), "Is it open to the public?": "Yes"})
    manager.send("Add meeting")
    chair.open(manager.path)
    if refused:
        chair.follow("Record a decision")
        chair.answer("What did the meeting decide?", sentence)
        chair.refused("Record decision", "This meeting cannot decide.")
        chair.open(manager.path)
    chair.follow("Say who was there")
    chair.answer("Which organisations are here?", list(AUTHORITIES[:4]))
    chair.send("Save attendance")
    chair.sees("Quorate")
    chair.follow("Record a decision")
    chair.answer("What did the meeting decide?", sentence)
    chair.send("Record decision")
    assert chair.heading == sentence
