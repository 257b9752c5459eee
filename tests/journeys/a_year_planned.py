"""From evidence to an adopted plan: findings settled, themes scored and chosen, objectives written, all by forms."""

from datetime import date

from journeys.a_year import CENTRE, DISORDER, SHOPS, Year, decided
from web.browser import Reply, Visitor

SIGNED_OFF = "The strategic assessment for 2026/27 is signed off."
CHOSEN = "Town centre and shops are the priorities for 2026/27."
ADOPTED = "The plan for 2026/27 is adopted."
SCORERS = ("chair", "manager", "analyst", "lead")
MARKS = {CENTRE: ("4", "4"), DISORDER: ("3", "4"), SHOPS: ("2", "3")}
OBJECTIVE = "Fewer people are hurt in the town centre."
LATER_OBJECTIVE = "Shops lose less to theft."
CENTRE_WANTED: dict[str, Reply] = {
    "How is it measured?": "Violence and sexual offences in the ward a year",
    "Where do we start?": "494 violence and sexual offences",
    "Which way is better?": "Less is better",
    "Which number should be reached?": "450",
    "How do we say the target?": "450 or fewer a year",
    "By when?": date(2027, 3, 31),
    "Which body leads it?": "Farshire Police",
}
SHOPS_WANTED: dict[str, Reply] = {
    "How is it measured?": "Shoplifting per 1,000 residents a year",
    "Where do we start?": "11.5 shoplifting offences per 1,000 residents",
    "Which way is better?": "Less is better",
    "Which number should be reached?": "10",
    "How do we say the target?": "10 or fewer per 1,000 residents",
    "By when?": date(2027, 3, 31),
    "Which body leads it?": "Northmere Borough Council",
}


def assesses(year: Year) -> None:
    """The analyst brings in the build and settles its findings; the board signs them off."""
    analyst = year.visitor("analyst")
    analyst.stage("Evidence")
    analyst.stage("Measures")
    analyst.stage("Assessment")
    analyst.follow("Bring in the newest build")
    analyst.answer("Which plan year is it for?", "2026/28")
    analyst.refused("Bring it in", "A plan year names two years that follow each other")
    analyst.answer("Which plan year is it for?", "2026/27")
    analyst.send("Bring it in")
    analyst.stage("Voice")
    analyst.stage("Assessment")
    _settles(analyst)
    decided(year, SIGNED_OFF, refused=True)
    chair = year.visitor("chair")
    chair.stage("Assessment")
    chair.follow("Sign off the assessment")
    chair.refused("Sign off", "Choose an answer to “Which decision signs it off?”")
    chair.answer("Which decision signs it off?", SIGNED_OFF)
    chair.send("Sign off")
    chair.sees("Signed off on")


def _settles(analyst: Visitor) -> None:
    themes = {"violence and sexual": CENTRE, "shoplifting": SHOPS, "anti-social": DISORDER}
    count = analyst.page.locator("[data-keys-item]").count()
    assert count > 3
    for rank in range(1, count + 1):
        finding = analyst.page.locator(f"#finding-{rank}")
        words = finding.inner_text()
        theme = next((name for part, name in themes.items() if part in words.splitlines()[1].lower()), None)
        if theme:
            analyst.follow(f"Choose a theme for finding {rank}")
            analyst.answer("Which theme does it tell of?", theme)
            analyst.send("Save")
        if "neighbourhood" in words:
            analyst.follow(f"Set aside finding {rank}")
            analyst.answer("Why is it set aside?", "No.")
            analyst.refused("Set aside", "A reason is needed.")
            analyst.answer("Why is it set aside?", "It lies in a ward that is looked at as a whole.")
            analyst.send("Set aside")
        elif rank == 1:
            analyst.follow(f"Amend finding {rank}")
            analyst.answer("Why is it amended?", "The board asked where most of it is.")
            analyst.refused("Save the amended finding", "Nothing is amended.")
            sentence = analyst.typed("How shall the finding read?")
            analyst.answer("How shall the finding read?", f"{sentence} Many who are there come from elsewhere.")
            analyst.send("Save the amended finding")
        else:
            analyst.send(f"Agree finding {rank}")


