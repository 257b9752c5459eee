"""The form of each kind of definition file: which keys it has, which are required, what each may hold."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

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
