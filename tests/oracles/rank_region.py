"""The joint confidence region of a ranking by its definition: every rank that means within their intervals can give.

Klein, Wright and Wieczorek (2020): every ranking that some choice of one value from each interval gives is possible.
"""

from itertools import product


def possible_ranks(intervals: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Least and greatest rank (1 the highest) of each, over every choice of the intervals' ends."""
    seen: list[list[int]] = [[] for _ in intervals]
    for choice in product(*intervals):
        for place, value in enumerate(choice):
            seen[place].append(1 + sum(other > value for other in choice))
    return [(min(ranks), max(ranks)) for ranks in seen]
