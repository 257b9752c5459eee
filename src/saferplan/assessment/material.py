"""What the strategic assessment is written from: one area, one period, and all that was computed about them."""

from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy

from saferplan.assessment.findings import Finding
from saferplan.assessment.tables import Screened
from saferplan.evidence.figures import Supplier
from saferplan.evidence.tables import FileQuality, Supply
from saferplan.measures.account import Account
from saferplan.measures.figures import Place
from saferplan.measures.timing import Kind
from saferplan.places.geometry import Rings
from saferplan.sources.section import People
from saferplan.terms.months import Month
from saferplan.terms.periods import LikeForLike, Period
from saferplan.terms.problems import DataProblem


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a chapter may tell of.

    `compared` says which months changes compare, for crimes and for anti-social behaviour ("crimes", "asb"). `groups`
    are the areas whose districts ours is ranked among, the widest first. `notices` are data problems that chapters do
    not tell in numbers of their own.
    """

    area: Place
    partnership_name: str
    period: Period
    against: Period
    compared: Mapping[Kind, LikeForLike]
    account: Account
    groups: tuple[Place, ...]
    districts: tuple[Place, ...]
    wards: tuple[Place, ...]
    ward_outlines: Mapping[str, Rings]
    people: People
    force: Supplier
    other_forces: tuple[Supplier, ...]
    other_force_rows: Mapping[str, int]
    files: dy.DataFrame[FileQuality]
    supply: dy.DataFrame[Supply]
    screened: dy.DataFrame[Screened]
    findings: tuple[Finding, ...]
    shown_months: tuple[Month, ...]
    notices: tuple[DataProblem, ...]
    source_keys: tuple[str, ...]
    residents_source: str

    @property
    def own_districts(self) -> tuple[Place, ...]:
        """The area, or the districts it is made of."""
        return tuple(place for place in self.districts if place.code in self.people.area.district_codes)
