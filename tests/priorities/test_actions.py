"""The rules of scoring and choosing, each allowed and refused; a refused change leaves nothing."""

import pytest

from cast import NOW, made_assessment
from priorities.rounds_made_up import LATER, LATER_STILL, give, made_concern, made_scene
from saferplan.history.models import Event
from saferplan.pages.records import EditedMeanwhile
from saferplan.partnership.models import Theme
from saferplan.priorities import actions, queries
from saferplan.priorities.choice import Choice
from saferplan.priorities.models import Mark, Priority, Round
from saferplan.terms.problems import Refusal

pytestmark = pytest.mark.django_db
LONG = "Residents name burglary first, and the police alone can take up vehicle crime this year."


@pytest.fixture
def scene(northmere):
    return made_scene(northmere)


def events() -> list[str]:
    return list(Event.objects.values_list("action", flat=True))


def choose(scene, opened, vehicle, burglary, *, decision=None, version=2):
    themes = {theme.theme.name: theme for theme in opened.themes.all()}
    return actions.choose(
        opened,
        choices={themes["Vehicle crime"]: Choice(*vehicle), themes["Burglary"]: Choice(*burglary)},
        decision=decision or scene.decision(),
        seen_version=version,
        by=scene.cast.people["chair"],
        at=LATER_STILL,
    )


def test_a_round_brings_each_theme_its_agreed_findings_and_its_concern(scene):
    opened = scene.open()
    assert (opened.scheme_key, opened.scheme_version, opened.state) == ("four_by_four", "1", "open")
    told = {
        theme.theme.name: ([finding.told for finding in theme.findings.all()], theme.concern)
        for theme in opened.themes.all()
    }
    assert told["Burglary"][0] == ["Burglary did not change."]
    assert told["Burglary"][1].rank == 3
    assert told["Vehicle crime"][1] is None
    assert events() == ["priorities.open_round"]


def test_no_round_before_the_sign_off(northmere):
    assessment = made_assessment(northmere, signed_off=False)
    themes = Theme.objects.filter(partnership=northmere.partnership)
    with pytest.raises(Refusal, match="No round can be opened yet"):
        actions.open_round(assessment, scheme_key="four_by_four", themes=themes, by=northmere.people["manager"], at=NOW)
    assert not Round.objects.exists()
    assert events() == []


def test_one_assessment_is_scored_once_unless_its_round_is_set_aside(scene):
    opened = scene.open()
    with pytest.raises(Refusal, match="There is a round on this assessment already"):
        scene.open()
    manager = scene.cast.people["manager"]
    actions.set_aside_round(opened, reason="A theme was left out.", seen_version=1, by=manager, at=NOW)
    assert scene.open().pk != opened.pk
    with pytest.raises(Refusal, match="cannot be set aside"):
        actions.set_aside_round(opened, reason="Again.", seen_version=2, by=manager, at=NOW)


@pytest.mark.parametrize("which", ["one", "twice", "untold", "neighbour's"])
def test_which_themes_cannot_be_put_up(scene, neighbour, which):
    untold = Theme.objects.create(partnership=scene.cast.partnership, name="Arson", starts_on=scene.vehicle.starts_on)
    theirs = made_scene(neighbour).vehicle
    themes = {
        "one": [scene.vehicle],
        "twice": [scene.vehicle, scene.vehicle],
        "untold": [scene.vehicle, untold],
        "neighbour's": [scene.vehicle, theirs],
    }[which]
    with pytest.raises(Refusal):
        actions.open_round(
            scene.assessment, scheme_key="four_by_four", themes=themes, by=scene.cast.people["manager"], at=NOW
        )
    assert not Round.objects.exists()


def test_a_theme_may_be_put_up_for_what_residents_say_alone(scene):
    made_concern(scene.cast, "speeding", "Speeding", 1)
    speeding = Theme.objects.create(
        partnership=scene.cast.partnership,
        name="Speeding",
        starts_on=scene.vehicle.starts_on,
        concern_keys=["speeding"],
    )
    opened = actions.open_round(
        scene.assessment,
        scheme_key="four_by_four",
        themes=[speeding, scene.burglary],
        by=scene.cast.people["manager"],
        at=NOW,
    )
    themes = list(opened.themes.select_related("concern", "theme"))
    names = {str(theme.pk): theme.theme.name for theme in themes}
    # Concerns 1 and 3 of the survey are first and second among these two themes.
    ranks = {names[key]: rank for key, rank in queries.residents_ranks(themes).items()}
    assert ranks == {"Speeding": 1, "Burglary": 2}


