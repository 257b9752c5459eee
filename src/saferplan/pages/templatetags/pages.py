"""Tags and filters of every page: dates and numbers in words, letters of progress, pictures, and parts of forms."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, ChoiceField, Field, FileField
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from saferplan.documents.blocks import plain
from saferplan.documents.letters import bound
from saferplan.documents.pictures import Picture
from saferplan.pages.pictures import svg_for_page
from saferplan.terms.months import Month

register = template.Library()

RAG = {
    "R": ("red", "Red"),
    "A": ("amber", "Amber"),
    "G": ("green", "Green"),
    "B": ("blue", "Complete"),
    "–": ("grey", "Not rated"),
}
# Under the partnership's own address, in the order of the public navigation.
PUBLIC_PAGES = (
    ("Home", ""),
    ("Plan", "plan/"),
    ("Places", "places/"),
    ("Have your say", "have-your-say/"),
    ("Who we are", "who-we-are/"),
    ("Documents", "documents/"),
)


@register.filter
def day(value: date | None) -> str:
    """A date as "14 January 2026"; of a moment, its date here."""
    if value is None:
        return ""
    here = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{here.day} {here:%B %Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as "14 January 2026 at 3:05pm", in the time here."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{day(here)} at {here.hour % 12 or 12}:{here:%M}{'am' if here.hour < 12 else 'pm'}"


@register.filter
def month(value: date | Month | None) -> str:
    """A month as "January 2026"."""
    if value is None:
        return ""
    return value.words if isinstance(value, Month) else f"{value:%B %Y}"


@register.filter
def thousands(value: float | None) -> str:
    """A number with commas and a true minus sign: "−12,345"; nothing for none."""
    return "" if value is None else f"{value:,}".replace("-", "−")


@register.filter
def words(value: Any) -> Any:
    """A value as it is printed: dates, yes and no, numbers, a document's texts; markup that is safe stays as it is."""
    match value:
        case SafeString():
            printed: str = value
        case None | "":
            printed = "–"
        case bool():
            printed = "Yes" if value else "No"
        case datetime():
            printed = moment(value)
        case date():
            printed = day(value)
        case int() | float():
            printed = thousands(value)
        case tuple():
            printed = bound(plain(value))
        case _:
            printed = bound(str(value))
    return printed


@register.filter
def beside(row: Any, columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column; a row is a list of cells, or has them as `cells`."""
    cells: Iterable[Any] = getattr(row, "cells", row)
    return list(zip(cells, columns, strict=True))


@register.inclusion_tag("web/_rag.html")
def rag(letter: str, words: str = "") -> dict[str, str]:
    """The letter of progress with its word, and its colour as a third sign of the same."""
    colour, usual = RAG.get(letter.upper() if letter else "–", RAG["–"])
    return {"letter": letter.upper() if colour != "grey" else "–", "words": words or usual, "colour": colour}


@register.simple_tag
def drawing(picture: Picture, title: str, alternative: str) -> SafeString:
    """A picture as SVG in the page's colours."""
    return mark_safe(svg_for_page(picture, title=title, alternative=alternative))  # noqa: S308 - drawn and escaped here


@register.simple_tag(takes_context=True)
def public_pages(context: Context) -> list[dict[str, Any]]:
    """The public pages of the partnership shown, each with its address and whether it is the one shown."""
    partnership = context.get("partnership")
    if not partnership:
        return []
    here = getattr(context.get("request"), "path", "")
    home = f"/{partnership.slug}/"
    return [
        {
            "name": name,
            "address": home + part,
            "is_current": here.startswith(home + part) if part else here == home,
        }
        for name, part in PUBLIC_PAGES
    ]


@register.filter
def first_input(field: BoundField) -> str:
    """The id of a question's first input, where a link from the error summary leads."""
    if field.id_for_label:
        return field.id_for_label
    first = field.subwidgets[0]
    parts = first.data.get("subwidgets")
    return str(parts[0]["attrs"]["id"] if parts else first.id_for_label)


@register.filter
def errors_said(field: BoundField) -> list[str]:
    """A question's errors, each saying how to mend it: Django's bare "required" names no question."""
    bare = Field.default_error_messages["required"]
    return [_ask_again(field) if error == bare else str(error) for error in field.errors]


def _ask_again(field: BoundField) -> str:
    if is_single_checkbox(field):
        return f"Tick “{field.label}” to go on"
    if isinstance(field.field, FileField):
        return f"Choose a file for “{field.label}”"
    return f"{'Choose' if isinstance(field.field, ChoiceField) else 'Give'} an answer to “{field.label}”"


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    """Whether a field is one box to tick, whose label stands after it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def is_invalid(widget: dict[str, Any]) -> bool:
    """Whether what was typed into a widget was refused."""
    return bool(widget["attrs"].get("aria-invalid") == "true")
