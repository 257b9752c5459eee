"""Writes made-up answers as an online survey tool exports them, with the blanks, repeats and slips of real exports."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from saferplan.definitions.forms import Questionnaire
from saferplan.documents.whole_files import write_whole
from saferplan.sources.made_up import names
from saferplan.terms.months import Month

_BLANK = 0.025
_COMMENTS = (
    "More lighting on the path behind the shops, please.",
    'The corner by the park, they call it "the yard", is best avoided after dark.',
    "Cars race past the school.\nSomebody will be hurt.",
    "I have lived here for years and feel safe.",
    "Nobody comes when we ring.",
)


def write_export(
    path: Path, rows: Sequence[Mapping[str, str]], asked: Questionnaire, last: Month, rng: np.random.Generator
) -> int:
    """Write the rows, numbered and dated, and the export's faults among them; the number of rows written."""
    first = last.shifted(-1)
    days = np.sort(rng.integers(0, first.days + last.days, len(rows)))
    written = [
        {
            "Respondent ID": str(10_000 + number),
            "Submitted": f"{first.first_date + timedelta(days=int(day)):%d/%m/%Y} {rng.integers(7, 23):02d}:00",
            **_with_blanks(row, asked, rng),
            asked.comment_heading: str(rng.choice(_COMMENTS)) if rng.random() < 0.1 else "",
        }
        for number, (row, day) in enumerate(zip(rows, days, strict=True), start=1)
    ]
    written = _with_slips(written)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(written[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.getvalue().encode("utf-8-sig"))
    return len(written)


def _with_blanks(row: Mapping[str, str], asked: Questionnaire, rng: np.random.Generator) -> dict[str, str]:
    """Some answers left out; who someone is, some would rather not say."""
    kept = {heading: "" if rng.random() < _BLANK else answer for heading, answer in row.items()}
    kept["District code"] = row["District code"]
    for heading in ("Age band", "Sex"):
        if rng.random() < _BLANK:
            kept[heading] = asked.profile.not_stated[0]
    return kept


def _with_slips(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """A row sent twice, an age band of another survey, a neighbour's answer and a district that does not exist."""
    twice, other_band, neighbour, nowhere = (dict(rows[number]) for number in (40, 300, 500, 700))
    other_band |= {"Respondent ID": "20001", "Age band": "Over 21"}
    neighbour |= {"Respondent ID": "20002", "District code": names.DISTRICT_CODES[names.NEIGHBOUR], "Ward code": ""}
    nowhere |= {"Respondent ID": "20003", "District code": "E07099999", "Ward code": ""}
    return [*rows[:41], twice, *rows[41:], other_band, neighbour, nowhere]
