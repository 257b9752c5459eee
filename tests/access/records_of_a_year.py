"""One record of each kind in a partnership, made by hand: what every address of the site can be asked for."""

from datetime import date

from cast import BEGAN, DAY, NOW, YEAR, Cast, made_figure, made_plan
from saferplan.agreement.models import Agreement, SharedPriority
from saferplan.alignment.models import Aim, CrosswalkRow, Strategy
from saferplan.definitions.loading import criteria_schemes
from saferplan.delivery.models import Action
from saferplan.evaluation.models import Evaluation
from saferplan.evidence.models import FrozenFigure
from saferplan.partnership.models import Group, Meeting, Theme
from saferplan.plan.models import Plan
from saferplan.priorities.models import Mark, Round, ScoredTheme
from saferplan.priorities.schemes import criteria_of
from saferplan.publication.models import Release
from saferplan.scrutiny.models import Recommendation
from saferplan.voice.models import Survey


def records_of(cast: Cast) -> dict[str, int | str]:
    """What an address may hold in place of a record, by the record's name."""
    plan = made_plan(cast)
    objective = plan.objectives.get()
    priority = objective.priority
    round_ = priority.scored_theme.round
    _marks(cast, round_)
    finding = round_.assessment.findings.get()
    action = _action(cast, plan)
    strategy, aim, row = _crosswalk(cast, priority)
    return {
        "body": cast.bodies[1].pk,
        "member": cast.members["analyst"].pk,
        "group": cast.board.pk,
        "theme": finding.theme.pk,
        "meeting": cast.meeting.pk,
        "decision": plan.decision.pk,
        "survey": _survey(cast).pk,
        "figure": FrozenFigure.objects.filter(partnership=cast.partnership).first().figure_id,
        "assessment": round_.assessment.pk,
        "finding": finding.pk,
        "round": round_.pk,
        "scored theme": priority.scored_theme.pk,
        "priority": priority.pk,
        "plan": plan.pk,
        "objective": objective.pk,
        "action": action.pk,
        "evaluation": _evaluation(cast, action).pk,
        "recommendation": _recommendation(cast, plan).pk,
        "strategy": strategy.pk,
        "aim": aim.pk,
        "row": row.pk,
        "release": _release(cast, plan).number,
        "shared": _shared(cast).pk,
        "slug": cast.partnership.slug,
    }


def _shared(cast: Cast) -> SharedPriority:
    """A priority shared in the agreement of the partnership's county."""
    agreement = Agreement.objects.create(
        county_slug=cast.partnership.county_slug,
        county_name=cast.partnership.county_name,
        begun_at=NOW,
        begun_by=cast.people["county"],
    )
    return SharedPriority.objects.create(
        agreement=agreement,
        name="Safer roads",
        how="Together.",
        lines=[],
        agreed_at=NOW,
        agreed_by=cast.people["county"],
    )


def _marks(cast: Cast, round_: Round) -> None:
    """Marks of two people for two themes, so that there is something to rank."""
    theme = Theme.objects.create(partnership=cast.partnership, name="Burglary", starts_on=BEGAN)
    ScoredTheme.objects.create(round=round_, theme=theme)
    criteria = criteria_of(criteria_schemes()[round_.scheme_key])
    for place, scored in enumerate(round_.themes.all()):
        for role in ("chair", "manager"):
            for criterion in criteria:
                Mark.objects.create(
                    scored_theme=scored,
                    criterion_key=criterion.key,
                    mark=2 + place,
                    given_at=NOW,
                    given_by=cast.people[role],
                )


def _action(cast: Cast, plan: Plan) -> Action:
    return Action.objects.create(
        objective=plan.objectives.get(),
        sentence="Light the car park.",
        lead=cast.members["lead"],
        starts_on=date(2026, 4, 1),
        due_on=date(2026, 9, 30),
        added_at=NOW,
        added_by=cast.people["manager"],
    )


def _evaluation(cast: Cast, action: Action) -> Evaluation:
    return Evaluation.objects.create(
        action=action,
        question="Did vehicle crime fall more here than elsewhere?",
        measure_key="vehicle_crime",
        place_code="E05099001",
        place_name="A ward",
        comparison_codes=["E05099002"],
        comparison_names=["Another ward"],
        why_comparison="It is alike.",
        chosen_because_high=False,
        start="2026-04",
        before=["2025-04..2025-09"],
        after="2026-04..2026-09",
        registered_at=NOW,
        registered_by=cast.people["analyst"],
    )


def _recommendation(cast: Cast, plan: Plan) -> Recommendation:
    committee = Group.objects.create(
        partnership=cast.partnership, name="Crime and disorder committee", kind="committee", starts_on=BEGAN
    )
    return Recommendation.objects.create(
        plan=plan,
        meeting=Meeting.objects.create(group=committee, held_on=DAY),
        to_body=cast.bodies[1],
        sentence="Say each quarter which car parks are lit.",
        reason="The plan does not say.",
        made_on=DAY,
        answer_due_on=date(2026, 2, 11),
        made_at=NOW,
        made_by=cast.people["scrutiny"],
    )


def _crosswalk(cast: Cast, priority) -> tuple[Strategy, Aim, CrosswalkRow]:
    strategy = Strategy.objects.create(
        partnership=cast.partnership, body_name="Farshire Police", title="Safer roads", checked_on=DAY, starts_on=BEGAN
    )
    aim = Aim.objects.create(strategy=strategy, position=1, sentence="Fewer thefts of vehicles.")
    row = CrosswalkRow.objects.create(
        priority=priority,
        aim=aim,
        direction="both",
        shown_by="A shared fund.",
        added_at=NOW,
        added_by=cast.people["manager"],
    )
    return strategy, aim, row


def _survey(cast: Cast) -> Survey:
    made_figure(cast, 0.4, "survey_share")
    return Survey.objects.create(
        partnership=cast.partnership,
        plan_year=YEAR,
        name="Residents’ survey",
        build_id="B-0123456789ab",
        answer_count=800,
        effective_n=700.0,
        method="People were drawn at random.",
        brought_at=NOW,
        brought_by=cast.people["analyst"],
    )


def _release(cast: Cast, plan: Plan) -> Release:
    """A prepared release without its files: who may open its pages does not hang on them."""
    return Release.objects.create(
        partnership=cast.partnership,
        plan=plan,
        plan_year=YEAR,
        number=plan.pk,  # another one in each partnership
        folder=f"{cast.partnership.slug}-{plan.pk}",
        manifest_sha256="0" * 64,
        prepared_at=NOW,
        prepared_by=cast.people["analyst"],
    )
