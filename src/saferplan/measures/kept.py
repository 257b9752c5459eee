"""What pages need of a build beside its frames: names, months and outlines, kept as plain values and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from saferplan.definitions import loading
from saferplan.documents.figure_book import FigureBook
from saferplan.evidence.store import Build
from saferplan.measures.account import Account
from saferplan.measures.figures import Basis, Place
from saferplan.measures.placing import SmallAreaKind
from saferplan.measures.readings import Readings, readings
from saferplan.measures.run import MeasureFrames, MeasureResults
from saferplan.measures.timing import Kind, kind_of
from saferplan.places.geometry import Rings
from saferplan.terms.months import Month
from saferplan.terms.periods import LikeForLike, Period


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a build's measures are of: everything that its frames name only by code.

    `names` gives every place's name by code. `own` are our districts. `states` says of each of the two totals what was
    supplied in each month. `outlines` are the wards' for a map, in metres.
    """

    area: Place
    own: tuple[Place, ...]
    districts: tuple[Place, ...]
    groups: tuple[Place, ...]
    wards: tuple[Place, ...]
    names: Mapping[str, str]
    force_code: str
    source: str
    residents_source: str
    district_codes: Mapping[str, tuple[str, ...]]
    small_area_kind: SmallAreaKind
    period: Period
    against: Period
    level_months: Mapping[str, tuple[Month, ...]]
    compared: Mapping[Kind, LikeForLike]
    shown_months: tuple[Month, ...]
    states: Mapping[str, Mapping[Month, str]]
    outlines: Mapping[str, Rings]

    def place(self, code: str) -> Place | None:
        """A place by its code, where the build counts it and pages show it."""
        shown = (self.area, *self.districts, *self.wards)
        return next((place for place in shown if place.code == code), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """A build's measures on their way to a page."""

    setting: Setting
    basis: Basis
    readings: Readings

    @property
    def account(self) -> Account:
        """With an empty book of figures, for one page."""
        return Account(self.basis, self.readings, FigureBook())


def plain_setting(setting: Setting) -> dict[str, Any]:
    """The setting as plain values."""
    places = ("own", "districts", "groups", "wards")
    return {
        "area": asdict(setting.area),
        **{name: [asdict(place) for place in getattr(setting, name)] for name in places},
        **{name: getattr(setting, name) for name in ("force_code", "source", "residents_source", "small_area_kind")},
        "names": dict(setting.names),
        "district_codes": {code: list(codes) for code, codes in setting.district_codes.items()},
        "period": str(setting.period),
        "against": str(setting.against),
        "level_months": {key: _written(months) for key, months in setting.level_months.items()},
        "compared": {
            kind: {
                "pairs": [[str(now), str(before)] for now, before in found.pairs],
                "unusable": _written(found.unusable),
            }
            for kind, found in setting.compared.items()
        },
        "shown_months": _written(setting.shown_months),
        "states": {
            key: {str(month): state for month, state in states.items()} for key, states in setting.states.items()
        },
        "outlines": {code: [list(map(list, ring)) for ring in rings] for code, rings in setting.outlines.items()},
    }


def read_setting(plain: Mapping[str, Any]) -> Setting:
    """The setting from plain values."""
    places = {name: tuple(Place(**place) for place in plain[name]) for name in ("own", "districts", "groups", "wards")}
    period, against = Period.parse(plain["period"]), Period.parse(plain["against"])
    return Setting(
        area=Place(**plain["area"]),
        **places,
        names=plain["names"],
        force_code=plain["force_code"],
        source=plain["source"],
        residents_source=plain["residents_source"],
        district_codes={code: tuple(codes) for code, codes in plain["district_codes"].items()},
        small_area_kind=plain["small_area_kind"],
        period=period,
        against=against,
        level_months={key: _months(months) for key, months in plain["level_months"].items()},
        compared={
            kind: LikeForLike(
                period,
                against,
                tuple((Month.parse(now), Month.parse(before)) for now, before in found["pairs"]),
                _months(found["unusable"]),
            )
            for kind, found in plain["compared"].items()
        },
        shown_months=_months(plain["shown_months"]),
        states={
            key: {Month.parse(month): state for month, state in states.items()}
            for key, states in plain["states"].items()
        },
        outlines={
            code: tuple(tuple((x, y) for x, y in ring) for ring in rings) for code, rings in plain["outlines"].items()
        },
    )


def kept_measures(build: Build) -> Kept | None:
    """A build's measures; None where an earlier version made it and kept no setting."""
    plain = build.plain("measures", "setting")
    if plain is None:
        return None
    setting = read_setting(plain)
    frames: Any = {field.name: build.frame("measures", field.name) for field in fields(MeasureFrames)}
    results = MeasureResults(
        frames=MeasureFrames(**frames),
        small_area_kind=setting.small_area_kind,
        level_months=setting.level_months,
        comparisons_in_time=setting.compared,
        problems=(),
    )
    basis = Basis(
        build_id=build.build_id,
        force_code=setting.force_code,
        source=setting.source,
        name=lambda code: setting.names.get(code, code),
        district_codes=setting.district_codes,
        small_area_kind=setting.small_area_kind,
    )
    kinds = {key: kind_of(measure) for key, measure in loading.measures().items()}
    return Kept(setting, basis, readings(results, kinds))


def _written(months: Sequence[Month]) -> list[str]:
    return [str(month) for month in months]


def _months(written: Sequence[str]) -> tuple[Month, ...]:
    return tuple(Month.parse(month) for month in written)
