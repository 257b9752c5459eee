"""From a build to a signed-off assessment: findings brought in, triaged, given themes and signed off by the board."""

from dataclasses import dataclass
from datetime import datetime

from saferplan.assessment import actions
from saferplan.assessment.brought import brought_from, survey_from
from saferplan.assessment.models import Assessment, Finding
from saferplan.evidence.store import current_build
from saferplan.home import Home
from saferplan.partnership.actions import add_theme, hold_meeting, record_decision, take_attendance
from saferplan.partnership.models import Decision, Meeting, Theme
from saferplan.partnership.roles import Role
from saferplan.voice.actions import bring_survey
from saferplan.web.made_up_year.cast import BEGAN, Cast, moment


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme: what tells of it in the measures and in the survey."""

    key: str
    name: str
    description: str
    measure_keys: tuple[str, ...]
    concern_keys: tuple[str, ...]


TOPICS = (
    Topic(
        "centre",
        "Safe town centre",
        "Violence and disorder in the town centre, most of all in the evening.",
        ("all_crime", "violence_and_sexual_offences"),
        ("violence",),
    ),
    Topic(
        "shops", "Theft from shops", "Theft from shops and abuse of their staff.", ("shoplifting",), ("shoplifting",)
    ),
    Topic(
        "disorder",
        "Anti-social behaviour",
        "Behaviour that makes life hard for neighbours.",
        ("anti_social_behaviour",),
        ("anti_social_behaviour",),
    ),
    Topic("vehicles", "Vehicle crime", "Theft of and from vehicles.", ("vehicle_crime",), ("vehicle_crime",)),
)
OLD_CENTRE = "Night-time economy"


def themes_begun(cast: Cast) -> dict[str, Theme]:
    """The themes; the town centre's came out of an older one."""
    by, at = cast.people[Role.MANAGER], moment(2024, 9, 3)
    before = add_theme(
        cast.partnership,
        name=OLD_CENTRE,
        description="Violence in and around pubs and clubs.",
        measure_keys=["violence_and_sexual_offences"],
        concern_keys=["violence"],
        predecessor=None,
        starts_on=BEGAN,
        by=by,
        at=at,
    )
    return {
        topic.key: add_theme(
            cast.partnership,
            name=topic.name,
            description=topic.description,
            measure_keys=topic.measure_keys,
            concern_keys=topic.concern_keys,
            predecessor=before if topic.key == "centre" else None,
            starts_on=at.date(),
            by=by,
            at=at,
        )
        for topic in TOPICS
    }


def brought_in(cast: Cast, home: Home, *, plan_year: str, with_survey: bool, at: datetime) -> Assessment:
    """The current build of the partnership's area, brought in with what residents said."""
    build = current_build(home, cast.partnership.area_code)
    assert build is not None, "the build was made just before"
    analyst = cast.people[Role.ANALYST]
    survey = survey_from(build)
    if with_survey and survey:
        bring_survey(cast.partnership, brought=survey, plan_year=plan_year, by=analyst, at=at)
    return actions.bring_build(cast.partnership, brought=brought_from(build), plan_year=plan_year, by=analyst, at=at)


def triaged(assessment: Assessment, cast: Cast, themes: dict[str, Theme], *, at: datetime) -> None:
    """Every finding agreed, amended or set aside, each with its theme where it tells of one."""
    manager = cast.people[Role.MANAGER]
    theme_of = {key: themes[topic.key] for topic in TOPICS for key in topic.measure_keys}
    for finding in assessment.findings.all():
        if finding.measure_key in theme_of:
            actions.settle_theme(
                finding, theme=theme_of[finding.measure_key], seen_version=finding.version, by=manager, at=at
            )
        _settled(finding, cast, at)


def _settled(finding: Finding, cast: Cast, at: datetime) -> None:
    manager = cast.people[Role.MANAGER]
    if finding.rank == 1:
        actions.amend(
            finding,
            amended_sentence=f"{finding.sentence} Most of it is elsewhere than in the town centre.",
            reason="The board asked that the centre be told apart from the rest.",
            seen_version=finding.version,
            by=manager,
            at=at,
        )
    elif "neighbourhood" in finding.sentence:
        actions.set_aside(
            finding,
            reason="It lies in a ward that is looked at as a whole.",
            seen_version=finding.version,
            by=manager,
            at=at,
        )
    else:
        actions.agree(finding, seen_version=finding.version, by=manager, at=at)


def board_met(cast: Cast, *, at: datetime, agenda: str, is_public: bool = False) -> Meeting:
    """A meeting of the board to which all came but one body."""
    board, manager = cast.groups["board"], cast.people[Role.MANAGER]
    meeting = hold_meeting(
        board, held_on=at.date(), place="Town hall", is_public=is_public, agenda=agenda, by=manager, at=at
    )
    present = {seat.body: seat.body != cast.bodies["probation"] for seat in board.seats.select_related("body")}
    take_attendance(meeting, present, by=manager, at=at)
    return meeting


def decided(meeting: Meeting, cast: Cast, sentence: str, evidence: list[object], *, at: datetime) -> Decision:
    """What the board decided, on which evidence."""
    return record_decision(meeting, sentence=sentence, evidence=evidence, by=cast.people[Role.CHAIR], at=at)  # type: ignore[arg-type]  # records of several stages


def signed_off(assessment: Assessment, cast: Cast, *, at: datetime) -> None:
    """The board signs the assessment off."""
    meeting = board_met(cast, at=at, agenda="The strategic assessment.", is_public=True)
    decision = decided(
        meeting, cast, f"The strategic assessment for {assessment.plan_year} is signed off.", [assessment], at=at
    )
    actions.sign_off(assessment, decision=decision, seen_version=assessment.version, by=cast.people[Role.CHAIR], at=at)
