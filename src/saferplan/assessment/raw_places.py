"""Which LSOA codes lie in a place, told from the raw lookups row by row, for counting figures again."""

from collections.abc import Callable, Mapping
from typing import Any

Recipe = Mapping[str, Any]
Rows = list[dict[str, str]]
WARDS = "ons_lsoa21_ward24_ltla24"
CHANGES = "ons_lsoa11_lsoa21"


class RawPlaces:
    """Places as LSOA codes; `table` gives the rows of a source by its key."""

    def __init__(self, table: Callable[[str], Rows]) -> None:
        self._table = table
        self._within: dict[tuple[str, ...], frozenset[str]] = {}
        self._merged: dict[str, frozenset[str]] | None = None

    def codes_within(self, places: Recipe) -> frozenset[str]:
        """Every LSOA code, of either vintage, that lies wholly within the places."""
        key = (places["kind"], places.get("small_areas", ""), *places["codes"])
        if key not in self._within:
            own = self.lsoas_of(places)
            self._within[key] = own | {code for code, new in self._successors().items() if new <= own}
        return self._within[key]

    def lsoas_of(self, places: Recipe) -> frozenset[str]:
        """The LSOAs of 2021 that places are made of."""
        kind, codes = places["kind"], set(places["codes"])
        if kind == "lsoa":
            return frozenset(codes)
        if kind == "common_area":
            first = {code.removeprefix("C") for code in codes}
            return frozenset(
                new for old, all_new in self._successors().items() if old in first for new in all_new
            ) | frozenset(code for code in codes if not code.startswith("C"))
        column = {"ward": "ward24_code", "district": "ltla24_code"}[kind]
        held = frozenset(row["lsoa21_code"] for row in self._table(WARDS) if row[column] in codes)
        if places.get("small_areas") != "common_area":
            return held
        # Where vintages are mixed, land that moved across the boundary counts on neither side of it.
        return frozenset(code for code in held if self._successors().get(code, held) <= held)

    def _successors(self) -> dict[str, frozenset[str]]:
        """For each code that only one vintage holds, every 2021 LSOA of the smallest area both vintages can name."""
        if self._merged is None:
            new_of: dict[str, set[str]] = {}
            old_of: dict[str, set[str]] = {}
            for row in self._table(CHANGES):
                if row["lsoa11_code"] != row["lsoa21_code"]:
                    new_of.setdefault(row["lsoa11_code"], set()).add(row["lsoa21_code"])
                    old_of.setdefault(row["lsoa21_code"], set()).add(row["lsoa11_code"])
            merged: dict[str, frozenset[str]] = {}
            for old, first_news in new_of.items():
                if old in merged:
                    continue
                olds, news = {old}, set(first_news)
                while True:
                    more = {o for new in news for o in old_of[new]} - olds
                    if not more:
                        break
                    olds |= more
                    news |= {new for o in more for new in new_of[o]}
                for code in olds | news:
                    merged[code] = frozenset(news)
            self._merged = merged
        return self._merged
