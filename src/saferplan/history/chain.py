"""How events are chained: each hash covers the one before, and a seal over the last needs this installation's key.

The hashes alone show an edit, as any reader can compute them; someone who writes the whole chain again, or cuts off its
end, is shown by the seal, which cannot be made without the key that is kept outside the database.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What an event says, as it is hashed. `at` is in UTC, to the microsecond; keys are "plan.Plan:4"."""

    number: int
    action: str
    partnership: str
    actor: str
    subject: str
    evidence: tuple[str, ...]
    facts: dict[str, Any]
    at: str
    previous: str

    @property
    def hash(self) -> str:
        written = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """An event as it was found: what it says now, and the hash that was kept with it."""

    entry: Entry
    hash: str


def seal(count: int, last_hash: str, key: str) -> str:
    """The seal over a chain's length and last hash."""
    return hmac.new(key.encode(), f"{count}:{last_hash}".encode(), "sha256").hexdigest()


def faults(events: Iterable[Kept], *, count: int, kept_seal: str, key: str) -> tuple[str, ...]:
    """What is wrong with a chain, in sentences; none where it stands."""
    said: list[str] = []
    previous, expected = BEGINNING, 1
    for event in events:
        number = event.entry.number
        if number != expected:
            said.append(f"Event {expected} is missing: event {number} follows event {expected - 1}.")
        elif event.entry.previous != previous:
            said.append(f"Event {number} does not follow the event before it as it now stands.")
        if event.entry.hash != event.hash:
            said.append(f"Event {number} ({event.entry.action}) was changed after it was written.")
        previous, expected = event.hash, number + 1
    if expected - 1 != count:
        said.append(f"The history ends at event {expected - 1}, and {count} were written.")
    if not hmac.compare_digest(seal(count, previous, key), kept_seal):
        said.append("The seal does not fit: the end of the history was changed, or written again without the key.")
    return tuple(said)
