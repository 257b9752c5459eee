"""The form of each kind of definition file: which keys it has, which are required, what each may hold."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

Words = Annotated[str, Field(min_length=1)]


class Form(BaseModel):
    """A definition: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Form):
    """Where a definition comes from, and when somebody last looked."""

    title: Words
    link: HttpUrl
    checked: date


class Quirk(Form):
    """Something known about a publisher's data that a user of it must know."""

    name: Words
    says: Words


class SourceDefinition(Form):
    """One publisher's data set: who publishes it, under which licence, how to recognise its files, what is odd in them.

    `columns` maps our column name to the headings publishers have used for it, the first being how we write it.
    """

    key: Words
    name: Words
    publisher: Words
    address: HttpUrl
    licence: Words
    licence_link: HttpUrl
    attribution: Words
    cadence: Words
    holds: Words
    columns: dict[str, tuple[Words, ...]] = {}
    quirks: tuple[Quirk, ...] = ()
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class MeasureDefinition(Form):
    """What is counted, in whose words, and whether more of it is worse.

    `noun` and `one` name what is counted ("12 burglaries", "1 burglary"); `in_sentence` the subject ("burglary fell").
    `polarity`: "lower_is_better"; "unclear" where a rise may mean more reporting, more police work, or more harm.
    """

    key: Words
    name: Words
    in_sentence: Words
    noun: Words
    one: Words
    crime_types: Annotated[tuple[Words, ...], Field(min_length=1)]
    part_of: str | None = None
    polarity: Literal["lower_is_better", "unclear"]
    polarity_reason: Words
    caveats: tuple[Words, ...] = ()
    order: int
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class CertaintyBand(Form):
    """One step of a scale of certainty: its words, and the probabilities (0 to 1) it covers."""

    words: Words
    low: Annotated[float, Field(ge=0, le=1)]
    high: Annotated[float, Field(ge=0, le=1)]


class CertaintyScale(Form):
    """How probabilities are put into words, from least to most likely."""

    key: Words
    name: Words
    bands: Annotated[tuple[CertaintyBand, ...], Field(min_length=2)]
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class AreaChange(Form):
    """A local authority's code, when it was true, and what came after it."""

    code: Words
    name: Words
    start: date | None = None
    end: date | None = None
    successors: tuple[Words, ...] = ()


class AreaChanges(Form):
    """Local authorities that began, ended or changed code, so that an old code gets a helpful answer."""

    key: Words
    name: Words
    areas: tuple[AreaChange, ...]
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class PoliceForce(Form):
    """A territorial police force: its area's code and name in ONS lookups, and its two names at data.police.uk.

    `code` is the one in file names ("kent"), `reported_by` the one in rows ("Kent Police").
    """

    area_code: Words
    area_name: Words
    code: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    reported_by: Words


class PoliceForces(Form):
    """Every territorial force, so that a place leads to the files that count its crimes."""

    key: Words
    name: Words
    forces: tuple[PoliceForce, ...]
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Statement(Form):
    """What a share says ("feel safe outside by day"), and the answers that count for it."""

    says: Words
    answers: Annotated[tuple[Words, ...], Field(min_length=1)]


class Question(Form):
    """A question with one answer: its column, its answers with their scores, and what is told of it.

    An answer without a score ("Don't know") counts in the base of shares and not in means. `mean` names the mean where
    one is told; `splits` says that other answers are told by this one's too.
    """

    key: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    heading: Words
    asks: Words
    answers: dict[Words, int | None]
    statements: dict[Words, Statement]
    mean: Words | None = None
    splits: bool = False

    @model_validator(mode="after")
    def _statements_use_its_answers(self) -> "Question":
        unknown = {answer for said in self.statements.values() for answer in said.answers} - set(self.answers)
        if unknown:
            raise ValueError(f"'{min(unknown)}' is none of the answers to {self.key}")
        return self


class Concerns(Form):
    """The question that lets people name several things from one list, a column for each."""

    headings: Annotated[tuple[Words, ...], Field(min_length=1)]
    asks: Words
    answers: Annotated[tuple[Words, ...], Field(min_length=2)]


class RespondentProfile(Form):
    """Groups of respondents as the tables of population name them, with the survey's words for each.

    `not_stated` are answers that tell of no group; such respondents are kept, and weighted by what else they said.
    """

    age: dict[Words, tuple[Words, ...]]
    sex: dict[Words, tuple[Words, ...]]
    not_stated: tuple[Words, ...] = ()


class Questionnaire(Form):
    """What a survey asked, in the words and columns of its export."""

    key: Words
    name: Words
    asked: Words
    profile: RespondentProfile
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    concerns: Concerns
    comment_heading: Words
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Criterion(Form):
    """One thing to be marked: the question asked of a scorer, its weight in its group, and what each mark means."""

    key: Words
    name: Words
    asks: Words
    weight: Annotated[float, Field(gt=0)]
    descriptors: dict[int, Words]


class CriteriaGroup(Form):
    """Criteria whose weighted mean is one factor of the score; of weight 0 where it is only shown beside it."""

    key: Words
    name: Words
    weight: Annotated[float, Field(ge=0)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class CriteriaScheme(Form):
    """How themes are scored; `statement` says what the scheme is not, `formula` the sum in words."""

    key: Words
    name: Words
    version: Words
    statement: Words
    formula: Words
    lowest_mark: Annotated[int, Field(ge=1)]
    highest_mark: int
    groups: Annotated[tuple[CriteriaGroup, ...], Field(min_length=1)]
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> "CriteriaScheme":
        criteria = [criterion for group in self.groups for criterion in group.criteria]
        marks = list(range(self.lowest_mark, self.highest_mark + 1))
        for named in (criteria, self.groups):
            keys = [one.key for one in named]
            if len(set(keys)) < len(keys):
                raise ValueError("two criteria, or two groups, have the same key")
        for criterion in criteria:
            if sorted(criterion.descriptors) != marks or len(marks) < 2:
                raise ValueError(f"{criterion.key} must say what each mark means, {marks}")
        if not any(group.weight > 0 for group in self.groups):
            raise ValueError("no group has a weight")
        return self


class Duty(Form):
    """What the law asks of a partnership: its basis, who owes it, and how often it is shown anew.

    `recurs_note` says whether the interval is law or practice; without `recurs_months` it is shown once. `shown_by` is
    the stage that shows it. `from_general_knowledge` says what was not confirmed in a document read.
    """

    key: Words
    name: Words
    says: Words
    basis: Words
    who: Words
    recurs_months: Annotated[int, Field(ge=1)] | None = None
    recurs_note: Words
    shown_by: Words
    order: int
    from_general_knowledge: tuple[Words, ...] = ()
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
