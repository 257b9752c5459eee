"""Every place by code or name, and which holds which: LSOA, ward, district, partnership, county, police force area."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import dataframely as dy
import polars as pl

from saferplan.definitions import loading
from saferplan.places.areas import (
    Area,
    change_named,
    changes_by_code,
    ended,
    living_successors,
    predecessors_by_code,
)
from saferplan.places.common_areas import common_areas
from saferplan.places.tables import CommonAreas, DistrictPartnerships, LsoaChanges, UpperTiers, WardLookup
from saferplan.terms.problems import Refusal


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The lookups of places, and the answers that follow from them. Codes are of 2024, of 2021 for LSOAs."""

    wards: dy.DataFrame[WardLookup]
    changes: dy.DataFrame[LsoaChanges]
    partnerships: dy.DataFrame[DistrictPartnerships]
    upper_tiers: dy.DataFrame[UpperTiers]

    @cached_property
    def common(self) -> dy.DataFrame[CommonAreas]:
        """The common area of every LSOA code of 2011 and of 2021."""
        return common_areas(self.changes, self.wards)

    def area(self, text: str) -> Area:
        """The district or partnership of this code or name; a name that both bear is the district's.

        Fails: Refusal with close matches where nothing is called so; naming its successors where it ended; and where
        a partnership covers only a part of a district, as a part cannot be counted.
        """
        wanted = text.strip()
        for found in (wanted.upper(), self._district_names.get(wanted.casefold(), "")):
            if found in self._districts:
                return self._districts[found]
        for found in (wanted.upper(), self._partnership_names.get(wanted.casefold(), "")):
            if found in self._partnerships:
                return self._whole(self._partnerships[found])
        raise self._unknown(wanted)

    def district(self, code: str) -> Area:
        """The district of this code. Fails: Refusal where there is none."""
        if code not in self._districts:
            raise self._unknown(code)
        return self._districts[code]

    def partnership(self, area: Area) -> Area | None:
        """The one community safety partnership that holds all of an area; None where there is not just one."""
        holding = {code for own in area.district_codes for code in self._partnerships_of[own]}
        partnership = self._partnerships[holding.pop()] if len(holding) == 1 else None
        return None if partnership is None or self._shared_districts(partnership) else partnership

    def force_area(self, area: Area) -> Area:
        """The police force area that holds an area. Fails: Refusal where it lies in more than one."""
        holding = {self._forces[code] for code in area.district_codes}
        if len(holding) > 1:
            names = " and ".join(sorted(name for _, name in holding))
            raise Refusal(
                f"{area.name} lies in more than one police force area: {names}.",
                why="Headline figures count one force, the area's own.",
                next_step="Ask for a district or partnership that lies in one.",
            )
        code, name = holding.pop()
        return Area(code, name, "force_area", _holding(self._forces, (code, name)))

    def force_code(self, area: Area) -> str:
        """The force of an area, as data.police.uk writes it in the names of files ("kent")."""
        force_area = self.force_area(area)
        force = loading.police_forces().get(force_area.code)
        if force is None:
            raise Refusal(
                f"The police force of {force_area.name} ({force_area.code}) is not known.",
                why="definitions/areas/police_forces.yaml does not list it, so its files cannot be told from others.",
                next_step="Add the force to that file, with the name that data.police.uk gives its files.",
            )
        return force.code

    def upper_tier(self, area: Area) -> Area | None:
        """The county that holds all of an area's districts; None where they have one tier or share no county."""
        holding = {self._counties.get(code) for code in area.district_codes}
        county = holding.pop() if len(holding) == 1 else None
        return Area(*county, "county", _holding(self._counties, county)) if county else None

    def district_codes_2021(self, area: Area) -> tuple[str, ...]:
        """An area's districts by the codes of 2021: those they were made from, where they are younger."""
        return tuple(
            old for code in area.district_codes for old in ([code] if code in self._tiers_2021 else self._before(code))
        )

    def ward_codes(self, area: Area) -> tuple[str, ...]:
        return tuple(self._within(area)["ward24_code"].unique().sort())

    def lsoa21_codes(self, area: Area) -> tuple[str, ...]:
        return tuple(self._within(area)["lsoa21_code"].unique().sort())

    def name(self, code: str) -> str:
        """What any LSOA, common area, ward, district, partnership, county or police force area is called."""
        assert code in self._names, f"no place has the code {code}"
        return self._names[code]

    # -- what the lookups say, by code

    def _within(self, area: Area) -> pl.DataFrame:
        return self.wards.filter(pl.col("ltla24_code").is_in(area.district_codes))

    @cached_property
    def _districts(self) -> Mapping[str, Area]:
        rows = self.wards.select("ltla24_code", "ltla24_name").unique().sort("ltla24_code").iter_rows()
        lives = changes_by_code()
        return {
            code: Area(code, name, "district", (code,), lives[code].start, lives[code].end)
            if code in lives
            else Area(code, name, "district", (code,))
            for code, name in rows
        }

    @cached_property
    def _partnerships(self) -> Mapping[str, Area]:
        groups = self.partnerships.sort("ltla24_code").group_by("csp24_code", maintain_order=True)
        rows = groups.agg(pl.col("csp24_name").first(), pl.col("ltla24_code")).iter_rows()
        return {code: Area(code, name, "partnership", tuple(districts)) for code, name, districts in rows}

    @cached_property
    def _partnerships_of(self) -> Mapping[str, tuple[str, ...]]:
        """The partnerships that cover each district or a part of it."""
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for partnership in self._partnerships.values():
            for district in partnership.district_codes:
                found[district] += (partnership.code,)
        return found

    @cached_property
    def _forces(self) -> Mapping[str, tuple[str, str]]:
        columns = self.partnerships.select("ltla24_code", "pfa24_code", "pfa24_name")
        return {district: (code, name) for district, code, name in columns.iter_rows()}

    @cached_property
    def _tiers_2021(self) -> Mapping[str, tuple[str, str]]:
        columns = self.upper_tiers.select("ltla21_code", "utla21_code", "utla21_name")
        return {district: (code, name) for district, code, name in columns.iter_rows()}

    @cached_property
    def _counties(self) -> Mapping[str, tuple[str, str]]:
        """The county above each district of two tiers, bridging from 2021 to 2024 where a district is younger."""
        found = {}
        for district in self._districts:
            before = [district] if district in self._tiers_2021 else self._before(district)
            above = {self._tiers_2021[code] for code in before}
            county = above.pop() if len(above) == 1 else None
            if county and county[0] not in before and county[0] in living_successors(county[0]):
                found[district] = county
        return found

    def _before(self, district: str) -> list[str]:
        return [code for code in predecessors_by_code().get(district, ()) if code in self._tiers_2021]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        areas = [*self._districts.values(), *self._partnerships.values()]
        return {
            **_merged_names(self.common, self.wards),
            **dict(self.wards.select("lsoa21_code", "lsoa21_name").iter_rows()),
            **dict(self.wards.select("ward24_code", "ward24_name").iter_rows()),
            **dict(self._tiers_2021.values()),
            **dict(self._forces.values()),
            **{area.code: area.name for area in areas},
        }

    # -- what people write

    @cached_property
    def _district_names(self) -> Mapping[str, str]:
        return {area.name.casefold(): area.code for area in self._districts.values()}

    @cached_property
    def _partnership_names(self) -> Mapping[str, str]:
        return {area.name.casefold(): area.code for area in self._partnerships.values()}

    def _whole(self, partnership: Area) -> Area:
        for code in self._shared_districts(partnership):
            district = self._districts[code]
            raise Refusal(
                f"The partnership {partnership.name} ({partnership.code}) covers only a part of {district.name}.",
                why="The lookups say which districts a partnership touches, not which part of one it covers.",
                next_step=f"Ask for the district, {district.name} ({district.code}).",
            )
        return partnership

    def _shared_districts(self, partnership: Area) -> list[str]:
        """The districts that a partnership shares with another."""
        return [code for code in partnership.district_codes if len(self._partnerships_of[code]) > 1]

    def _unknown(self, wanted: str) -> Refusal:
        change = change_named(wanted)
        if change and not set(living_successors(change.code)).isdisjoint(self._districts):
            return ended(change)
        older = [code for code in predecessors_by_code().get(wanted.upper(), ()) if code in self._districts]
        if older:
            district = self._districts[older[0]]
            return Refusal(
                f"{wanted.upper()} ({district.name}) is younger than the lookups.",
                why="They are of 2024, and this code began later.",
                next_step=f"Ask for {district.name} by its code of 2024, {district.code}.",
            )
        close = self._places_like(wanted)
        return Refusal(
            f"There is no district or community safety partnership '{wanted}'.",
            why=self._reason(wanted),
            next_step=f"Did you mean {' or '.join(close)}?"
            if close
            else "Give a code such as E07000110, or a name in full.",
        )

    def _reason(self, wanted: str) -> str:
        for code, name in {*self._counties.values(), *self._forces.values()}:
            if wanted.casefold() in {code.casefold(), name.casefold()}:
                return f"{name} is a county or police force area; an assessment is made for a district or partnership."
        return "The lookups of districts and partnerships under --data hold neither a code nor a name like that."

    def _places_like(self, wanted: str) -> list[str]:
        names = {**self._partnership_names, **self._district_names}
        codes = {code.casefold(): code for code in names.values()}
        close = get_close_matches(wanted.casefold(), [*names, *codes], n=3, cutoff=0.75)
        found = dict.fromkeys(names.get(text) or codes[text] for text in close)
        return [f"{self._names[code]} ({code})" for code in found]


def _holding(held: Mapping[str, tuple[str, str]], holder: tuple[str, str]) -> tuple[str, ...]:
    return tuple(sorted(code for code, found in held.items() if found == holder))


def _merged_names(common: dy.DataFrame[CommonAreas], wards: dy.DataFrame[WardLookup]) -> dict[str, str]:
    """Common areas of several LSOAs, called by their LSOAs of 2021."""
    merged = common.filter(pl.col("lsoa_code") != pl.col("common_code")).sort("lsoa_code")
    named = merged.join(wards, left_on="lsoa_code", right_on="lsoa21_code")
    rows = named.group_by("common_code").agg(pl.col("lsoa21_name").sort()).iter_rows()
    return {code: " and ".join(names) for code, names in rows}
