"""Reads a residents' survey as an online survey tool exports it: good rows, and refused rows with reasons."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import dataframely as dy
import polars as pl

from saferplan.definitions import loading
from saferplan.definitions.forms import Questionnaire
from saferplan.home import Home
from saferplan.places.tables import WardLookup
from saferplan.sources.finding import Holdings
from saferplan.sources.published_tables import decoded, unreadable
from saferplan.sources.raw import RawTable
from saferplan.terms.problems import Refusal

SURVEY = "residents_survey"
CONCERN = "concern"
COMMENT = "comment"
REASONS = [
    "no_respondent",
    "duplicate_respondent",
    "unknown_date",
    "outside_area",
    "unknown_age_band",
    "unknown_answer",
]
_DATES = ("%Y-%m-%d", "%d/%m/%Y")
_LINE = "line"
_SHOWN = 30

Row = Mapping[str, str]


class Respondents(dy.Schema):
    """Grain: one respondent. Age and sex are the groups of the population's tables; null where not stated."""

    respondent = dy.String(primary_key=True)
    submitted_date = dy.Date()
    district_code = dy.String()
    ward_code = dy.String(nullable=True)
    age = dy.String(nullable=True)
    sex = dy.String(nullable=True)


class Answers(dy.Schema):
    """Grain: one respondent's answer to one question; a row a thing for "concern". Not answered: no row."""

    respondent = dy.String(primary_key=True)
    question_key = dy.String(primary_key=True)
    answer = dy.String(primary_key=True)


