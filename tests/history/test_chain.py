"""What is wrong with a chain of events is found, whatever was done to it; each fault here is made by hand."""

from dataclasses import replace

import pytest

from saferplan.history.chain import BEGINNING, Entry, Kept, faults, seal

KEY = "the key outside the database"


def chain(count: int) -> list[Kept]:
    kept, previous = [], BEGINNING
    for number in range(1, count + 1):
        entry = Entry(
            number=number,
            action="plan.adopt",
            partnership="partnership.Partnership:1",
            actor="partnership.Person:1",
            subject=f"plan.Plan:{number}",
            evidence=("partnership.Decision:7",),
            facts={"version": number},
            at="2026-01-14T15:05:00.000000+00:00",
            previous=previous,
        )
        kept.append(Kept(entry, entry.hash))
        previous = entry.hash
    return kept


def found(events: list[Kept], written: list[Kept]) -> tuple[str, ...]:
    """The faults of events, held against the seal over what was written."""
    return faults(events, count=len(written), kept_seal=seal(len(written), written[-1].hash, KEY), key=KEY)


def rewritten(events: list[Kept]) -> list[Kept]:
    """The whole chain computed anew, as somebody without the key could."""
    made, previous = [], BEGINNING
    for number, event in enumerate(events, start=1):
        entry = replace(event.entry, number=number, previous=previous)
        made.append(Kept(entry, entry.hash))
        previous = entry.hash
    return made


def edited(event: Kept) -> Kept:
    return Kept(replace(event.entry, facts={"version": 99}), event.hash)


def test_a_chain_that_nobody_touched_has_no_fault():
    assert found(chain(5), chain(5)) == ()
    assert faults([], count=0, kept_seal=seal(0, BEGINNING, KEY), key=KEY) == ()


def test_an_edited_event_is_named():
    events = chain(5)
    events[2] = edited(events[2])
    assert found(events, chain(5)) == ("Event 3 (plan.adopt) was changed after it was written.",)


def test_an_edited_event_with_its_hash_computed_anew_breaks_the_next():
    events = chain(5)
    entry = edited(events[2]).entry
    events[2] = Kept(entry, entry.hash)
    assert found(events, chain(5)) == ("Event 4 does not follow the event before it as it now stands.",)


@pytest.mark.parametrize("field", ["actor", "subject", "partnership", "action", "at"])
def test_every_part_of_an_event_is_held(field):
    events = chain(3)
    events[1] = Kept(replace(events[1].entry, **{field: "other"}), events[1].hash)
    assert any("Event 2" in fault for fault in found(events, chain(3)))


def test_a_deleted_event_is_missed():
    events = chain(5)
    del events[2]
    assert "Event 3 is missing: event 4 follows event 2." in found(events, chain(5))


def test_a_deleted_event_whose_followers_were_written_again_is_shown_by_the_seal():
    events = chain(5)
    del events[2]
    said = found(rewritten(events), chain(5))
    assert "The history ends at event 4, and 5 were written." in said


def test_an_inserted_event_is_found():
    events = chain(5)
    events.insert(2, events[1])
    assert found(events, chain(5))


def test_reordered_events_are_found():
    events = chain(5)
    events[1], events[2] = events[2], events[1]
    assert found(events, chain(5))


def test_a_history_cut_off_at_its_end_is_found():
    said = found(chain(5)[:3], chain(5))
    assert "The history ends at event 3, and 5 were written." in said


def test_a_history_wholly_written_again_is_found_by_the_seal_alone():
    events = chain(5)
    events[0] = edited(events[0])
    assert found(rewritten(events), chain(5)) == (
        "The seal does not fit: the end of the history was changed, or written again without the key.",
    )


def test_a_seal_made_with_another_key_does_not_fit():
    events = chain(2)
    forged = seal(2, events[-1].hash, "another key")
    assert faults(events, count=2, kept_seal=forged, key=KEY)
