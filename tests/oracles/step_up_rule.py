"""Benjamini and Hochberg's adjusted p-values by their definition, in loops."""


def adjusted(p_values: list[float]) -> list[float]:
    """For each p-value the least, over all p-values no smaller, of that one times how many there are over its rank."""
    ordered = sorted(p_values)
    found = []
    for p in p_values:
        later = [(rank, q) for rank, q in enumerate(ordered, 1) if q >= p]
        found.append(min(1.0, *(q * len(ordered) / rank for rank, q in later), 1.0))
    return found
