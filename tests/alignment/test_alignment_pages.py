"""The crosswalk's pages as the analyst, the members and the neighbour meet them."""

import pytest

from alignment.crossed import aims_of, row_of, strategy_of, typed
from cast import made_priority
from saferplan.alignment.models import Aim, CrosswalkRow, Strategy
from saferplan.history.models import Event

ADDRESS = "/members/northmere/alignment/"

pytestmark = pytest.mark.django_db


def page(response) -> str:
    return response.content.decode()


@pytest.fixture
def analyst(northmere):
    return northmere.client("analyst")


@pytest.fixture
def pair(northmere):
    priority = made_priority(northmere)
    return priority, aims_of(northmere, strategy_of(northmere, ends_on=None))[0]


def test_an_empty_page_says_what_will_be_here_and_what_comes_first(northmere, analyst):
    assert "Next: the partnership chooses its priorities." in page(analyst.get(ADDRESS))
    made_priority(northmere)
    assert "Add a strategy, such as the police and crime plan" in page(analyst.get(ADDRESS))
    assert "adds a strategy, such as the police and crime plan" in page(northmere.client("lead").get(ADDRESS))


def test_a_strategy_is_added_with_its_aims_after_what_was_wrong_is_mended(northmere, analyst):
    response = analyst.post(f"{ADDRESS}strategies/add/", typed(checked_on_year="2099"))
    assert response.status_code == 422
    assert "Nobody can have looked at it on a day to come." in page(response)
    assert 'value="Police and crime plan"' in page(response)
    assert not Event.objects.exists()
    response = analyst.post(f"{ADDRESS}strategies/add/", typed())
    strategy = Strategy.objects.get()
    assert response["Location"] == f"{ADDRESS}strategies/{strategy.pk}/aims/add/"
    sent = {"sentences": "Safer roads\r\n\r\nSafer homes\r\n"}
    response = analyst.post(response["Location"], sent, follow=True)
    assert [aim.sentence for aim in Aim.objects.all()] == ["Safer roads", "Safer homes"]
    assert "Police and crime plan: 2 aims of Farshire Commissioner" in page(response)


def test_a_gap_leads_to_its_pair_and_a_filled_cell_to_what_shows_it(analyst, pair):
    priority, aim = pair
    before = page(analyst.get(ADDRESS))
    asked = f"{ADDRESS}rows/add/?priority={priority.pk}&amp;aim={aim.pk}"
    assert asked in before
    assert "Our priority Vehicle crime meets no aim of another body’s strategy." in before
    form = page(analyst.get(asked.replace("&amp;", "&")))
    assert f'<option value="{aim.pk}" selected>Safer roads (Police and crime plan)</option>' in form
    sent = {"priority": priority.pk, "aim": aim.pk, "direction": "ours", "shown_by": ""}
    assert analyst.post(f"{ADDRESS}rows/add/", sent).status_code == 422
    response = analyst.post(f"{ADDRESS}rows/add/", sent | {"shown_by": "A joint action."}, follow=True)
    row = CrosswalkRow.objects.get()
    assert "A joint action." in page(response)
    after = page(analyst.get(ADDRESS))
    assert f'href="{ADDRESS}rows/{row.pk}/"' in after
    assert "We serve it" in after
    assert "1 of our 1 priority meets an aim" in after


def test_a_row_is_changed_and_taken_out_and_stays_to_be_seen(northmere, analyst, pair):
    row = row_of(northmere, *pair)
    here = f"{ADDRESS}rows/{row.pk}/"
    sent = {"direction": "theirs", "shown_by": "Their fund.", "version": 1}
    assert "Their fund." in page(analyst.post(f"{here}change/", sent, follow=True))
    conflict = analyst.post(f"{here}change/", sent | {"shown_by": "My own words."})
    assert conflict.status_code == 409
    assert "My own words." in page(conflict)
    assert "Their fund." in page(conflict)
    assert analyst.post(f"{here}end/", {"reason": "", "version": 2}).status_code == 422
    assert analyst.post(f"{here}end/", {"reason": "The fund ended.", "version": 2}).status_code == 302
    shown = page(analyst.get(here))
    assert "The fund ended." in shown
    assert "Take it out" not in shown
    again = analyst.post(f"{here}end/", {"reason": "Again.", "version": 3})
    assert again.status_code == 422
    assert "This row was taken out of the crosswalk." in page(again)


def test_a_strategy_and_an_aim_are_changed(analyst, pair):
    aim = pair[1]
    sent = {"sentence": "Safer streets", "version": 1}
    assert analyst.post(f"{ADDRESS}aims/{aim.pk}/", sent).status_code == 302
    here = f"{ADDRESS}strategies/{aim.strategy_id}/"
    assert "Safer streets" in page(analyst.get(here))
    assert analyst.get(f"{here}change/").status_code == 200
    assert analyst.post(f"{here}change/", typed(title="A new title", version="1")).status_code == 302
    assert "A new title" in page(analyst.get(here))


def test_the_file_for_a_spreadsheet(northmere, analyst, pair):
    row_of(northmere, *pair)
    response = analyst.get(f"{ADDRESS}crosswalk.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="crosswalk-northmere-')
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Vehicle crime,Police and crime plan,Farshire Commissioner,Safer roads,Both ways,")
    assert lines[2] == ",Police and crime plan,Farshire Commissioner,Safer homes,Gap,"


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (None, 302, 302),
        ("chair", 200, 403),
        ("manager", 200, 200),
        ("analyst", 200, 200),
        ("lead", 200, 403),
        ("scrutiny", 200, 403),
        ("county", 200, 403),
    ],
)
def test_who_may_do_what(northmere, pair, role, reads, writes):
    row = row_of(northmere, *pair)
    strategy, aim, number = pair[1].strategy_id, pair[1].pk, row.pk
    client = northmere.client(role)
    for address in ("", "crosswalk.csv", f"strategies/{strategy}/", f"rows/{number}/"):
        assert client.get(ADDRESS + address).status_code == reads, address
    for address in (
        "strategies/add/",
        f"strategies/{strategy}/change/",
        f"strategies/{strategy}/aims/add/",
        f"aims/{aim}/",
        "rows/add/",
        f"rows/{number}/change/",
        f"rows/{number}/end/",
    ):
        assert client.get(ADDRESS + address).status_code == writes, address


def test_nothing_is_seen_or_done_from_next_door(northmere, neighbour, pair):
    row = row_of(northmere, *pair)
    client, there = neighbour.client("manager"), "/members/ashwick-vale/alignment/"
    assert client.get(ADDRESS).status_code == 403
    strategy = pair[1].strategy_id
    for address in (
        f"strategies/{strategy}/",
        f"strategies/{strategy}/change/",
        f"strategies/{strategy}/aims/add/",
        f"aims/{pair[1].pk}/",
        f"rows/{row.pk}/",
        f"rows/{row.pk}/change/",
        f"rows/{row.pk}/end/",
    ):
        assert client.get(there + address).status_code == 404, address
    sent = {"priority": pair[0].pk, "aim": pair[1].pk, "direction": "both", "shown_by": "Mine."}
    assert client.post(f"{there}rows/add/", sent).status_code == 422
    assert CrosswalkRow.objects.count() == 1
