"""A slow, obvious twin of the evaluation's variances: plain loops over lists, as the formulas are written."""

import math


def variance_by_months(after, before, other_after, other_before):
    """Each month's departure from the common ratio, squared and added up."""
    total = 0.0
    sums = [sum(after), sum(before), sum(map(sum, other_after)), sum(map(sum, other_before))]
    weights = []
    for month in range(len(after)):
        theirs_after = sum(place[month] for place in other_after)
        theirs_before = sum(place[month] for place in other_before)
        ours = after[month] / sums[0] - before[month] / sums[1]
        theirs = theirs_after / sums[2] - theirs_before / sums[3]
        total += (ours - theirs) ** 2
        weights.append(after[month] + before[month])
    clusters = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    return total * clusters / (clusters - 1), clusters - 1


def drift(after, before, least=10):
    """The weighted moment estimator of DerSimonian and Kacker, place by place; it may be below nothing."""
    places = [(now, then) for now, then in zip(after, before, strict=True) if sum(now) >= least and sum(then) >= least]
    all_now = [sum(now[month] for now, _ in places) for month in range(len(places[0][0]))]
    all_then = [sum(then[month] for _, then in places) for month in range(len(places[0][0]))]
    weights = [sum(now) + sum(then) for now, then in places]
    changes = [math.log(sum(now) / sum(then)) for now, then in places]
    mean = sum(w * change for w, change in zip(weights, changes, strict=True)) / sum(weights)
    q = sum(w * (change - mean) ** 2 for w, change in zip(weights, changes, strict=True))
    expected = 0.0
    for (now, then), weight in zip(places, weights, strict=True):
        own, _ = variance_by_months(now, then, [all_now], [all_then])
        expected += weight * own * (1 - weight / sum(weights))
    return (q - expected) / (sum(weights) - sum(w**2 for w in weights) / sum(weights))
