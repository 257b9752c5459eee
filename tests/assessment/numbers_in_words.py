"""Finds the digits of a document that stand in plain words, outside its figures."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from saferplan.documents.blocks import Document, Illustration, Number

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"

# Digits that count nothing. Whatever else has a digit in it is a number, and must be a figure.
NOT_NUMBERS = {
    "a day": rf"\b\d{{1,2}} {MONTH} (?:19|20)\d\d\b",
    "a year; counts from 1,000 on carry a comma": r"(?<![\d,.])(?:19|20)\d\d(?!\d|[.,]\d)",
    "the level of an interval, which all share": r"\b95 % interval",
    "the level in the words of the glossary": r"\b95 of 100 such statements",
    "the unit of rates": r"\b[Pp]er 1,000 (?:usual )?residents",
    "a build's or a figure's address": r"\b(?:B-[0-9a-f]{12}|F-[0-9a-f]{10})\b",
    "the name of the licence": r"Open Government Licence v3\.0",
    "the name of an LSOA": r"\b\d{3}[A-Z]\b",
    "the number a finding goes by": r"\b[Cc]andidate finding \d+\b",
    "how big LSOAs are made, in the glossary": r"about 1,000 to 3,000 people",
    "what rank one means": r"\bRank 1 is the highest",
    "the rule that candidates pass, which is chosen": r"at most 5 % of such candidates|at least 5 crimes",
    "the name of an age group": r"(?:^|: )\d+ (?:to \d+|and over)$",
    "a file's name": r"\b[\w-]+\.(?:zip|csv)\b",
}


def numbers_in_words(document: Document) -> list[str]:
    """Every plain text of the document that has a digit which is none of those."""
    return [text for text in plain_texts(document) if re.search(r"\d", without_names(text))]


def without_names(text: str) -> str:
    for pattern in NOT_NUMBERS.values():
        text = re.sub(pattern, "", text)
    return text


def plain_texts(part: object) -> Iterator[str]:
    """The texts of a document, a figure's number in them as a blank; those of pictures are looked at apart."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple) and part and all(isinstance(piece, str) or hasattr(piece, "text") for piece in part):
        if any(isinstance(piece, Number) for piece in part) or not all(isinstance(piece, str) for piece in part):
            yield "".join(" " if isinstance(piece, Number) else getattr(piece, "text", piece) for piece in part)
        else:
            yield from part
    elif isinstance(part, tuple):
        for piece in part:
            yield from plain_texts(piece)
    elif is_dataclass(part) and not isinstance(part, Number):
        for field in fields(part):
            if field.name not in ("picture", "alternative", "key", "address"):
                yield from plain_texts(getattr(part, field.name))


def printed_numbers(part: object) -> Iterator[Number]:
    if isinstance(part, Number):
        yield part
    elif isinstance(part, tuple):
        for piece in part:
            yield from printed_numbers(piece)
    elif is_dataclass(part):
        for field in fields(part):
            yield from printed_numbers(getattr(part, field.name))


def illustrations(document: Document) -> list[Illustration]:
    return [block for block in document.blocks if isinstance(block, Illustration)]
