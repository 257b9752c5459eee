"""The priorities' pages, as scorers, the chair and the neighbour meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cast import made_assessment
from priorities.rounds_made_up import LATER, made_scene
from saferplan.priorities.models import Mark, Priority, Round

pytestmark = pytest.mark.django_db
HOME = "/members/northmere/priorities/"
LONG = "Residents name burglary first, and the police alone can take up vehicle crime this year."


@pytest.fixture
def scene(northmere):
    return made_scene(northmere)


def page_of(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def test_before_the_sign_off_the_page_says_what_it_waits_for(northmere):
    made_assessment(northmere, signed_off=False)
    assert "The assessment has to be signed off first." in page_of(northmere.client("manager"), HOME)
    assert "No round can be opened now." in page_of(northmere.client("manager"), HOME + "rounds/open/", 422)


def test_the_manager_opens_a_round_and_a_theme_left_alone_is_refused(scene):
    client = scene.cast.client("manager")
    address = HOME + "rounds/open/"
    page = page_of(client, address)
    assert "Burglary (1 agreed finding; residents put “Burglary” 3rd)" in page
    assert not Round.objects.exists()
    alone = client.post(address, {"themes": [scene.vehicle.pk], "scheme_key": "four_by_four"})
    assert alone.status_code == 422
    assert "A round needs two themes or more" in alone.content.decode()
    both = {"themes": [scene.vehicle.pk, scene.burglary.pk], "scheme_key": "four_by_four"}
    response = client.post(address, both)
    assert response.status_code == 302
    assert "0 of 2 themes have marks from two people or more" in page_of(client, response["Location"])


def test_marks_are_given_a_theme_a_screen_with_the_evidence_beside_and_kept(scene):
    opened = scene.open()
    client = scene.cast.client("lead")
    theme = opened.themes.get(theme=scene.burglary)
    address = f"{HOME}themes/{theme.pk}/mark/"
    page = page_of(client, address)
    assert "Burglary did not change." in page
    assert "Residents put “Burglary” at rank 3" in page
    half = client.post(address, {"impact": "3", "impact_note": "Half of it"})
    assert half.status_code == 422
    assert "Half of it" in half.content.decode()
    assert not Mark.objects.exists()
    typed = {"impact": "3", "impact_note": "What the finding says", "likelihood": "none"}
    response = client.post(address, typed)
    other = opened.themes.get(theme=scene.vehicle)
    assert response["Location"] == f"{HOME}themes/{other.pk}/mark/"
    page = page_of(client, address)
    assert "What the finding says" in page
    assert page.count("checked") == 2
    assert Mark.objects.get(criterion_key="likelihood").mark is None


def test_nobody_sees_another_s_marks_before_the_reveal(scene):
    opened = scene.marked()
    for role in ("manager", "analyst", "chair"):
        client = scene.cast.client(role)
        for part in ("marks/", "ranking/"):
            assert "The marks are not revealed." in page_of(client, f"{HOME}rounds/{opened.pk}/{part}", 422)
        page = page_of(client, f"{HOME}themes/{opened.themes.get(theme=scene.vehicle).pk}/mark/")
        assert "Seen by the lead." not in page
    assert page_of(scene.cast.client("analyst"), HOME).count("Seen by") == 0


def test_the_reveal_shows_everybody_s_marks_with_their_names(scene):
    opened = scene.marked()
    client = scene.cast.client("chair")
    assert client.post(f"{HOME}rounds/{opened.pk}/reveal/", {"version": 1}).status_code == 302
    page = page_of(scene.cast.client("scrutiny"), f"{HOME}rounds/{opened.pk}/marks/")
    assert "2 people marked 2 themes; they differ most on Vehicle crime (likelihood), by 1 mark" in page
    assert "A. Madeup Chair of Northmere" in page
    assert "Seen by the lead." in page
    sealed = f"{HOME}themes/{opened.themes.get(theme=scene.vehicle).pk}/mark/"
    assert "No marks can be given now." in page_of(client, sealed, 422)


def test_the_reveal_names_the_theme_that_has_too_few_marks(scene):
    opened = scene.open()
    client = scene.cast.client("chair")
    response = client.post(f"{HOME}rounds/{opened.pk}/reveal/", {"version": 1})
    assert response.status_code == 422
    assert "Burglary has marks from 0 people." in response.content.decode()


def test_the_ranking_tells_its_doubt_residents_order_and_what_would_alter_it(scene):
    opened = scene.revealed()
    page = page_of(scene.cast.client("lead"), f"{HOME}rounds/{opened.pk}/ranking/")
    assert "Vehicle crime stands first by score" in page
    assert "Residents&#x27; order" in page or "Residents' order" in page
    assert "What would alter the choice of the first 1" in page
    assert "10.5" in page
    for odd in ("0", "99", "x", "1e3", "²"):
        assert "the first 1<" in page_of(scene.cast.client("lead"), f"{HOME}rounds/{opened.pk}/ranking/?first={odd}")


def test_the_choice_against_the_ranking_is_asked_for_its_reason_at_the_question(scene):
    opened = scene.revealed()
    opened.change(seen_version=2, revealed_at=LATER)
    client = scene.cast.client("chair")
    address = f"{HOME}rounds/{opened.pk}/choose/"
    assert "No decision to rest on yet" in page_of(client, address)
    decision = scene.decision()
    decision.change(seen_version=1, recorded_at=timezone.now() + timedelta(minutes=1))
    vehicle, burglary = (opened.themes.get(theme=theme).pk for theme in (scene.vehicle, scene.burglary))
    typed = {
        f"outcome_{vehicle}": "watch",
        f"reason_{vehicle}": LONG,
        f"outcome_{burglary}": "priority",
        f"reason_{burglary}": "We prefer it.",
        "decision": decision.pk,
        "version": 3,
    }
    response = client.post(address, typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "This goes against the ranking. Say why in at least 40 letters." in page
    assert f'href="#id_reason_{burglary}"' in page
    assert LONG in page
    assert not Priority.objects.exists()
    response = client.post(address, {**typed, f"reason_{burglary}": LONG})
    assert response.status_code == 302, response.content.decode()
    page = page_of(client, HOME)
    assert "1 priority for 2026/27: Burglary" in page
    assert page.count("Against the ranking") == 2
    chosen = Priority.objects.get(outcome="priority")
    page = page_of(client, f"{HOME}chosen/{chosen.pk}/")
    assert "Burglary is a priority; it stands 2nd of 2 by score" in page
    assert f"/partnership/decisions/{decision.pk}/" in page
    assert "settled" in page_of(client, address, 422)


def test_a_scheme_is_shown_whole_with_version_and_citations(scene):
    page = page_of(scene.cast.client("scrutiny"), HOME + "schemes/morile_style/")
    assert "MoRiLE-style scheme of harm, likelihood and organisational position, version 1" in page
    assert "This is not the official MoRiLE" in page
    assert "Death, or injury that changes a life." in page
    assert "looked at on 25 November 2026" in page
    assert scene.cast.client("lead").get(HOME + "schemes/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "marks", "reveals"),
    [
        ("manager", 200, 200, 200),
        ("chair", 200, 200, 200),
        ("analyst", 200, 200, 403),
        ("lead", 200, 200, 403),
        ("scrutiny", 200, 403, 403),
        ("county", 200, 403, 403),
        (None, 302, 302, 302),
    ],
)
def test_who_may_read_mark_and_reveal(scene, role, reads, marks, reveals):
    opened = scene.open()
    client = scene.cast.client(role)
    assert client.get(f"{HOME}rounds/{opened.pk}/").status_code == reads
    assert client.get(f"{HOME}themes/{opened.themes.first().pk}/mark/").status_code == marks
    assert client.get(f"{HOME}rounds/{opened.pk}/reveal/").status_code == reveals
    assert client.get(f"{HOME}rounds/{opened.pk}/set-aside/").status_code == reveals


def test_the_neighbour_reaches_nothing_by_either_address(scene, neighbour):
    opened = scene.revealed()
    client = neighbour.client("manager")
    theme = opened.themes.first().pk
    for part in ("", "marks/", "ranking/", "choose/", "reveal/", "set-aside/"):
        assert client.get(f"{HOME}rounds/{opened.pk}/{part}").status_code == 403
        assert client.get(f"/members/ashwick-vale/priorities/rounds/{opened.pk}/{part}").status_code == 404
    for part in ("", "mark/"):
        assert client.get(f"/members/ashwick-vale/priorities/themes/{theme}/{part}").status_code == 404


def test_a_round_opened_wrongly_is_set_aside_with_its_reason(scene):
    opened = scene.open()
    client = scene.cast.client("manager")
    address = f"{HOME}rounds/{opened.pk}/set-aside/"
    assert client.post(address, {"version": 1}).status_code == 422
    assert client.post(address, {"reason": "A theme was left out.", "version": 1}).status_code == 302
    page = page_of(client, HOME)
    assert "A theme was left out." in page
    assert "Open a round of scoring" in page
    assert "This round was set aside" in page_of(client, f"{HOME}rounds/{opened.pk}/")
