"""Voice's part of a document: what respondents said, how it was weighted, and how far it can be believed."""

from collections.abc import Sequence

from saferplan.documents.blocks import Block, Column, Heading, Note, Number, Paragraph, Row, Table, Text
from saferplan.documents.figure_book import FigureBook
from saferplan.documents.wording import percent
from saferplan.terms.figures import Figure
from saferplan.voice.answer_sheet import Estimated
from saferplan.voice.estimates import LEAST_BASE
from saferplan.voice.run import VoiceResults

WITHHELD = "not given"
METHOD = (
    "People chose to answer, so figures are of respondents, weighted, and not of a random sample of residents. Weights "
    "mend who answered by age, sex and place, and nothing else. Intervals are 95 % and assume that the answers behave "
    "as a random sample does."
)
SPLIT_WORDS = {
    "age": "Age",
    "sex": "Sex",
    "district": "District",
    "ward": "Ward",
    "victim": "Victim in the last 12 months",
}


def voice_blocks(results: VoiceResults, book: FigureBook) -> list[Block]:
    """What people said, as far as the answers could be weighted; otherwise why nothing is told."""
    blocks: list[Block] = [Heading(2, "What residents say", "voice")]
    if results.basis is None:
        return [*blocks, Note("What was not estimated", tuple((problem.sentence,) for problem in results.problems))]
    blocks += [Paragraph(_in_brief(results, book)), Note("How to read this", ((METHOD,),), "caution")]
    blocks.append(_answers_table(results, book))
    if results.concerns:
        blocks.append(_concerns_table(results, book))
    return [*blocks, _groups_table(results, book)]


def _in_brief(results: VoiceResults, book: FigureBook) -> Text:
    assert results.basis
    design, basis = results.design, results.basis
    return (
        book.number(design["n"]),
        f" people of {basis.area.name} answered in {basis.period}. Weighted by "
        f"{basis.weighted_by.partition(' weighted by ')[2]}, they tell as much as ",
        book.number(design["effective_n"]),
        " equally weighted answers would (design effect ",
        book.number(design["design_effect"], places=2),
        ").",
    )


def _answers_table(results: VoiceResults, book: FigureBook) -> Table:
    assert results.basis
    rows = [
        Row(((_capital(told.says),), *_cells(told, book), (_base(told, book),)))
        for told in results.estimates
        if told.among is None and told.kind == "share"
    ]
    return Table(
        key="voice-answers",
        caption=f"What respondents of {results.basis.area.name} said, weighted, {results.basis.period}",
        columns=(
            Column("Respondents who"),
            Column("Share", "number"),
            Column("95 % interval", "number"),
            Column("Base", "number"),
        ),
        rows=tuple(rows),
        note=(f"The base is those who answered the question. Nothing is given of fewer than {LEAST_BASE}.",),
    )


def _concerns_table(results: VoiceResults, book: FigureBook) -> Table:
    assert results.basis
    rows = [
        Row(
            (
                (concern.name,),
                (book.printed(share, percent(concern.share.value)),),
                _interval(share, book),
                (book.number(rank),),
                (book.number(rank, part="low"), " to ", book.number(rank, part="high")),
            )
        )
        for concern, share, rank in results.concerns
    ]
    return Table(
        key="voice-concerns",
        caption=f"What concerns respondents of {results.basis.area.name} most, weighted, {results.basis.period}",
        columns=(
            Column("Concern"),
            Column("Share who name it", "number"),
            Column("95 % interval", "number"),
            Column("Rank", "number"),
            Column("Rank range", "number"),
        ),
        rows=tuple(rows),
        note=("Of those who named any, up to three each. All rank ranges hold together with 95 % confidence.",),
    )


def _groups_table(results: VoiceResults, book: FigureBook) -> Table:
    """Every share by age, sex, place and victimhood."""
    assert results.basis
    rows = [
        Row(
            (
                (SPLIT_WORDS.get(told.among[0], _capital(told.among[0])) + ": " + told.among[1],),
                (_capital(told.says),),
                *_cells(told, book),
                (_base(told, book),),
            )
        )
        for told in results.estimates
        if told.among and told.kind == "share"
    ]
    headings: Sequence[Column] = (Column("Group"), Column("Respondents who"), Column("Share", "number"))
    return Table(
        key="voice-groups",
        caption=f"What groups of respondents of {results.basis.area.name} said, weighted, {results.basis.period}",
        columns=(*headings, Column("95 % interval", "number"), Column("Base", "number")),
        rows=tuple(rows),
        note=(f"Nothing is given of fewer than {LEAST_BASE}.",),
    )


def _cells(told: Estimated, book: FigureBook) -> tuple[Text, Text]:
    if told.figure is None:
        return (WITHHELD,), (WITHHELD,)
    return (book.printed(told.figure, percent(told.figure.estimate.value)),), _interval(told.figure, book)


def _interval(figure: Figure, book: FigureBook) -> Text:
    low, high = figure.estimate.low, figure.estimate.high
    return book.printed(figure, percent(low).removesuffix(" %")), " to ", book.printed(figure, percent(high))


def _base(told: Estimated, book: FigureBook) -> Number | str:
    """The base of a figure belongs to it; of what is withheld it is only said that it is too small."""
    return book.printed(told.figure, f"{told.n:,}") if told.figure else f"under {LEAST_BASE}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
