"""A standing cast for tests of records and pages: two partnerships, their people, and records by hand up to a plan.

The people of Northmere each have one role; Neighbour is the manager of the next partnership and must see nothing of
Northmere's. Records here are made directly, so that a stage can be tested without the stages before it.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.contrib.auth.hashers import make_password
from django.test import Client

from saferplan.assessment.models import Assessment, Finding
from saferplan.evidence.models import FrozenFigure
from saferplan.partnership.models import (
    Attendance,
    Body,
    Decision,
    Group,
    GroupSeat,
    Meeting,
    Membership,
    Partnership,
    Person,
    Theme,
)
from saferplan.plan.models import Objective, Plan
from saferplan.priorities.models import Priority, Round, ScoredTheme
from saferplan.terms.estimates import Estimate
from saferplan.terms.figures import Figure

PASSWORD = "plainly made up words"  # noqa: S105 - of made-up people in a database that is gone when the test ends
NOW = datetime(2026, 1, 14, 15, 5, tzinfo=UTC)
DAY = NOW.date()
BEGAN = date(2025, 4, 1)
YEAR = "2026/27"
AUTHORITIES = ("Northmere Council", "Farshire Police", "Farshire Fire and Rescue", "Probation", "Farshire Health")
ROLES = ("chair", "manager", "analyst", "lead", "scrutiny", "county")


@dataclass
class Cast:
    """One partnership with its people by role, and whom it must be kept from."""

    partnership: Partnership
    people: dict[str, Person]
    members: dict[str, Membership]
    bodies: list[Body]
    board: Group
    meeting: Meeting
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, role: str | None) -> Client:
        """A browser in which the person of a role, or nobody, is signed in."""
        if role is None:
            return Client()
        if role not in self.clients:
            client = Client()
            client.force_login(self.people[role], backend="allauth.account.auth_backends.AuthenticationBackend")
            self.clients[role] = client
        return self.clients[role]

    def decision(self, sentence: str = "The board agreed.") -> Decision:
        return Decision.objects.create(
            meeting=self.meeting, sentence=sentence, evidence=[], recorded_at=NOW, recorded_by=self.people["chair"]
        )


def made_cast(slug: str = "northmere", name: str = "Northmere", area_code: str = "E07099001") -> Cast:
    """A partnership with five responsible authorities, a quorate board meeting, and somebody in every role."""
    partnership = Partnership.objects.create(
        slug=slug, name=name, area_code=area_code, county_slug="farshire", county_name="Farshire", quorum=3
    )
    bodies = [
        Body.objects.create(partnership=partnership, name=body, is_responsible_authority=True, starts_on=BEGAN)
        for body in AUTHORITIES
    ]
    people, members = {}, {}
    for role in ROLES:
        person = Person.objects.create(
            username=f"{role}-{slug}", name=f"Madeup {role.capitalize()} of {name}", password=make_password(PASSWORD)
        )
        people[role] = person
        members[role] = Membership.objects.create(
            partnership=partnership, person=person, role=role, body=bodies[0], starts_on=BEGAN
        )
    board = Group.objects.create(
        partnership=partnership, name="Board", kind="board", starts_on=BEGAN, chair_post="Chief executive"
    )
    meeting = Meeting.objects.create(group=board, held_on=date(2026, 1, 13), place="Town hall")
    for number, body in enumerate(bodies):
        GroupSeat.objects.create(group=board, body=body)
        Attendance.objects.create(meeting=meeting, body=body, is_present=number < 4)
    return Cast(partnership, people, members, bodies, board, meeting)


def made_figure(cast: Cast, value: float = 120.0, statistic: str = "count") -> FrozenFigure:
    """A frozen figure of the partnership; its recipe leads nowhere, as no test here counts it again."""
    figure = Figure(
        statistic=statistic,
        measure_key="vehicle_crime",
        measure_name="Vehicle crime",
        place_code=cast.partnership.area_code,
        place_name=cast.partnership.name,
        period="2025-01..2025-12",
        against=None,
        estimate=Estimate(value, value, value, int(value), "crimes"),
        denominator=None,
        source="Source: made up.",
        build_id="B-0123456789ab",
        recipe={"statistic": statistic},
    )
    from dataclasses import asdict

    return FrozenFigure.objects.create(
        partnership=cast.partnership,
        figure_id=figure.figure_id,
        build_id=figure.build_id,
        content=asdict(figure),
        frozen_at=NOW,
        frozen_by=cast.people["analyst"],
    )


def made_assessment(cast: Cast, *, signed_off: bool = True) -> Assessment:
    """A signed-off assessment of one agreed finding, with its theme and figure."""
    analyst, chair = cast.people["analyst"], cast.people["chair"]
    assessment = Assessment.objects.create(
        partnership=cast.partnership,
        plan_year=YEAR,
        area_name=cast.partnership.name,
        period="2025-01..2025-12",
        against="2024-01..2024-12",
        build_id="B-0123456789ab",
        code_version="made up",
        screened_count=100,
        brought_at=NOW,
        brought_by=analyst,
        signed_off_at=NOW if signed_off else None,
        signed_off_by=chair if signed_off else None,
        decision=cast.decision("The assessment was signed off.") if signed_off else None,
    )
    theme = Theme.objects.create(
        partnership=cast.partnership, name="Vehicle crime", starts_on=BEGAN, measure_keys=["vehicle_crime"]
    )
    finding = Finding.objects.create(
        assessment=assessment,
        rank=1,
        kind="change",
        measure_key="vehicle_crime",
        place_code=cast.partnership.area_code,
        place_name=cast.partnership.name,
        sentence=f"Vehicle crime in {cast.partnership.name} fell to 120.",
        certainty="It is almost certain that the underlying rate fell.",
        source="Source: made up.",
        theme=theme,
        state="agreed" if signed_off else "candidate",
        settled_at=NOW if signed_off else None,
        settled_by=analyst if signed_off else None,
    )
    finding.figures.add(made_figure(cast))
    return assessment


def made_priority(cast: Cast) -> Priority:
    """A chosen priority from a closed round."""
    assessment = made_assessment(cast)
    opened = Round.objects.create(
        assessment=assessment,
        scheme_key="morile_style",
        scheme_version="1",
        state="closed",
        opened_at=NOW,
        opened_by=cast.people["manager"],
        revealed_at=NOW,
        revealed_by=cast.people["manager"],
    )
    finding = assessment.findings.get()
    scored = ScoredTheme.objects.create(round=opened, theme=finding.theme)
    scored.findings.add(finding)
    return Priority.objects.create(
        scored_theme=scored,
        outcome="priority",
        rank=1,
        score=3.0,
        reason="It stands first.",
        decision=cast.decision("Vehicle crime is a priority."),
        chosen_at=NOW,
        chosen_by=cast.people["chair"],
    )


def made_plan(cast: Cast, *, adopted: bool = True) -> Plan:
    """A plan of one whole objective."""
    priority = made_priority(cast)
    plan = Plan.objects.create(
        partnership=cast.partnership,
        round=priority.scored_theme.round,
        plan_year=YEAR,
        state="adopted" if adopted else "draft",
        drafted_at=NOW,
        drafted_by=cast.people["manager"],
        adopted_at=NOW if adopted else None,
        adopted_by=cast.people["chair"] if adopted else None,
        decision=cast.decision("The plan was adopted.") if adopted else None,
    )
    Objective.objects.create(
        plan=plan,
        priority=priority,
        line=1,
        sentence="Fewer vehicles are broken into.",
        indicator="Vehicle crimes a year",
        baseline=FrozenFigure.objects.get(partnership=cast.partnership),
        polarity="lower_is_better",
        target_value=100,
        target_words="100 or fewer",
        target_date=date(2027, 3, 31),
        lead_body=cast.bodies[1],
    )
    return plan
