"""The plan's pages, as its people and its neighbour's meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cast import NOW, made_plan, made_priority
from saferplan.history.models import Event
from saferplan.plan.models import Objective, Plan

pytestmark = pytest.mark.django_db
HOME = "/members/northmere/plan/"


@pytest.fixture
def plan(northmere) -> Plan:
    return made_plan(northmere, adopted=False)


def typed(plan: Plan, **changed) -> dict[str, object]:
    objective = plan.objectives.get()
    return {
        "sentence": objective.sentence,
        "priority": objective.priority_id,
        "indicator": objective.indicator,
        "baseline": objective.baseline_id,
        "polarity": objective.polarity,
        "target_value": "100",
        "target_words": objective.target_words,
        "target_date_0": "31",
        "target_date_1": "3",
        "target_date_2": "2035",
        "target_date_day": "31",
        "target_date_month": "3",
        "target_date_year": "2035",
        "lead_body": objective.lead_body_id,
        **changed,
    }


def decision_now(cast):
    decision = cast.decision("The board adopted the plan.")
    decision.change(seen_version=1, recorded_at=timezone.now() + timedelta(minutes=1))
    return decision


def test_an_empty_stage_says_what_will_be_here_and_the_one_next_thing(northmere):
    page = northmere.client("manager").get(HOME).content.decode()
    assert "0 plans are drafted this year" in page
    assert "The priorities have to be chosen first." in page


def test_the_manager_drafts_the_plan_from_the_chosen_priorities(northmere):
    made_priority(northmere)
    client = northmere.client("manager")
    assert "Draft the plan" in client.get(HOME).content.decode()
    assert client.get(HOME + "draft/").status_code == 200
    assert not Plan.objects.exists()
    response = client.post(HOME + "draft/")
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    assert "The priority “Vehicle crime” has no objective." in page
    plan = Plan.objects.get()
    priority = plan.round.themes.get().priority
    assert f"{HOME}{plan.pk}/priorities/{priority.pk}/objectives/add/#id_sentence" in page


def test_each_thing_that_is_missing_leads_to_the_question_that_mends_it(northmere, plan):
    objective = plan.objectives.get()
    objective.change(seen_version=1, lead_body=None, target_words="")
    page = northmere.client("manager").get(f"{HOME}{plan.pk}/").content.decode()
    assert "2 things are missing" in page
    for field in ("target_words", "lead_body"):
        assert f'{HOME}objectives/{objective.pk}/change/#id_{field}"' in page
    form = northmere.client("manager").get(f"{HOME}objectives/{objective.pk}/change/").content.decode()
    assert 'id="id_lead_body"' in form
    assert 'id="id_target_words"' in form


def test_an_objective_is_added_by_form(northmere, plan):
    priority = plan.round.themes.get().priority
    address = f"{HOME}{plan.pk}/priorities/{priority.pk}/objectives/add/"
    client = northmere.client("manager")
    assert "Finding 1, Vehicle crime" in client.get(address).content.decode()
    response = client.post(address, {"sentence": "Owners lock their vehicles.", "priority": priority.pk})
    assert response.status_code == 302, response.content.decode()
    added = Objective.objects.get(line=2)
    assert (added.baseline, added.target_date, added.indicator) == (None, None, "")
    assert Event.objects.get().action == "plan.add_objective"


def test_a_target_that_goes_the_wrong_way_is_refused_at_its_question_and_nothing_is_lost(northmere, plan):
    objective = plan.objectives.get()
    address = f"{HOME}objectives/{objective.pk}/change/"
    client = northmere.client("manager")
    response = client.post(address, typed(plan, target_value="130", indicator="My own words", version=1))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Less is better, but the target of 130 is above the baseline of 120." in page
    assert 'href="#id_target_value"' in page
    assert 'value="My own words"' in page
    assert not Event.objects.exists()
    assert client.post(address, typed(plan, target_value="90", version=1)).status_code == 302
    objective.refresh_from_db()
    assert objective.target_value == 90


def test_two_people_who_change_one_objective_lose_nothing(northmere, plan):
    objective = plan.objectives.get()
    address = f"{HOME}objectives/{objective.pk}/change/"
    client = northmere.client("manager")
    assert client.post(address, typed(plan, indicator="First words", version=1)).status_code == 302
    response = client.post(address, typed(plan, indicator="Second words", version=1))
    page = response.content.decode()
    assert response.status_code == 409
    assert "First words" in page
    assert 'value="Second words"' in page
    objective.refresh_from_db()
    assert objective.indicator == "First words"


def test_the_plan_is_adopted_by_a_decision_and_then_offers_a_new_version_only(northmere, plan):
    plan.change(seen_version=1, drafted_at=NOW + timedelta(hours=1))
    client = northmere.client("chair")
    address = f"{HOME}{plan.pk}/adopt/"
    page = client.get(address).content.decode()
    assert "No decision was recorded since this version was drafted." in page
    decision = decision_now(northmere)
    assert client.post(address, {"version": 2}).status_code == 422
    assert client.post(address, {"decision": decision.pk, "version": 2}).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.decision) == ("adopted", decision)
    page = northmere.client("manager").get(HOME).content.decode()
    assert "Begin version 2" in page
    assert "/change/" not in page
    refused = northmere.client("manager").post(
        f"{HOME}objectives/{plan.objectives.get().pk}/change/", typed(plan, indicator="Edited", version=1)
    )
    assert refused.status_code == 422
    assert "It was adopted by a decision, and stays as it was adopted." in refused.content.decode()


def test_two_versions_are_compared_side_by_side(northmere):
    first = made_plan(northmere)
    client = northmere.client("manager")
    response = client.post(f"{HOME}{first.pk}/new-version/")
    second = Plan.objects.get(number=2)
    assert response["Location"] == f"{HOME}{second.pk}/"
    second.objectives.get().change(seen_version=1, target_words="80 or fewer", target_value=80)
    page = client.get(f"{HOME}{second.pk}/changes/").content.decode()
    assert "1 objective changed from version 1 to version 2" in page
    assert "100 or fewer" in page
    assert "80 or fewer" in page
    assert "Target (changed)" in page
    assert "nothing to compare it with" in client.get(f"{HOME}{first.pk}/changes/").content.decode()


def test_from_an_objective_one_reaches_decision_scores_finding_and_figure_by_links_back(northmere):
    plan = made_plan(northmere)
    objective, priority = plan.objectives.get(), plan.round.themes.get().priority
    finding = priority.scored_theme.findings.get()
    client = northmere.client("scrutiny")
    page = client.get(f"{HOME}objectives/{objective.pk}/").content.decode()
    chain = f"{HOME}{plan.pk}/priorities/{priority.pk}/"
    assert f'href="{chain}"' in page
    shown = client.get(chain).content.decode()
    for part in (
        f"partnership/decisions/{priority.decision_id}/",
        f"priorities/rounds/{plan.round_id}/marks/#theme-{priority.scored_theme_id}",
        f"priorities/rounds/{plan.round_id}/ranking/",
        f"priorities/chosen/{priority.pk}/",
        f"assessment/findings/{finding.pk}/",
        f"assessment/figures/{finding.figures.get().figure_id}/",
        f"plan/objectives/{objective.pk}/",
    ):
        assert f'href="/members/northmere/{part}"' in shown


@pytest.mark.parametrize(
    ("role", "reads", "writes", "adopts"),
    [
        ("manager", 200, 200, 200),
        ("chair", 200, 403, 200),
        ("lead", 200, 403, 403),
        ("scrutiny", 200, 403, 403),
        (None, 302, 302, 302),
    ],
)
def test_who_may_read_write_and_adopt(northmere, role, reads, writes, adopts):
    plan = made_plan(northmere, adopted=False)
    client, objective = northmere.client(role), plan.objectives.get()
    assert client.get(f"{HOME}{plan.pk}/").status_code == reads
    assert client.get(f"{HOME}objectives/{objective.pk}/change/").status_code == writes
    assert client.get(f"{HOME}{plan.pk}/adopt/").status_code == adopts


def test_the_neighbour_reaches_nothing_by_either_address(northmere, plan, neighbour):
    client = neighbour.client("manager")
    objective = plan.objectives.get()
    parts = (f"{plan.pk}/", f"{plan.pk}/adopt/", f"{plan.pk}/changes/", f"objectives/{objective.pk}/change/")
    for part in parts:
        assert client.get(HOME + part).status_code == 403
        assert client.get(f"/members/ashwick-vale/plan/{part}").status_code == 404
