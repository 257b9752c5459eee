"""Rounds of two or three themes, made through the stage's own actions, for tests of what comes after."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from cast import BEGAN, DAY, NOW, YEAR, Cast, made_assessment
from saferplan.assessment.models import Assessment, Finding
from saferplan.evidence.models import FrozenFigure
from saferplan.partnership.models import Attendance, Decision, Meeting, Theme
from saferplan.priorities import actions
from saferplan.priorities.models import Round, ScoredTheme
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure
from saferplan.voice.models import Concern, Survey

LATER = NOW + timedelta(days=1)
LATER_STILL = NOW + timedelta(days=2)


@dataclass
class Scene:
    """A signed-off assessment with two themes, of which residents put the second first."""

    cast: Cast
    assessment: Assessment
    vehicle: Theme
    burglary: Theme

    def open(self) -> Round:
        return actions.open_round(
            self.assessment,
            scheme_key="four_by_four",
            themes=[self.vehicle, self.burglary],
            by=self.cast.people["manager"],
            at=NOW,
        )

    def marked(self) -> Round:
        """By hand: vehicle crime has impact 3 and likelihood (4 + 3) / 2, so 10.5; burglary 2 times 2, so 4."""
        opened = self.open()
        for role, vehicle, burglary in (("chair", (3, 4), (2, 2)), ("lead", (3, 3), (2, 2))):
            for theme, marks in ((self.vehicle, vehicle), (self.burglary, burglary)):
                give(opened.themes.get(theme=theme), self.cast, role, *marks)
        return opened

    def revealed(self) -> Round:
        opened = self.marked()
        actions.reveal(opened, seen_version=1, by=self.cast.people["manager"], at=NOW)
        return opened

    def decision(self, sentence: str = "The board chose its priorities.") -> Decision:
        """Of a quorate meeting, recorded after the reveal."""
        return Decision.objects.create(
            meeting=self.cast.meeting,
            sentence=sentence,
            evidence=[],
            recorded_at=LATER,
            recorded_by=self.cast.people["chair"],
        )

    def poor_decision(self) -> Decision:
        """Of a meeting of which two authorities were there and three are needed."""
        meeting = Meeting.objects.create(group=self.cast.board, held_on=DAY)
        for body in self.cast.bodies[:2]:
            Attendance.objects.create(meeting=meeting, body=body, is_present=True)
        return Decision.objects.create(
            meeting=meeting,
            sentence="Two agreed.",
            evidence=[],
            recorded_at=LATER,
            recorded_by=self.cast.people["chair"],
        )


def give(theme: ScoredTheme, cast: Cast, role: str, impact: int | None, likelihood: int | None) -> None:
    actions.give_marks(
        theme,
        marks={"impact": impact, "likelihood": likelihood},
        notes={"impact": f"Seen by the {role}."},
        by=cast.people[role],
        at=NOW,
    )


def made_scene(cast: Cast) -> Scene:
    assessment = made_assessment(cast)
    vehicle = Theme.objects.get(partnership=cast.partnership, name="Vehicle crime")
    burglary = Theme.objects.create(
        partnership=cast.partnership, name="Burglary", starts_on=BEGAN, concern_keys=["burglary"]
    )
    Finding.objects.create(
        assessment=assessment,
        rank=2,
        kind="change",
        measure_key="burglary",
        place_code=cast.partnership.area_code,
        place_name=cast.partnership.name,
        sentence="Burglary stayed as it was.",
        certainty="It is likely.",
        source="Source: made up.",
        theme=burglary,
        state="amended",
        amended_sentence="Burglary did not change.",
        settled_at=NOW,
        settled_by=cast.people["analyst"],
    )
    made_concern(cast, "burglary", "Burglary", 3)
    return Scene(cast, assessment, vehicle, burglary)


def made_concern(cast: Cast, key: str, issue: str, rank: int) -> Concern:
    survey, _ = Survey.objects.get_or_create(
        partnership=cast.partnership,
        plan_year=YEAR,
        defaults={
            "name": "Made-up survey",
            "build_id": "B-0123456789ab",
            "answer_count": 200,
            "effective_n": 150.0,
            "method": "Made up.",
            "brought_at": NOW,
            "brought_by": cast.people["analyst"],
        },
    )
    figure = Figure(
        statistic="share",
        measure_key=None,
        measure_name=f"Concerned about {issue.lower()}",
        place_code=cast.partnership.area_code,
        place_name=cast.partnership.name,
        period="November 2025",
        against=None,
        estimate=Estimate(0.4, 0.32, 0.48, 200, "share of respondents who named a concern, weighted"),
        denominator="respondents",
        source="Source: made up.",
        build_id="B-0123456789ab",
        recipe={"statistic": "share", "issue": key},
    )
    frozen = FrozenFigure.objects.create(
        partnership=cast.partnership,
        figure_id=figure.figure_id,
        build_id=figure.build_id,
        content=asdict(figure),
        frozen_at=NOW,
        frozen_by=cast.people["analyst"],
    )
    return Concern.objects.create(
        survey=survey, issue_key=key, issue=issue, figure=frozen, rank=rank, rank_low=2, rank_high=4
    )
