"""Actions on the plan, what their leads say of them through the year, and one evaluation, registered first."""

from datetime import date

from saferplan.delivery.actions import add_action, say_how_it_goes
from saferplan.delivery.models import Action
from saferplan.evaluation.actions import find_effect, register
from saferplan.evaluation.design import years_before
from saferplan.evaluation.models import Effect, Evaluation
from saferplan.evaluation.queries import evidence_for
from saferplan.evaluation.run import suggested_comparisons
from saferplan.measures.queries import measured
from saferplan.partnership.roles import Role
from saferplan.plan.models import Plan
from saferplan.plan.queries import objectives_of
from saferplan.terms.periods import Period
from saferplan.web.made_up_year.cast import Cast, moment

MEASURE = "violence_and_sexual_offences"
BEFORE, AFTER = Period.parse("2022-01..2024-12"), Period.parse("2025")
COMPARED = 3


def begun(plan: Plan, cast: Cast) -> list[Action]:
    """Three actions: one in the town centre's ward, two across the district."""
    centre, disorder = objectives_of(plan)[:2]
    ward = _centre_ward(cast)
    wanted = (
        (centre, "Patrols and taxi marshals in the town centre on Friday and Saturday evenings.", ward, MEASURE),
        (centre, "Train the staff of pubs and clubs to step in early.", None, ""),
        (disorder, "A mediation service for neighbours, with a first meeting within ten days.", None, ""),
    )
    return [
        add_action(
            objective,
            sentence=sentence,
            lead=cast.members[Role.LEAD if objective == centre else Role.MANAGER],
            starts_on=date(2025, 1, 1),
            due_on=date(2026, 3, 31) if number != 1 else date(2025, 9, 30),
            place_code=place[0] if place else "",
            place_name=place[1] if place else "",
            measure_key=measure,
            by=cast.people[Role.MANAGER],
            at=moment(2024, 12, 18, 9 + number),
        )
        for number, (objective, sentence, place, measure) in enumerate(wanted)
    ]


def told_of(actions: list[Action], cast: Cast, *, since: date, until: date) -> None:
    """What the leads said between two days."""
    lead, manager = cast.people[Role.LEAD], cast.people[Role.MANAGER]
    patrols, training, mediation = actions
    said = (
        (patrols, lead, "under_way", 0.25, "Patrols run every weekend; two marshals at each rank.", date(2025, 3, 28)),
        (training, lead, "under_way", 0.25, "Forty staff trained in nine places.", date(2025, 3, 28)),
        (mediation, manager, "under_way", 0.25, "The service has a home and one mediator.", date(2025, 6, 20)),
        (patrols, lead, "under_way", 0.5, "Patrols go on; the council lit two car parks.", date(2025, 6, 27)),
        (training, lead, "stuck", 0.5, "The trainer left; a new one is sought.", date(2025, 9, 26)),
        (mediation, manager, "under_way", 0.5, "Sixty cases, half of them settled.", date(2025, 12, 12)),
        (patrols, lead, "under_way", 0.75, "A full year of patrols is done.", date(2026, 1, 9)),
    )
    for action, by, state, share, words, day in said:
        if since <= day < until:
            at = moment(day.year, day.month, day.day)
            say_how_it_goes(action, state=state, done_share=share, words=words, by=by, at=at)


def registered(action: Action, cast: Cast) -> Evaluation:
    """The patrols' evaluation, before the patrols: their ward against those likest to it in two years before."""
    evidence = evidence_for(cast.partnership)
    likest = suggested_comparisons(
        evidence,
        measure_key=MEASURE,
        place_kind="ward",
        treated=[action.place_code],
        before=years_before(Period.parse("2022-01..2023-12"), AFTER),
    )
    return register(
        action,
        question="Did violence in the town centre's ward fall with the patrols more than it did in wards like it?",
        measure_key=MEASURE,
        place_code=action.place_code,
        comparison_codes=likest["place_code"].to_list()[:COMPARED],
        why_comparison="Of the other wards their counts went up and down most like it in the two years before.",
        chosen_because_high=True,
        before=[str(span) for span in years_before(BEFORE, AFTER)],
        after=str(AFTER),
        by=cast.people[Role.ANALYST],
        at=moment(2024, 12, 20),
    )


def answered(evaluation: Evaluation, cast: Cast) -> Effect:
    """The evaluation's answer, once the year's months are supplied."""
    return find_effect(evaluation, by=cast.people[Role.ANALYST], at=moment(2026, 1, 20))


def _centre_ward(cast: Cast) -> tuple[str, str]:
    """The ward with most offences, as a partnership knows its own town centre."""
    kept = measured(cast.partnership)
    assert kept is not None, "the build was made before the plan"
    counts = {ward.code: kept.readings.levels["all_crime", ward.code]["count"] for ward in kept.setting.wards}
    busiest = max(kept.setting.wards, key=lambda ward: counts[ward.code])
    return busiest.code, busiest.name
