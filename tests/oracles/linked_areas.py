"""Slow, obvious twin of the connected components in `places/common_areas.py`: merge sets until nothing changes."""


def linked_areas(pairs: list[tuple[str, str]]) -> list[tuple[set[str], set[str]]]:
    """The groups of 2011 and of 2021 codes that pairs join, whatever path joins them."""
    groups = [({old}, {new}) for old, new in pairs]
    merging = True
    while merging:
        merging = False
        for one in groups:
            other = next((g for g in groups if g is not one and (g[0] & one[0] or g[1] & one[1])), None)
            if other:
                one[0].update(other[0])
                one[1].update(other[1])
                groups = [group for group in groups if group is not other]
                merging = True
                break
    return groups