def chooses(year: Year) -> None:
    """Four people give marks apart from one another; they are revealed; the board chooses against the ranking."""
    manager, chair = year.visitor("manager"), year.visitor("chair")
    manager.stage("Priorities")
    manager.follow("Open a round of scoring")
    manager.refused("Open the round", "Choose an answer to “By which scheme are they scored?”")
    manager.answer("By which scheme are they scored?", "Four by four")
    manager.send("Open the round")
    for place, name in enumerate(SCORERS):
        _marks(year.visitor(name), place)
        if place == 0:
            chair.sees("Before the marks can be revealed")
            chair.open(f"{chair.path}marks/", expected=(422,))
            chair.sees("The marks are not revealed.")
    manager.stage("Priorities")
    manager.follow("Reveal the marks")
    manager.send("Reveal the marks")
    manager.sees("4 people marked 3 themes")
    manager.follow("See the ranking that follows from these marks")
    decided(year, CHOSEN)
    chair.stage("Priorities")
    chair.follow("Choose the priorities")
    for theme, outcome in {CENTRE: "Priority", DISORDER: "Keep watching", SHOPS: "Priority"}.items():
        chair.answer_all({f"What becomes of {theme}?": outcome, f"Why, for {theme}?": "It does."})
    chair.answer("Which decision says so?", CHOSEN)
    chair.refused("Choose the priorities", "against the ranking")
    chair.answer(f"Why, for {CENTRE}?", "It stands first in the ranking, and most of the harm is there.")
    chair.answer(f"Why, for {DISORDER}?", "Where the town centre is made safer it falls by itself.")
    chair.answer(f"Why, for {SHOPS}?", "Staff are threatened every day, which the marks do not show.")
    chair.send("Choose the priorities")
    assert chair.heading == f"2 priorities for 2026/27: {CENTRE} and {SHOPS}"
    chair.sees("Against the ranking")


def _marks(scorer: Visitor, place: int) -> None:
    scorer.stage("Priorities")
    scorer.follow(f"Give your marks for {DISORDER}")
    for theme in (DISORDER, CENTRE, SHOPS):
        assert scorer.heading == f"How serious is {theme}?"
        impact, likelihood = MARKS[theme]
        scorer.answer("Impact", f"{impact}.")
        if place == 0 and theme == DISORDER:
            scorer.refused("Keep my marks", "Choose an answer to “Likelihood”")
        scorer.answer("Likelihood", f"{likelihood}.")
        scorer.send("Keep my marks")


def plans(year: Year) -> None:
    """The manager drafts a plan, is told what is missing, mends it, and the board adopts it."""
    manager, chair = year.visitor("manager"), year.visitor("chair")
    manager.stage("Plan")
    manager.follow("Draft the plan")
    manager.send("Draft the plan")
    _writes(manager, CENTRE, OBJECTIVE, CENTRE_WANTED)
    chair.open(manager.path + "adopt/")
    chair.sees("The priority “Theft from shops” has no objective.")
    _writes(manager, SHOPS, LATER_OBJECTIVE, SHOPS_WANTED)
    manager.sees("nothing is missing")
    _adopted(year, ADOPTED)
    assert chair.page.get_by_text("Adopted", exact=True).first.is_visible()


def changes(year: Year) -> None:
    """The plan gets a second version, which says what changed."""
    manager = year.visitor("manager")
    manager.stage("Plan")
    manager.follow("Begin version 2")
    manager.send("Begin a new version")
    manager.follow(f"Change the objective: {OBJECTIVE}")
    manager.answer("Which number should be reached?", "440")
    manager.answer("How do we say the target?", "440 or fewer a year")
    manager.send("Save")
    manager.follow("Compare the two versions")
    manager.sees("450 or fewer a year", "440 or fewer a year")
    _adopted(year, "Version 2 of the plan for 2026/27 is adopted.")


def _writes(manager: Visitor, theme: str, objective: str, wanted: dict[str, Reply]) -> None:
    """An objective begun with its sentence alone; the plan says what is missing, and leads to its form."""
    manager.follow(f"Add an objective for {theme}")
    manager.refused("Add objective", "What should be different?")
    manager.answer("What should be different?", objective)
    manager.send("Add objective")
    manager.sees("missing before it can be adopted")
    manager.follow(f"The objective “{objective.removesuffix('.')}” has no baseline.")
    manager.answer_all({**wanted, "Which number should be reached?": "9999"})
    manager.refused("Save", "Less is better, but the target")
    manager.answer_all(wanted)
    manager.send("Save")


def _adopted(year: Year, sentence: str) -> None:
    chair = year.visitor("chair")
    chair.stage("Plan")
    chair.follow("Adopt the plan")
    chair.sees("No decision to rest on yet")
    decided(year, sentence)
    chair.stage("Plan")
    chair.follow("Adopt the plan")
    chair.refused("Adopt the plan", "Which decision adopted this version?")
    chair.answer("Which decision adopted this version?", sentence)
    chair.send("Adopt the plan")
