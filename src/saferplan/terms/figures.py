"""A figure: the one form in which a computed number enters a document or a record, frozen with all that it rests on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from saferplan.terms.estimates import Estimate


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number and what it rests on.

    `recipe` says how to count it again from raw files: a plain mapping that names the statistic and its selection
    (force, months, crime types, places) or the figures it is derived from. `figure_id` follows from the other fields,
    so the same number from the same build always has the same address, and a changed one never does.
    """

    statistic: str
    measure_key: str | None
    measure_name: str
    place_code: str
    place_name: str
    period: str
    against: str | None
    estimate: Estimate
    denominator: str | None
    source: str
    build_id: str
    recipe: Mapping[str, Any]

    @property
    def figure_id(self) -> str:
        written = json.dumps(asdict(self), sort_keys=True, default=str)
        return "F-" + hashlib.sha256(written.encode()).hexdigest()[:10]
