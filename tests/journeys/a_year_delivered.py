"""From an adopted plan to a public release: actions, an evaluation, scrutiny, the crosswalk, and two pairs of eyes."""

import re
from datetime import date

from journeys.a_year import CENTRE, SHOPS, Year
from journeys.a_year_planned import CHOSEN, OBJECTIVE
from web.browser import PHONE

ACTION = "Put two wardens in the centre on Friday and Saturday nights."
QUESTION = "Did violence in the centre fall more than elsewhere since the wardens began?"
RECOMMENDATION = "Farshire Police should say each quarter how many nights the wardens worked."
AIM = "Fewer people hurt in public."


def delivers(year: Year) -> None:
    """The lead adds an action, refused without a lead and a date, and says on a phone how it goes."""
    lead = year.visitor("lead")
    assert lead.screen == PHONE
    lead.stage("Delivery")
    lead.follow("Add the first action")
    lead.answer_all({"Which objective does it serve?": OBJECTIVE, "What is to be done?": ACTION})
    lead.refused("Add the action", "Who leads it?", "Enter a date, such as 14 1 2026.")
    lead.answer_all(
        {
            "Who leads it?": "Madeup Lead",
            "When does it start?": date(2025, 1, 6),
            "By when is it to be done?": date(2026, 9, 30),
            "Where is it at work?": "Northmere Centre",
            "Which crime is it to change?": "Violence and sexual offences",
        }
    )
    lead.send("Add the action")
    lead.stage("Delivery")
    lead.follow("My actions")
    lead.follow("Say how it goes", exact=False)
    lead.answer_all({"How does it stand?": "Done", "How much of it is done?": "Half"})
    lead.refused("Say so", "What should the others know?", "Choose “All of it” for what is done")
    lead.answer_all({"How does it stand?": "Under way", "What should the others know?": "Both wardens have begun."})
    lead.send("Say so")
    lead.sees("Both wardens have begun.")


def evaluates(year: Year) -> None:
    """The analyst registers what the action is held against, and finds its effect."""
    analyst = year.visitor("analyst")
    analyst.stage("Evaluation")
    analyst.follow(f"Register an evaluation of: {ACTION}")
    analyst.answer_all(
        {
            "Which question will it answer?": QUESTION,
            "Was this place chosen because crime there was high?": "Yes",
            "Which month is the first to be looked at after the action began?": "January 2025",
            "How many months from then on?": "12 months",
            "How many years before are they held against?": "1 year before",
        }
    )
    analyst.refused("Register", "Which wards is it compared with?", "Why these?")
    wards = analyst.page.get_by_role("group", name="Which wards is it compared with?").get_by_role("checkbox")
    for place in range(3):
        wards.nth(place).check()
    analyst.answer("Why these?", "They went alike in the years before.")
    analyst.send("Register")
    assert analyst.heading == QUESTION
    analyst.follow("Find the effect")
    analyst.send("Find the effect")
    analyst.sees("How far this can be believed")


def scrutinises(year: Year) -> None:
    """The councillor recommends; the manager answers in time and corrects the answer."""
    councillor, manager = year.visitor("scrutiny"), year.visitor("manager")
    councillor.stage("Scrutiny")
    councillor.follow("Open the committee’s pack")
    councillor.sees(OBJECTIVE, ACTION)
    councillor.follow("Make a recommendation")
    councillor.answer_all(
        {"What do you recommend?": RECOMMENDATION, "Which organisation should answer?": "Farshire Police"}
    )
    councillor.refused("Make the recommendation", "Why?", "Enter a date")
    councillor.answer_all({"Why?": "The plan does not say.", "When was it made?": year.now.date()})
    councillor.send("Make the recommendation")
    manager.stage("Scrutiny")
    manager.follow(RECOMMENDATION)
    manager.follow("Answer the recommendation")
    manager.answer("Is it accepted?", "Accepted in part")
    manager.refused("Answer", "What will be done, or why not?")
    manager.answer("What will be done, or why not?", "It will be said twice a year.")
    manager.send("Answer")
    manager.follow("Correct this answer")
    manager.answer_all(
        {"Is it accepted?": "Accepted", "What will be done, or why not?": "It will be said each quarter."}
    )
    manager.refused("Correct the answer", "What was wrong with the answer before?")
    manager.answer("What was wrong with the answer before?", "The police agreed to more.")
    manager.send("Correct the answer")
    manager.sees("It will be said each quarter.", "Earlier answer")


