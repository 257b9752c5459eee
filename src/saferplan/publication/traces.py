"""Follows every figure of a release to its raw files and counts it again, each file read once for all of them."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saferplan.assessment.ledger import Ledger, ledger_of
from saferplan.assessment.raw_places import RawPlaces
from saferplan.assessment.recounting import Recount, found_file
from saferplan.home import Home
from saferplan.publication.content_numbers import RawFile
from saferplan.terms.figures import Figure
from saferplan.terms.problems import Refusal

Recipe = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure counted again; `again` is None where it could not be, and `why` says why it does not agree."""

    again: float | None
    agrees: bool
    files: tuple[RawFile, ...]
    code_version: str
    why: str = ""


@dataclass
class Tracer:
    """Counts figures of any build of a home again."""

    home: Home
    _ledgers: dict[str, Ledger] = field(default_factory=dict)
    _recounts: dict[str, Recount] = field(default_factory=dict)
    _places: dict[str, RawPlaces] = field(default_factory=dict)
    _intact: dict[str, bool] = field(default_factory=dict)

    def trace(self, figure: Figure) -> Trace:
        """The figure's path and the value found at its end."""
        try:
            ledger, recount = self._ledger(figure.build_id), self._recount(figure.build_id)
            inputs = recount.needed(figure.recipe)
            files = tuple(RawFile(name, sha256) for sha256, name in {item.sha256: item.name for item in inputs}.items())
            changed = [item.name for item in inputs if not self._is_intact(item)]
            if changed:
                return Trace(None, False, files, ledger.code_version, f"{changed[0]} is no longer what it was.")
            again = recount.value(figure.recipe)
        except Refusal as refusal:
            return Trace(None, False, (), "", f"{refusal.what} {refusal.why}")
        except (KeyError, StopIteration):
            return Trace(None, False, (), "", "Its recipe cannot be followed.")
        estimate = figure.estimate
        same = math.isclose(estimate.value, again, rel_tol=1e-9)
        interval = recount.interval_agrees(figure.recipe, estimate.low, estimate.high, estimate.level)
        why = "" if same and interval is not False else f"Counted again it comes to {again:g} or its interval differs."
        return Trace(again, same and interval is not False, files, ledger.code_version, why)

    def count(self, build_id: str, recipe: Recipe) -> int:
        """A count of offences by its recipe. Fails: Refusal where the build or a raw file is gone."""
        return int(self._recount(build_id).value(recipe))

    def lsoas_of(self, build_id: str, places: Recipe) -> frozenset[str]:
        """The smallest areas that a recipe's places are made of. Fails: as `count`."""
        if build_id not in self._places:
            # The same lookups, read once, that the figures are counted again by.
            self._places[build_id] = RawPlaces(self._recount(build_id)._table)
        return self._places[build_id].lsoas_of(places)

    def _ledger(self, build_id: str) -> Ledger:
        if build_id not in self._ledgers:
            self._ledgers[build_id] = ledger_of(build_id, self.home)
        return self._ledgers[build_id]

    def _recount(self, build_id: str) -> Recount:
        if build_id not in self._recounts:
            self._recounts[build_id] = Recount(self.home, self._ledger(build_id).inputs)
        return self._recounts[build_id]

    def _is_intact(self, item: Any) -> bool:
        if item.sha256 not in self._intact:
            found = hashlib.sha256(found_file(item, self.home).read_bytes()).hexdigest()
            self._intact[item.sha256] = found == item.sha256
        return self._intact[item.sha256]