def test_marks_given_again_stand_and_the_history_never_tells_them(scene):
    opened = scene.open()
    theme = opened.themes.get(theme=scene.vehicle)
    give(theme, scene.cast, "lead", 1, 2)
    give(theme, scene.cast, "lead", 4, None)
    held = {mark.criterion_key: mark.mark for mark in Mark.objects.filter(given_by=scene.cast.people["lead"])}
    assert held == {"impact": 4, "likelihood": None}
    assert [event.facts for event in Event.objects.filter(action="priorities.give_marks")] == [{"criteria": 2}] * 2


@pytest.mark.parametrize("marks", [{"impact": 5}, {"impact": 0}, {"harm": 2}, {}])
def test_marks_that_the_scheme_does_not_have(scene, marks):
    theme = scene.open().themes.first()
    with pytest.raises(Refusal, match="do not fit the scheme"):
        actions.give_marks(theme, marks=marks, notes={}, by=scene.cast.people["lead"], at=NOW)
    assert not Mark.objects.exists()


def test_marks_are_revealed_once_two_people_gave_them_and_not_before(scene):
    opened = scene.open()
    manager = scene.cast.people["manager"]
    for theme in opened.themes.all():
        give(theme, scene.cast, "chair", 2, 2)
    give(opened.themes.get(theme=scene.vehicle), scene.cast, "lead", 3, 3)
    with pytest.raises(Refusal) as refused:
        actions.reveal(opened, seen_version=1, by=manager, at=NOW)
    assert refused.value.why == "Burglary has marks from 1 person."
    give(opened.themes.get(theme=scene.burglary), scene.cast, "lead", 3, None)
    with pytest.raises(Refusal) as refused:
        actions.reveal(opened, seen_version=1, by=manager, at=NOW)
    assert refused.value.why == "Burglary has too few marks for likelihood."
    give(opened.themes.get(theme=scene.burglary), scene.cast, "lead", 3, 1)
    actions.reveal(opened, seen_version=1, by=manager, at=NOW)
    assert opened.state == "revealed"
    with pytest.raises(Refusal):
        give(opened.themes.get(theme=scene.burglary), scene.cast, "analyst", 4, 4)


def test_a_mark_on_a_page_read_before_the_reveal_is_not_given_after_it(scene):
    opened = scene.open()
    for theme in opened.themes.all():
        for role in ("chair", "lead"):
            give(theme, scene.cast, role, 2, 2)
    stale = opened.themes.select_related("round").get(theme=scene.vehicle)
    actions.reveal(opened, seen_version=1, by=scene.cast.people["manager"], at=NOW)
    with pytest.raises(Refusal):
        give(stale, scene.cast, "lead", 4, 4)
    assert set(Mark.objects.values_list("mark", flat=True)) == {2}


def test_the_choice_keeps_rank_and_score_as_they_stood(scene):
    """Vehicle crime 3 x 3.5 = 10.5 and burglary 2 x 2 = 4, by the scheme's formula and by hand."""
    opened = scene.revealed()
    choose(scene, opened, ("priority", "It stands first."), ("watch", "It did not change."))
    made = {priority.name: priority for priority in Priority.objects.all()}
    assert (made["Vehicle crime"].rank, made["Vehicle crime"].score) == (1, pytest.approx(10.5))
    assert (made["Burglary"].rank, made["Burglary"].score) == (2, pytest.approx(4.0))
    assert made["Burglary"].residents_rank == 1
    assert not any(priority.is_against_ranking for priority in made.values())
    assert opened.state == "closed"
    event = Event.objects.get(action="priorities.choose")
    assert event.facts["against_ranking"] == 0
    assert any(key.startswith("partnership.Decision:") for key in event.evidence)


def test_against_the_ranking_only_with_a_reason_that_says_why(scene):
    opened = scene.revealed()
    with pytest.raises(Refusal, match="The reason for"):
        choose(scene, opened, ("watch", LONG), ("priority", "We prefer it."))
    assert not Priority.objects.exists()
    opened.refresh_from_db()
    assert opened.state == "revealed"
    choose(scene, opened, ("watch", LONG), ("priority", LONG))
    assert set(Priority.objects.values_list("is_against_ranking", flat=True)) == {True}