class RefusedAnswers(dy.Schema):
    """Grain: one row that was not read, by the line it begins on; `what` names the column and what stands in it."""

    line = dy.UInt32(primary_key=True)
    reason = dy.Enum(REASONS)
    what = dy.String()


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey read: who answered, what they said, and the rows refused."""

    questionnaire: Questionnaire
    respondents: dy.DataFrame[Respondents]
    answers: dy.DataFrame[Answers]
    refused: dy.DataFrame[RefusedAnswers]


def read_survey(table: RawTable, wards: dy.DataFrame[WardLookup]) -> Survey:
    """The answers of a survey whose respondents live in known districts and wards.

    A row is refused where its respondent number is missing or came before, or it holds what the questionnaire or the
    lookup does not know. Blanks are no answers, and refuse nothing but a missing number, date or district.

    Fails: Refusal naming the line that is not UTF-8 or is ragged, or the column that is missing.
    """
    rows = list(_rows(table))
    questionnaire = _questionnaire(table, rows[0])
    ward_district = dict(wards.select("ward24_code", "ltla24_code").iter_rows())
    judge = _Judge(questionnaire, ward_district, frozenset(ward_district.values()))
    seen: set[str] = set()
    good: list[Row] = []
    refused: list[tuple[int, str, str]] = []
    for row in rows:
        fault = judge.fault(row, seen)
        seen.add(row["respondent"])
        if fault:
            refused.append((int(row[_LINE]), *fault))
        else:
            good.append(row)
    return Survey(
        questionnaire,
        Respondents.validate(pl.DataFrame([judge.person(row) for row in good], schema=_schema(Respondents))),
        Answers.validate(pl.DataFrame([said for row in good for said in judge.said(row)], schema=_schema(Answers))),
        RefusedAnswers.validate(pl.DataFrame(refused, schema=_schema(RefusedAnswers), orient="row"), cast=True),
    )


def survey_table(found: Holdings, home: Home) -> RawTable | None:
    """The survey of a data folder, kept in the home; None where there is none. Fails: Refusal where two differ."""
    kept = [found.kept_table(item, home) for item in found.tables.get(SURVEY, ())]
    if len({table.read() for table in kept}) > 1:
        raise Refusal(
            f"Two surveys lie under --data and differ: {kept[0].name} and {kept[1].name}.",
            why="Answers of two surveys are not added together, and Saferplan does not guess which is meant.",
            next_step="Keep the survey of this year there and move the other out of the folder.",
        )
    return kept[0] if kept else None


def _rows(table: RawTable) -> Iterator[Row]:
    """Each row trimmed, under our names where the source's definition has them, with the line it begins on."""
    source = loading.sources()[SURVEY]
    reader = csv.reader(io.StringIO(decoded(table, source), newline=""), strict=True)
    try:
        headings = [heading.strip() for heading in next(reader, [])]
        ours = {written: name for name, accepted in source.columns.items() for written in accepted}
        names = [ours.get(heading, heading) for heading in headings]
        for name in source.columns:
            if name not in names:
                raise unreadable(table, source, f"It has no column '{source.columns[name][0]}'.")
        line, count = reader.line_num + 1, 0
        for cells in reader:
            if cells:
                if len(cells) != len(names):
                    why = f"Line {line} has {len(cells)} cells, where the headings are {len(names)}."
                    raise unreadable(table, source, why)
                yield {_LINE: str(line)} | {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
                count += 1
            line = reader.line_num + 1
    except csv.Error as error:
        raise unreadable(table, source, f"Line {reader.line_num}: {error}.") from None
    if not count:
        raise unreadable(table, source, "It has headings and no rows.")


def _questionnaire(table: RawTable, row: Row) -> Questionnaire:
    """The questionnaire whose columns are all there. Fails: Refusal naming what the nearest one lacks."""

    def lacking(asked: Questionnaire) -> list[str]:
        headings = [question.heading for question in asked.questions]
        every = [*headings, *asked.concerns.headings, asked.comment_heading]
        return [heading for heading in every if heading not in row]

    nearest = min(loading.questionnaires().values(), key=lambda asked: len(lacking(asked)))
    if missing := lacking(nearest):
        why = f"It has no column '{missing[0]}', which {nearest.name} has ({nearest.key})."
        raise unreadable(table, loading.sources()[SURVEY], why)
    return nearest


@dataclass(frozen=True, slots=True)
class _Judge:
    """What rows are held against: the questionnaire, and the wards with their districts."""

    questionnaire: Questionnaire
    ward_district: Mapping[str, str]
    districts: frozenset[str]

    def fault(self, row: Row, seen: set[str]) -> tuple[str, str] | None:
        """Why a row is not read, and what stands in it."""
        return next(self._faults(row, seen), None)

    def _faults(self, row: Row, seen: set[str]) -> Iterator[tuple[str, str]]:
        number, district, ward = row["respondent"], row["district_code"], row["ward_code"]
        if not number:
            yield "no_respondent", "Respondent ID is blank"
        if number in seen:
            yield "duplicate_respondent", "Respondent ID came before"
        if _date(row["submitted_date"]) is None:
            yield "unknown_date", f"Submitted: {_quoted(row['submitted_date'])}"
        if district not in self.districts or (ward and self.ward_district.get(ward) != district):
            yield "outside_area", f"District code {_quoted(district)}, ward code {_quoted(ward)}"
        groups = self.questionnaire.profile
        if not _is_known(row["age_band"], groups.age, groups.not_stated):
            yield "unknown_age_band", f"Age band: {_quoted(row['age_band'])}"
        if not _is_known(row["sex"], groups.sex, groups.not_stated):
            yield "unknown_answer", f"Sex: {_quoted(row['sex'])}"
        for heading, allowed in self._allowed():
            if row[heading] and row[heading] not in allowed:
                yield "unknown_answer", f"{heading}: {_quoted(row[heading])}"

    def person(self, row: Row) -> Mapping[str, object]:
        groups = self.questionnaire.profile
        return {
            "respondent": row["respondent"],
            "submitted_date": _date(row["submitted_date"]),
            "district_code": row["district_code"],
            "ward_code": row["ward_code"] or None,
            "age": _group(row["age_band"], groups.age),
            "sex": _group(row["sex"], groups.sex),
        }

    def said(self, row: Row) -> Iterator[Mapping[str, str]]:
        """What a respondent answered; a thing named twice among the concerns counts once. Comments come as they are."""
        concerns = dict.fromkeys(row[heading] for heading in self.questionnaire.concerns.headings)
        given = [(question.key, row[question.heading]) for question in self.questionnaire.questions]
        given += [(CONCERN, concern) for concern in concerns]
        given += [(COMMENT, row[self.questionnaire.comment_heading])]
        for key, answer in given:
            if answer:
                yield {"respondent": row["respondent"], "question_key": key, "answer": answer}

    def _allowed(self) -> Iterator[tuple[str, frozenset[str]]]:
        for question in self.questionnaire.questions:
            yield question.heading, frozenset(question.answers)
        for heading in self.questionnaire.concerns.headings:
            yield heading, frozenset(self.questionnaire.concerns.answers)


def _is_known(answer: str, groups: Mapping[str, tuple[str, ...]], not_stated: tuple[str, ...]) -> bool:
    return not answer or answer in not_stated or _group(answer, groups) is not None


def _group(answer: str, groups: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((group for group, answers in groups.items() if answer in answers), None)


def _quoted(text: str) -> str:
    """What stands in a cell, short: where columns slipped it may be a comment."""
    return f"'{text[:_SHOWN]}'"


def _date(text: str) -> date | None:
    """A day, whatever time of day stands behind it."""
    for form in _DATES:
        try:
            return datetime.strptime(text.partition(" ")[0].partition("T")[0], form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _schema(schema: type[dy.Schema]) -> Mapping[str, pl.DataType]:
    return {
        name: pl.String() if isinstance(column, dy.Enum) else column.dtype for name, column in schema.columns().items()
    }
