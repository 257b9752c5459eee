"""Certainty in words: a probability put into the yardstick's terms, so that every page says it alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """Words and the probabilities (0 to 1) they cover."""

    words: str
    low: float
    high: float


def certainty_in_words(probability: float, bands: tuple[Band, ...]) -> str:
    """The words of the band that holds a probability; in a gap between bands, of the nearer one, upward on a tie.

    >>> certainty_in_words(0.93, (Band("highly likely", 0.8, 0.9), Band("almost certain", 0.95, 1.0)))
    'almost certain'
    """
    assert 0 <= probability <= 1, f"{probability} is not a probability"

    def distance(band: Band) -> float:
        return max(band.low - probability, probability - band.high, 0.0)

    return min(reversed(bands), key=lambda band: round(distance(band), 12)).words