def test_a_choice_needs_every_theme_and_one_priority(scene):
    opened = scene.revealed()
    with pytest.raises(Refusal, match="No theme is a priority"):
        choose(scene, opened, ("watch", "Enough is done."), ("cross_cutting", "It is in all."))
    with pytest.raises(Refusal) as refused:
        actions.choose(
            opened,
            choices={opened.themes.get(theme=scene.vehicle): Choice("priority", "It stands first.")},
            decision=scene.decision(),
            seen_version=2,
            by=scene.cast.people["chair"],
            at=LATER_STILL,
        )
    assert refused.value.why == "Still open: Burglary."
    assert not Priority.objects.exists()


@pytest.mark.parametrize(
    ("whose", "why"),
    [
        ("neighbour", "It was taken by another partnership."),
        ("few", "Its meeting was not quorate."),
        ("early", "It was recorded before the marks were revealed"),
    ],
)
def test_which_decisions_cannot_stand_behind_a_choice(scene, neighbour, whose, why):
    opened = scene.revealed()
    early = scene.decision()
    early.change(seen_version=1, recorded_at=NOW.replace(year=2025))
    decision = {"neighbour": neighbour.decision(), "few": scene.poor_decision(), "early": early}[whose]
    with pytest.raises(Refusal) as refused:
        choose(scene, opened, ("priority", "It stands first."), ("watch", "It did not change."), decision=decision)
    assert refused.value.why.startswith(why)
    assert not Priority.objects.exists()


def test_priorities_are_chosen_once_and_not_over_somebody_else_s_change(scene):
    opened = scene.revealed()
    with pytest.raises(EditedMeanwhile):
        choose(scene, opened, ("priority", "It stands first."), ("watch", "It did not change."), version=1)
    assert not Priority.objects.exists()
    choose(scene, opened, ("priority", "It stands first."), ("watch", "It did not change."))
    with pytest.raises(Refusal):
        choose(scene, opened, ("priority", "It stands first."), ("watch", "It did not change."), version=3)


def test_what_is_told_of_a_round_names_no_scorer(scene):
    opened = scene.revealed()
    choose(scene, opened, ("priority", "It stands first."), ("watch", "It did not change."))
    told = queries.told(opened)
    likelihood = next(one for one in told.themes[0].criteria if one.name == "Likelihood")
    assert (told.scorer_count, told.themes[0].name) == (2, "Vehicle crime")
    assert (likelihood.n, likelihood.mean, likelihood.lowest, likelihood.highest) == (2, 3.5, 3, 4)
    assert "Madeup" not in str(told)


def test_who_still_has_to_mark_is_told_to_each_and_the_stage_says_where_it_stands(scene):
    partnership = scene.cast.partnership.pk
    assert queries.standing(partnership, NOW.date()).state == "not started"
    opened = scene.open()
    lead = scene.cast.people["lead"]
    give(opened.themes.get(theme=scene.burglary), scene.cast, "lead", 1, 1)
    due = {item.person_id: item for item in queries.due(partnership, NOW.date())}
    assert due[lead.pk].sentence == "Give your marks to 1 theme"
    assert due[lead.pk].address.endswith(f"/themes/{opened.themes.get(theme=scene.vehicle).pk}/mark/")
    assert due[scene.cast.people["chair"].pk].sentence == "Give your marks to 2 themes"
    assert scene.cast.people["scrutiny"].pk not in due
    assert list(queries.evidence(partnership, LATER.date())) == []


def test_a_scheme_that_changed_since_is_said_and_breaks_nobody_s_page(scene):
    opened = scene.open()
    opened.change(seen_version=1, scheme_version="0")
    partnership = scene.cast.partnership.pk
    said = "The scheme four_by_four, version 0, is not here."
    assert [item.sentence for item in queries.due(partnership, NOW.date())] == [said]
    assert queries.standing(partnership, NOW.date()).sentence == said
    with pytest.raises(Refusal, match="is not here"):
        give(opened.themes.get(theme=scene.vehicle), scene.cast, "lead", 1, 1)
