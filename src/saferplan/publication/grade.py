"""How hard a text is to read: the Flesch-Kincaid grade of its sentences."""

import re
from collections.abc import Iterable

HIGHEST_GRADE = 7.0

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'])")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"([^aeiouylr]e|[aeiou]re|[aeiou]le|[^dtaeiouy]ed|[^aeiouyscxzhgl]es|[aeiou]les)$")


def reading_grade(sentences: Iterable[str]) -> float:
    """The school year in which a text is understood, of all its sentences together.

    Numbers count as words of one syllable, as people read "14" at a glance; names are counted as they stand.
    Source: Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy enlisted
    personnel: 0.39 words per sentence + 11.8 syllables per word - 15.59. Syllables are counted by groups of vowels.

    "The cat sat on the mat." is 6 words of one syllable: 0.39 * 6 + 11.8 * 1 - 15.59 = -1.45.

    >>> round(reading_grade(["The cat sat on the mat."]), 2)
    -1.45
    """
    texts = [piece for text in sentences for piece in _SENTENCE_END.split(text.strip()) if _WORD.search(piece)]
    assert texts, "nothing to read has no grade"
    words = [word for text in texts for word in _WORD.findall(text)]
    return 0.39 * len(words) / len(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """The syllables of a word, by its groups of vowels.

    A last e is silent ("crime"), but not in "table"; so is that of -ed, but not in "needed", and of -es, but not in
    "houses".

    >>> [syllables(word) for word in ("crime", "table", "partnership", "needed", "asked", "safer", "1,200")]
    [1, 2, 3, 2, 1, 2, 1]
    """
    plain = re.sub(r"['’].*", "", word.lower())
    if "-" in plain.strip("-"):
        return sum(syllables(part) for part in plain.split("-") if part)
    return max(len(_VOWELS.findall(plain)) - bool(_SILENT.search(plain)), 1)
