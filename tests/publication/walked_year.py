"""A made-up partnership’s year walked by the stages’ actions, from a build to an adopted plan under way."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import saferplan.year
from cast import YEAR, Cast
from saferplan.alignment.actions import add_aims, add_row, add_strategy
from saferplan.assessment.actions import agree, bring_build, set_aside, settle_theme, sign_off
from saferplan.assessment.brought import brought_from, survey_from
from saferplan.assessment.models import Assessment
from saferplan.delivery.actions import add_action, say_how_it_goes
from saferplan.evaluation.actions import find_effect, register
from saferplan.evidence.store import current_build
from saferplan.home import Home
from saferplan.partnership.models import Decision, Theme
from saferplan.plan.actions import add_objective, adopt, draft_plan
from saferplan.plan.models import Plan
from saferplan.plan.queries import baselines, priorities_of
from saferplan.priorities.actions import choose, give_marks, open_round, reveal
from saferplan.priorities.choice import Choice
from saferplan.priorities.queries import criteria_of, scheme_of
from saferplan.publication.actions import approve, prepare
from saferplan.publication.models import Release
from saferplan.scrutiny.actions import answer, recommend
from saferplan.terms.periods import Period
from saferplan.voice.actions import bring_survey
from voice.asked_survey import county_with_survey

BEGAN = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)
THEMES = {
    "Vehicle crime": (["vehicle_crime"], ["vehicle_crime"]),
    "Shoplifting": (["shoplifting"], ["shoplifting"]),
    "Violence": (["violence_and_sexual_offences"], ["violence"]),
}
MARKS = {"Vehicle crime": 3, "Shoplifting": 1, "Violence": 4}
WHY = "The evidence and what residents say both point to it, and the board can act on it."


def make_home(folder: Path, *areas: str) -> Home:
    """The main job on the made-up county with its survey, for each of these areas."""
    home = Home(folder / "home")
    county_with_survey(folder / "county")
    for area in areas or ("Northmere",):
        request = saferplan.year.Request(
            area, Period.parse("2025"), Period.parse("2024"), folder / "county", (), date(2026, 1, 14)
        )
        saferplan.year.run(request, home=home, out=folder / f"out-{area}", progress=lambda *_: None)
    return home


@dataclass
class Walk:
    """A year on its way; each step is an hour after the last."""

    cast: Cast
    home: Home
    at: datetime = field(default=BEGAN)

    def who(self, role: str) -> dict[str, object]:
        self.at += timedelta(hours=1)
        return {"by": self.cast.people[role], "at": self.at}

    def decide(self, sentence: str) -> Decision:
        given = self.who("chair")
        return Decision.objects.create(
            meeting=self.cast.meeting, sentence=sentence, recorded_at=given["at"], recorded_by=given["by"]
        )

    def to_assessment(self, *, most: int = 12) -> Assessment:
        """The first findings agreed, the rest set aside."""
        partnership = self.cast.partnership
        build = current_build(self.home, partnership.area_code)
        themes = [
            Theme.objects.create(
                partnership=partnership,
                name=name,
                starts_on=date(2025, 4, 1),
                measure_keys=measures,
                concern_keys=concerns,
                description=f"What harms people through {name.lower()}.",
            )
            for name, (measures, concerns) in THEMES.items()
        ]
        assessment = bring_build(partnership, brought=brought_from(build), plan_year=YEAR, **self.who("analyst"))
        if survey := survey_from(build):
            bring_survey(partnership, brought=survey, plan_year=YEAR, **self.who("analyst"))
        of_measure = {measure: theme for theme in themes for measure in theme.measure_keys}
        kept = 0
        for finding in assessment.findings.all():
            theme = of_measure.get(finding.measure_key)
            if theme is None or kept >= most:
                set_aside(finding, reason="It tells nothing new.", seen_version=finding.version, **self.who("analyst"))
                continue
            kept += 1
            if finding.theme_id != theme.pk:
                settle_theme(finding, theme=theme, seen_version=finding.version, **self.who("analyst"))
            agree(finding, seen_version=finding.version, **self.who("analyst"))
        decision = self.decide("The strategic assessment is signed off.")
        sign_off(assessment, decision=decision, seen_version=assessment.version, **self.who("chair"))
        return assessment

    def to_plan(self, assessment: Assessment) -> Plan:
        """Scored by three, two chosen, one objective each, adopted."""
        themes = Theme.objects.filter(partnership=self.cast.partnership, findings__state="agreed").distinct()
        opened = open_round(assessment, scheme_key="morile_style", themes=themes, **self.who("chair"))
        criteria = criteria_of(scheme_of(opened))
        for extra, role in enumerate(("chair", "analyst", "lead")):
            for scored in opened.themes.all():
                mark = min(4, max(1, MARKS[scored.theme.name] - extra % 2))
                marks = {criterion.key: mark for criterion in criteria}
                give_marks(scored, marks=marks, notes={}, **self.who(role))
        reveal(opened, seen_version=opened.version, **self.who("chair"))
        order = sorted(opened.themes.all(), key=lambda scored: -MARKS[scored.theme.name])
        choices = {scored: Choice("priority" if place < 2 else "watch", WHY) for place, scored in enumerate(order)}
        decision = self.decide("Violence and vehicle crime are the priorities.")
        choose(opened, choices=choices, decision=decision, seen_version=opened.version, **self.who("chair"))
        plan = draft_plan(opened, **self.who("manager"))
        self._objectives(plan)
        decision = self.decide("The plan is adopted.")
        adopt(plan, decision=decision, seen_version=plan.version, **self.who("chair"))
        return plan

    def _objectives(self, plan: Plan) -> None:
        possible = [frozen for held in baselines(plan).values() for frozen in held]
        for priority in priorities_of(plan):
            if priority.outcome != "priority":
                continue
            keys = priority.scored_theme.theme.measure_keys
            own = [frozen for frozen in possible if frozen.figure.measure_key in keys]
            baseline = own[0]
            add_objective(
                plan,
                priority=priority,
                sentence=f"Bring {priority.name.lower()} down.",
                indicator=f"{priority.name} a year",
                baseline=baseline,
                polarity="lower_is_better",
                target_value=baseline.figure.estimate.value * 0.9,
                target_words="A tenth less",
                target_date=date(2027, 3, 31),
                lead_body=self.cast.bodies[1],
                **self.who("manager"),
            )

    def work(self, plan: Plan, *, evaluated: bool = True) -> None:
        """An action for each objective, one of them evaluated; a recommendation answered; a strategy held against."""
        first = None
        for objective in plan.objectives.all():
            added = add_action(
                objective,
                sentence=f"Patrol where {objective.priority.name.lower()} is most.",
                lead=self.cast.members["lead"],
                starts_on=date(2025, 1, 6),
                due_on=date(2026, 12, 31),
                place_code="E05990001",
                place_name="Northmere Centre",
                measure_key="all_crime",
                **self.who("manager"),
            )
            say_how_it_goes(added, state="under_way", done_share=0.6, words="It goes as planned.", **self.who("lead"))
            first = first or added
        if evaluated:
            registered = register(
                first,
                question="Did crime in the centre fall more than elsewhere?",
                measure_key="all_crime",
                place_code="E05990001",
                comparison_codes=("E05990002", "E05990003", "E05990004"),
                why_comparison="The likest in level.",
                chosen_because_high=True,
                before=["2024"],
                after="2025",
                **self.who("analyst"),
            )
            find_effect(registered, **self.who("analyst"))
        self._others(plan)

    def _others(self, plan: Plan) -> None:
        made = recommend(
            plan,
            to_body=self.cast.bodies[0],
            sentence="Tell residents each quarter how the plan goes.",
            reason="Few know of it.",
            made_on=self.at.date(),
            meeting=None,
            **self.who("scrutiny"),
        )
        words = "A page will be kept."
        answer(made, answer="accepted", words=words, seen_version=made.version, **self.who("manager"))
        strategy = add_strategy(
            self.cast.partnership,
            body_name="Farshire Police",
            title="Safer Farshire",
            link="",
            starts_on=date(2025, 4, 1),
            ends_on=None,
            checked_on=date(2026, 1, 14),
            **self.who("analyst"),
        )
        aims = add_aims(strategy, ["Fewer people are hurt.", "Roads are safer."], **self.who("analyst"))
        priority = next(one for one in priorities_of(plan) if one.outcome == "priority")
        add_row(priority, aims[0], direction="both", shown_by="Joint patrols.", **self.who("analyst"))

    def publish(self, plan: Plan, what_changed: str = "") -> Release:
        """Prepared by the analyst, approved by the chair."""
        release = prepare(self.cast.partnership, plan=plan, what_changed=what_changed, **self.who("analyst"))
        approve(release, seen_version=release.version, **self.who("chair"))
        return release


def walked(cast: Cast, home: Home) -> tuple[Walk, Plan]:
    """The whole year up to a plan whose work is under way."""
    walk = Walk(cast, home)
    plan = walk.to_plan(walk.to_assessment())
    walk.work(plan)
    return walk, plan