def aligns(year: Year) -> None:
    """The analyst adds another body's strategy, and says how one aim meets a priority."""
    analyst = year.visitor("analyst")
    analyst.stage("Alignment")
    analyst.follow("Add a strategy, such as the police and crime plan")
    analyst.answer_all(
        {"What is the strategy called?": "Police and crime plan", "Where is it published?": "not an address"}
    )
    analyst.refused("Add the strategy", "Whose strategy is it?", "Enter a date")
    analyst.answer_all(
        {
            "Whose strategy is it?": "Commissioner for Farshire",
            "Where is it published?": "https://www.example.org/plan",
            "From when is it in force?": date(2025, 4, 1),
            "When did you last look at it?": year.now.date(),
        }
    )
    analyst.send("Add the strategy")
    analyst.answer("What does it aim at?", f"{AIM}\nFewer thefts.")
    analyst.send("Add the aims")
    analyst.stage("Alignment")
    analyst.follow("Add to the crosswalk")
    analyst.answer_all(
        {"Which priority of ours?": CENTRE, "Which aim of theirs?": AIM, "Which way do they meet?": "Both ways"}
    )
    analyst.refused("Add to the crosswalk", "What shows it?")
    analyst.answer("What shows it?", "A shared fund for the wardens.")
    analyst.send("Add to the crosswalk")
    analyst.stage("Alignment")
    analyst.sees(AIM, SHOPS)


def publishes(year: Year) -> None:
    """The manager prepares the release and may not approve it; the chair approves; the neighbour sees nothing."""
    manager, chair = year.visitor("manager"), year.visitor("chair")
    manager.stage("Publication")
    manager.follow("Prepare a release")
    manager.answer("What is new in this release?", "It is the first.")
    manager.send("Prepare the release")
    manager.sees("You prepared it, so somebody else must approve it.")
    manager.open(manager.path + "approve/")
    manager.page.get_by_label("I have read the document and looked at what is withheld").check()
    manager.refused("Publish it", "prepared")
    chair.open(manager.path.removesuffix("approve/"))
    chair.follow("Approve it")
    chair.refused("Publish it", "Read the document first, then tick this")
    chair.page.get_by_label("I have read the document and looked at what is withheld").check()
    chair.send("Publish it")
    neighbour = year.visitor("neighbour")
    neighbour.open(chair.path, expected=(403,))
    neighbour.sees("You are not a member of Northmere.")


def is_read(year: Year) -> None:
    """Anybody reads it, without signing in and without scripts."""
    public = year.stranger(scripts=False)
    public.open("/northmere/")
    public.follow("Safe town centre")
    public.sees(OBJECTIVE, ACTION)
    public.open("/members/northmere/publication/")
    assert public.path == "/sign-in/"


def is_followed_back(year: Year) -> None:
    """From a sentence of the public plan, by links alone, to decision, scores, finding, figure and raw files."""
    public = year.stranger()
    public.open("/northmere/plan/")
    public.sees(OBJECTIVE)
    public.follow(CENTRE)
    public.follow("See the board’s choice")
    assert public.heading == CHOSEN
    public.sees("4 of 5 responsible authorities were there. 3 were needed.")
    public.follow(f"The scores for {CENTRE}")
    public.sees("4 people gave marks.")
    public.follow("Finding 3", exact=False)
    public.follow("494 violence and sexual offences", exact=False)
    public.sees("We counted it again from the raw files, and got the same.", "made-up-police-uk.zip")
    seals = public.page.locator("main").inner_text()
    assert re.search(r"SHA-256\s+[0-9a-f]{64}", seals)


def agrees(year: Year) -> None:
    """The county officer begins the agreement and brings the release in; alone, it shares nothing yet."""
    county = year.visitor("county")
    county.stage("Agreement")
    county.follow("Begin the agreement")
    county.send("Begin it")
    county.follow("Bring in Northmere’s release 1")
    county.send("Bring it in")
    county.follow("See the county’s public page")
    county.sees("Northmere")
